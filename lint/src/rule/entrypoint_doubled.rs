//! A `CMD` that names the program which the base starts already.

use parse_dockerfile::{Command, Instruction};

use super::{About, Context, Found, Rule};
use crate::finding::{Fix, Level};
use crate::transfer::file_name;

pub(super) static RULE: Rule =
    Rule { id: "entrypoint-doubled", level: Level::Error, lesson: "python-java-node", check };

pub(super) static ABOUT: About = About {
    title: "CMD repeats the base\u{2019}s entrypoint",
    why: "distroless\u{2019}s language images start their runtime themselves, and CMD is its arguments. CMD [\"node\", \"app.js\"] \
          becomes node node app.js, and Node.js looks for a file with the name node.",
    same_as: &[],
    errors: &["entrypoint-doubled"],
    source: "https://github.com/GoogleContainerTools/distroless/blob/main/nodejs/README.md",
    bad: "FROM gcr.io/distroless/nodejs24-debian13:nonroot\nCOPY . /app\nCMD [\"node\", \"/app/server.js\"]\n",
    good: "FROM gcr.io/distroless/nodejs24-debian13:nonroot\nCOPY . /app\nCMD [\"/app/server.js\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let Some(image) = document.image(stage) else { continue };
        let Some(known) = image.known else { continue };
        let entrypoint = known.configured.entrypoint;
        let Some(program) = entrypoint.first().map(|path| file_name(path)) else { continue };
        let history = document.history(stage);
        if history.iter().any(|step| step.sets_entrypoint(document)) {
            continue;
        }
        for step in &stage.steps {
            let Instruction::Cmd(cmd) = &step.instruction else { continue };
            let Command::Exec(words) = &cmd.arguments else { continue };
            let Some(first) = words.value.first().filter(|first| is_same(program, file_name(&first.value))) else { continue };
            // `java -jar` of the entrypoint is taken back as a whole.
            let rest = entrypoint.iter().skip(1);
            let own = words.value.iter().skip(1);
            let repeated = rest.zip(own).take_while(|(theirs, own)| own.value == **theirs).count();
            let next = words.value.get(repeated.saturating_add(1));
            let fix = next.map(|next| {
                let cut = first.span.start.saturating_sub(1)..next.span.start.saturating_sub(1);
                Fix::replace("Leave it to the entrypoint", cut, "")
            });
            let name = crate::shown(&image.reference);
            let written = crate::shown(&first.value);
            let message = format!("{name} starts {} itself, so what runs is {program} {written} \u{2026}.", entrypoint.join(" "));
            found.push(first.span.clone(), message, fix);
        }
    }
}

/// `python3` is `python3.13`.
fn is_same(program: &str, written: &str) -> bool {
    let bare = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').to_owned();
    program == written || bare(program) == written || bare(program) == bare(written) && !bare(written).is_empty()
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn the_runtime_is_taken_out() {
        let text = "FROM gcr.io/distroless/java21-debian13\nCMD [\"java\", \"-jar\", \"app.jar\"]\n";
        let fixed = "FROM gcr.io/distroless/java21-debian13\nCMD [\"app.jar\"]\n".to_owned();
        assert_eq!(said("entrypoint-doubled", text), [("java".to_owned(), Some(fixed))]);
        let text = "FROM gcr.io/distroless/python3-debian12\nCMD [\"/usr/bin/python3\", \"-m\", \"a\"]\n";
        assert_eq!(said("entrypoint-doubled", text).len(), 1);
        assert_eq!(said("entrypoint-doubled", "FROM gcr.io/distroless/nodejs24-debian13\nCMD [\"node\"]")[0].1, None);
    }

    #[test]
    fn arguments_and_another_entrypoint_are_fine() {
        quiet("entrypoint-doubled", &[
            "FROM gcr.io/distroless/java21-debian13\nCMD [\"app.jar\"]",
            "FROM gcr.io/distroless/nodejs24-debian13\nENTRYPOINT []\nCMD [\"node\", \"a\"]",
            "FROM gcr.io/distroless/nodejs24-debian13\nENTRYPOINT [\"/tini\"]\nCMD [\"node\", \"a\"]",
            "FROM node:24\nCMD [\"node\", \"a\"]",
            "FROM gcr.io/distroless/cc-debian13\nCMD [\"node\", \"a\"]",
        ]);
    }
}
