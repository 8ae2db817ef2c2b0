//! A plan becomes choices again, for a link that restores it. Only what differs from the form's defaults
//! is written, and the image always.

use super::{Kind, Pair, named};
use crate::dockerfile::{CLibrary, Health, Init, Plan, Recipe, Serving};

/// The choices that make this plan.
pub fn choices(plan: &Plan<'_>) -> Vec<Pair> {
    let mut list = List(Vec::new());
    recipe(&plan.recipe, plan.image.libc == "none", &mut list);
    list.always("image", plan.image.slug);
    list.text("digest", plan.digest.as_deref());
    list.text("builder-digest", plan.builder_digest.as_deref());
    list.flag("debug", plan.debug);
    list.choice("user", &plan.uid.to_string());
    list.choice(
        "init",
        match plan.init {
            Init::None => "none",
            Init::Docker => "docker",
            Init::Tini => "tini",
        },
    );
    list.many("port", plan.ports.iter().map(u16::to_string));
    list.many("volume", plan.volumes.iter().cloned());
    list.many("directory", plan.directories.iter().cloned());
    match &plan.health {
        Health::None => {}
        Health::Own => list.always("health", "own"),
        Health::Http(path) => {
            list.always("health", "http");
            list.choice("health-path", path);
        }
    }
    list.text("stop-signal", plan.stop_signal);
    list.flag("certificates", plan.certificates);
    list.flag("zones", plan.zones);
    list.flag("accounts", plan.accounts);
    list.flag("tmp", plan.tmp);
    list.many("library", plan.libraries.iter().map(|name| (*name).to_owned()));
    list.flag("strip", plan.strip);
    list.flag("upx", plan.upx);
    list.flag("labels", plan.labels);
    list.0
}

/// The same as the part of a link behind the `#`.
pub fn query(pairs: &[Pair]) -> String {
    let written = pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value)));
    written.collect::<Vec<_>>().join("&")
}

/// What [`query`] wrote, as pairs again. The page reads links by the browser's own means.
pub fn pairs(query: &str) -> Vec<Pair> {
    let read = |part: &str| {
        let (name, value) = part.split_once('=')?;
        let value = value.replace('+', " ").replace("%20", " ").replace("%23", "#").replace("%26", "&");
        Some((name.to_owned(), value.replace("%2B", "+").replace("%25", "%")))
    };
    query.split('&').filter_map(read).collect()
}

/// Values that passed the grammar hold nothing else that means something in a query.
fn escaped(value: &str) -> String {
    value.replace('%', "%25").replace('+', "%2B").replace('&', "%26").replace('#', "%23").replace(' ', "+")
}

fn recipe(recipe: &Recipe, bare: bool, list: &mut List) {
    match recipe {
        Recipe::Go(go) => {
            list.always("language", "go");
            list.flag("cgo", go.cgo);
            list.text("tags", (!go.tags.is_empty()).then(|| go.tags.join(",")).as_deref());
            list.text("package", go.package.as_deref());
            list.choice("go", if go.older { "1.26" } else { "1.27" });
        }
        Recipe::Rust(rust) => {
            list.always("language", "rust");
            list.linking(rust.is_static, bare, rust.library);
            list.text("bin", rust.bin.as_deref());
        }
        Recipe::C(c) => {
            list.always("language", if c.cxx { "cpp" } else { "c" });
            list.linking(c.is_static, bare, c.library);
            list.choice("build", if c.cmake { "cmake" } else { "make" });
            list.text("bin", c.target.as_deref());
        }
        Recipe::Zig(zig) => {
            list.always("language", "zig");
            list.text("bin", zig.bin.as_deref());
        }
        Recipe::Python(python) => {
            list.always("language", "python");
            list.choice("packages", if python.uv { "uv" } else { "pip" });
            list.choice(
                "serve",
                match python.serving {
                    Serving::Itself => "python",
                    Serving::Uvicorn => "uvicorn",
                    Serving::Gunicorn => "gunicorn",
                },
            );
            list.text("module", python.module.as_deref());
        }
        Recipe::Java(java) => {
            list.always("language", "java");
            list.choice("jar", if java.is_built { "ready" } else { "maven" });
            list.choice("java", if java.older { "21" } else { "25" });
            list.text("modules", java.modules.as_deref());
        }
        Recipe::Node(node) => {
            list.always("language", "node");
            list.text("script", node.script.as_deref());
            list.choice("node", if node.older { "22" } else { "24" });
        }
        Recipe::Dotnet(dotnet) => {
            list.always("language", "dotnet");
            list.text("bin", dotnet.assembly.as_deref());
        }
        Recipe::Prebuilt => list.always("language", "binary"),
        Recipe::Folder { program } => {
            list.always("language", "folder");
            list.choice("program", program.unwrap_or("own"));
        }
    }
}

struct List(Vec<Pair>);

impl List {
    fn always(&mut self, name: &'static str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    fn choice(&mut self, name: &'static str, value: &str) {
        let default = match named(name).map(|choice| choice.kind) {
            Some(Kind::One([(default, _), ..])) => default,
            Some(Kind::Text { default, .. }) => default,
            _ => "",
        };
        if value != default {
            self.always(name, value);
        }
    }

    fn text(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.choice(name, value);
        }
    }

    fn flag(&mut self, name: &'static str, on: bool) {
        let is_default = named(name).is_some_and(|choice| choice.kind == Kind::Flag { default: on });
        if !is_default {
            self.always(name, if on { "on" } else { "off" });
        }
    }

    fn many(&mut self, name: &'static str, values: impl Iterator<Item = String>) {
        self.0.extend(values.map(|value| (name.to_owned(), value)));
    }

    fn linking(&mut self, is_static: bool, bare: bool, library: CLibrary) {
        if is_static != bare {
            self.always("static", if is_static { "on" } else { "off" });
        }
        self.choice("libc", if library == CLibrary::Glibc { "glibc" } else { "musl" });
    }
}
