//! The `vault` program: hands the process's world to the library and returns its exit status.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use vault::base::date::Date;
use vault::cli::{self, World};
use vault::render::style::Terminal;

fn main() -> ExitCode {
    let variable = |name: &str| std::env::var_os(name);
    let stdout = io::stdout();
    let is_terminal = stdout.is_terminal();
    let terminal = Terminal {
        stdout: is_terminal,
        stderr: io::stderr().is_terminal(),
        width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        links: supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
    };
    let mut out = io::BufWriter::with_capacity(1 << 16, stdout.lock());
    let mut err = io::stderr().lock();
    let world = World {
        arguments: std::env::args_os().collect(),
        folder: std::env::current_dir().unwrap_or_default(),
        variable: &variable,
        today: Date::today,
        now: || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as i64),
        terminal,
        out: &mut out,
        err: &mut err,
    };
    let status = cli::run(world);
    // A reader that went away early (`vault list | head`) is no failure.
    let flushed = out.flush();
    match flushed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::from(status),
    }
}
