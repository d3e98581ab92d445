//! `vault completions`.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::commands::{Cli, DONE, Failure};

/// Print the completions of a shell
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault completions bash > ~/.local/share/bash-completion/completions/vault
  vault completions fish > ~/.config/fish/completions/vault.fish")]
pub struct Args {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Runs it.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    // Gathered first: the generator panics on a reader that goes away.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "vault", &mut script);
    out.write_all(&script)?;
    Ok(DONE)
}
