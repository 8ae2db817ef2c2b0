//! The lines that bring a stage the libraries that a program lacks there, as the generator writes them.

use analyzer::dockerfile::choice;
use analyzer::dockerfile::generate;

use crate::document::{Base, Document, Stage};
use crate::finding::{Edit, Fix};

/// The name that the generator gives the stage it copies from.
const STAGE: &str = "libraries";

/// Text for two places of a Dockerfile.
struct Recipe {
    /// A whole stage; empty where the image installs packages itself.
    stage: String,
    /// A line for the last stage, right behind its `FROM`.
    line: String,
}

/// What brings all of these libraries onto the image that a stage begins with; `None` where the generator cannot, or
/// where a stage of its own name is in the way.
pub(crate) fn bring(document: &Document<'_>, stage: &Stage<'_>, slug: &str, sonames: &[&str]) -> Option<Fix> {
    let is_taken = document.stages.iter().any(|one| one.name.as_deref() == Some(STAGE));
    // What was done to the image before may have taken its package manager's rights.
    if is_taken || !matches!(stage.base, Base::Image(_)) {
        return None;
    }
    let recipe = recipe(slug, sonames)?;
    let what = match sonames {
        [soname] => (*soname).to_owned(),
        _ => format!("{} libraries", sonames.len()),
    };
    let opening = stage.opening();
    let behind = Edit { span: opening.end..opening.end, replacement: format!("\n{}", recipe.line) };
    if recipe.stage.is_empty() {
        return Some(Fix::new(format!("Install {what}"), vec![behind]));
    }
    let before = Edit { span: opening.start..opening.start, replacement: format!("{}\n\n", recipe.stage) };
    Some(Fix::new(format!("Copy {what} with all it needs"), vec![before, behind]))
}

fn recipe(slug: &str, sonames: &[&str]) -> Option<Recipe> {
    let mut query = format!("language=binary&certificates=off&image={slug}");
    for soname in sonames {
        query.push_str(&format!(
            "&library={}",
            soname.replace('%', "%25").replace('+', "%2B").replace('&', "%26")
        ));
    }
    let made = generate(&choice::pairs(&query));
    let dockerfile =
        made.files.iter().find(|file| file.path == "Dockerfile").filter(|_| made.mistakes.is_empty())?;
    let text = dockerfile.text();
    let mut blocks: Vec<&str> =
        text.trim_end().split("\n\n").filter(|block| block.starts_with("FROM ")).collect();
    let last = blocks.pop()?;
    // The first instruction behind FROM, with the lines that continue it.
    let behind = last.split_once('\n')?.1;
    let mut continues = true;
    let line: Vec<&str> =
        behind.lines().take_while(|line| std::mem::replace(&mut continues, line.ends_with('\\'))).collect();
    let line = line.join("\n");
    let stage = match blocks.as_slice() {
        [] => String::new(),
        [stage] => (*stage).to_owned(),
        _ => return None,
    };
    // With everything at hand already there is nothing of the kind.
    (line.starts_with("RUN ") || line.contains("--from=libraries")).then_some(Recipe { stage, line })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_copied_where_nothing_installs_them() {
        let recipe = recipe("distroless-base-debian13", &["libpq.so.5", "libstdc++.so.6"])
            .expect("the catalog has both");
        assert!(
            recipe.stage.starts_with("FROM debian:trixie-slim AS libraries\nRUN apt-get update"),
            "{}",
            recipe.stage
        );
        assert!(
            recipe.stage.contains("/libldap.so.2") && recipe.stage.contains("/libstdc++.so.6"),
            "{}",
            recipe.stage
        );
        assert_eq!(recipe.line, "COPY --from=libraries [\"/out/\", \"/usr/lib/\"]");
    }

    #[test]
    fn they_are_installed_where_something_does() {
        let line = |slug: &str| recipe(slug, &["libpq.so.5"]).map(|recipe| (recipe.stage, recipe.line));
        let (stage, apt) = line("debian-trixie-slim").expect("it can");
        assert!(stage.is_empty() && apt.contains("--no-install-recommends libpq5 &&"), "{apt}");
        assert!(apt.ends_with("rm -rf /var/lib/apt/lists/*"), "{apt}");
        assert_eq!(line("alpine-3.24").map(|(_, apk)| apk).as_deref(), Some("RUN apk add --no-cache libpq"));
    }

    #[test]
    fn what_cannot_be_brought_is_not() {
        assert!(recipe("distroless-static-debian13", &["libpq.so.5"]).is_none());
        assert!(recipe("distroless-base-debian13", &["libunheard.so.1"]).is_none());
        assert!(recipe("unheard", &["libpq.so.5"]).is_none());
    }
}
