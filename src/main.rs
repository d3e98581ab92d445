//! The `vault` program: hands the process's world to the library and returns its exit status.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, ExitCode};
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use indicatif::{ProgressBar, ProgressStyle};

use vault::base::date::Date;
use vault::base::now::Now;
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
    // Not locked: questions are asked on it too.
    let mut err = io::stderr();
    let bar = Bar::new();
    let progress = |what: &str, done: usize, all: usize| bar.show(what, done, all);
    let world = World {
        arguments: std::env::args_os().collect(),
        folder: std::env::current_dir().unwrap_or_default(),
        variable: &variable,
        today: Date::today,
        clock: Now::read,
        ask: (io::stdin().is_terminal() && io::stderr().is_terminal()).then_some(&ask),
        launch: &launch,
        progress: io::stderr().is_terminal().then_some(&progress),
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

/// How long work goes on before it is worth a bar.
const PATIENCE: Duration = Duration::from_millis(300);

/// A bar on stderr for work that takes long, taken away when the work is done.
struct Bar {
    start: Instant,
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    fn new() -> Bar {
        Bar { start: Instant::now(), bar: OnceLock::new() }
    }

    fn show(&self, what: &str, done: usize, all: usize) {
        if self.bar.get().is_none() && self.start.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(all as u64).with_style(style)
        });
        bar.set_message(what.to_owned());
        bar.set_length(all as u64);
        bar.set_position(done as u64);
        if done >= all {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

/// Asks on stderr, so that an answer on stdout can go elsewhere, and reads a line.
fn ask(question: &str) -> io::Result<String> {
    let mut err = io::stderr();
    write!(err, "{question} ")?;
    err.flush()?;
    let mut line = String::new();
    if io::stdin().read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Runs another program on this terminal; one ended by a signal counts as status 1.
fn launch(words: &[OsString]) -> io::Result<i32> {
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    Ok(Command::new(program).args(arguments).status()?.code().unwrap_or(1))
}
