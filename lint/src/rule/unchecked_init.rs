//! A downloaded init that nobody checks.

use parse_dockerfile::Instruction;

use super::{About, Context, Found, Rule, add_without_checksum};
use crate::finding::Level;
use crate::init;

pub(super) static RULE: Rule = Rule { id: "unchecked-init", level: Level::Warning, lesson: "pid-1", check };

pub(super) static ABOUT: About = About {
    title: "An init is downloaded and not checked",
    why: "tini, dumb-init, gosu and their like start before everything else, often as root. A file that is fetched by curl or \
          wget and started unseen is whatever lay there on the day of the build. Compare it with a checksum, or take the \
          distribution\u{2019}s package.",
    same_as: &[],
    errors: &[],
    source: "https://github.com/krallin/tini#signed-binaries",
    bad: "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y curl \\\n \
          && curl -fsSLo /tini https://github.com/krallin/tini/releases/download/v0.19.0/tini-static && chmod +x /tini\n",
    good: "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends tini\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let checked = add_without_checksum::last_check(document, stage);
        for step in stage.steps.iter().filter(|step| matches!(step.instruction, Instruction::Run(_))) {
            if step.span.start <= checked {
                continue;
            }
            for command in step.commands.iter().filter(|command| matches!(command.name(), "curl" | "wget")) {
                let words = command.arguments().iter();
                let fetched = words.filter_map(|word| Some((init::fetched(&word.text)?, word.span.clone())));
                for (name, span) in fetched {
                    let message = format!("{name} is started before everything else, and what is fetched here is not checked. Compare it with sha256sum -c, or fetch it by ADD --checksum.");
                    found.push(span, message, None);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    const AT: &str = "https://github.com/tianon/gosu/releases/download/1.17/gosu-amd64";

    #[test]
    fn a_download_alone_is_found() {
        assert_eq!(said("unchecked-init", &format!("FROM a\nRUN curl -o /g {AT}\n")), [(AT.to_owned(), None)]);
    }

    #[test]
    fn a_check_and_a_package_are_fine() {
        quiet("unchecked-init", &[
            &format!("FROM a\nRUN wget -O /g {AT} && echo '00 /g' | sha256sum -c"),
            &format!("FROM a\nRUN wget -O /g {AT}\nRUN gpg --verify /g.asc /g"),
            "FROM a\nRUN apk add tini",
            "FROM a\nRUN curl https://example.org/app",
        ]);
    }
}
