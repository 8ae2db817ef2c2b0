//! Small trees, made here, through everything that assembles and measures one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use rootfs::{Arch, Deb, Rootfs};

fn place(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("final-stage-measure-{}-{name}", std::process::id()))
}

fn tree(name: &str) -> Rootfs {
    let tree = Rootfs::create(&place(name)).unwrap();
    tree.make_directory("/usr/lib/x86_64-linux-gnu", 0o755, (0, 0)).unwrap();
    tree.link("/lib", "usr/lib").unwrap();
    tree.make_directory("/tmp", 0o1777, (0, 0)).unwrap();
    tree
}

#[test]
fn an_empty_tree_has_no_size_and_promises_nothing() {
    let tree = Rootfs::create(&place("empty")).unwrap();
    let facts = rootfs::measure(&tree, Arch::Amd64, false).unwrap();
    assert_eq!((facts.size, facts.compressed), (0, 0));
    assert_eq!(facts, rootfs::MeasuredImage::default());
    fs::remove_dir_all(tree.root()).unwrap();
}

#[test]
fn a_hard_link_is_counted_once_and_a_size_is_repeatable() {
    let tree = tree("sizes");
    tree.write("/usr/first", &[7; 1000], 0o644, (0, 0)).unwrap();
    tree.hard_link("/usr/second", "/usr/first").unwrap();
    let facts = rootfs::measure(&tree, Arch::Amd64, false).unwrap();
    assert_eq!(facts.size, 1000);
    assert_eq!(facts, rootfs::measure(&tree, Arch::Amd64, false).unwrap());
    assert_eq!(facts.tmp.as_deref(), Some("1777"));
    assert!(facts.merged_usr);
    fs::remove_dir_all(tree.root()).unwrap();
}

#[test]
fn configured_directories_are_searched_only_with_a_loader_cache() {
    let tree = tree("cache");
    tree.make_directory("/lib64", 0o755, (0, 0)).unwrap();
    tree.write("/lib64/ld-linux-x86-64.so.2", b"loader", 0o755, (0, 0)).unwrap();
    tree.write("/etc/ld.so.conf", b"include /etc/ld.so.conf.d/*.conf\n", 0o644, (0, 0)).unwrap();
    tree.write("/etc/ld.so.conf.d/app.conf", b"# ours\n/opt/app/lib\n", 0o644, (0, 0)).unwrap();
    let searched = |cache| rootfs::measure(&tree, Arch::Amd64, cache).unwrap().library_path;
    assert_eq!(searched(false), ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib", "/usr/lib"]);
    assert_eq!(searched(true)[0], "/opt/app/lib");
    fs::remove_dir_all(tree.root()).unwrap();
}

#[test]
fn a_loader_counts_at_every_path_that_leads_to_it() {
    let tree = tree("loader");
    tree.write("/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", b"loader", 0o755, (0, 0)).unwrap();
    tree.make_directory("/usr/lib64", 0o755, (0, 0)).unwrap();
    tree.link("/lib64", "usr/lib64").unwrap();
    tree.link("/usr/lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2").unwrap();
    let found = rootfs::measure(&tree, Arch::Amd64, false).unwrap().interpreters;
    assert_eq!(
        found,
        [
            "/lib64/ld-linux-x86-64.so.2",
            "/usr/lib64/ld-linux-x86-64.so.2",
            "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
            "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
        ]
    );
    fs::remove_dir_all(tree.root()).unwrap();
}

#[test]
fn what_is_no_library_of_the_architecture_is_not_listed() {
    let tree = tree("strangers");
    tree.write("/usr/lib/libscript.so", b"INPUT(-lc)\n", 0o644, (0, 0)).unwrap();
    tree.link("/usr/lib/libgone.so.1", "libgone.so.1.0").unwrap();
    tree.link("/usr/lib/libcircle.so", "libcircle.so").unwrap();
    assert_eq!(rootfs::libraries_of(&tree, Arch::Amd64).unwrap(), []);
    fs::remove_dir_all(tree.root()).unwrap();
}

#[test]
fn a_package_unpacks_with_its_modes_and_links_and_never_outside() {
    let path = place("made.deb");
    fs::write(&path, deb()).unwrap();
    let package = Deb::open(&path).unwrap();
    assert_eq!(package.installed(), 4);
    assert_eq!(package.file("/usr/bin/tool"), Some(&b"tool"[..]));

    let tree = tree("unpacked");
    tree.link("/usr/bin", "/../../../../bin-of-the-tree").unwrap();
    package.unpack(&tree).unwrap();
    let tool = tree.root().join("bin-of-the-tree/tool");
    assert_eq!(tree.resolve("/usr/bin/alias").as_deref(), Some("/bin-of-the-tree/tool"));
    assert_eq!(fs::metadata(&tool).unwrap().permissions().mode() & 0o7777, 0o4755);
    assert_eq!(rootfs::measure(&tree, Arch::Amd64, false).unwrap().size, 4);
    fs::remove_dir_all(tree.root()).unwrap();
    fs::remove_file(path).unwrap();
}

#[test]
fn what_is_no_package_is_refused_with_a_reason() {
    let path = place("broken.deb");
    fs::write(&path, b"!<arch>\n").unwrap();
    assert!(Deb::open(&path).unwrap_err().to_string().contains("is this a .deb?"));
    fs::write(&path, b"PK\x03\x04").unwrap();
    assert!(Deb::open(&path).is_err());
    fs::remove_file(path).unwrap();
}

/// A package of one set-user-id program, a link and a hard link to it.
fn deb() -> Vec<u8> {
    let mut data = tar::Builder::new(Vec::new());
    data.append_data(&mut header(0o4755, 4), "./usr/bin/tool", &b"tool"[..]).unwrap();
    let mut link = header(0o777, 0);
    link.set_entry_type(tar::EntryType::Symlink);
    data.append_link(&mut link, "./usr/bin/alias", "tool").unwrap();
    link.set_entry_type(tar::EntryType::Link);
    data.append_link(&mut link, "./usr/bin/second", "./usr/bin/tool").unwrap();
    let data = data.into_inner().unwrap();

    let text = b"Package: made\nVersion: 1\n";
    let mut control = tar::Builder::new(Vec::new());
    control.append_data(&mut header(0o644, text.len() as u64), "./control", &text[..]).unwrap();
    let control = control.into_inner().unwrap();

    let mut package = ar::Builder::new(Vec::new());
    for (name, bytes) in [("debian-binary", &b"2.0\n"[..]), ("control.tar", &control), ("data.tar", &data)] {
        package.append(&ar::Header::new(name.into(), bytes.len() as u64), bytes).unwrap();
    }
    package.into_inner().unwrap()
}

fn header(mode: u32, size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_mode(mode);
    header.set_size(size);
    header.set_uid(0);
    header.set_gid(0);
    header
}
