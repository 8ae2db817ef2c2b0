//! Where this machine gets Debian from: apt's own configuration (sources.list(5)).
//!
//! No mirror is written into this project; whoever runs it has chosen one already.

use std::fs;
use std::path::Path;

use crate::control::stanzas;
use crate::error::Error;

const RELEASES: &[&str] =
    &["bullseye", "bookworm", "trixie", "forky", "sid", "stable", "oldstable", "testing"];

/// Names a mirror on machines whose apt knows none; the security archive is beside it as `…-security`.
const OVERRIDE: &str = "FINAL_STAGE_DEBIAN_MIRROR";

/// The two Debian archives, without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archives {
    pub main: String,
    /// Absent when apt has no security archive.
    pub security: Option<String>,
}

impl Archives {
    /// Reads `/etc/apt`, or `$FINAL_STAGE_DEBIAN_MIRROR` if it is set.
    pub fn of_this_machine() -> Result<Self, Error> {
        if let Ok(main) = std::env::var(OVERRIDE) {
            let main = main.trim_end_matches('/').to_string();
            return Ok(Archives { security: Some(format!("{main}-security")), main });
        }
        Archives::of(Path::new("/etc/apt"))
    }

    fn of(etc: &Path) -> Result<Self, Error> {
        let mut sources = Vec::new();
        for path in files(etc) {
            let text = fs::read_to_string(&path).map_err(|error| Error::new(path.display(), error))?;
            sources.extend(match path.extension().is_some_and(|extension| extension == "sources") {
                true => deb822(&text),
                false => one_line(&text),
            });
        }
        let find = |wanted: fn(&str) -> bool| {
            sources
                .iter()
                .find(|source| source.suites.iter().any(|suite| wanted(suite)))
                .map(|s| s.uri.clone())
        };
        let main = find(|suite| RELEASES.contains(&suite)).ok_or_else(|| {
            Error::new(
                etc.display(),
                format!("no Debian archive among apt's sources; name one in ${OVERRIDE}"),
            )
        })?;
        let security = find(|suite| {
            suite
                .strip_suffix("-security")
                .or(suite.strip_suffix("/updates"))
                .is_some_and(|s| RELEASES.contains(&s))
        });
        Ok(Archives { main: reachable(&main)?, security: security.map(|uri| reachable(&uri)).transpose()? })
    }
}

struct Source {
    uri: String,
    suites: Vec<String>,
}

fn files(etc: &Path) -> Vec<std::path::PathBuf> {
    let mut parts: Vec<_> = fs::read_dir(etc.join("sources.list.d"))
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "sources" || extension == "list")
        })
        .collect();
    parts.sort();
    let list = etc.join("sources.list");
    if list.is_file() {
        parts.insert(0, list);
    }
    parts
}

fn deb822(text: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    for stanza in stanzas(text, &["types", "uris", "suites", "components", "enabled"]) {
        let words = |field: &str| -> Vec<String> {
            stanza.get(field).map(|v| v.split_whitespace().map(str::to_string).collect()).unwrap_or_default()
        };
        let enabled = !words("enabled").iter().any(|word| word.eq_ignore_ascii_case("no"));
        let packages = words("types").contains(&"deb".to_string());
        if enabled && packages && words("components").contains(&"main".to_string()) {
            sources.extend(words("uris").into_iter().map(|uri| Source { uri, suites: words("suites") }));
        }
    }
    sources
}

fn one_line(text: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    for line in text.lines() {
        let Some(rest) = line.trim().strip_prefix("deb ") else { continue };
        let rest = rest.trim();
        let rest = match rest.strip_prefix('[') {
            Some(options) => options.split_once(']').map_or("", |(_, rest)| rest),
            None => rest,
        };
        let mut words = rest.split_whitespace();
        if let (Some(uri), Some(suite)) = (words.next(), words.next())
            && words.any(|component| component == "main")
        {
            sources.push(Source { uri: uri.to_string(), suites: vec![suite.to_string()] });
        }
    }
    sources
}

/// Debian's cloud images name their mirrors in a file of their own (`mirror+file:/etc/apt/mirrors/…`).
fn reachable(uri: &str) -> Result<String, Error> {
    let uri = match uri.strip_prefix("mirror+file:") {
        None => uri.to_string(),
        Some(list) => fs::read_to_string(list)
            .map_err(|error| Error::new(list, error))?
            .lines()
            .find_map(|line| line.split_whitespace().next().filter(|word| word.starts_with("http")))
            .ok_or_else(|| Error::new(list, "no http mirror in this list"))?
            .to_string(),
    };
    match uri.starts_with("http://") || uri.starts_with("https://") {
        true => Ok(uri.trim_end_matches('/').to_string()),
        false => Err(Error::new(uri, format!("not an http address; name one in ${OVERRIDE}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archives(file: &str, text: &str) -> Result<Archives, Error> {
        let etc = std::env::temp_dir().join(format!("final-stage-apt-{}-{file}", std::process::id()));
        fs::create_dir_all(etc.join("sources.list.d")).unwrap();
        fs::write(etc.join("sources.list.d").join(file), text).unwrap();
        let archives = Archives::of(&etc);
        fs::remove_dir_all(&etc).unwrap();
        archives
    }

    #[test]
    fn deb822_sources_are_read() {
        let text = "Types: deb\nURIs: http://vendor.example/apt\nSuites: nodistro\nComponents: main\n\n\
                    Types: deb deb-src\nURIs: http://mirror.example/debian/\nSuites: bookworm bookworm-updates\n\
                    Components: main contrib\n\n\
                    Types: deb\nURIs: http://mirror.example/debian-security\nSuites: bookworm-security\n\
                    Components: main\n";
        let archives = archives("debian.sources", text).unwrap();
        assert_eq!(archives.main, "http://mirror.example/debian");
        assert_eq!(archives.security.as_deref(), Some("http://mirror.example/debian-security"));
    }

    #[test]
    fn one_line_sources_are_read() {
        let text = "# deb http://no.example/debian bookworm main\n\
                    deb http://cloud.example/apt cloud-sdk-bookworm main\n\
                    deb [arch=amd64 signed-by=/usr/share/k.gpg] http://mirror.example/debian trixie main\n";
        let archives = archives("debian.list", text).unwrap();
        assert_eq!(archives.main, "http://mirror.example/debian");
        assert_eq!(archives.security, None);
    }

    #[test]
    fn disabled_sources_are_not_used() {
        let text =
            "Types: deb\nEnabled: no\nURIs: http://mirror.example/debian\nSuites: trixie\nComponents: main\n";
        assert!(archives("off.sources", text).unwrap_err().to_string().contains(OVERRIDE));
    }
}
