//! A last stage that starts its program as root.

use parse_dockerfile::{Command, Instruction};

use super::{About, Context, Found, Rule};
use crate::document::{Base, Document, Stage, Step};
use crate::finding::{Fix, Level};
use crate::transfer::file_name;

pub(super) static RULE: Rule =
    Rule { id: "root-user", level: Level::Note, lesson: "users-and-writable-paths", check };

pub(super) static ABOUT: About = About {
    title: "The program runs as root",
    why: "Root in a container is root to the kernel, less some capabilities, and owner of every file of the image. A program \
          that needs none of that should not have it; Kubernetes with runAsNonRoot refuses it. Where gosu, su-exec or \
          setpriv change the user at start, nothing is said, nor of a frontend of BuildKit, which runs without regard to USER.",
    same_as: &["hadolint DL3002"],
    errors: &["run-as-non-root"],
    source: "https://docs.docker.com/build/building/best-practices/#user",
    bad: "FROM gcr.io/distroless/static-debian13\nCOPY app /app\nENTRYPOINT [\"/app\"]\n",
    good: "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nENTRYPOINT [\"/app\"]\n",
};

/// Who numbers of the project's own images are taken from: distroless's `nonroot`.
const USER: &str = "USER 65532:65532";

/// Programs by which a start as root ends as somebody else.
const DROPPING: [&str; 7] = ["gosu", "su-exec", "setpriv", "s6-", "runuser", "setuidgid", "su - "];

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    let Some(stage) = document.last() else { return };
    let history = document.history(stage);
    let starts = |step: &&&Step<'_>| matches!(step.instruction, Instruction::Cmd(_) | Instruction::Entrypoint(_));
    let Some(start) = history.iter().find(starts) else { return };
    if history.iter().filter(starts).all(|step| starts_no_program(step, document)) {
        return;
    }
    let drops = |step: &&Step<'_>| DROPPING.iter().any(|name| step.text(document).contains(name));
    // BuildKit takes the entrypoint, the environment and the directory of a frontend's image (`frontend/gateway`).
    let is_frontend = |step: &&Step<'_>| step.text(document).contains("moby.buildkit.frontend.");
    if history.iter().any(drops) || history.iter().any(is_frontend) {
        return;
    }
    let user = history.iter().rev().find_map(|step| match &step.instruction {
        Instruction::User(user) => Some(user),
        _ => None,
    });
    if let Some(user) = user {
        let name = user.arguments.value.split(':').next().unwrap_or_default();
        if matches!(name, "root" | "0") {
            let message = "The program runs as root: this line says so, and no later one takes it back. If only the lines between need root, end with USER and a number.".to_owned();
            found.push(user.arguments.span.clone(), message, None);
        }
        return;
    }
    let Some((image, known)) = document.image(stage).and_then(|image| Some((image, image.known?))) else { return };
    let own = known.image.contents.as_ref().map(|contents| contents.user).unwrap_or_default();
    // What the catalog says is said of the recommended tag.
    let is_root = known.is_root_tag || (matches!(own, "" | "0" | "root") && !image.has_digest);
    if !is_root {
        return;
    }
    let written = &stage.from.image;
    let is_distroless = known.image.family == "distroless";
    let is_own_base = matches!(stage.base, Base::Image(_)) && written.value == image.reference;
    let low = low_port(document, stage, &history);
    let fix = if low.is_some() {
        // Whether another user may have it, the runtime decides.
        None
    } else if is_distroless && is_own_base && image.tag.is_none() {
        Some(Fix::insert("Take the nonroot tag", written.span.end, ":nonroot"))
    } else {
        let is_own = stage.steps.iter().any(|step| std::ptr::eq(step, *start));
        is_own.then(|| Fix::insert("Run as user 65532", start.span.start, format!("{USER}\n")))
    };
    let message = if is_distroless {
        let name = crate::shown(&image.reference);
        format!("{name} runs as root. Its tag nonroot is the same image with user 65532, who must own what the program writes.")
    } else {
        "The program runs as root: neither the base nor a line here sets a user. If it needs none of root\u{2019}s rights, give it a number, as by USER 65532:65532.".to_owned()
    };
    let port = low.map_or_else(String::new, |port| {
        format!(" Port {port} is below 1024: Docker since 20.10 and Kubernetes with containerd 2 give such ones to every user, other runtimes to root alone, so take one above with it.")
    });
    found.push(written.span.clone(), message + &port, fix);
}

/// A port below 1024 that is exposed.
fn low_port(document: &Document<'_>, stage: &Stage<'_>, history: &[&Step<'_>]) -> Option<u16> {
    let exposed = history.iter().filter(|step| matches!(step.instruction, Instruction::Expose(_)));
    let texts: Vec<String> = exposed.filter_map(|step| document.expanded(stage, step.text(document))).collect();
    let words = texts.iter().flat_map(|text| text.split_whitespace().skip(1));
    let ports = words.filter_map(|word| word.split(['/', '-']).next()?.parse::<u16>().ok());
    ports.filter(|port| (1..1024).contains(port)).min()
}

/// A shell or an interpreter without a script: the image is a base for others. WebAssembly knows no users, and an
/// Android package is taken out of its image.
fn starts_no_program(step: &Step<'_>, document: &Document<'_>) -> bool {
    let bases = ["sh", "bash", "ash", "node", "python", "python3", "irb", "php", "iex", "jshell", "ghci", "julia"];
    let name = match &step.instruction {
        Instruction::Cmd(cmd) => match &cmd.arguments {
            Command::Exec(words) => match words.value.as_slice() {
                [word] => file_name(&word.value),
                _ => "",
            },
            Command::Shell(shell) => file_name(shell.value),
            _ => "",
        },
        // What stands before the command of others.
        Instruction::Entrypoint(_) if step.text(document).contains("docker-entrypoint.sh") => return true,
        _ => "",
    };
    bases.contains(&name) || [".wasm", ".apk\""].iter().any(|end| step.text(document).contains(end))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{checked, quiet, said};

    #[test]
    fn the_tag_or_a_line_is_the_fix() {
        let (_, fixed) = said("root-user", "FROM gcr.io/distroless/cc-debian13\nCMD [\"/a\"]\n").remove(0);
        assert_eq!(fixed.as_deref(), Some("FROM gcr.io/distroless/cc-debian13:nonroot\nCMD [\"/a\"]\n"));
        let (_, fixed) = said("root-user", "FROM scratch\nCOPY a /\nCMD [\"/a\"]\n").remove(0);
        assert_eq!(fixed.as_deref(), Some("FROM scratch\nCOPY a /\nUSER 65532:65532\nCMD [\"/a\"]\n"));
        let (place, fixed) = said("root-user", "FROM x\nUSER 65532\nUSER root\nCMD [\"/a\"]\n").remove(0);
        assert_eq!((place.as_str(), fixed), ("root", None));
    }

    #[test]
    fn a_low_port_may_want_root_so_nothing_is_changed() {
        let text = "FROM scratch\nCOPY a /\nEXPOSE 8080 80/tcp\nCMD [\"/a\"]\n";
        assert_eq!(said("root-user", text), [("scratch".to_owned(), None)]);
        let message = &checked(text).findings[0].message;
        assert!(message.contains("Port 80 is below 1024"), "{message}");
    }

    #[test]
    fn a_user_an_unknown_base_and_an_image_without_a_program_are_fine() {
        quiet("root-user", &[
            "FROM scratch\nUSER 65532\nCMD [\"/a\"]",
            "FROM python:3.13-slim-trixie\nCMD [\"/a\"]",
            "FROM scratch\nCOPY a /",
            "FROM debian:trixie-slim\nRUN apt-get install -y gosu\nENTRYPOINT [\"/start.sh\"]",
            "FROM debian:trixie-slim\nENTRYPOINT [\"docker-entrypoint.sh\"]\nCMD [\"node\"]",
            "FROM scratch AS a\nUSER 1\nFROM a\nCMD [\"/a\"]",
            "FROM scratch\nLABEL moby.buildkit.frontend.network.none=\"true\"\nENTRYPOINT [\"/bin/frontend\"]",
            "FROM scratch\nENTRYPOINT [\"/app.apk\"]",
            "FROM gcr.io/distroless/static-debian13@sha256:00\nCMD [\"/a\"]",
        ]);
    }
}
