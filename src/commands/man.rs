//! `vault man`.

use std::io::Write;

use clap::CommandFactory;

use crate::commands::{Cli, DONE, Failure};

/// Print the manual page of vault, or of one of its commands
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  vault man | man -l -
  vault man why > ~/.local/share/man/man1/vault-why.1")]
pub struct Args {
    /// Which command [default: vault itself]
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Runs it.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Failure> {
    let mut cli = Cli::command();
    cli.build();
    let page = match &args.command {
        None => cli,
        Some(name) => {
            let found = cli.find_subcommand(name).cloned();
            let names: Vec<&str> = cli.get_subcommands().map(|command| command.get_name()).collect();
            found.ok_or_else(|| {
                Failure::new(format!("there is no command `{name}`")).hint(format!("the commands are {}", names.join(", ")))
            })?
        }
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    out.write_all(&roff)?;
    Ok(DONE)
}
