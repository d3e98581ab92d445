//! The user's editor: `$VISUAL` or `$EDITOR` split into words as a shell would, and how it is told a line. Starts nothing but that.

use std::ffi::OsString;

use crate::commands::{DONE, Failure, Session};

/// Opens a note, at a line (1-based) where the editor is known to take one, and waits for the editor to end.
pub fn open(session: &mut Session<'_>, path: &str, line: Option<u32>) -> Result<u8, Failure> {
    let variable = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        let value = (session.outside.variable)(name)?.to_string_lossy().into_owned();
        (!value.trim().is_empty()).then_some((name, value))
    });
    let Some((name, value)) = variable else {
        return Err(Failure::new("no editor is set")
            .hint("set `EDITOR`, for example `export EDITOR=nano`, or `EDITOR=\"code --wait\"`")
            .hint(format!("the note is `{path}`")));
    };
    let words = words(&value).filter(|words| !words.is_empty());
    let words = words.ok_or_else(|| Failure::new(format!("`${name}` has a quote that is never closed: `{value}`")))?;
    let file = session.workspace.root.join(path);
    let command = command(&words, file.as_os_str().to_owned(), line);
    session.out.flush()?;
    let program = words.first().map(String::as_str).unwrap_or_default();
    match (session.outside.launch)(&command) {
        Ok(0) => Ok(DONE),
        Ok(status) => Err(Failure::new(format!("`{program}` ended with status {status}"))),
        Err(error) => Err(Failure::new(format!("cannot start `{program}`: {error}")).hint(format!("`${name}` names it"))),
    }
}

/// The words of a command line: blanks part them, single and double quotes and a backslash keep them together. `None` when a quote is
/// never closed.
pub fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = text.chars().peekable();
    let mut quote = None;
    while let Some(c) = letters.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"'), '\\') if letters.peek().is_some_and(|next| matches!(next, '"' | '\\' | '$' | '`')) => {
                word.get_or_insert_default().extend(letters.next())
            }
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            // Before a letter it is the separator of a Windows path.
            (None, '\\') if letters.peek().is_some_and(|next| !next.is_alphanumeric()) => {
                word.get_or_insert_default().extend(letters.next())
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// The editor's command line for a file.
fn command(words: &[String], file: OsString, line: Option<u32>) -> Vec<OsString> {
    let mut command: Vec<OsString> = words.iter().map(OsString::from).collect();
    let program = words.first().map(String::as_str).unwrap_or_default();
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program).trim_end_matches(".exe");
    let at = |line: u32| {
        let mut word = file.clone();
        word.push(format!(":{line}"));
        word
    };
    match (name, line) {
        (
            "vi" | "vim" | "nvim" | "gvim" | "mvim" | "view" | "nano" | "pico" | "emacs" | "emacsclient" | "kak" | "micro" | "joe" | "jed"
            | "mg" | "ne" | "mcedit" | "gedit" | "kate" | "less",
            Some(line),
        ) => command.extend([OsString::from(format!("+{line}")), file]),
        ("code" | "code-insiders" | "codium" | "vscodium" | "cursor", Some(line)) => command.extend([OsString::from("--goto"), at(line)]),
        ("hx" | "helix" | "subl" | "zed" | "zeditor", Some(line)) => command.push(at(line)),
        _ => command.push(file),
    }
    command
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::{command, words};

    #[test]
    fn an_editor_is_split_into_words() {
        for (text, expected) in [
            ("vim", &["vim"][..]),
            ("code --wait", &["code", "--wait"]),
            ("\"/Applications/My Editor\" -n 'a b'", &["/Applications/My Editor", "-n", "a b"]),
            ("/opt/my\\ editor/bin  -x", &["/opt/my editor/bin", "-x"]),
            ("C:\\bin\\vim.exe", &["C:\\bin\\vim.exe"]),
            ("a\"b c\"d '' \"\\\"\"", &["ab cd", "", "\""]),
        ] {
            assert_eq!(words(text).as_deref(), Some(expected.iter().map(|word| word.to_string()).collect::<Vec<_>>().as_slice()), "{text}");
        }
        assert_eq!(words("vim 'x"), None);
    }

    #[test]
    fn known_editors_are_told_the_line() {
        let told = |editor: &str, line: Option<u32>| {
            let words = words(editor).unwrap();
            command(&words, OsString::from("/n/Ana Diaz.md"), line).into_iter().map(|word| word.into_string().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(told("/usr/bin/nvim -R", Some(7)), ["/usr/bin/nvim", "-R", "+7", "/n/Ana Diaz.md"]);
        assert_eq!(told("code --wait", Some(7)), ["code", "--wait", "--goto", "/n/Ana Diaz.md:7"]);
        assert_eq!(told("hx", Some(7)), ["hx", "/n/Ana Diaz.md:7"]);
        assert_eq!(told("ed", Some(7)), ["ed", "/n/Ana Diaz.md"]);
        assert_eq!(told("vim", None), ["vim", "/n/Ana Diaz.md"]);
    }
}
