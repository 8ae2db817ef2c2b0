//! Lessons: what a page of the course is made of, and (feature `compile`) how Markdown becomes it.
//!
//! The types carry no parser, so that the browser's half of a widget can share them with the prerenderer.
//! Everything that can be wrong with a lesson is found while it is compiled, with the file and the line.

#[cfg(feature = "compile")]
mod compile;
#[cfg(feature = "compile")]
mod course;
mod error_page;
mod lesson;
mod widget;

#[cfg(feature = "compile")]
pub use compile::{Error, Fact, Facts, Known, compile};
pub use error_page::{ErrorPage, GROUPS};
pub use lesson::{Block, Course, Heading, Lesson, Part, Source};
pub use widget::{
    Analysis, Choice, Compare, Dockerfile, Frame, Image, Ladder, Measure, Phrase, Process, Processes, Quiz,
    Said, Simulator, Sizes, State, Switch, Transcript, Walk, Widget,
};
