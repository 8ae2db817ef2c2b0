//! A program that wants a C library, in a stage that has none or another.

use super::{About, Context, Found, Rule};
use crate::compile::{self, Compiled, Language};
use crate::document::{Document, Stage, Step};
use crate::finding::{Fix, Level};
use crate::image::Image;
use crate::library::is_library;
use crate::package;
use crate::transfer::{Transfer, file_name};

pub(super) static RULE: Rule =
    Rule { id: "dynamic-build", level: Level::Warning, lesson: "static-and-dynamic-linking", check };

pub(super) static ABOUT: About = About {
    title: "A dynamically linked program in an image without its C library",
    why: "Go links against glibc as soon as the program uses net or os/user and a C compiler is there; rustc and gcc do \
          unless told otherwise. scratch and distroless static have no loader, Alpine has musl\u{2019}s, and distroless base \
          lacks the libgcc_s.so.1 that Rust\u{2019}s glibc targets want. The program dies with exec: no such file or directory, \
          or error while loading shared libraries.",
    same_as: &[],
    errors: &["missing-interpreter", "missing-libgcc"],
    source: "https://pkg.go.dev/cmd/cgo",
    bad: "FROM golang:1.27-trixie AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n\n\
          FROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT [\"/app\"]\n",
    good: "FROM golang:1.27-trixie AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\n\
           FROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT [\"/app\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let Some(image) = document.image(stage) else { continue };
        for step in &stage.steps {
            let Some(builder) = taken_from(document, stage, step) else { continue };
            let Some(compiled) = compile::dynamic(document, builder) else { continue };
            let Some(reason) = refusal(document, stage, image, builder, &compiled) else { continue };
            let library = if document.image(builder).is_some_and(Image::is_musl) { "musl" } else { "glibc" };
            let base = crate::shown(&image.reference);
            let (is_linked, instead) = match compiled.language {
                Language::Go => (
                    format!("If this program uses net, os/user or cgo, go links it against {library}"),
                    format!("Set CGO_ENABLED=0 if it can do without C, or end on an image with {library}"),
                ),
                Language::Rust => (
                    format!("cargo links this program against {library}"),
                    "Build it for a musl target, or end on gcr.io/distroless/cc-debian13 or another image that has all it needs".to_owned(),
                ),
                Language::C => (
                    format!("The compiler links this program against {library}"),
                    format!("Link it with -static, or end on an image with {library}"),
                ),
            };
            let message = format!("{is_linked}, and {base}, where it is copied to, {reason}: there it does not start. {instead}.");
            let fix = (compiled.language == Language::Go)
                .then(|| Fix::insert("Build without cgo", compiled.span.start, "CGO_ENABLED=0 "));
            found.push(compiled.span, message, fix);
        }
    }
}

/// The earlier stage that a `COPY` takes a program from, as far as its names tell.
pub(super) fn taken_from<'d, 't>(
    document: &'d Document<'t>,
    stage: &Stage<'_>,
    step: &Step<'_>,
) -> Option<&'d Stage<'t>> {
    let transfer = Transfer::of(step)?;
    let builder = document.source(stage, transfer.from?)?;
    let ends = [".crt", ".pem", ".html", ".css", ".json", ".yaml", ".yml", ".toml", ".sh", ".conf", ".py", ".js", ".txt", ".sql"];
    let data = ["/etc", "zoneinfo", "certs", "node_modules", "static", "assets", "public", "templates", "migrations", "site-packages", "/tmp"];
    let is_data = |path: &str| {
        is_library(path) || ends.iter().any(|end| path.ends_with(end)) || data.iter().any(|part| path.contains(part))
    };
    let is_program = |path: &str| !is_data(path) && !file_name(path).is_empty();
    transfer.sources.iter().any(|source| is_program(&source.value)).then_some(builder)
}

/// Why a program of this kind may not start in an image; `None` where it may, or where that is not known.
fn refusal(
    document: &Document<'_>,
    stage: &Stage<'_>,
    image: &Image,
    builder: &Stage<'_>,
    compiled: &Compiled,
) -> Option<&'static str> {
    let is_from_musl = document.image(builder).is_some_and(Image::is_musl);
    let libc = image.known.map(|known| known.image.libc);
    // A whole system may be copied into it, or the libraries one by one.
    let history = document.history(stage);
    let brings = history.iter().filter_map(|step| Transfer::of(step)).any(|transfer| {
        let is_tree = |path: &str| matches!(file_name(path), "lib" | "lib64" | "usr") || is_library(path) || path.contains("ld-");
        transfer.may_bring_anything(document, stage) || transfer.sources.iter().any(|source| is_tree(&source.value))
    });
    if brings {
        return None;
    }
    if image.is_scratch() || libc == Some("none") {
        return Some("has no loader and no library");
    }
    if image.is_musl() && !is_from_musl {
        let helps = package::may_install(&history, &["gcompat", "libc6-compat", "glibc"]);
        return (!helps).then_some("has musl and no glibc");
    }
    let known = image.known.filter(|known| known.exact)?;
    if is_from_musl && libc == Some("glibc") {
        return Some("has glibc and no musl");
    }
    let is_base = known.image.family == "distroless" && known.image.slug.contains("-base-");
    (compiled.language == Language::Rust && is_base && !known.is_debug).then_some("has no libgcc_s.so.1")
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn a_builder_with_a_c_library_and_a_base_without_are_found() {
        let text = "FROM golang:1.27 AS b\nRUN GOOS=linux go build -o /app\nFROM scratch\nCOPY --from=b /app /app\n";
        let fixed = "FROM golang:1.27 AS b\nRUN GOOS=linux CGO_ENABLED=0 go build -o /app\nFROM scratch\nCOPY --from=b /app /app\n";
        assert_eq!(said("dynamic-build", text), [("go build".to_owned(), Some(fixed.to_owned()))]);
        for (builder, line, last) in [
            ("golang:1.27", "go install ./...", "alpine:3.24"),
            ("golang:1.27-alpine", "apk add gcc musl-dev && go build -o /app", "scratch"),
            ("rust:1.98", "cargo build --release", "gcr.io/distroless/static-debian13"),
            ("rust:1.98", "cargo build --release", "gcr.io/distroless/base-debian13"),
            ("gcc:14", "gcc -o /app a.c", "busybox:1.37-musl"),
            ("alpine:3.24", "apk add gcc musl-dev && gcc -o /app a.c", "gcr.io/distroless/cc-debian13"),
        ] {
            let text = format!("FROM {builder} AS b\nRUN {line}\nFROM {last}\nCOPY --from=b /app /app\n");
            assert_eq!(said("dynamic-build", &text).len(), 1, "{text}");
        }
    }

    #[test]
    fn static_builds_fitting_bases_and_data_are_fine() {
        quiet("dynamic-build", &[
            "FROM golang:1.27 AS b\nRUN go build -o /app\nFROM debian:trixie-slim\nCOPY --from=b /app /app",
            "FROM golang:1.27 AS b\nENV CGO_ENABLED=0\nRUN go build -o /app\nFROM scratch\nCOPY --from=b /app /app",
            "FROM golang:1.27-alpine AS b\nRUN go build -o /app\nFROM scratch\nCOPY --from=b /app /app",
            "FROM golang:1.27 AS b\nRUN go build -o /app\nFROM scratch\nCOPY --from=b /etc/ssl/certs /etc/ssl/certs",
            "FROM golang:1.27 AS b\nRUN go build -o /app\nFROM alpine:3.24\nRUN apk add gcompat\nCOPY --from=b /app /app",
            "FROM rust:1.98 AS b\nRUN cargo build\nFROM gcr.io/distroless/cc-debian13\nCOPY --from=b /app /app",
            "FROM rust:1.98-alpine AS b\nRUN cargo build\nFROM scratch\nCOPY --from=b /app /app",
            "FROM golang:1.27 AS b\nRUN go build -o /app\nFROM scratch\nCOPY --from=b /rootfs/ /\nCOPY --from=b /app /app",
            "FROM rust:1.98 AS b\nRUN cargo build\nFROM unheard\nCOPY --from=b /app /app",
        ]);
    }
}
