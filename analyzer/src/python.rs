//! For which Python a native module or a wheel was built: its file name says so (PEP 3149 and PEP 384 for modules, PEP
//! 427 for wheels). A Python looks for modules of its own name and for those of the stable ABI, and for no others.

use crate::catalog::{BaseImage, Catalog};

/// Which Pythons take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// This version of CPython alone.
    One { minor: u32 },
    /// The stable ABI: Python 3, from this version on where one is told.
    Stable { since: Option<u32> },
    /// Nothing native: any Python 3.
    Pure,
    /// PyPy or another implementation.
    Another,
}

/// Of a module, by what stands between its name and `.so`.
pub fn of_module(name: &str) -> Option<For> {
    let stem = name.strip_suffix(".so")?;
    let (_, tag) = stem.split_once('.')?;
    if tag == "abi3" {
        return Some(For::Stable { since: None });
    }
    if let Some(rest) = tag.strip_prefix("cpython-3") {
        return leading(rest).map(|minor| For::One { minor });
    }
    tag.starts_with("pypy").then_some(For::Another)
}

/// Of a wheel: the last three of the parts that dashes divide are for which Python, ABI and platform.
pub fn of_wheel(name: &str) -> Option<For> {
    let mut parts = name.strip_suffix(".whl")?.rsplit('-');
    let (_platform, abi, python) = (parts.next()?, parts.next()?, parts.next()?);
    let minor = python.strip_prefix("cp3").and_then(leading);
    match (abi, minor) {
        ("none", _) => Some(For::Pure),
        ("abi3", since) => Some(For::Stable { since }),
        (_, Some(minor)) => Some(For::One { minor }),
        _ => Some(For::Another),
    }
}

impl For {
    fn takes(self, minor: u32) -> bool {
        match self {
            For::One { minor: wanted } => wanted == minor,
            For::Stable { since } => since.is_none_or(|since| since <= minor),
            For::Pure => true,
            For::Another => false,
        }
    }

    fn name(self) -> String {
        match self {
            For::One { minor } => format!("CPython 3.{minor} and no other"),
            For::Stable { since: Some(since) } => format!("the stable ABI of CPython 3.{since} and later"),
            For::Stable { since: None } => "the stable ABI of CPython 3".to_owned(),
            For::Pure => "any Python 3".to_owned(),
            For::Another => "another Python than CPython".to_owned(),
        }
    }

    /// What it is for, and which of the images with a Python take it.
    pub fn sentence(self, catalog: &Catalog) -> String {
        let pythons: Vec<(&BaseImage, u32, &str)> =
            catalog.images.iter().filter_map(|image| of_image(catalog, image)).collect();
        let of_images = pythons.iter().map(|(image, minor, version)| {
            let verdict = if self.takes(*minor) { "takes it" } else { "does not look for it" };
            format!(" {} has Python {version} and {verdict}.", image.reference)
        });
        let first = format!("Built for {}.", self.name());
        std::iter::once(first).chain(of_images).collect()
    }
}

/// The Python of an image, from the package that holds it.
fn of_image<'c>(catalog: &'c Catalog, image: &'c BaseImage) -> Option<(&'c BaseImage, u32, &'c str)> {
    let packages = catalog.packages(image.contents.as_ref()?);
    packages
        .filter_map(|package| {
            let series = package.name.strip_prefix("libpython3.")?.strip_suffix("-minimal")?;
            let version = package.version.split(['-', '+', '~']).next()?;
            Some((image, series.parse().ok()?, version))
        })
        .next()
}

fn leading(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elf::platform::Architecture;

    #[test]
    fn a_modules_name_tells_its_python() {
        assert_eq!(of_module("_cffi.cpython-313-x86_64-linux-gnu.so"), Some(For::One { minor: 13 }));
        assert_eq!(of_module("_rust.abi3.so"), Some(For::Stable { since: None }));
        assert_eq!(of_module("_x.pypy310-pp73-x86_64-linux-gnu.so"), Some(For::Another));
        assert_eq!(of_module("libz.so"), None);
        assert_eq!(of_module("libz.so.1"), None);
    }

    #[test]
    fn a_wheels_name_tells_its_python() {
        assert_eq!(
            of_wheel("numpy-2.1.0-cp313-cp313-manylinux_2_17_x86_64.whl"),
            Some(For::One { minor: 13 })
        );
        assert_eq!(
            of_wheel("cryptography-43.0.0-cp39-abi3-musllinux_1_2_x86_64.whl"),
            Some(For::Stable { since: Some(9) })
        );
        assert_eq!(of_wheel("six-1.16.0-py2.py3-none-any.whl"), Some(For::Pure));
        assert_eq!(of_wheel("x.whl"), None);
    }

    #[test]
    fn the_images_python_is_read_from_its_packages() {
        let catalog = Catalog::of(Architecture::Amd64);
        let debian13 = |minor| For::One { minor }.sentence(catalog);
        assert!(debian13(13).contains("python3-debian13 has Python 3.13"), "{}", debian13(13));
        assert!(debian13(13).contains("takes it"));
        assert!(debian13(12).contains("does not look for it"));
    }
}
