//! A progress bar for whoever watches: on a terminal only, and never with a word of the files in it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts comments as they are coded.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar on standard error, which draws nothing where that is no terminal, or when asked to be quiet.
    pub(super) fn new(quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let style = ProgressStyle::with_template("{spinner} {human_pos} comments, {elapsed}");
        let style = style.expect("the template is a constant of known keys");
        let bar = ProgressBar::with_draw_target(None, target).with_style(style);
        Progress(bar)
    }

    /// `comments` more are done.
    pub(super) fn add(&self, comments: usize) {
        self.0.inc(comments as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
