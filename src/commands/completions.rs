//! `vault completions`.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::commands::{Cli, DONE, Failure};

/// Print the completions of a shell
///
/// In bash, zsh and fish they know people, notes, tags, kinds of notes and keys: they ask the program, which reads the vault. Names with
/// blanks and quotes are put on the line as the shell needs them.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault completions bash > ~/.local/share/bash-completion/completions/vault
  vault completions zsh > ~/.zfunc/_vault
  vault completions fish > ~/.config/fish/completions/vault.fish")]
pub struct Args {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// The script for bash, from 3.2 on.
const BASH: &str = include_str!("completions/vault.bash");
/// The script for zsh.
const ZSH: &str = include_str!("completions/vault.zsh");
/// The script for fish.
const FISH: &str = include_str!("completions/vault.fish");

/// Runs it.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    // Gathered first: the generator panics on a reader that goes away.
    let mut script = Vec::new();
    match args.shell {
        Shell::Bash => script.extend_from_slice(BASH.as_bytes()),
        Shell::Zsh => script.extend_from_slice(ZSH.as_bytes()),
        Shell::Fish => script.extend_from_slice(FISH.as_bytes()),
        shell => clap_complete::generate(shell, &mut Cli::command(), "vault", &mut script),
    }
    out.write_all(&script)?;
    Ok(DONE)
}
