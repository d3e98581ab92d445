//! `vault formats`, whose help is the same page: `vault help formats`.

use std::io::Write;

use crate::commands::{DONE, Failure};
use crate::render::text::formats;

/// Print the dates, channels, marks, task signs and cadences that are read
#[derive(clap::Args, Debug)]
#[command(after_help = formats::page())]
pub struct Args {}

/// Runs it.
pub fn run(out: &mut dyn Write) -> Result<u8, Failure> {
    out.write_all(formats::page().as_bytes())?;
    Ok(DONE)
}
