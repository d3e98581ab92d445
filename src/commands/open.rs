//! `vault open`.

use std::ffi::OsString;

use crate::book::without_extension;
use crate::commands::inspect::note_named;
use crate::commands::{DONE, Failure, Session};
use crate::files::root;
use crate::render::clean::clean;

/// Open a note in Obsidian
///
/// NAME is a contact, by name, alias or a unique part of one, or the path of any note. The note is named to Obsidian by an `obsidian://open`
/// address, with the folder's name as the vault's; the system opens it.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault open Ana Diaz
  vault open ana --print")]
pub struct Args {
    /// Whom, or which note; quotes are not needed
    #[arg(value_name = "NAME", required = true, num_args = 1..)]
    name: Vec<String>,
    /// Print the address, and open nothing
    #[arg(long)]
    print: bool,
}

/// Runs it.
pub fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let note = note_named(&args.name, session)?;
    let uri = uri(&root::name(&session.workspace.root), session.workspace.book.path(note));
    if args.print {
        writeln!(session.out, "{}", clean(&uri))?;
        return Ok(DONE);
    }
    let opener: &[&str] = if cfg!(target_os = "macos") {
        &["open"]
    } else if cfg!(windows) {
        &["rundll32", "url.dll,FileProtocolHandler"]
    } else {
        &["xdg-open"]
    };
    let words: Vec<OsString> = opener.iter().map(OsString::from).chain([OsString::from(&uri)]).collect();
    let program = opener.first().copied().unwrap_or_default();
    match (session.outside.launch)(&words) {
        Ok(0) => Ok(DONE),
        Ok(status) => {
            Err(Failure::new(format!("`{program}` ended with status {status}, so Obsidian may not have opened")).hint(hint(&uri)))
        }
        Err(error) => Err(Failure::new(format!("cannot start `{program}`: {error}")).hint(hint(&uri))),
    }
}

fn hint(uri: &str) -> String {
    format!("the address is {uri}")
}

/// `obsidian://open?vault=…&file=…`, every byte but letters, digits, `-`, `.`, `_` and `~` percent-encoded.
fn uri(vault: &str, path: &str) -> String {
    format!("obsidian://open?vault={}&file={}", encoded(vault), encoded(without_extension(path)))
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn addresses_are_encoded() {
        assert_eq!(uri("my vault", "People/Ana Diaz.md"), "obsidian://open?vault=my%20vault&file=People%2FAna%20Diaz");
        assert_eq!(uri("A&B=C#1", "Zoë + 100%?.md"), "obsidian://open?vault=A%26B%3DC%231&file=Zo%C3%AB%20%2B%20100%25%3F");
    }
}
