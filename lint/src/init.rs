//! Programs that become process 1 or change the user before another starts, as Dockerfiles fetch them.

/// Their names.
const NAMES: [&str; 5] = ["tini", "dumb-init", "gosu", "su-exec", "s6-overlay"];

/// A released file of tini: <https://github.com/krallin/tini/releases/tag/v0.19.0> lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tini<'t> {
    pub is_static: bool,
    /// `amd64`, `arm64`; empty where the name has none, which is amd64. A variable stays one.
    pub architecture: &'t str,
}

impl<'t> Tini<'t> {
    /// By the address it is fetched from.
    pub(crate) fn at(address: &'t str) -> Option<Self> {
        let (_, path) = address.split_once("krallin/tini/releases/download/")?;
        let (_, file) = path.split_once('/')?;
        let rest = file.strip_prefix("tini")?;
        if [".asc", ".sha256sum", ".sha1sum", ".deb", ".rpm", ".apk"].iter().any(|end| rest.ends_with(end)) {
            return None;
        }
        let (is_static, rest) = match rest.strip_prefix("-static") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let rest = rest.strip_prefix("-muslc").unwrap_or(rest);
        Some(Tini { is_static, architecture: rest.strip_prefix('-').unwrap_or(rest) })
    }
}

/// Which init an address fetches.
pub(crate) fn fetched(address: &str) -> Option<&'static str> {
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    let is_checksum = [".asc", ".sha256sum", ".sha256", ".sig"].iter().any(|end| address.ends_with(end));
    NAMES.into_iter().find(|name| is_address && !is_checksum && address.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn released_files_are_told_apart() {
        let at = |file: &str| {
            let address = format!("https://github.com/krallin/tini/releases/download/v0.19.0/{file}");
            Tini::at(&address).map(|tini| (tini.is_static, tini.architecture.to_owned()))
        };
        let tini = |is_static, architecture: &str| Some((is_static, architecture.to_owned()));
        assert_eq!(at("tini"), tini(false, ""));
        assert_eq!(at("tini-arm64"), tini(false, "arm64"));
        assert_eq!(at("tini-static-${TARGETARCH}"), tini(true, "${TARGETARCH}"));
        assert_eq!(at("tini-muslc-amd64"), tini(false, "amd64"));
        assert_eq!((at("tini.asc"), at("tini-static.sha256sum"), at("docker")), (None, None, None));
        assert_eq!(
            fetched("https://github.com/Yelp/dumb-init/releases/download/v1.2.5/dumb-init_1.2.5_x86_64"),
            Some("dumb-init")
        );
        assert_eq!((fetched("tini"), fetched("https://example.org/tini.asc")), (None, None));
    }
}
