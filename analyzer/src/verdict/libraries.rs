//! Is each needed library where the loader looks? Breadth first, as glibc and musl both load: the
//! program's needs in order, then the needs of those, each name once (ld.so(8); glibc `elf/dl-deps.c`;
//! musl `ldso/dynlink.c`, `load_deps`).

use std::borrow::Cow;
use std::rc::Rc;

use crate::elf::Elf;
use crate::layout::Layout;
use crate::linkage::Libc;
use crate::untrusted::Untrusted;
use crate::verdict::image_files::ImageFiles;
use crate::verdict::lookup::Hit;
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
    let starts = |blocker: &Blocker| !matches!(blocker, Blocker::MissingInterpreter { .. });
    let is_started = verdict.blockers.iter().all(starts);
    // The program comes first; whoever is opened queues behind.
    let mut next = 0;
    while next < loader.objects.len() && loader.objects.len() < LOADED {
        let mut place = 0;
        while let Some(asked) = loader.needed(next, place) {
            place = place.saturating_add(1);
            let name = loader.expanded(asked, next);
            if loader.knows(&name) {
                continue;
            }
            let needed_by = loader.name_of(next);
            let place = loader.find(asked, &name, next);
            let found = Found { name: Untrusted::new(&name), needed_by, place };
            match &found.place {
                Some((path, opened)) => loader.open(path, *opened, next),
                None if files.is_complete() => verdict.blockers.push(Blocker::MissingLibrary {
                    name: found.name.clone(),
                    needed_by: found.needed_by.clone(),
                    tried: is_started.then(|| loader.tried(&found.name, next)),
                    own: layout.named(&found.name),
                }),
                None => {
                    verdict.unsure.get_or_insert_with(|| {
                        format!(
                            "The source for this image does not say whether it has {}.",
                            found.name.shown()
                        )
                    });
                }
            }
            loader.asked.push(name);
            verdict.found.push(found);
        }
        next = next.saturating_add(1);
    }
}

/// The dynamic loader at work on one program in one image.
struct Loader<'f, 'c> {
    elf: &'f Elf,
    files: &'f ImageFiles<'f, 'c>,
    layout: &'c Layout<'c>,
    libc: Libc,
    /// What is loaded, in order; the program is the first.
    objects: Vec<Object<'f>>,
    /// Names that were asked for.
    asked: Vec<Cow<'f, [u8]>>,
    default: &'c [&'static str],
    /// File name of the interpreter, which is loaded already.
    interpreter: &'f [u8],
    /// Where an object has libraries looked for, once somebody wanted to know it.
    tried: Option<(usize, Rc<[String]>)>,
}

/// The program or a library, as far as it decides where its needs are looked for.
struct Object<'f> {
    name: NeededBy,
    /// `None` for the program.
    opened: Option<Opened<'f>>,
    soname: &'f [u8],
    /// Whose need it was.
    by: Option<usize>,
    rpath: Vec<String>,
    runpath: Vec<String>,
    skips_defaults: bool,
}

impl<'f> Object<'f> {
    fn of_elf(elf: &'f Elf, name: NeededBy, by: Option<usize>, base: Base<'_>) -> Self {
        let is_musl = Libc::of(elf) == Libc::Musl;
        // For a file in the root glibc says "/" (`elf/dl-origin.c`) and musl says nothing (`fixup_rpath`).
        let origin = Some(base.origin).filter(|origin| !is_musl || *origin != "/").unwrap_or_default();
        let expand = |entries: &[Untrusted]| directories(entries, Base { origin, ..base });
        Object {
            name,
            opened: None,
            soname: elf.soname.as_ref().map(Untrusted::as_bytes).unwrap_or_default(),
            by,
            // ld.so ignores RPATH in an object that has RUNPATH; musl takes whichever is there for both.
            rpath: if elf.runpath.is_empty() { expand(&elf.rpath) } else { Vec::new() },
            runpath: expand(&elf.runpath),
            skips_defaults: elf.dynamic.as_ref().is_some_and(|dynamic| dynamic.no_default_libraries),
        }
    }
}

impl<'f, 'c: 'f> Loader<'f, 'c> {
    fn of(elf: &'f Elf, layout: &'c Layout<'c>, files: &'f ImageFiles<'f, 'c>) -> Self {
        let libc = Libc::of(elf);
        let interpreter = elf.interpreter.as_ref().map(|found| found.path.as_bytes()).unwrap_or_default();
        let origin = Layout::origin(&layout.program);
        let base = Base { origin, workdir: files.workdir(), multiarch: files.architecture.multiarch() };
        Loader {
            elf,
            files,
            layout,
            libc,
            objects: vec![Object::of_elf(elf, NeededBy::Program, None, base)],
            asked: Vec::new(),
            default: files.default_directories(libc == Libc::Musl),
            interpreter: interpreter.rsplit(|byte| *byte == b'/').next().unwrap_or_default(),
            tried: None,
        }
    }

    /// The name that stands at a place of an object's list of needed libraries.
    fn needed(&self, object: usize, place: usize) -> Option<&'f [u8]> {
        match self.objects.get(object)?.opened {
            Some(opened) => opened.needed(place),
            None => self.elf.needed.get(place).map(Untrusted::as_bytes),
        }
    }

    /// Loaded already, or the loader itself. musl's is the C library as well, under every name of it
    /// (`libc.`, `libpthread.`, …: `ldso/dynlink.c`, `load_library`).
    fn knows(&self, name: &[u8]) -> bool {
        let reserved = || {
            let rest = name.strip_prefix(b"lib").unwrap_or_default();
            let part = rest.split(|byte| *byte == b'.').next().unwrap_or_default();
            rest.contains(&b'.') && MUSL_RESERVED.contains(&part)
        };
        name == self.interpreter
            || self.libc == Libc::Musl && reserved()
            || self.asked.iter().any(|asked| **asked == *name)
            || self.objects.iter().skip(1).any(|object| object.soname == name)
    }

    fn name_of(&self, object: usize) -> NeededBy {
        self.objects.get(object).map_or(NeededBy::Program, |object| object.name.clone())
    }

    fn open(&mut self, path: &str, opened: Opened<'c>, by: usize) {
        let name = |shown: &str| NeededBy::Library { name: shown.to_owned(), path: path.to_owned() };
        let object = match opened {
            Opened::Image(library, _) => Object {
                name: name(library.soname),
                opened: Some(opened),
                soname: opened.soname(),
                by: Some(by),
                rpath: Vec::new(),
                runpath: Vec::new(),
                skips_defaults: false,
            },
            Opened::Own(own) => {
                let object = Object::of_elf(own.elf, name(path), Some(by), self.base(Layout::origin(path)));
                Object { opened: Some(opened), ..object }
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
    fn expanded(&self, asked: &'f [u8], by: usize) -> Cow<'f, [u8]> {
        let has_token = self.libc != Libc::Musl && asked.contains(&b'$');
        let asker = self.objects.get(by).filter(|_| has_token);
        let path = asker.and_then(|asker| {
            let origin = Layout::origin(asker.name.path(&self.layout.program));
            expand(&Untrusted::new(asked), self.base(origin))
        });
        path.map_or(Cow::Borrowed(asked), |path| Cow::Owned(path.into_bytes()))
    }

    /// `asked` is the name as it stands in the file, `name` the one with its tokens replaced.
    fn find(&self, asked: &[u8], name: &[u8], by: usize) -> Option<(String, Opened<'c>)> {
        let text = std::str::from_utf8(name).ok()?;
        let hits = self.files.named(asked);
        let has_own = !self.layout.companions.is_empty();
        if hits.is_empty() && !has_own {
            return None;
        }
        let own = |path: &str| {
            let own = self.layout.at(path).filter(|own| self.files.suits(own.elf.platform))?;
            Some(Opened::Own(own))
        };
        let image = |is_there: &dyn Fn(&Hit) -> bool| {
            let hit = hits.iter().find(|hit| is_there(hit))?;
            Some(Opened::Image(hit.library, hit.package))
        };
        if text.contains('/') {
            let path = absolute(text, self.files.workdir());
            let opened = own(&path).or_else(|| image(&|hit| self.files.is_at(hit, &path)))?;
            return Some((text.to_owned(), opened));
        }
        self.directories(by).find_map(|(directory, _)| {
            let path = || [directory.trim_end_matches('/'), "/", text].concat();
            let own = if has_own { own(&resolve(&path())) } else { None };
            let opened = own.or_else(|| {
                let directory = resolve(directory);
                image(&|hit| self.files.is_in(hit, &directory, text))
            })?;
            Some((path(), opened))
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

    fn tried(&mut self, name: &Untrusted, by: usize) -> Rc<[String]> {
        if name.as_bytes().contains(&b'/') {
            return Rc::new([name.shown()]);
        }
        if let Some((_, tried)) = self.tried.as_ref().filter(|(object, _)| *object == by) {
            return Rc::clone(tried);
        }
        let shown = |(directory, why): (&str, &str)| {
            [&Untrusted::new(resolve(directory).as_bytes()).shown(), " (", why, ")"].concat()
        };
        let tried: Rc<[String]> = self.directories(by).map(shown).take(TRIED).collect();
        self.tried = Some((by, Rc::clone(&tried)));
        tried
    }
}

const MUSL_RESERVED: [&[u8]; 7] = [b"c", b"pthread", b"rt", b"m", b"dl", b"util", b"xnet"];
