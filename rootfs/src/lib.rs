//! Debian packages become root file systems, and root file systems become facts about images.
//!
//! A [`Mirror`] is where packages come from, a [`Definition`] says what an image is made of, a [`Rootfs`]
//! is the tree on disk, and [`measure`] writes down what a program would find in it. Nothing here judges a
//! program, and nothing here shares code with the analyzer: ELF is read with another library, so that the
//! two can be held against each other.

mod apt;
mod assemble;
mod cache;
mod control;
mod deb;
mod definition;
mod error;
mod facts;
mod measure;
mod mirror;
mod package;
mod tree;
mod version;

pub use apt::Archives;
pub use assemble::{assemble, packages_of, write_loader_cache};
pub use cache::Cache;
pub use deb::Deb;
pub use definition::{
    Account, Config, Contents, Copied, Definition, Directory, Documented, DocumentedLibrary, Group, Image,
    Link, Support, TextFile,
};
pub use error::Error;
pub use facts::{LibraryFacts, MeasuredImage, PackageFacts, VersionNeed};
pub use measure::{exports_of, libraries_of, measure};
pub use mirror::Mirror;
pub use package::{Arch, Index, Package, Release};
pub use tree::Rootfs;
pub use version::compare as compare_versions;
