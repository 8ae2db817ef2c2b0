//! `TARGETARCH` and its like: set by hand, or read where they are not asked for.

use parse_dockerfile::Instruction;

use super::{About, Context, Found, Rule};
use crate::document::{Assignment, Document, Step};
use crate::finding::{Fix, Level};
use crate::variable;

pub(super) static RULE: Rule =
    Rule { id: "platform-argument", level: Level::Warning, lesson: "multi-stage-builds", check };

pub(super) static ABOUT: About = About {
    title: "TARGETARCH with a default, or not declared in its stage",
    why: "BuildKit sets the platform arguments itself, but gives them only to stages that ask, by ARG without a value. A \
          default wins over BuildKit\u{2019}s value, so ARG TARGETARCH=amd64 builds for amd64 in an arm64 image: exec format \
          error. Where the ARG is missing, the variable is empty.",
    same_as: &["BuildKit UndefinedVar"],
    errors: &["wrong-architecture"],
    source: "https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope",
    bad: "FROM golang:1.27-trixie\nARG TARGETARCH=amd64\nRUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /app .\n",
    good: "FROM golang:1.27-trixie\nARG TARGETARCH\nRUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /app .\n",
};

/// Dockerfile reference, "Automatic platform ARGs in the global scope".
const ARGUMENTS: [&str; 8] = [
    "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT",
];

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    defaults(&document.globals, found);
    for stage in &document.stages {
        let mut open: Vec<(&str, usize)> = Vec::new();
        for step in &stage.steps {
            if matches!(step.instruction, Instruction::Arg(_)) {
                defaults(&step.assignments, found);
                continue;
            }
            for name in read(document, step) {
                // Where it is set, worked out once for each stage; told once, too.
                if open.iter().all(|(known, _)| *known != name) {
                    let sets = |step: &Step<'_>| step.assignments.iter().any(|one| one.name == name);
                    open.push((name, document.first(stage, sets)));
                }
                let Some((_, set)) = open.iter_mut().find(|(known, _)| *known == name) else { continue };
                if *set < step.span.start {
                    continue;
                }
                *set = 0;
                let text = step.text(document);
                let at = text.find(&format!("${name}")).or_else(|| text.find(&format!("${{{name}"))).unwrap_or(0);
                let start = step.span.start.saturating_add(at);
                let end = start.saturating_add(name.len()).saturating_add(1);
                let message = format!("{name} is empty here: BuildKit gives it only to stages that ask, by ARG {name} above this line.");
                let fix = Fix::insert("Ask for it", step.span.start, format!("ARG {name}\n"));
                found.push(start..end.min(step.span.end), message, Some(fix));
            }
        }
    }
}

fn defaults(assignments: &[Assignment], found: &mut Found<'_>) {
    for one in assignments.iter().filter(|one| ARGUMENTS.contains(&one.name.as_str())) {
        let Some(value) = &one.value else { continue };
        // There is hardly another.
        if one.name.ends_with("OS") && value == "linux" || value.is_empty() || value.contains('$') {
            continue;
        }
        let name = &one.name;
        let value = crate::shown(value);
        let message = format!(
            "BuildKit sets {name} itself, but a default wins: here it is {value} on every platform. Where a builder may set nothing, write ${{{name}:-{value}}} at the place of use instead."
        );
        found.push(one.span.clone(), message, Some(Fix::replace("Take the default away", one.span.clone(), name.clone())));
    }
}

/// The arguments that a step reads, as far as it does not set them itself.
fn read(document: &Document<'_>, step: &Step<'_>) -> Vec<&'static str> {
    let text = step.text(document);
    // A here-document in quotes, and a text in single ones, may be meant for later.
    if matches!(step.instruction, Instruction::Onbuild(_)) || text.contains("<<'") || text.contains("<<\"") {
        return Vec::new();
    }
    let names = variable::names(text);
    let mut read: Vec<&'static str> = ARGUMENTS.into_iter().filter(|name| names.contains(name)).collect();
    read.retain(|name| {
        let quoted = text.contains(&format!("'${name}")) || text.contains(&format!("'${{{name}"));
        let own = text.contains(&format!("{name}=")) || text.contains(&format!("read {name}"));
        !quoted && !own
    });
    read
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn a_default_is_taken_away() {
        let text = "ARG TARGETPLATFORM=linux/amd64\nFROM a\nARG TARGETOS=linux TARGETARCH=amd64\n";
        let said = said("platform-argument", text);
        let places: Vec<&str> = said.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["TARGETPLATFORM=linux/amd64", "TARGETARCH=amd64"]);
        let fixed = "ARG TARGETPLATFORM=linux/amd64\nFROM a\nARG TARGETOS=linux TARGETARCH\n";
        assert_eq!(said[1].1.as_deref(), Some(fixed));
    }

    #[test]
    fn what_is_not_asked_for_is_empty() {
        let text = "FROM a AS b\nARG TARGETARCH\nFROM c\nRUN GOARCH=${TARGETARCH} x $TARGETARCH\nCOPY a-$TARGETARCH /a\n";
        let fixed = "FROM a AS b\nARG TARGETARCH\nFROM c\nARG TARGETARCH\nRUN GOARCH=${TARGETARCH} x $TARGETARCH\nCOPY a-$TARGETARCH /a\n";
        assert_eq!(said("platform-argument", text), [("$TARGETARCH".to_owned(), Some(fixed.to_owned()))]);
    }

    #[test]
    fn what_is_asked_for_or_set_by_the_shell_is_fine() {
        quiet("platform-argument", &[
            "FROM --platform=$BUILDPLATFORM a\nARG TARGETOS TARGETARCH\nRUN x $TARGETOS/$TARGETARCH",
            "FROM a AS b\nARG TARGETARCH\nFROM b\nRUN x $TARGETARCH",
            "FROM a\nRUN TARGETARCH=$(uname -m) && x $TARGETARCH",
            "FROM a\nENV TARGETARCH=arm64\nRUN x $TARGETARCH",
            "FROM a-$TARGETARCH",
            "FROM a\nRUN x '$TARGETARCH'",
        ]);
    }
}
