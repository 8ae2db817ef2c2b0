//! Reads how a Linux executable is linked and judges in which container images it starts.
pub mod dockerfile;
pub mod report;
