//! The shapes, a table for each family: who prints them, and what they mean. In a table the narrower shape stands first,
//! for it has the place where two would match.

mod accounts;
mod certificates;
mod files;
mod kernel;
mod language;
mod loader;
mod names;
mod opened;
mod process;
mod read;
mod runtime;
mod zones;

use crate::pattern::Shape;

/// `subject` names a part of the shape, or stands for itself.
const fn shape(text: &'static str, code: &'static str, page: &'static str, subject: &'static str) -> Shape {
    Shape { text, code, page, subject }
}

pub(crate) fn shapes() -> impl Iterator<Item = Shape> {
    let tables: [&[Shape]; 12] = [
        opened::SHAPES,
        loader::SHAPES,
        runtime::SHAPES,
        language::SHAPES,
        accounts::SHAPES,
        files::SHAPES,
        kernel::SHAPES,
        certificates::SHAPES,
        zones::SHAPES,
        names::SHAPES,
        process::SHAPES,
        read::SHAPES,
    ];
    tables.into_iter().flatten().copied()
}
