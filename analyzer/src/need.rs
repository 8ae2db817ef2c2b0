//! What a program will look for once it runs: files, accounts, a shell, libraries that it opens later. The loader
//! asks for none of it, so a program without them starts, and fails at its first use of them. Each need names its
//! evidence and how certain it is; what an image has of it is answered in [`image`].

mod accounts;
mod certificates;
mod evidence;
mod files;
mod image;
mod names;
mod opened;
mod shell;
mod temporary;
mod text;
mod zones;

use crate::elf::Elf;
use crate::scan::Hits;
use crate::toolchain::Toolchain;

pub use evidence::{Evidence, Seen};
pub(crate) use image::weigh;

/// Something that the program wants of its image besides what the loader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub code: &'static str,
    pub certainty: Certainty,
    /// What it needs, and what for.
    pub sentence: String,
    /// What to do where it is not there.
    pub advice: String,
    /// What the user sees where it is not there, word for word, as far as that is always the same.
    pub words: Option<String>,
    pub wants: Wants,
    pub evidence: Vec<Evidence>,
}

/// How sure it is that the program will miss it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The program can do it; whether it ever does is not known.
    Possible,
    /// It is what such a program is made for.
    Likely,
    /// It cannot do its work without.
    Certain,
}

/// What an image has to have, as far as the catalog can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wants {
    /// A bundle of certificates where the program looks for it.
    Certificates {
        /// OpenSSL looks in a directory of its own, unless SSL_CERT_FILE names the bundle.
        by_name: bool,
    },
    ZoneFiles,
    /// An entry in `/etc/passwd` for the user that the program runs as.
    Account,
    /// A home directory that the user may write to.
    Home,
    /// A working directory that the user may write to.
    WorkingDirectory,
    /// `/tmp`, writable for everyone.
    Temporary,
    Shell,
    /// A shared library, by soname or the beginning of one.
    Library(&'static str),
    /// What no image has.
    Unobtainable,
    /// Nothing that an image has or lacks.
    Nothing,
}

impl Need {
    /// All needs of a program, in the order in which the report shows them: the most certain first.
    pub fn of(elf: &Elf, toolchain: &Toolchain, hits: Option<&Hits>) -> Vec<Self> {
        let seen = Seen::new(elf, toolchain, hits);
        let rules = [
            certificates::need,
            zones::need,
            names::need,
            names::hosts,
            accounts::need,
            accounts::home,
            accounts::cache,
            accounts::bundle,
            temporary::need,
            shell::need,
            opened::thread_cancel,
            opened::thread_exit,
            opened::icu,
            opened::libraries,
            text::iconv,
            text::named_locale,
            text::locale,
            files::stub,
            files::database,
            files::beside,
            files::low_port,
        ];
        let mut needs: Vec<Need> = rules.iter().filter_map(|rule| rule(&seen)).collect();
        // A stable sort: needs of one certainty keep their order.
        needs.sort_by_key(|need| std::cmp::Reverse(need.certainty));
        needs
    }
}

impl Need {
    /// The sentence of an image that has not what is wanted.
    pub fn in_an_image_without(&self) -> String {
        let what = match self.wants {
            Wants::Certificates { .. } => "The image has none where it looks.",
            Wants::ZoneFiles => "The image has no time zone files.",
            Wants::Account => "The image's /etc/passwd has no entry for user 65532, or there is none.",
            Wants::Home => "User 65532 has no home in the image, so HOME is /, which only root may write to.",
            Wants::WorkingDirectory => "The image starts it in a directory that user 65532 may not write to.",
            Wants::Temporary => "The image has no /tmp.",
            Wants::Shell => "The image has no shell.",
            Wants::Library(_) => "The image does not have it.",
            Wants::Unobtainable => "No image helps.",
            Wants::Nothing => "",
        };
        format!("{} {what}", self.sentence)
    }
}

impl Certainty {
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Possible => "possible",
        }
    }
}
