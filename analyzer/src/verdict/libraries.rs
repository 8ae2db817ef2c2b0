//! Is each needed library where the loader looks? Breadth first, as glibc and musl both load: the
//! program's needs in order, then the needs of those, each name once (ld.so(8); glibc `elf/dl-deps.c`;
//! musl `ldso/dynlink.c`, `load_deps`).

use crate::elf::Elf;
use crate::layout::Layout;
use crate::linkage::Libc;
use crate::untrusted::Untrusted;
use crate::verdict::image_files::ImageFiles;
use crate::verdict::search_path::{Base, absolute, directories, expand, resolve};
use crate::verdict::{Blocker, Found, NeededBy, Opened, Verdict};

/// Places named for a library that is not found.
const TRIED: usize = 12;

/// Libraries loaded for one program; the longest list seen in a real one has some 200.
const LOADED: usize = 2_000;

pub(super) fn check<'c>(
    elf: &Elf,
    layout: &'c Layout<'c>,
    files: &ImageFiles<'_, 'c>,
    verdict: &mut Verdict<'c>,
) {
    let mut loader = Loader::of(elf, layout, files);
    // The program comes first; whoever is opened queues behind.
    let mut next = 0;
    while next < loader.objects.len() && loader.objects.len() < LOADED {
        let needed = loader.objects.get(next).map(|object| object.needed.clone()).unwrap_or_default();
        for asked in needed {
            let name = loader.expanded(&asked, next);
            if loader.knows(&name) {
                continue;
            }
            loader.asked.push(name.clone());
            let needed_by = loader.name_of(next);
            let place = loader.find(&asked, &name, next);
            match &place {
                Some((path, opened)) => loader.open(path, *opened, next),
                None if files.is_complete() => verdict.blockers.push(Blocker::MissingLibrary {
                    name: name.clone(),
                    needed_by: needed_by.clone(),
                    tried: loader.tried(&name, next),
                    own: layout.named(&name),
                }),
                None => {
                    verdict.unsure.get_or_insert_with(|| {
                        format!("The source for this image does not say whether it has {}.", name.shown())
                    });
                }
            }
            verdict.found.push(Found { name, needed_by, place });
        }
        next = next.saturating_add(1);
    }
}

/// The dynamic loader at work on one program in one image.
struct Loader<'f, 'c> {
    files: &'f ImageFiles<'f, 'c>,
    layout: &'c Layout<'c>,
    libc: Libc,
    /// What is loaded, in order; the program is the first.
    objects: Vec<Object>,
    /// Names that were asked for.
    asked: Vec<Untrusted>,
    default: &'c [&'static str],
    /// File name of the interpreter, which is loaded already.
    interpreter: Vec<u8>,
}

/// The program or a library, as far as it decides where its needs are looked for.
struct Object {
    name: NeededBy,
    /// The directory it lies in.
    origin: String,
    needed: Vec<Untrusted>,
    soname: Vec<u8>,
    /// Whose need it was.
    by: Option<usize>,
    rpath: Vec<String>,
    runpath: Vec<String>,
    skips_defaults: bool,
}

impl Object {
    fn of_elf(elf: &Elf, name: NeededBy, by: Option<usize>, base: Base<'_>) -> Self {
        let is_musl = Libc::of(elf) == Libc::Musl;
        // For a file in the root glibc says "/" (`elf/dl-origin.c`) and musl says nothing (`fixup_rpath`).
        let origin = Some(base.origin).filter(|origin| !is_musl || *origin != "/").unwrap_or_default();
        let expand = |entries: &[Untrusted]| directories(entries, Base { origin, ..base });
        Object {
            origin: base.origin.to_owned(),
            name,
            needed: elf.needed.clone(),
            soname: elf.soname.as_ref().map(|soname| soname.as_bytes().to_vec()).unwrap_or_default(),
            by,
            // ld.so ignores RPATH in an object that has RUNPATH; musl takes whichever is there for both.
            rpath: if elf.runpath.is_empty() { expand(&elf.rpath) } else { Vec::new() },
            runpath: expand(&elf.runpath),
            skips_defaults: elf.dynamic.as_ref().is_some_and(|dynamic| dynamic.no_default_libraries),
        }
    }
}

impl<'f, 'c> Loader<'f, 'c> {
    fn of(elf: &Elf, layout: &'c Layout<'c>, files: &'f ImageFiles<'f, 'c>) -> Self {
        let libc = Libc::of(elf);
        let interpreter = elf.interpreter.as_ref().map(|found| found.path.as_bytes()).unwrap_or_default();
        let origin = Layout::origin(&layout.program);
        let base = Base { origin, workdir: files.workdir(), multiarch: files.architecture.multiarch() };
        Loader {
            files,
            layout,
            libc,
            objects: vec![Object::of_elf(elf, NeededBy::Program, None, base)],
            asked: Vec::new(),
            default: files.default_directories(libc == Libc::Musl),
            interpreter: interpreter.rsplit(|byte| *byte == b'/').next().unwrap_or_default().to_vec(),
        }
    }

    /// Loaded already, or the loader itself. musl's is the C library as well, under every name of it
    /// (`libc.`, `libpthread.`, …: `ldso/dynlink.c`, `load_library`).
    fn knows(&self, name: &Untrusted) -> bool {
        let bytes = name.as_bytes();
        let reserved = || {
            let rest = bytes.strip_prefix(b"lib").unwrap_or_default();
            let part = rest.split(|byte| *byte == b'.').next().unwrap_or_default();
            rest.contains(&b'.') && MUSL_RESERVED.contains(&part)
        };
        bytes == self.interpreter.as_slice()
            || self.libc == Libc::Musl && reserved()
            || self.asked.contains(name)
            || self.objects.iter().skip(1).any(|object| object.soname == bytes)
    }

    fn name_of(&self, object: usize) -> NeededBy {
        self.objects.get(object).map_or(NeededBy::Program, |object| object.name.clone())
    }

    fn open(&mut self, path: &str, opened: Opened<'c>, by: usize) {
        let name = |shown: &str| NeededBy::Library { name: shown.to_owned(), path: path.to_owned() };
        let object = match opened {
            Opened::Image(library, _) => Object {
                name: name(library.soname),
                origin: Layout::origin(path).to_owned(),
                needed: opened.needed(),
                soname: opened.soname().to_vec(),
                by: Some(by),
                rpath: Vec::new(),
                runpath: Vec::new(),
                skips_defaults: false,
            },
            Opened::Own(own) => {
                Object::of_elf(own.elf, name(path), Some(by), self.base(Layout::origin(path)))
            }
        };
        self.objects.push(object);
    }

    fn base<'b>(&self, origin: &'b str) -> Base<'b>
    where
        'c: 'b,
    {
        Base { origin, workdir: self.files.workdir(), multiarch: self.files.architecture.multiarch() }
    }

    /// A needed name that is a path may hold tokens, which messages then show replaced (glibc
    /// `elf/dl-deps.c`, `expand_dst`). musl takes it as it is.
    fn expanded(&self, asked: &Untrusted, by: usize) -> Untrusted {
        let has_token = self.libc != Libc::Musl && asked.as_bytes().contains(&b'$');
        let asker = self.objects.get(by).filter(|_| has_token);
        let path = asker.and_then(|asker| expand(asked, self.base(&asker.origin)));
        path.map_or_else(|| asked.clone(), |path| Untrusted::new(path.as_bytes()))
    }

    /// `asked` is the name as it stands in the file, `name` the one with its tokens replaced.
    fn find(&self, asked: &Untrusted, name: &Untrusted, by: usize) -> Option<(String, Opened<'c>)> {
        let text = std::str::from_utf8(name.as_bytes()).ok()?;
        let hits = self.files.named(asked);
        if hits.is_empty() && self.layout.companions.is_empty() {
            return None;
        }
        let at = |path: &str| {
            let own = self.layout.at(path).filter(|own| self.files.suits(own.elf.platform));
            let image = || {
                let hit = hits.iter().find(|file| self.files.is_at(file, path))?;
                Some(Opened::Image(hit.library, hit.package()))
            };
            own.map(Opened::Own).or_else(image)
        };
        if text.contains('/') {
            return at(&absolute(text, self.files.workdir())).map(|opened| (text.to_owned(), opened));
        }
        self.directories(by).find_map(|(directory, _)| {
            let path = [directory.trim_end_matches('/'), "/", text].concat();
            at(&resolve(&path)).map(|opened| (path, opened))
        })
    }

    /// The directories in the loader's order, each with what names it. glibc takes the RPATH of whoever asks,
    /// of whoever asked for that, and so on up to the program, unless the asker has RUNPATH, which is its own
    /// alone (`elf/dl-load.c`, `_dl_map_object`). musl takes either of them from the whole chain
    /// (`ldso/dynlink.c`, `load_library`).
    fn directories(&self, by: usize) -> impl Iterator<Item = (&str, &'static str)> {
        let musl = self.libc == Libc::Musl;
        let chain = std::iter::successors(self.objects.get(by), |object| self.objects.get(object.by?));
        let asker = self.objects.get(by);
        let has_runpath = asker.is_some_and(|asker| !asker.runpath.is_empty());
        let inherited = chain.flat_map(move |object| {
            let rpath = object.rpath.iter().filter(move |_| musl || !has_runpath);
            let runpath = object.runpath.iter().filter(move |_| musl);
            rpath.map(|path| (path.as_str(), "RPATH")).chain(runpath.map(|path| (path.as_str(), "RUNPATH")))
        });
        let runpath = asker.into_iter().flat_map(|asker| asker.runpath.iter()).filter(move |_| !musl);
        let skips = !musl && asker.is_some_and(|asker| asker.skips_defaults);
        let default = self.default.iter().filter(move |_| !skips);
        inherited
            .chain(runpath.map(|path| (path.as_str(), "RUNPATH")))
            .chain(default.map(|path| (*path, "default")))
    }

    fn tried(&self, name: &Untrusted, by: usize) -> Vec<String> {
        if name.as_bytes().contains(&b'/') {
            return vec![name.shown()];
        }
        let shown = |(directory, why): (&str, &str)| {
            [&Untrusted::new(resolve(directory).as_bytes()).shown(), " (", why, ")"].concat()
        };
        self.directories(by).map(shown).take(TRIED).collect()
    }
}

const MUSL_RESERVED: [&[u8]; 7] = [b"c", b"pthread", b"rt", b"m", b"dl", b"util", b"xnet"];
