//! What made a program, by the word of somebody who knows: the archive that built it, another reader, or upstream.

use std::path::Path;

use xshell::{Shell, cmd};

use crate::prove::{Fetcher, Program, Source, language_of_kind};
use crate::{Done, debian, project};

/// The language and the version, each with who says so.
pub(super) struct Truth {
    pub(super) language: (String, String),
    pub(super) version: Option<(String, String)>,
}

/// Compilers by the name of their source in Debian, and how the analyzer writes their versions.
const BUILT_WITH: [(&str, &str, &str); 2] = [("rustc", "rust", ""), ("golang-1.", "go", "go")];

/// Languages of which a Debian release has one compiler.
const ONE_COMPILER: [(&str, &str); 2] = [("haskell", "ghc"), ("d", "ldc")];

pub(super) fn of(program: &Program, file: &Path, fetcher: &mut Fetcher) -> Done<Truth> {
    let is_known = !program.kind.contains("unknown");
    let by_kind = language_of_kind(&program.kind).unwrap_or(if is_known { "another" } else { "not known" });
    let upstream = (by_kind.to_owned(), "upstream's sources, by the kind in programs.toml".to_owned());
    if by_kind == "go" {
        let version = go_version(file)?;
        return Ok(Truth { language: upstream, version });
    }
    let Source::Debian { debian, package } = &program.source else {
        return Ok(Truth { language: upstream, version: None });
    };
    let found = fetcher.package(debian, program.arch()?, package)?;
    // A package may hold programs of several languages; what it was built with counts for the one in question.
    for (source, language, prefix) in BUILT_WITH.iter().filter(|(_, language, _)| *language == by_kind) {
        if let Some((name, version)) = found.built_using(source) {
            let from = format!("Built-Using of {package} {}: {name} (= {version})", found.version);
            let version = Some((format!("{prefix}{}", bare(version)), from.clone()));
            return Ok(Truth { language: ((*language).to_owned(), from), version });
        }
    }
    // A compiler may be built by an older one, and `.comment` may tell of another one still.
    if let Some((_, compiler)) = ONE_COMPILER.iter().find(|(language, _)| *language == by_kind)
        && package != compiler
    {
        let compiler = fetcher.package(debian, program.arch()?, compiler)?;
        let from = format!("the compiler of {debian}: {} {}", compiler.name, compiler.version);
        return Ok(Truth { language: upstream, version: Some((bare(&compiler.version), from)) });
    }
    Ok(Truth { language: upstream, version: None })
}

/// `1:1.40.0-1` → `1.40.0`, `1.63.0+dfsg1-2` → `1.63.0`.
fn bare(version: &str) -> String {
    let version = version.split_once(':').map_or(version, |(_, version)| version);
    let end = version.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(version.len());
    version[..end].to_owned()
}

/// What Go's own reader says: `FILE: go1.26.4`.
fn go_version(file: &Path) -> Done<Option<(String, String)>> {
    let installed = Path::new("/usr/lib/go-1.19/bin/go");
    if project::on_path("go").is_none() && !installed.exists() {
        debian::install(&["golang-go"], "Go's own reader says which version made a program")?;
    }
    let go = project::on_path("go").unwrap_or_else(|| installed.to_owned());
    let sh = Shell::new()?;
    let said = cmd!(sh, "{go} version {file}").quiet().ignore_stderr().ignore_status().read()?;
    let version = said.rsplit(": ").next().filter(|version| version.starts_with("go")).map(str::to_owned);
    Ok(version.map(|version| (version, "go version FILE".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_versions_epoch_and_revision_are_the_archives() {
        assert_eq!(bare("1:1.40.0-1"), "1.40.0");
        assert_eq!(bare("1.63.0+dfsg1-2"), "1.63.0");
        assert_eq!(bare("1.15.15-1~deb11u4"), "1.15.15");
    }
}
