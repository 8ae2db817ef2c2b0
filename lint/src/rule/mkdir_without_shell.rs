//! `RUN mkdir` where nothing can be run.

use parse_dockerfile::{Command, Instruction};

use super::{About, Context, Found, Rule, no_shell};
use crate::document::Step;
use crate::finding::{Fix, Level};

pub(super) static RULE: Rule =
    Rule { id: "mkdir-without-shell", level: Level::Error, lesson: "users-and-writable-paths", check };

pub(super) static ABOUT: About = About {
    title: "RUN mkdir in an image without a shell",
    why: "scratch and distroless have neither a shell nor mkdir. WORKDIR makes a directory, for the user of that line if \
          BuildKit builds and for root if the builder before it does. One that the program writes to comes from an earlier \
          stage, with its owner: COPY --from=build --chown=65532:65532 /out/data /data.",
    same_as: &[],
    errors: &["no-shell"],
    source: "https://docs.docker.com/reference/dockerfile/#workdir",
    bad: "FROM gcr.io/distroless/static-debian13:nonroot\nRUN mkdir -p /data\n",
    good: "FROM debian:trixie-slim AS dirs\nRUN mkdir -p /out/data\n\n\
           FROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=dirs --chown=65532:65532 /out/data /data\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let shellless = no_shell::shellless(document, stage);
        for step in &stage.steps {
            let Some(directories) = directories(step) else { continue };
            if !no_shell::lacks_shell(step, shellless) {
                continue;
            }
            let base = document.image(stage).map(|image| crate::shown(&image.reference)).unwrap_or_default();
            let message = format!("{base} has neither a shell nor mkdir. WORKDIR makes a directory for the user of that line; one with another owner is copied.");
            let fix = match directories.as_slice() {
                [directory] if directory.starts_with('/') => {
                    Some(Fix::replace("Make it by WORKDIR", step.span.clone(), format!("WORKDIR {directory}")))
                }
                _ => None,
            };
            found.push(step.span.clone(), message, fix);
        }
    }
}

/// What a `RUN` makes that does nothing but make directories and say whose they are. Only directories whose owner
/// nothing says can be made otherwise.
pub(super) fn directories(step: &Step<'_>) -> Option<Vec<String>> {
    let Instruction::Run(run) = &step.instruction else { return None };
    let is_shell = matches!(run.arguments, Command::Shell(_));
    let names = ["mkdir", "chown", "chmod", "chgrp"];
    let only = step.commands.iter().all(|command| names.contains(&command.name()));
    if !is_shell || !only || step.commands.first()?.name() != "mkdir" {
        return None;
    }
    let [command] = step.commands.as_slice() else { return Some(Vec::new()) };
    let words = command.arguments().iter().filter(|word| word.text != "-p" && word.text != "--parents");
    let words: Vec<String> = words.map(|word| word.text.clone()).collect();
    Some(if words.iter().any(|word| word.starts_with('-') || word.contains(['$', ' '])) { Vec::new() } else { words })
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{ids, quiet, said};

    #[test]
    fn one_directory_is_made_by_workdir() {
        let text = "FROM scratch\nRUN mkdir -p /data\n";
        let fixed = "FROM scratch\nWORKDIR /data\n".to_owned();
        assert_eq!(said("mkdir-without-shell", text), [("RUN mkdir -p /data".to_owned(), Some(fixed))]);
        let owned = said("mkdir-without-shell", "FROM scratch\nRUN mkdir /a && chown 1 /a\n");
        assert!(matches!(owned.as_slice(), [(_, None)]), "{owned:?}");
        assert_eq!(ids("FROM scratch\nRUN mkdir /a /b\n"), ["mkdir-without-shell"], "and no-shell says nothing");
    }

    #[test]
    fn with_a_shell_or_for_something_else_it_is_fine() {
        quiet("mkdir-without-shell", &[
            "FROM debian:trixie-slim\nRUN mkdir /data",
            "FROM scratch\nRUN mkdir /a && cp b /a",
            "FROM unheard\nRUN mkdir /data",
        ]);
    }
}
