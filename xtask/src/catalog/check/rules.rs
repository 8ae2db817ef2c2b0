//! What must hold. Each rule is a sentence about the catalog and adds what contradicts it.

use std::collections::BTreeSet;

use rootfs::{Arch, Contents, Image};

use super::{Catalog, Holding};

mod symbols;

type Rule = fn(&Catalog, &mut Vec<String>);

pub(super) const RULES: &[Rule] = &[
    each_image_has_its_facts_and_back,
    each_file_says_what_a_reader_asks,
    measurements_are_those_of_the_definitions,
    each_package_is_known_and_used,
    scratch_promises_nothing,
    images_without_a_libc_have_no_library_and_no_loader,
    each_image_holds_the_one_it_extends,
    each_need_is_met_inside_the_image,
    a_newer_debian_promises_no_older_glibc,
    distroless_on_debian_12_has_ended,
    symbols::each_library_that_needs_a_list_has_one,
    symbols::a_newer_glibc_has_what_an_older_one_had,
];

fn each_image_has_its_facts_and_back(catalog: &Catalog, problems: &mut Vec<String>) {
    for (slug, image) in &catalog.images {
        let measured = catalog.measured.contains_key(slug);
        let wrong = match (&image.definition, &image.documented) {
            (Some(_), None) if measured => continue,
            (Some(_), None) => format!("defined and never measured; run `cargo xtask catalog {slug}`"),
            (None, Some(_)) if measured => "documented and measured; it is one or the other".to_owned(),
            (None, Some(_)) if Arch::ALL.iter().all(|arch| image.contents.contains_key(arch.debian())) => {
                continue;
            }
            (None, Some(_)) => "documented without [contents] for amd64 and arm64".to_owned(),
            _ => "needs either [definition] or [documented]".to_owned(),
        };
        problems.push(format!("{slug}: {wrong}"));
    }
    for slug in catalog.measured.keys().filter(|slug| !catalog.images.contains_key(*slug)) {
        problems.push(format!("{slug}: measured, and no image says what it is"));
    }
}

fn each_file_says_what_a_reader_asks(catalog: &Catalog, problems: &mut Vec<String>) {
    let mut references = BTreeSet::new();
    for (slug, image) in &catalog.images {
        let mut dates = vec![];
        dates.extend(image.support.iter().flat_map(|support| {
            [Some(&support.date), support.until.as_ref(), support.security.as_ref()].into_iter().flatten()
        }));
        dates.extend(image.definition.iter().map(|definition| &definition.date));
        dates.extend(image.documented.iter().map(|documented| &documented.date));
        for date in dates.into_iter().filter(|date| !is_date(date)) {
            problems.push(format!("{slug}: {date} is no date as YYYY-MM-DD"));
        }
        if !references.insert(&image.reference) {
            problems.push(format!("{slug}: another file has the reference {}", image.reference));
        }
        for platform in image.platforms.iter().filter(|platform| !platform.starts_with("linux/")) {
            problems.push(format!("{slug}: {platform} is no Docker platform for Linux"));
        }
        for (arch, contents) in &image.contents {
            if Arch::named(arch).is_none() {
                problems.push(format!("{slug}: [contents.{arch}] is of no architecture the catalog has"));
            }
            documented_contents(slug, contents, problems);
        }
    }
    let files = catalog
        .measured
        .values()
        .map(|file| &file.date)
        .chain(catalog.packages.values().map(|file| &file.date));
    for date in files.filter(|date| !is_date(date)) {
        problems.push(format!("a measured file: {date} is no date as YYYY-MM-DD"));
    }
}

fn documented_contents(slug: &str, contents: &Contents, problems: &mut Vec<String>) {
    let mut names = BTreeSet::new();
    for library in &contents.libraries {
        let directory = library.path.rsplit_once('/').map_or("", |(directory, _)| directory);
        if !contents.library_path.iter().any(|searched| searched == directory) {
            problems.push(format!("{slug}: {} is in no directory of its library_path", library.path));
        }
        if !names.insert(&library.soname) {
            problems.push(format!("{slug}: {} is listed twice", library.soname));
        }
        for need in &library.needed {
            if !contents.libraries.iter().any(|other| other.soname == *need) {
                problems.push(format!("{slug}: {} needs {need}, which is not listed", library.soname));
            }
        }
    }
    if let (Some(size), Some(compressed)) = (contents.size, contents.compressed)
        && compressed > size
    {
        problems.push(format!("{slug}: larger compressed than unpacked"));
    }
}

fn measurements_are_those_of_the_definitions(catalog: &Catalog, problems: &mut Vec<String>) {
    for Holding { image, arch, facts, .. } in catalog.holdings() {
        let Some(definition) = &image.definition else { continue };
        let definition = match definition.with_extended(&catalog.images) {
            Ok(definition) => definition,
            Err(error) => {
                problems.push(format!("{}: {error}", image.slug));
                continue;
            }
        };
        let Image { config, slug, .. } = image;
        let listed = definition.bootstrap.is_some()
            || definition.packages.iter().collect::<BTreeSet<_>>() == facts.packages.iter().collect();
        let same = (&config.user, &config.workdir, &config.entrypoint, &config.cmd, &config.env)
            == (&facts.user, &facts.workdir, &facts.entrypoint, &facts.cmd, &facts.env);
        if !listed || !same || definition.loader_cache != facts.loader_cache {
            problems.push(format!(
                "{slug} on {arch}: measured before its file changed; run `cargo xtask catalog {slug}`"
            ));
        }
        if facts.compressed > facts.size {
            problems.push(format!("{slug} on {arch}: larger compressed than unpacked"));
        }
    }
}

fn each_package_is_known_and_used(catalog: &Catalog, problems: &mut Vec<String>) {
    let mut used = BTreeSet::new();
    let measured = catalog.holdings().map(|holding| (holding.image, holding.arch, &holding.facts.packages));
    let documented = catalog.images.values().flat_map(|image| {
        let contents =
            image.contents.iter().filter_map(|(arch, contents)| Some((Arch::named(arch)?, contents)));
        contents.map(move |(arch, contents)| (image, arch, &contents.packages))
    });
    for (image, arch, names) in measured.chain(documented) {
        for name in names {
            if catalog.package(image, arch, name).is_none() {
                problems.push(format!("{} on {arch}: nothing is known of its package {name}", image.slug));
            }
            used.insert((format!("{}-{arch}", image.release.as_deref().unwrap_or_default()), name));
        }
    }
    for (file, packages) in &catalog.packages {
        for package in packages.all.iter().filter(|package| !used.contains(&(file.clone(), &package.name))) {
            problems.push(format!("catalog/packages/{file}.toml: no image has {}", package.name));
        }
    }
}

fn scratch_promises_nothing(catalog: &Catalog, problems: &mut Vec<String>) {
    for Holding { arch, facts, .. } in
        catalog.holdings().filter(|holding| holding.image.reference == "scratch")
    {
        let things = [&facts.shell, &facts.ca_bundle, &facts.zoneinfo, &facts.tmp, &facts.user];
        if facts.size + facts.compressed > 0
            || !facts.packages.is_empty()
            || things.into_iter().any(Option::is_some)
        {
            problems.push(format!("scratch on {arch}: promises nothing, and something is there"));
        }
    }
}

fn images_without_a_libc_have_no_library_and_no_loader(catalog: &Catalog, problems: &mut Vec<String>) {
    for Holding { image, arch, facts, libraries } in catalog.holdings() {
        loaders_of(image, arch, &facts.interpreters, libraries.len(), problems);
    }
    for image in catalog.images.values() {
        for (arch, contents) in &image.contents {
            let Some(arch) = Arch::named(arch) else { continue };
            let libraries = contents.libraries.len() + contents.packages.len();
            loaders_of(image, arch, &contents.interpreters, libraries, problems);
        }
    }
}

fn loaders_of(
    image: &Image,
    arch: Arch,
    interpreters: &[String],
    libraries: usize,
    problems: &mut Vec<String>,
) {
    let wanted = match image.libc.as_str() {
        "glibc" => "/ld-linux-",
        "musl" => "/ld-musl-",
        "none" if interpreters.is_empty() && libraries == 0 => return,
        "none" => {
            return problems.push(format!("{} on {arch}: no libc, and a library or a loader", image.slug));
        }
        other => {
            return problems.push(format!("{}: libc {other}; there are glibc, musl and none", image.slug));
        }
    };
    if interpreters.is_empty() || libraries == 0 || !interpreters.iter().all(|path| path.contains(wanted)) {
        problems
            .push(format!("{} on {arch}: {} without its loader or its libraries", image.slug, image.libc));
    }
}

fn each_image_holds_the_one_it_extends(catalog: &Catalog, problems: &mut Vec<String>) {
    for Holding { image, arch, facts, .. } in catalog.holdings() {
        let below = image.definition.as_ref().and_then(|definition| definition.extends.as_ref());
        let Some((slug, below)) = below.and_then(|slug| catalog.measured.get_key_value(slug)) else {
            continue;
        };
        let below = below.on(arch);
        let inside = below.packages.iter().all(|package| facts.packages.contains(package));
        if !inside || below.size >= facts.size {
            problems.push(format!("{} on {arch}: does not hold {slug}, which it extends", image.slug));
        }
    }
}

fn each_need_is_met_inside_the_image(catalog: &Catalog, problems: &mut Vec<String>) {
    for holding in catalog.holdings() {
        let place = format!("{} on {}", holding.image.slug, holding.arch);
        for library in &holding.libraries {
            for need in library.needed.iter().filter(|need| holding.library(need).is_none()) {
                problems.push(format!("{place}: {} needs {need}, which is not there", library.soname));
            }
            for need in &library.requires {
                let Some(other) = holding.library(&need.library) else { continue };
                for version in need.versions.iter().filter(|version| !other.defines.contains(version)) {
                    let (who, whose) = (&library.soname, &need.library);
                    problems
                        .push(format!("{place}: {who} needs {version} of {whose}, which does not define it"));
                }
            }
        }
    }
}

fn a_newer_debian_promises_no_older_glibc(catalog: &Catalog, problems: &mut Vec<String>) {
    for arch in Arch::ALL {
        let defines = |release: &str| -> Option<BTreeSet<&String>> {
            let packages = &catalog.packages.get(&format!("{release}-{arch}"))?.all;
            let libc6 = packages.iter().find(|package| package.name == "libc6")?;
            Some(
                libc6
                    .libraries
                    .iter()
                    .find(|library| library.soname == "libc.so.6")?
                    .defines
                    .iter()
                    .collect(),
            )
        };
        let (Some(older), Some(newer)) = (defines("bookworm"), defines("trixie")) else {
            problems.push(format!("{arch}: no libc.so.6 measured for bookworm and trixie"));
            continue;
        };
        for lost in older.difference(&newer) {
            problems.push(format!("libc.so.6 on {arch}: trixie has lost {lost}"));
        }
        if newer.len() <= older.len() {
            problems.push(format!("libc.so.6 on {arch}: trixie defines no version that bookworm does not"));
        }
    }
}

fn distroless_on_debian_12_has_ended(catalog: &Catalog, problems: &mut Vec<String>) {
    for (slug, image) in catalog.images.iter().filter(|(slug, _)| slug.ends_with("-debian12")) {
        let until = image.support.as_ref().and_then(|support| support.until.as_deref());
        if until != Some("2026-09-30") {
            problems
                .push(format!("{slug}: its support ended in September 2026 (distroless SUPPORT_POLICY.md)"));
        }
    }
}

fn is_date(text: &str) -> bool {
    let digits =
        |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(text.split('-').collect::<Vec<_>>()[..], [year, month, day]
        if digits(year, 4) && digits(month, 2) && digits(day, 2))
}
