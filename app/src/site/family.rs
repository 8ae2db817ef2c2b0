//! The families of symbol versions that the catalog knows, `GLIBC` and `OPENSSL` among them: the analyzer asks a
//! library for the newest version of a family, and does not list families itself.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

use analyzer::catalog::Version;

/// Every family that a library of `catalog/packages/` or of a documented image defines.
pub(super) fn collect(catalog: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut families = BTreeSet::new();
    for folder in ["packages", "images"] {
        for entry in fs::read_dir(catalog.join(folder))? {
            let file = entry?.path();
            let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let table: toml::Table =
                toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
            gather(&toml::Value::Table(table), &mut families);
        }
    }
    Ok(families.into_iter().collect())
}

/// A library stands at another depth in each kind of file; what it defines has the same keys everywhere.
fn gather(value: &toml::Value, families: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            let defined = table.get("defines").and_then(toml::Value::as_array).into_iter().flatten();
            let defined = defined.filter_map(|version| Version::parse(version.as_str()?));
            families.extend(defined.map(|version| version.family.to_owned()));
            let newest = table.get("up_to").and_then(toml::Value::as_table);
            families.extend(newest.into_iter().flat_map(|newest| newest.keys().cloned()));
            table.values().for_each(|value| gather(value, families));
        }
        toml::Value::Array(values) => values.iter().for_each(|value| gather(value, families)),
        _ => {}
    }
}
