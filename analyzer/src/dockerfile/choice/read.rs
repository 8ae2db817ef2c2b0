//! Choices become a plan. What cannot be read is left out and told of: the rest still makes a Dockerfile.

use serde::{Deserialize, Serialize};

use super::{Kind, Pair, image, named};
use crate::catalog::BaseImage;
use crate::dockerfile::{
    C, CLibrary, Dotnet, Go, Health, Init, Java, Node, Plan, Python, Recipe, Rust, Serving, Zig, grammar,
};
use crate::untrusted::Untrusted;

/// A choice that cannot be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    pub choice: String,
    pub sentence: String,
}

/// What was chosen: the plan, and what concerns only the files around the Dockerfile.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub plan: Plan<'static>,
    /// What those files call the image.
    pub name: String,
    pub with_postgres: bool,
    pub with_env_file: bool,
    pub mistakes: Vec<Mistake>,
}

/// More values of one choice than these are no mistake of typing.
const MOST: usize = 16;

/// Reads choices; `None` when the catalog has no image to fall back on, which cannot be.
pub fn read(pairs: &[Pair]) -> Option<Chosen> {
    let mut reader = Reader { pairs, mistakes: Vec::new() };
    reader.unknown_names();
    let language = reader.one("language");
    let cgo = language == "go" && reader.flag("cgo");
    let libraries = reader.libraries();
    let image = reader.image(language, cgo || !libraries.is_empty())?;
    let recipe = reader.recipe(language, cgo, image);
    let mut plan = Plan::new(image, recipe);
    plan.libraries = libraries;
    plan.uid = reader.text("user", grammar::user, "a number such as 65532").unwrap_or(plan.uid);
    plan.init = match reader.one("init") {
        "docker" => Init::Docker,
        "tini" => Init::Tini,
        _ => Init::None,
    };
    plan.ports = reader.many("port", grammar::port, "a number from 1 to 65535");
    let owned = |text: &str| grammar::path(text).map(str::to_owned);
    const PATH: &str =
        "an absolute path of plain names outside the system\u{2019}s directories, such as /data";
    plan.volumes = reader.many("volume", owned, PATH);
    plan.directories = reader.many("directory", owned, PATH);
    plan.directories.retain(|path| !plan.volumes.contains(path));
    let path = reader.owned("health-path", grammar::request_path, "a path such as /health");
    plan.health = match reader.one("health") {
        "own" => Health::Own,
        "http" => Health::Http(path.unwrap_or_else(|| "/health".to_owned())),
        _ => Health::None,
    };
    plan.stop_signal = Some(reader.one("stop-signal")).filter(|signal| *signal != "SIGTERM");
    const DIGEST: &str = "sha256: and 64 hexadecimal digits";
    plan.digest = reader.owned("digest", grammar::digest, DIGEST);
    plan.builder_digest = reader.owned("builder-digest", grammar::digest, DIGEST);
    if plan.image.family == "scratch" && plan.digest.take().is_some() {
        reader.mistake("digest", "scratch is no image and has no digest.".to_owned());
    }
    plan.labels = reader.flag("labels");
    plan.debug = reader.flag("debug");
    plan.strip = reader.flag("strip");
    plan.upx = reader.flag("upx");
    plan.certificates = reader.flag("certificates");
    plan.zones = reader.flag("zones");
    plan.accounts = reader.flag("accounts");
    plan.tmp = reader.flag("tmp");
    let name =
        reader.owned("name", image_name, "small letters, digits and -").unwrap_or_else(|| "app".to_owned());
    let with_postgres = reader.one("depends") == "postgres";
    let with_env_file = reader.flag("env-file");
    Some(Chosen { plan, name, with_postgres, with_env_file, mistakes: reader.mistakes })
}

/// Registries take small letters only, and clusters no dots. The database beside it has its name already.
fn image_name(text: &str) -> Option<&str> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    grammar::name(text).filter(|text| text.chars().all(fits) && !text.ends_with('-') && *text != "postgres")
}

struct Reader<'p> {
    pairs: &'p [Pair],
    mistakes: Vec<Mistake>,
}

impl<'p> Reader<'p> {
    fn mistake(&mut self, choice: &str, sentence: String) {
        self.mistakes.push(Mistake { choice: choice.to_owned(), sentence });
    }

    fn refuse(&mut self, choice: &str, value: &str, wanted: &str) {
        let shown = Untrusted::new(value.as_bytes()).shown();
        self.mistake(choice, format!("{choice} is {wanted}, not \u{201c}{shown}\u{201d}."));
    }

    fn unknown_names(&mut self) {
        for (name, _) in self.pairs {
            if named(name).is_none() {
                let shown = Untrusted::new(name.as_bytes()).shown();
                self.mistake("", format!("There is no choice \u{201c}{shown}\u{201d}."));
            }
        }
    }

    /// The last value of a name, as in a form that is filled in again; an empty one is none.
    fn last(&self, name: &str) -> Option<&'p str> {
        let (_, value) = self.pairs.iter().rfind(|(own, _)| own == name)?;
        (!value.is_empty()).then_some(value.as_str())
    }

    fn one(&mut self, name: &'static str) -> &'static str {
        let Some(Kind::One(values)) = named(name).map(|choice| choice.kind) else { return "" };
        let default = values.first().map(|(value, _)| *value).unwrap_or_default();
        let Some(wanted) = self.last(name) else { return default };
        match values.iter().find(|(value, _)| *value == wanted) {
            Some((value, _)) => value,
            None => {
                let known: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
                self.refuse(name, wanted, &format!("one of {}", known.join(", ")));
                default
            }
        }
    }

    fn flag(&mut self, name: &'static str) -> bool {
        let Some(Kind::Flag { default }) = named(name).map(|choice| choice.kind) else { return false };
        match self.last(name) {
            None => default,
            Some("on") => true,
            Some("off") => false,
            Some(other) => {
                self.refuse(name, other, "on or off");
                default
            }
        }
    }

    fn text<T>(
        &mut self,
        name: &'static str,
        fits: impl Fn(&'p str) -> Option<T>,
        wanted: &str,
    ) -> Option<T> {
        let value = self.last(name)?;
        let read = fits(value);
        if read.is_none() {
            self.refuse(name, value, wanted);
        }
        read
    }

    fn owned(
        &mut self,
        name: &'static str,
        fits: impl Fn(&'p str) -> Option<&'p str>,
        wanted: &str,
    ) -> Option<String> {
        self.text(name, fits, wanted).map(str::to_owned)
    }

    /// Every value of a name, each of them once; one text may hold several.
    fn many<T: PartialEq>(
        &mut self,
        name: &'static str,
        fits: impl Fn(&'p str) -> Option<T>,
        wanted: &str,
    ) -> Vec<T> {
        let mut all = Vec::new();
        let values = self.pairs.iter().filter(|(own, _)| own == name);
        for value in values.flat_map(|(_, value)| value.split([' ', ','])).filter(|value| !value.is_empty()) {
            match fits(value) {
                Some(read) if all.len() < MOST && !all.contains(&read) => all.push(read),
                Some(_) => {}
                None => self.refuse(name, value, wanted),
            }
        }
        all
    }

    fn libraries(&mut self) -> Vec<&'static str> {
        self.many(
            "library",
            crate::dockerfile::known_library,
            "a library of the catalog, by its soname, such as libpq.so.5",
        )
    }

    fn image(&mut self, language: &'static str, needs_c_library: bool) -> Option<&'static BaseImage> {
        let default = image::named(image::default(language, needs_c_library));
        let Some(wanted) = self.last("image") else { return default };
        match image::named(wanted) {
            Some(image) => Some(image),
            None => {
                self.refuse("image", wanted, "one of the catalog");
                default
            }
        }
    }

    fn recipe(&mut self, language: &'static str, cgo: bool, image: &BaseImage) -> Recipe {
        const NAME: &str = "letters, digits and ._+-";
        match language {
            "rust" => Recipe::Rust(Rust {
                is_static: self.is_static(image),
                library: self.c_library(),
                bin: self.owned("bin", grammar::name, NAME),
            }),
            "c" | "cpp" => Recipe::C(C {
                cxx: language == "cpp",
                cmake: self.one("build") == "cmake",
                is_static: self.is_static(image),
                library: self.c_library(),
                target: self.owned("bin", grammar::name, NAME),
            }),
            "zig" => Recipe::Zig(Zig { bin: self.owned("bin", grammar::name, NAME) }),
            "python" => Recipe::Python(Python {
                uv: self.one("packages") == "uv",
                serving: match self.one("serve") {
                    "uvicorn" => Serving::Uvicorn,
                    "gunicorn" => Serving::Gunicorn,
                    _ => Serving::Itself,
                },
                module: self.owned("module", grammar::module, "a module such as app.main"),
            }),
            "java" => Recipe::Java(Java {
                is_built: self.one("jar") == "ready",
                older: self.one("java") == "21",
                modules: self.owned("modules", grammar::list, "names with commas between them"),
            }),
            "node" => Recipe::Node(Node {
                older: self.one("node") == "22",
                script: self.owned("script", grammar::file, "a file such as src/server.js"),
            }),
            "dotnet" => Recipe::Dotnet(Dotnet { assembly: self.owned("bin", grammar::name, NAME) }),
            "binary" => Recipe::Prebuilt,
            "folder" => Recipe::Folder { program: Some(self.one("program")).filter(|place| *place != "own") },
            _ => Recipe::Go(Go {
                cgo,
                older: self.one("go") == "1.26",
                tags: self.many("tags", |tag| grammar::name(tag).map(str::to_owned), NAME),
                package: self
                    .owned("package", grammar::package, "a package such as ./cmd/server")
                    .filter(|package| package != "."),
            }),
        }
    }

    fn is_static(&mut self, image: &BaseImage) -> bool {
        match self.one("static") {
            "on" => true,
            "off" => false,
            _ => image.libc == "none",
        }
    }

    fn c_library(&mut self) -> CLibrary {
        if self.one("libc") == "glibc" { CLibrary::Glibc } else { CLibrary::Musl }
    }
}
