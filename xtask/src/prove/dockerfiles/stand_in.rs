//! Images that stand in for those of a registry, which is out of reach: Debian's own toolchains under the very names
//! that a Dockerfile uses. They prove that the steps of a Dockerfile fit together and that its program starts, not what
//! another version of a compiler makes of it.

use analyzer::dockerfile::{Plan, Recipe};

/// A name, and how the image is made.
pub(super) struct StandIn {
    pub(super) reference: &'static str,
    pub(super) dockerfile: &'static str,
}

/// A clean Debian of a release, made by debootstrap.
pub(super) const DEBIAN: [(&str, &str); 2] =
    [("final-stage/trixie", "trixie"), ("final-stage/bookworm", "bookworm")];

macro_rules! debian {
    ($release:literal, $packages:literal) => {
        concat!(
            "FROM final-stage/",
            $release,
            "\n",
            "RUN apt-get update && apt-get install -y --no-install-recommends ",
            $packages,
            "\n"
        )
    };
}

/// The packages link their manuals, which an image of Debian has no directory for. Temurin's images have objcopy from
/// binutils, which jlink strips with.
macro_rules! java {
    ($package:literal) => {
        concat!(
            "FROM final-stage/trixie\n",
            "RUN mkdir -p /usr/share/man/man1 && apt-get update && \\\n",
            "    apt-get install -y --no-install-recommends binutils ",
            $package,
            "\n"
        )
    };
}

pub(super) const STAND_INS: &[StandIn] = &[
    of("golang:1.27-trixie", debian!("trixie", "golang-go gcc libc6-dev ca-certificates")),
    of("golang:1.26-trixie", debian!("trixie", "golang-go gcc libc6-dev ca-certificates")),
    of("golang:1.27-bookworm", debian!("bookworm", "golang-go gcc libc6-dev ca-certificates")),
    of("rust:1.98-trixie", debian!("trixie", "rustc cargo gcc libc6-dev")),
    of("rust:1.98-bookworm", debian!("bookworm", "rustc cargo gcc libc6-dev")),
    of("gcc:14-trixie", debian!("trixie", "gcc g++ libc6-dev make")),
    of("gcc:12-bookworm", debian!("bookworm", "gcc g++ libc6-dev make")),
    of("eclipse-temurin:25-jdk-noble", java!("openjdk-25-jdk-headless")),
    of("eclipse-temurin:21-jdk-noble", java!("openjdk-21-jdk-headless")),
    of("debian:trixie-slim", "FROM final-stage/trixie\n"),
    of("debian:bookworm-slim", "FROM final-stage/bookworm\n"),
    of(
        "node:24-trixie-slim",
        concat!(
            "FROM final-stage/trixie\n",
            "RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 libstdc++6\n",
            "COPY node /usr/local/bin/node\n",
            "COPY npm /usr/local/lib/node_modules/npm\n",
            "RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm\n",
        ),
    ),
    of(
        "node:24-bookworm-slim",
        concat!(
            "FROM final-stage/bookworm\n",
            "RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 libstdc++6\n",
            "COPY node /usr/local/bin/node\n",
            "COPY npm /usr/local/lib/node_modules/npm\n",
            "RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm\n",
        ),
    ),
    of(
        "gcr.io/distroless/nodejs24-debian13:nonroot",
        concat!("FROM gcr.io/distroless/cc-debian13:nonroot\n", "COPY --chmod=0755 node /nodejs/bin/node\n",),
    ),
    of(
        "gcr.io/distroless/java25-debian13:nonroot",
        concat!(
            "FROM eclipse-temurin:25-jdk-noble AS jdk\n",
            "RUN mkdir -p /link/usr/bin && ln -s /usr/lib/jvm/java-25-openjdk-amd64/bin/java /link/usr/bin/java\n",
            "FROM gcr.io/distroless/cc-debian13:nonroot\n",
            "COPY --from=jdk /usr/lib/jvm /usr/lib/jvm\n",
            "COPY --from=jdk /etc/java-25-openjdk /etc/java-25-openjdk\n",
            "COPY --from=jdk /link/ /\n",
        ),
    ),
    of(
        "busybox:1.37-musl",
        concat!(
            "FROM final-stage/trixie AS get\n",
            "RUN apt-get update && apt-get install -y --no-install-recommends busybox-static\n",
            "FROM scratch\n",
            "COPY --from=get /usr/bin/busybox /bin/busybox\n",
        ),
    ),
    of(
        "gcr.io/distroless/static-debian13:debug-nonroot",
        concat!(
            "FROM gcr.io/distroless/static-debian13:nonroot\n",
            "COPY --from=busybox:1.37-musl /bin/busybox /busybox/sh\n",
        ),
    ),
    of(
        "gcr.io/distroless/base-debian13:debug-nonroot",
        concat!(
            "FROM gcr.io/distroless/base-debian13:nonroot\n",
            "COPY --from=busybox:1.37-musl /bin/busybox /busybox/sh\n",
        ),
    ),
    of("ghcr.io/astral-sh/uv:0.13.8", "FROM scratch\nCOPY uv /uv\n"),
];

const fn of(reference: &'static str, dockerfile: &'static str) -> StandIn {
    StandIn { reference, dockerfile }
}

pub(super) fn named(reference: &str) -> Option<&'static StandIn> {
    STAND_INS.iter().find(|stand_in| stand_in.reference == reference)
}

/// Where what stands in for an image differs so much from it that nothing would be proven, and why.
pub(super) fn unfit(plan: &Plan<'_>, reference: &str) -> Option<&'static str> {
    let older = plan.image.release == "bookworm";
    let is_static = matches!(&plan.recipe, Recipe::Rust(rust) if rust.is_static);
    let is_base = plan.image.slug.starts_with("distroless-base");
    match reference {
        "busybox:1.37-musl" if plan.image.family == "busybox" => {
            Some("BusyBox alone stands in for it: enough to copy from, and no image to rest on")
        }
        "rust:1.98-bookworm" if is_static => Some("Debian 12's rustc 1.63 does not print host-tuple"),
        "eclipse-temurin:25-jdk-noble" if older => {
            Some("Debian 13's virtual machine asks for a newer C library, Temurin's does not")
        }
        "eclipse-temurin:25-jdk-noble" if is_base => {
            Some("Debian's virtual machine asks for libstdc++.so.6, which Temurin's has inside")
        }
        _ => None,
    }
}

/// Why nothing stands in for an image.
pub(super) fn absent(reference: &str) -> &'static str {
    match reference.split(':').next().unwrap_or_default() {
        "alpine" | "node" | "golang" | "rust" | "eclipse-temurin" => {
            "Alpine's packages are on a host out of reach, and nothing of Debian's stands in for them"
        }
        "ubuntu" => "Ubuntu's packages are on a host out of reach",
        "busybox" => "its files are built by no package of Debian's",
        "python" => "Zig comes by pip from PyPI, and nothing stands in for an image with pip",
        name if name.contains("maven") => "Maven's plugins are on a host out of reach",
        name if name.contains("dotnet") => ".NET is in no registry within reach",
        name if name.contains("chainguard") || name.contains("wolfi") => {
            "Wolfi's packages are on a host out of reach"
        }
        _ => "no package of Debian's release stands in for it",
    }
}
