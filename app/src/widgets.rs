//! The parts of the page. Each takes plain values and shows them; those named in `island` live in the browser.

mod analysis;
mod answer_line;
mod controls;
mod dockerfile_view;
mod drop_zone;
mod facts;
mod ladder;
mod library_tree;
mod live;
mod lock_panel;
mod needs;
mod report_view;
mod rung;
mod samples;
mod segments;
mod signal;
mod states;
mod tool;
mod versions;

pub use analysis::Figure;
pub use live::{Live, LiveProps, Shape};
pub use samples::SampleLink;
#[cfg(feature = "ssr")]
pub(crate) use signal::{Signal, signal_mark};
pub use tool::{PictureRung, ToolProps};
