//! What is recognised: reports from public threads, the analyzer's own messages, and text that is made to hurt.

mod analyzer_messages;
mod clean;
mod forms;
mod hostile;
mod pasted;
mod reports;
