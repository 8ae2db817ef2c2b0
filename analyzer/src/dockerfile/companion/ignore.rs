//! `.dockerignore`: a finished file alone goes in, sources go in without what was built from them.

use super::super::recipe::Recipe;
use super::super::{Java, Line};
use super::{comment, plain};

pub(super) fn lines(recipe: &Recipe) -> Vec<Line> {
    let only = match recipe {
        Recipe::Prebuilt => Some("!app"),
        Recipe::Folder { .. } => Some("!app/"),
        Recipe::Java(Java { is_built: true, .. }) => Some("!app.jar"),
        _ => None,
    };
    if let Some(only) = only {
        let reason = "Nothing but the program goes to the builder.";
        return vec![plain("*", reason), plain(only, reason)];
    }
    let mut lines = vec![
        comment("# Secrets, and what is nobody's business in an image."),
        plain(".env", "Passwords that COPY would put into a layer for ever."),
        plain(".env.*", "Passwords that COPY would put into a layer for ever."),
        plain("**/*.pem", "Private keys."),
        plain("**/*.key", "Private keys."),
        plain(".git", "The history: large, and every commit would spoil the cache."),
        comment("# What is read from here by others than the build."),
        plain("Dockerfile", "A change here needs no new copy of the sources."),
        plain(".dockerignore", "A change here needs no new copy of the sources."),
        plain("compose.yaml", "A change here needs no new copy of the sources."),
        plain("kubernetes.yaml", "A change here needs no new copy of the sources."),
        plain("Makefile", "A change here needs no new copy of the sources."),
        plain(".github", "A change here needs no new copy of the sources."),
    ];
    // make reads its own.
    if let Recipe::C(_) = recipe {
        lines.retain(|line| line.text() != "Makefile");
    }
    let built = built(recipe);
    if !built.is_empty() {
        lines.push(comment("# What the build makes itself, for this system and not for that."));
        lines.extend(built.iter().map(|path| {
            plain(path, "Built anew inside: what lies here was made for another system, or is stale.")
        }));
    }
    lines
}

fn built(recipe: &Recipe) -> &'static [&'static str] {
    match recipe {
        Recipe::Go(_) => &["bin", "**/*.test"],
        Recipe::Rust(_) => &["target"],
        Recipe::C(_) => &["build", "**/*.o"],
        Recipe::Zig(_) => &["zig-out", ".zig-cache"],
        Recipe::Python(_) => &[".venv", "**/__pycache__", "**/*.pyc", ".pytest_cache"],
        Recipe::Java(_) => &["target", "build"],
        Recipe::Node(_) => &["node_modules", "npm-debug.log"],
        Recipe::Dotnet(_) => &["**/bin", "**/obj"],
        Recipe::Prebuilt | Recipe::Folder { .. } => &[],
    }
}
