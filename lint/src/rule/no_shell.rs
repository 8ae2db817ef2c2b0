//! What wants a shell, in a stage whose base has none.

use parse_dockerfile::{Command, HealthcheckArguments, Instruction, Spanned};

use super::{About, Context, Found, Rule, mkdir_without_shell};
use crate::document::{Document, Stage, Step};
use crate::finding::{Fix, Level};
use crate::transfer::{Transfer, file_name};

pub(super) static RULE: Rule =
    Rule { id: "no-shell", level: Level::Error, lesson: "debugging-without-a-shell", check };

pub(super) static ABOUT: About = About {
    title: "A shell is wanted where the base has none",
    why: "RUN without brackets, and CMD, ENTRYPOINT and HEALTHCHECK in shell form, are started by /bin/sh -c. scratch, \
          distroless and Chainguard\u{2019}s static images have no /bin/sh, so the build ends, or the container does, with no \
          such file or directory. Do in an earlier stage what needs a shell, and start the program by a JSON array.",
    same_as: &["BuildKit JSONArgsRecommended", "hadolint DL3025"],
    errors: &["no-shell"],
    source: "https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",
    bad: "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nCMD /app --port 8080\n",
    good: "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nCMD [\"/app\", \"--port\", \"8080\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let shellless = shellless(document, stage);
        for step in &stage.steps {
            let Some((what, shell)) = shell_form(&step.instruction) else { continue };
            if mkdir_without_shell::directories(step).is_some() || !lacks_shell(step, shellless) {
                continue;
            }
            let base = document.image(stage).map(|image| crate::shown(&image.reference)).unwrap_or_default();
            let message = match what {
                "RUN" => format!("{base} has no shell, so this line ends the build. Do it in an earlier stage and copy what it makes."),
                _ => format!("This form starts {what} by /bin/sh -c, and {base} has no /bin/sh."),
            };
            let fix = if what == "RUN" { None } else { exec_form(step, shell) };
            let span = if shell.value.is_empty() { step.span.clone() } else { shell.span.clone() };
            found.push(span, message, fix);
        }
    }
}

/// The text that a shell is to run, and what for.
fn shell_form<'s>(instruction: &'s Instruction<'_>) -> Option<(&'static str, &'s Spanned<&'s str>)> {
    let (what, command) = match instruction {
        Instruction::Run(run) => ("RUN", &run.arguments),
        Instruction::Cmd(cmd) => ("CMD", &cmd.arguments),
        Instruction::Entrypoint(entrypoint) => ("ENTRYPOINT", &entrypoint.arguments),
        Instruction::Healthcheck(health) => match &health.arguments {
            HealthcheckArguments::Cmd { arguments, .. } => ("HEALTHCHECK", arguments),
            _ => return None,
        },
        _ => return None,
    };
    match command {
        // A here-document alone leaves nothing on the line.
        Command::Shell(shell) if !shell.value.is_empty() || what == "RUN" => Some((what, shell)),
        _ => None,
    }
}

/// Up to where in the text a stage certainly has no `/bin/sh`: nowhere when its base has one or is not known, everywhere
/// when nothing may bring one.
pub(super) fn shellless(document: &Document<'_>, stage: &Stage<'_>) -> usize {
    let Some(known) = document.image(stage).and_then(|image| image.known) else { return 0 };
    let has_none = match known.image.slug {
        "scratch" => true,
        _ => known.image.contents.as_ref().is_some_and(|contents| contents.shell.is_empty()),
    };
    if !has_none || known.is_debug {
        return 0;
    }
    document.first(stage, |step| match &step.instruction {
        Instruction::Shell(_) => true,
        _ => Transfer::of(step).is_some_and(|transfer| {
            let files = transfer.files(document, stage);
            let is_shell = |path: &String| {
                matches!(file_name(path), "sh" | "bash" | "ash" | "dash" | "busybox" | "toybox" | "zsh")
            };
            transfer.may_bring_anything(document, stage) || files.is_empty() || files.iter().any(is_shell)
        }),
    })
}

/// Whether no shell is there when a step comes. What starts the container comes after everything.
pub(super) fn lacks_shell(step: &Step<'_>, shellless: usize) -> bool {
    let at = if matches!(step.instruction, Instruction::Run(_)) { step.span.start } else { usize::MAX };
    at <= shellless && shellless > 0
}

/// The same as a JSON array, where the line is one command by its path and the shell would change nothing of it.
fn exec_form(step: &Step<'_>, shell: &Spanned<&str>) -> Option<Fix> {
    let [command] = step.commands.as_slice() else { return None };
    let is_plain = !shell.value.contains(['$', '`', '*', '?', '~', '>', '<', '|', '&', ';', '#', '\n', '\\']);
    let first = command.words.first()?;
    let is_path = first.text.starts_with('/') || first.text.starts_with("./");
    let word = |text: &str| format!("\"{}\"", text.replace('"', "\\\""));
    let words: Vec<String> = command.words.iter().map(|one| word(&one.text)).collect();
    (is_plain && is_path)
        .then(|| Fix::replace("Start it without a shell", shell.span.clone(), format!("[{}]", words.join(", "))))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    const DISTROLESS: &str = "FROM gcr.io/distroless/base-debian13:nonroot\n";

    #[test]
    fn shell_forms_are_found_and_turned() {
        let text = format!("{DISTROLESS}ENTRYPOINT /app \"a b\"\n");
        let fixed = format!("{DISTROLESS}ENTRYPOINT [\"/app\", \"a b\"]\n");
        assert_eq!(said("no-shell", &text), [("/app \"a b\"".to_owned(), Some(fixed))]);
        for line in ["RUN apt-get update", "CMD exec /app $PORT", "HEALTHCHECK CMD curl localhost || exit 1", "RUN <<EOF\nls\nEOF"] {
            let said = said("no-shell", &format!("{DISTROLESS}{line}\n"));
            assert!(matches!(said.as_slice(), [(_, None)]), "{line}: {said:?}");
        }
        assert_eq!(said("no-shell", "FROM scratch AS a\nFROM a\nCOPY app /app\nCMD /app\n").len(), 1);
    }

    #[test]
    fn where_a_shell_may_be_it_is_fine() {
        quiet("no-shell", &[
            "FROM gcr.io/distroless/base-debian13:debug\nRUN ls",
            "FROM debian:trixie-slim\nCMD ls",
            "FROM unheard\nCMD ls",
            "FROM scratch\nCOPY --from=busybox /bin/sh /bin/sh\nRUN ls",
            "FROM scratch\nADD rootfs.tar.gz /\nCMD ls",
            "FROM scratch\nCOPY --from=a /rootfs/ /\nRUN ls",
            "FROM scratch\nCOPY . /\nCMD ls",
            "FROM scratch\nCMD [\"/a\"]\nHEALTHCHECK NONE",
            "FROM gcr.io/distroless/base-debian13:nonroot\nSHELL [\"/x\"]\nRUN ls",
            "FROM gcr.io/distroless/base-debian13:nonroot\nRUN [\"/app\", \"migrate\"]",
        ]);
    }
}
