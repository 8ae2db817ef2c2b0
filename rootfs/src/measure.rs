//! What a program would find in a tree: the facts of an image, read from its files alone.

mod elf;
mod loader;
mod size;

use crate::definition::{Account, Group};
use crate::error::Error;
use crate::facts::MeasuredImage;
use crate::package::Arch;
use crate::tree::Rootfs;

pub use loader::{exports_of, libraries_of};

const SHELLS: &[&str] = &["/bin/sh", "/usr/bin/sh"];

/// Where Go, OpenSSL as Debian builds it, and Fedora's family look for certificates.
const CA_BUNDLES: &[&str] =
    &["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/// Any zone will do to tell a zone directory from an empty one.
const ZONE: &str = "/usr/share/zoneinfo/Europe/Paris";

/// Measures a tree, whatever made it. Packages and configuration are no part of a tree and stay empty.
///
/// `loader_cache` says whether programs find an /etc/ld.so.cache: a tree assembled for another architecture
/// has none, although its image does.
pub fn measure(tree: &Rootfs, arch: Arch, loader_cache: bool) -> Result<MeasuredImage, Error> {
    let interpreters = loader::interpreters(tree, arch);
    Ok(MeasuredImage {
        size: size::unpacked(tree)?,
        compressed: size::compressed(tree)?,
        merged_usr: tree.resolve("/lib").as_deref() == Some("/usr/lib"),
        library_path: loader::library_path(tree, arch, &interpreters, loader_cache),
        interpreters,
        loader_cache,
        shell: SHELLS.iter().find(|path| tree.contains(path)).map(ToString::to_string),
        ca_bundle: CA_BUNDLES.iter().find(|path| tree.contains(path)).map(ToString::to_string),
        zoneinfo: tree.contains(ZONE).then(|| "/usr/share/zoneinfo".to_string()),
        tmp: mode_of_tmp(tree),
        users: users(&tree.text("/etc/passwd").unwrap_or_default()),
        groups: groups(&tree.text("/etc/group").unwrap_or_default()),
        nsswitch: nsswitch(&tree.text("/etc/nsswitch.conf").unwrap_or_default()),
        ..MeasuredImage::default()
    })
}

fn mode_of_tmp(tree: &Rootfs) -> Option<String> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = std::fs::metadata(tree.locate("/tmp")?).ok()?;
    Some(format!("{:o}", metadata.permissions().mode() & 0o7777))
}

fn users(passwd: &str) -> Vec<Account> {
    let user = |line: &str| {
        let mut fields = line.split(':');
        let (name, _password) = (fields.next()?.to_string(), fields.next()?);
        let (uid, gid) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        let (_gecos, home, shell) = (fields.next()?, fields.next()?.to_string(), fields.next()?.to_string());
        Some(Account { name, uid, gid, home, shell })
    };
    passwd.lines().filter_map(user).collect()
}

fn groups(group: &str) -> Vec<Group> {
    let group_of = |line: &str| {
        let mut fields = line.split(':');
        let (name, _password) = (fields.next()?.to_string(), fields.next()?);
        Some(Group { name, gid: fields.next()?.parse().ok()? })
    };
    group.lines().filter_map(group_of).collect()
}

/// The database lines with their spaces evened out: `hosts: files dns`.
fn nsswitch(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| {
            line.split('#').next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nsswitch_lines_lose_comments_and_spaces() {
        assert_eq!(nsswitch("# c\n\nhosts:          files dns # x\n"), ["hosts: files dns"]);
    }

    #[test]
    fn a_broken_passwd_line_is_skipped() {
        let users = users("root:x:0:0:root:/root:/sbin/nologin\nbroken\n");
        assert_eq!(users.len(), 1);
        assert_eq!(users[0].shell, "/sbin/nologin");
    }
}
