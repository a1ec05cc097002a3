//! How far the work is: one line that changes on a terminal, a line for each step elsewhere.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// The line.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// On the terminal of standard error, if it is one.
    pub fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::no_length();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg} {pos}/{len}") {
                bar.set_style(style);
            }
            bar
        });
        Self(bar)
    }

    /// A step begins; it has so many parts.
    pub fn begin(&self, step: &str, parts: usize) {
        match &self.0 {
            Some(bar) => {
                bar.reset();
                bar.set_length(u64::try_from(parts).unwrap_or(0));
                bar.set_message(step.to_owned());
            }
            None => eprintln!("{step} …"),
        }
    }

    /// A part is done.
    pub fn done(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// The line goes away.
    pub fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
