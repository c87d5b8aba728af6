//! How a comment is headed in the text of a source, so that a second coder's work on it finds back to the comment.

/// What stands before a comment: its id, and who said it.
pub fn heading(id: &str, speaker: Option<&str>) -> String {
    match speaker {
        Some(speaker) => format!("[{id}] {speaker}: "),
        None => format!("[{id}] "),
    }
}
