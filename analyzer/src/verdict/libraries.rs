//! Is each needed library where the loader looks? Breadth first, as glibc and musl both load: the
//! program's needs in order, then the needs of those, each name once (ld.so(8); glibc `elf/dl-deps.c`;
//! musl `ldso/dynlink.c`, `load_deps`).

use crate::elf::Elf;
use crate::linkage::Libc;
use crate::untrusted::Untrusted;
use crate::verdict::image_files::ImageFiles;
use crate::verdict::search_path::{directories, resolve};
use crate::verdict::{Blocker, Found, NeededBy, Place, Verdict};

/// Places named for a library that is not found.
const TRIED: usize = 12;

pub(super) fn check<'c>(elf: &Elf, files: &ImageFiles<'_, 'c>, verdict: &mut Verdict<'c>) {
    let search = Search::of(elf, files);
    let mut queue: Vec<(Untrusted, NeededBy)> =
        elf.needed.iter().map(|name| (name.clone(), NeededBy::Program)).collect();
    let mut next = 0;
    while let Some((name, needed_by)) = queue.get(next).cloned() {
        let is_new = queue.iter().take(next).all(|(asked, _)| *asked != name);
        next = next.saturating_add(1);
        if !is_new || search.is_the_loader(&name) {
            continue;
        }
        let place = search.find(&name, &needed_by);
        match &place {
            Some((_, library, _)) => {
                let needs = library.needed().map(|need| Untrusted::new(need.as_bytes()));
                queue.extend(needs.map(|need| (need, NeededBy::Library(library.soname))));
            }
            None if files.is_complete() => verdict.blockers.push(Blocker::MissingLibrary {
                name: name.clone(),
                needed_by: needed_by.clone(),
                tried: search.tried(&name),
            }),
            None => {
                verdict.unsure.get_or_insert_with(|| {
                    format!("The source for this image does not say whether it has {}.", name.shown())
                });
            }
        }
        verdict.found.push(Found { name, needed_by, place });
    }
}

/// Where the loader looks, in its order.
struct Search<'f, 'c> {
    files: &'f ImageFiles<'f, 'c>,
    libc: Libc,
    rpath: Vec<String>,
    runpath: Vec<String>,
    default: &'c [&'static str],
    /// File name of the interpreter, which is loaded already.
    interpreter: Vec<u8>,
}

impl<'f, 'c> Search<'f, 'c> {
    fn of(elf: &Elf, files: &'f ImageFiles<'f, 'c>) -> Self {
        let libc = Libc::of(elf);
        let interpreter = elf.interpreter.as_ref().map(|found| found.path.as_bytes()).unwrap_or_default();
        let no_default = elf.dynamic.as_ref().is_some_and(|dynamic| dynamic.no_default_libraries);
        Search {
            files,
            libc,
            // ld.so ignores RPATH in an object that has RUNPATH; musl takes whichever is there for both.
            rpath: if elf.runpath.is_empty() {
                directories(&elf.rpath, files.architecture.multiarch())
            } else {
                Vec::new()
            },
            runpath: directories(&elf.runpath, files.architecture.multiarch()),
            default: if no_default && libc != Libc::Musl {
                &[]
            } else {
                files.default_directories(libc == Libc::Musl)
            },
            interpreter: interpreter.rsplit(|byte| *byte == b'/').next().unwrap_or_default().to_vec(),
        }
    }

    /// The loader answers for itself. musl's is the C library as well, under every name of it (`libc.`,
    /// `libpthread.`, …: `ldso/dynlink.c`, `load_library`).
    fn is_the_loader(&self, name: &Untrusted) -> bool {
        let own = name.as_bytes() == self.interpreter.as_slice();
        let reserved = || {
            let rest = name.as_bytes().strip_prefix(b"lib").unwrap_or_default();
            let part = rest.split(|byte| *byte == b'.').next().unwrap_or_default();
            rest.contains(&b'.') && MUSL_RESERVED.contains(&part)
        };
        own || self.libc == Libc::Musl && reserved()
    }

    fn find(&self, name: &Untrusted, needed_by: &NeededBy) -> Option<Place<'c>> {
        let text = std::str::from_utf8(name.as_bytes()).ok()?;
        let files = self.files.named(name);
        if files.is_empty() {
            return None;
        }
        let at = |path: String| {
            let file = files.iter().find(|file| self.files.is_at(file, &path))?;
            Some((path, file.library, file.package()))
        };
        if text.contains('/') {
            return at(resolve(text)).map(|(_, library, package)| (text.to_owned(), library, package));
        }
        let in_directory = |directory: &str| at([directory.trim_end_matches('/'), "/", text].concat());
        self.directories(needed_by).find_map(in_directory)
    }

    /// RPATH of the program reaches its libraries' needs too; RUNPATH does not, except under musl.
    fn directories(&self, needed_by: &NeededBy) -> impl Iterator<Item = &str> {
        let runpath = match needed_by {
            NeededBy::Library(_) if self.libc != Libc::Musl => &[][..],
            _ => self.runpath.as_slice(),
        };
        let own = self.rpath.iter().chain(runpath).map(String::as_str);
        own.chain(self.default.iter().copied())
    }

    fn tried(&self, name: &Untrusted) -> Vec<String> {
        if name.as_bytes().contains(&b'/') {
            return vec![name.shown()];
        }
        let shown = |directory: &str, why: &str| {
            [&Untrusted::new(directory.as_bytes()).shown(), " (", why, ")"].concat()
        };
        let rpath = self.rpath.iter().map(|directory| shown(directory, "RPATH"));
        let runpath = self.runpath.iter().map(|directory| shown(directory, "RUNPATH"));
        let default = self.default.iter().map(|directory| shown(directory, "default"));
        rpath.chain(runpath).chain(default).take(TRIED).collect()
    }
}

const MUSL_RESERVED: [&[u8]; 7] = [b"c", b"pthread", b"rt", b"m", b"dl", b"util", b"xnet"];
