//! What a visitor can choose, as one table: the form on the page, the options of the command line and the
//! names in a link are all made from it. A choice is a name and a value, and text on its way in; `read`
//! turns it into a [`super::Plan`], `write` a plan back into choices.

mod image;
mod read;
mod table;
mod write;

pub use read::{Chosen, Mistake, read};
pub use table::CHOICES;
pub use write::{choices, pairs, query};

/// A name and its value, as they stand in a link after the `#`.
pub type Pair = (String, String);

/// One question of the form.
#[derive(Debug)]
pub struct Choice {
    pub name: &'static str,
    pub label: &'static str,
    /// When to want it.
    pub when: &'static str,
    pub group: Group,
    pub kind: Kind,
    /// Languages it is asked for, by their values; for all where the list is empty.
    pub languages: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Program,
    Image,
    Running,
    Needs,
    Size,
    Around,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `on` or `off`.
    Flag { default: bool },
    /// One of these; the first is the default.
    One(&'static [(&'static str, &'static str)]),
    /// An image of the catalog.
    Image,
    /// Typed, with what is taken when it is empty.
    Text { default: &'static str, example: &'static str },
    /// Typed, as many as there are; the form separates them with blanks.
    Many { example: &'static str },
}

impl Group {
    pub const ALL: [Group; 6] =
        [Group::Program, Group::Image, Group::Running, Group::Needs, Group::Size, Group::Around];

    pub fn title(self) -> &'static str {
        match self {
            Group::Program => "Program",
            Group::Image => "Final image",
            Group::Running => "Running",
            Group::Needs => "What it needs there",
            Group::Size => "Size",
            Group::Around => "Around it",
        }
    }
}

/// The choice of this name.
pub fn named(name: &str) -> Option<&'static Choice> {
    CHOICES.iter().find(|choice| choice.name == name)
}

/// `own` choices, and of the `given` ones those that they do not answer.
pub fn over(given: &[Pair], own: &[Pair]) -> Vec<Pair> {
    let answered = |name: &str| own.iter().any(|(own, _)| own == name);
    given.iter().filter(|(name, _)| !answered(name)).chain(own).cloned().collect()
}
