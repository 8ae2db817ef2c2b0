//! A package manager that the base has not.

use parse_dockerfile::Instruction;

use super::{About, Context, Found, Rule};
use crate::finding::Level;
use crate::image::Manager;
use crate::package;

pub(super) static RULE: Rule =
    Rule { id: "wrong-package-manager", level: Level::Error, lesson: "alpine-and-gcompat", check };

pub(super) static ABOUT: About = About {
    title: "A package manager of another distribution",
    why: "Alpine and Wolfi have apk, Debian and Ubuntu apt-get, Red Hat dnf. The other one is not there: the build ends with not found.",
    same_as: &[],
    errors: &["exit-127"],
    source: "https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper",
    bad: "FROM alpine:3.24\nRUN apt-get update && apt-get install -y curl\n",
    good: "FROM alpine:3.24\nRUN apk add --no-cache curl\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let Some(image) = document.image(stage) else { continue };
        let Some(own) = image.manager() else { continue };
        // What was installed or copied may be a package manager too.
        let installed = document.history(stage);
        if package::may_install(&installed, &["apt", "dnf", "yum", "apk-tools", "microdnf"]) {
            continue;
        }
        for step in stage.steps.iter().filter(|step| matches!(step.instruction, Instruction::Run(_))) {
            let certain = step.commands.iter().filter(|command| !command.conditional);
            let first = certain.into_iter().find(|command| match command.name() {
                "yum" | "dnf" | "microdnf" | "zypper" => true,
                _ => package::called(command).is_some_and(|called| called != own),
            });
            let Some(word) = first.and_then(|command| command.program().first()) else { continue };
            let base = crate::shown(&image.reference);
            let (other, name) = (crate::shown(&word.text), own.name());
            let of = if own == Manager::Apk { "apk add" } else { "apt-get install" };
            let message = format!("{base} has {name} and no {other}. Its packages have names of their own, too: {of} takes those.");
            found.push(word.span.clone(), message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn the_other_manager_is_found_once_a_line() {
        let text = "FROM python:3.13-slim-trixie\nRUN apk update && apk add git\nRUN yum install -y git\n";
        let places: Vec<String> = said("wrong-package-manager", text).into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["apk", "yum"]);
    }

    #[test]
    fn what_asks_first_and_what_is_not_known_are_fine() {
        quiet("wrong-package-manager", &[
            "FROM alpine:3.24\nRUN if command -v apt-get; then apt-get update; else apk add git; fi",
            "FROM alpine:3.24\nRUN which apt-get && apt-get update || apk add git",
            "FROM golang:1.27\nRUN apk add git",
            "FROM alpine:3.24\nRUN apk add apt dpkg && apt update",
        ]);
    }
}
