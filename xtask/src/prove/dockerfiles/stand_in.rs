//! Images that stand in for those of a registry, which is out of reach: Debian's own toolchains under the very names
//! that a Dockerfile uses. They prove that the steps of a Dockerfile fit together and that its program starts, not what
//! another version of a compiler makes of it.

use analyzer::dockerfile::Plan;

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

/// As Docker's images of Debian, apt keeps no caches: without that a layer in which it ran is some 90 MB larger.
macro_rules! slim {
    ($release:literal) => {
        concat!(
            "FROM final-stage/",
            $release,
            "\n",
            "RUN echo 'Dir::Cache::pkgcache \"\"; Dir::Cache::srcpkgcache \"\";' >/etc/apt/apt.conf.d/docker-clean && \\\n",
            "    echo 'DPkg::Post-Invoke { \"rm -f /var/cache/apt/archives/*.deb\"; };' >>/etc/apt/apt.conf.d/docker-clean\n",
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

macro_rules! java_runtime {
    ($version:literal) => {
        concat!(
            "FROM eclipse-temurin:",
            $version,
            "-jdk-noble AS jdk\n",
            "RUN mkdir -p /link/usr/bin && ln -s /usr/lib/jvm/java-",
            $version,
            "-openjdk-amd64/bin/java /link/usr/bin/java\n",
            "FROM gcr.io/distroless/cc-debian13:nonroot\n",
            "COPY --from=jdk /usr/lib/jvm /usr/lib/jvm\n",
            "COPY --from=jdk /etc/java-",
            $version,
            "-openjdk /etc/java-",
            $version,
            "-openjdk\n",
            "COPY --from=jdk /link/ /\n",
        )
    };
}

/// Debian's Maven and its plugins, in a folder that stands for every mirror.
macro_rules! maven {
    ($version:literal) => {
        concat!(
            "FROM eclipse-temurin:",
            $version,
            "-jdk-noble\n",
            "RUN apt-get update && apt-get install -y --no-install-recommends maven \\\n",
            "    libmaven-resources-plugin-java libmaven-compiler-plugin-java libsurefire-java libmaven-jar-plugin-java\n",
            "RUN echo '<settings><mirrors><mirror><id>debian</id><mirrorOf>*</mirrorOf>\\\n",
            "<url>file:///usr/share/maven-repo</url></mirror></mirrors></settings>' >/etc/maven/settings.xml\n",
            "ENV JAVA_HOME=/usr/lib/jvm/java-",
            $version,
            "-openjdk-amd64\n",
        )
    };
}

macro_rules! node {
    ($release:literal, $node:literal) => {
        concat!(
            "FROM final-stage/",
            $release,
            "\n",
            "RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 libstdc++6\n",
            "COPY ",
            $node,
            " /usr/local/bin/node\n",
            "COPY npm /usr/local/lib/node_modules/npm\n",
            "RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm\n",
        )
    };
}

pub(super) const STAND_INS: &[StandIn] = &[
    of("golang:1.27-trixie", debian!("trixie", "golang-go gcc libc6-dev ca-certificates")),
    of("golang:1.26-trixie", debian!("trixie", "golang-go gcc libc6-dev ca-certificates")),
    of("golang:1.27-bookworm", debian!("bookworm", "golang-go gcc libc6-dev ca-certificates")),
    of("rust:1.98-trixie", debian!("trixie", "rustc cargo gcc libc6-dev")),
    // Debian 12's rustc 1.63 does not print host-tuple; this one is there for browsers.
    of("rust:1.98-bookworm", debian!("bookworm", "rustc-web cargo-web gcc libc6-dev")),
    of("gcc:14-trixie", debian!("trixie", "gcc g++ libc6-dev make")),
    of("gcc:12-bookworm", debian!("bookworm", "gcc g++ libc6-dev make")),
    of("eclipse-temurin:25-jdk-noble", java!("openjdk-25-jdk-headless")),
    of("eclipse-temurin:21-jdk-noble", java!("openjdk-21-jdk-headless")),
    of("maven:3.9-eclipse-temurin-25", maven!("25")),
    of("maven:3.9-eclipse-temurin-21", maven!("21")),
    of("debian:trixie-slim", slim!("trixie")),
    of("debian:bookworm-slim", slim!("bookworm")),
    of("node:24-trixie-slim", node!("trixie", "node")),
    of("node:24-bookworm-slim", node!("bookworm", "node")),
    of("node:22-trixie-slim", node!("trixie", "node22")),
    of(
        "gcr.io/distroless/nodejs24-debian13:nonroot",
        concat!(
            "FROM gcr.io/distroless/cc-debian13:nonroot\n",
            "COPY --chmod=0755 node /nodejs/bin/node\n",
            "ENTRYPOINT [\"/nodejs/bin/node\"]\n",
        ),
    ),
    of(
        "gcr.io/distroless/nodejs22-debian13:nonroot",
        concat!(
            "FROM gcr.io/distroless/cc-debian13:nonroot\n",
            "COPY --chmod=0755 node22 /nodejs/bin/node\n",
            "ENTRYPOINT [\"/nodejs/bin/node\"]\n",
        ),
    ),
    of("gcr.io/distroless/java25-debian13:nonroot", java_runtime!("25")),
    of("gcr.io/distroless/java21-debian13:nonroot", java_runtime!("21")),
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
    of(
        "python:3.13-slim-trixie",
        concat!(
            "FROM final-stage/trixie\n",
            "RUN apt-get update && apt-get install -y --no-install-recommends python3-pip && \\\n",
            "    ln -s python3 /usr/bin/python\n",
            "COPY wheels /usr/share/wheels\n",
            "ENV PIP_NO_INDEX=1 PIP_FIND_LINKS=/usr/share/wheels PIP_BREAK_SYSTEM_PACKAGES=1\n",
        ),
    ),
    // The files of go-sqlite3's release, from Debian's source package, which leaves the amalgamation of SQLite out: that
    // is made of Debian's SQLite, in the guard that the module puts around it. `upgrade` is a module of its own.
    of(
        GO_WITH_SQLITE,
        concat!(
            "FROM final-stage/trixie AS module\n",
            "RUN sed 's/^deb /deb-src /' /etc/apt/sources.list >/etc/apt/sources.list.d/source.list && apt-get update && \\\n",
            "    apt-get install -y --no-install-recommends dpkg-dev gcc libc6-dev make tcl xz-utils zip\n",
            "WORKDIR /source\n",
            "RUN apt-get source --download-only golang-github-mattn-go-sqlite3 && apt-get source sqlite3 && \\\n",
            "    cd sqlite3-*/ && ./configure && make sqlite3.c sqlite3.h && mv sqlite3.c sqlite3.h /source/\n",
            "WORKDIR /module/github.com/mattn/go-sqlite3@v1.14.27\n",
            "RUN tar --strip-components=1 -xf /source/golang-github-mattn-go-sqlite3_1.14.27*.orig.tar.xz && rm -r upgrade && \\\n",
            "    for end in c h; do \\\n",
            "    { echo '#ifndef USE_LIBSQLITE3'; cat /source/sqlite3.$end; echo '#endif'; } >sqlite3-binding.$end; done\n",
            "WORKDIR /goproxy/github.com/mattn/go-sqlite3/@v\n",
            "RUN echo v1.14.27 >list && echo '{\"Version\":\"v1.14.27\"}' >v1.14.27.info && \\\n",
            "    cp /module/github.com/mattn/*/go.mod v1.14.27.mod && (cd /module && zip -qrD - .) >v1.14.27.zip\n",
            "FROM golang:1.27-trixie\n",
            "COPY --from=module /goproxy /goproxy\n",
            "ENV GOPROXY=file:///goproxy GONOSUMDB=* GOPATH=/go\n",
        ),
    ),
    of(
        TRIXIE_WITH_UVICORN,
        concat!(
            "FROM debian:trixie-slim\n",
            "COPY wheels /usr/share/wheels\n",
            "ENV PIP_NO_INDEX=1 PIP_FIND_LINKS=/usr/share/wheels\n",
        ),
    ),
];

const GO_WITH_SQLITE: &str = "final-stage/go-with-sqlite3";
const TRIXIE_WITH_UVICORN: &str = "final-stage/trixie-with-uvicorn";

/// For a project whose packages are out of reach, an image that has them at hand, and which one it is instead of.
const AT_HAND: [(&str, &str, &str); 2] = [
    ("go-sqlite-ready", "golang:1.27-trixie", GO_WITH_SQLITE),
    ("python-uvicorn", "debian:trixie-slim", TRIXIE_WITH_UVICORN),
];

pub(super) fn at_hand(project: &str, reference: &str) -> Option<&'static str> {
    let matches = |(for_project, instead_of, _): &&(&str, &str, &str)| {
        *for_project == project && *instead_of == reference
    };
    AT_HAND.iter().find(matches).map(|(_, _, image)| *image)
}

const fn of(reference: &'static str, dockerfile: &'static str) -> StandIn {
    StandIn { reference, dockerfile }
}

pub(super) fn named(reference: &str) -> Option<&'static StandIn> {
    STAND_INS.iter().find(|stand_in| stand_in.reference == reference)
}

/// Where what stands in for an image differs so much from it that nothing would be proven, and why.
pub(super) fn unfit(plan: &Plan<'_>, reference: &str) -> Option<&'static str> {
    let older = plan.image.release == "bookworm";
    let is_base = plan.image.slug.starts_with("distroless-base");
    match reference {
        "busybox:1.37-musl" if plan.image.family == "busybox" => {
            Some("BusyBox alone stands in for it: enough to copy from, and no image to rest on")
        }
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
        name if name.contains("dotnet") => ".NET is in no registry within reach",
        name if name.contains("chainguard") || name.contains("wolfi") => {
            "Wolfi's packages are on a host out of reach"
        }
        _ => "no package of Debian's release stands in for it",
    }
}
