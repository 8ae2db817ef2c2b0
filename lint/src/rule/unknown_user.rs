//! A user by a name that the base has not.

use std::ops::Range;

use parse_dockerfile::Instruction;

use super::{About, Context, Found, Rule};
use crate::document::{Document, Stage, Step};
use crate::finding::{Fix, Level};
use crate::transfer::Transfer;

pub(super) static RULE: Rule =
    Rule { id: "unknown-user", level: Level::Error, lesson: "users-and-writable-paths", check };

pub(super) static ABOUT: About = About {
    title: "A user whose name is not in the image",
    why: "A name is looked up in the image\u{2019}s /etc/passwd. scratch has no such file, and other bases have a few names. After \
          USER the container ends before the program starts: unable to find user. For COPY --chown BuildKit takes root instead, \
          without a word. A number needs no file, and Kubernetes can tell that it is not root.",
    same_as: &[],
    errors: &["user"],
    source: "https://docs.docker.com/reference/dockerfile/#user",
    bad: "FROM scratch\nCOPY app /app\nUSER nonroot\nENTRYPOINT [\"/app\"]\n",
    good: "FROM scratch\nCOPY app /app\nUSER 65532:65532\nENTRYPOINT [\"/app\"]\n",
};

/// Commands that make no user.
const HARMLESS: [&str; 14] =
    ["mkdir", "chown", "chmod", "rm", "ln", "cp", "mv", "ls", "echo", "touch", "cd", "set", "true", "printf"];

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let Some(image) = document.image(stage) else { continue };
        let Some(users) = image.users() else { continue };
        let groups = image.known.map(|known| known.configured.groups).unwrap_or_default();
        let made = made(document, stage);
        for step in &stage.steps {
            let Some((written, span)) = named(step) else { continue };
            let Some(name) = document.expanded(stage, written) else { continue };
            let (user, group) = name.split_once(':').map_or((name.as_str(), None), |(a, b)| (a, Some(b)));
            let is_missing = |name: &str, known: &[&str]| !is_number(name) && !known.contains(&name) && !name.is_empty();
            let lost = if is_missing(user, users) {
                format!("no user {}", crate::shown(user))
            } else if group.is_some_and(|group| !groups.is_empty() && is_missing(group, groups)) {
                format!("no group {}", crate::shown(group.unwrap_or_default()))
            } else {
                continue;
            };
            // Root's number is what BuildKit takes for every name that it does not find.
            if step.span.start > made || user == "root" {
                continue;
            }
            let base = crate::shown(&image.reference);
            let (level, so) = match step.instruction {
                Instruction::User(_) => (Level::Error, "The container will not start: unable to find user."),
                // readUser in BuildKit's `solver/llbsolver/ops/user_linux.go`, at 73ed682; the older builder ends.
                _ => (Level::Warning, "BuildKit gives the files to root instead, without a word."),
            };
            let message = format!("{base} has {lost}, and nothing here makes one. {so} A number needs no name.");
            let fix = Fix::replace("Take a number", span.clone(), "65532:65532");
            found.push_as(level, span, message, Some(fix));
        }
    }
}

/// Of `USER` and of `--chown`.
fn named<'s>(step: &'s Step<'_>) -> Option<(&'s str, Range<usize>)> {
    if let Instruction::User(user) = &step.instruction {
        return Some((&user.arguments.value, user.arguments.span.clone()));
    }
    let (flag, value) = Transfer::of(step)?.option("chown")?;
    let start = flag.start.saturating_add("--chown=".len());
    Some((value, start..flag.end))
}

fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where the first line stands that may make a user.
fn made(document: &Document<'_>, stage: &Stage<'_>) -> usize {
    document.first(stage, |earlier| match &earlier.instruction {
        Instruction::Run(_) => {
            earlier.commands.is_empty() || !earlier.commands.iter().all(|command| HARMLESS.contains(&command.name()))
        }
        _ => Transfer::of(earlier).is_some_and(|transfer| {
            let files = transfer.files(document, stage);
            let is_account = |path: &String| path.starts_with("/etc/passwd") || path.starts_with("/etc/group");
            transfer.may_bring_anything(document, stage)
                || transfer.target(document, stage).is_none_or(|target| target.trim_end_matches('/') == "/etc")
                || files.iter().any(is_account)
        }),
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::Level;
    use crate::rule::tests::{checked, quiet, said};

    #[test]
    fn a_name_without_a_line_is_found() {
        let text = "FROM gcr.io/distroless/static-debian13:nonroot\nUSER app\n";
        let fixed = "FROM gcr.io/distroless/static-debian13:nonroot\nUSER 65532:65532\n".to_owned();
        assert_eq!(said("unknown-user", text), [("app".to_owned(), Some(fixed))]);
        let text = "FROM scratch\nCOPY --chown=app:app a /a\nUSER 1:app\n";
        let places: Vec<String> = said("unknown-user", text).into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["app:app"], "scratch lists no groups, so only the user is certain");
        let levels: Vec<Level> = checked("FROM scratch\nCOPY --chown=app a /a\nUSER app\n").findings.iter().map(|one| one.level).collect();
        assert_eq!(levels, [Level::Warning, Level::Error]);
        assert_eq!(said("unknown-user", "ARG U=app\nFROM debian:trixie-slim\nARG U\nUSER ${U}").len(), 1);
    }

    #[test]
    fn known_names_numbers_and_made_ones_are_fine() {
        quiet("unknown-user", &[
            "FROM gcr.io/distroless/static-debian13\nUSER nonroot:nonroot",
            "FROM debian:trixie-slim\nUSER www-data",
            "FROM debian:trixie-slim\nRUN useradd app\nUSER app",
            "FROM debian:trixie-slim\nRUN apt-get install -y nginx\nUSER nginx",
            "FROM scratch\nCOPY --from=b /etc/passwd /etc/passwd\nUSER app",
            "FROM scratch\nCOPY --from=b /etc/passwd /etc/group /etc/\nUSER app",
            "FROM alpine:3.24\nUSER app",
            "FROM scratch\nUSER $WHO",
            "FROM scratch\nCOPY --chown=root:root a /a",
            "FROM scratch\nUSER 65532:65532",
        ]);
    }
}
