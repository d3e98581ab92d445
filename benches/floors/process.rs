//! One command line run as a process: for its time, for the peak of its memory, for the notes it opens. Knows nothing of vaults.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A command line.
#[derive(Clone)]
pub struct Run {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Where it keeps its cache.
    pub cache: PathBuf,
}

impl Run {
    fn command(&self, before: &[OsString]) -> Command {
        let mut all = before.iter().cloned().chain([self.program.clone().into_os_string()]).chain(self.arguments.iter().cloned());
        let mut command = Command::new(all.next().unwrap_or_default());
        command.args(all).env("XDG_CACHE_HOME", &self.cache).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Runs it and keeps what it says.
    pub fn output(&self) -> Result<Output, String> {
        let mut command = self.command(&[]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().map_err(|error| self.said(&error))
    }

    /// Runs it; the wall time from its start to its end.
    pub fn time(&self) -> Result<Duration, String> {
        let mut command = self.command(&[]);
        let begun = Instant::now();
        let status = command.status().map_err(|error| self.said(&error))?;
        let time = begun.elapsed();
        // 0 and 1 are answers; 2 is partly one, or the first run had been refused.
        if status.code().is_some_and(|code| code <= 2) { Ok(time) } else { Err(format!("{} ended with {status}", self.program.display())) }
    }

    /// Runs it; the largest part of memory it held, in kilobytes. `None` where nothing here can tell.
    pub fn peak(&self, scratch: &Path) -> Result<Option<u64>, String> {
        let file = scratch.join("peak");
        let timer = ["/usr/bin/time", "-f", "%M", "-o"].map(OsString::from).into_iter().chain([file.clone().into_os_string()]);
        let _ = std::fs::remove_file(&file);
        if Path::new("/usr/bin/time").exists() {
            let _ = self.command(&timer.collect::<Vec<_>>()).status();
            // A first line may say with which status the process ended.
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            if let Some(peak) = text.lines().last().and_then(|line| line.trim().parse().ok()) {
                return Ok(Some(peak));
            }
        }
        self.watched_peak()
    }

    /// The peak as `/proc` shows it while the process runs: what is added in its last moments is missed.
    fn watched_peak(&self) -> Result<Option<u64>, String> {
        let mut child = self.command(&[]).spawn().map_err(|error| self.said(&error))?;
        let status = format!("/proc/{}/status", child.id());
        let mut peak = None;
        while child.try_wait().map_err(|error| error.to_string())?.is_none() {
            peak = peak.max(std::fs::read_to_string(&status).ok().and_then(|text| high_water(&text)));
            std::thread::sleep(Duration::from_micros(200));
        }
        Ok(peak)
    }

    /// Runs it under strace; how many notes it opened, each time counted.
    pub fn notes_opened(&self, scratch: &Path) -> Result<usize, String> {
        let file = scratch.join("trace");
        let tracer = ["strace", "-f", "-qq", "-e", "trace=open,openat,?openat2", "-o"].map(OsString::from);
        let before: Vec<OsString> = tracer.into_iter().chain([file.clone().into_os_string()]).collect();
        self.command(&before).status().map_err(|error| format!("strace: {error}"))?;
        let text = std::fs::read(&file).map_err(|error| format!("strace wrote nothing: {error}"))?;
        let text = String::from_utf8_lossy(&text).into_owned();
        if !text.contains("open") {
            return Err("strace could not follow the process".to_owned());
        }
        // A line is a call, or the begin of one: `openat(5, "Ana.md", O_RDONLY|O_CLOEXEC) = 6`.
        Ok(text.lines().filter(|line| line.to_ascii_lowercase().contains(".md\"")).count())
    }

    fn said(&self, error: &std::io::Error) -> String {
        format!("{}: {error}", self.program.display())
    }
}

/// `VmHWM` in kilobytes.
fn high_water(status: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches("kB").trim().parse().ok()
}
