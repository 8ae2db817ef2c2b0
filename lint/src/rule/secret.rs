//! Secrets that everyone who has the image can read.

use parse_dockerfile::Instruction;

use super::{About, Context, Found, Rule};
use crate::document::{Assignment, Document, Stage};
use crate::finding::Level;

pub(super) static RULE: Rule =
    Rule { id: "secret", level: Level::Warning, lesson: "ten-security-practices", check };

pub(super) static ABOUT: About = About {
    title: "A secret in ARG or ENV",
    why: "ENV stays in the image, and ARG in its history: docker history shows both to everyone who can pull it. Of a stage \
          that only builds they stay in the cache. A build gets \
          a secret by RUN --mount=type=secret, a program by the environment or a file when it is started. Paths, empty \
          values, key fingerprints and names with public, file or version in them are not meant.",
    same_as: &["BuildKit SecretsUsedInArgOrEnv"],
    errors: &[],
    source: "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
    bad: "FROM scratch\nARG GITHUB_TOKEN\nENV DB_PASSWORD=hunter2\n",
    good: "FROM scratch\nENV DB_PASSWORD_FILE=/run/secrets/db\n",
};

/// Words of a name, as BuildKit's check has them (`getSecretsRegex` in `dockerfile2llb/validations.go`).
const SECRET: [&str; 10] =
    ["apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token"];
/// And those that take it back; the last two are ours: a fingerprint is no secret, nor is the name of a vault.
const OPEN: [&str; 7] = ["public", "file", "version", "gpg", "pgp", "fingerprint", "vault"];

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    let steps = document.stages.iter().flat_map(|stage| stage.steps.iter().map(move |step| (stage, step)));
    for (stage, step) in steps {
        let is_arg = match step.instruction {
            Instruction::Arg(_) => true,
            Instruction::Env(_) => false,
            _ => continue,
        };
        for assignment in step.assignments.iter().filter(|one| is_secret(document, stage, one)) {
            let name = crate::shown(&assignment.name);
            if !document.is_shipped(stage) {
                let message = format!(
                    "This stage only builds, so the value of {name} is not in the final image. It stays in the build's \
                     cache, and an ARG's in a provenance note of mode max. --mount=type=secret leaves it nowhere."
                );
                found.push_as(Level::Note, assignment.span.clone(), message, None);
                continue;
            }
            let (where_, instead) = if is_arg {
                ("the image\u{2019}s history", "Mount it for the one RUN that needs it: --mount=type=secret.")
            } else {
                ("every image and container", "Set it when the container is started.")
            };
            let message = format!("The value of {name} stays in {where_}, for everyone who can pull it. {instead}");
            found.push(assignment.span.clone(), message, None);
        }
    }
}

fn is_secret(document: &Document<'_>, stage: &Stage<'_>, assignment: &Assignment) -> bool {
    let name = assignment.name.to_lowercase();
    let mut words = name.split('_');
    let is_named = words.clone().any(|word| SECRET.contains(&word));
    if !is_named || words.any(|word| OPEN.contains(&word)) {
        return false;
    }
    // A global ARG may say what it is, and a variable in it may.
    let written = assignment.value.as_deref().or_else(|| document.value(stage, &assignment.name));
    let Some(written) = written else { return true };
    let value = document.expanded(stage, written).unwrap_or_else(|| behind(document, stage, written).to_owned());
    let is_address = value.starts_with("http://") || value.starts_with("https://");
    let is_path = value.starts_with('/') || value.starts_with('$') && value.contains('/');
    // A key may be one of a table's, and then it is a word.
    let is_word = value.chars().all(|c| c.is_ascii_alphabetic());
    let is_of_access = |word: &str| matches!(word, "api" | "access" | "private" | "signing" | "encryption");
    let is_other = |word: &str| SECRET.contains(&word) && !matches!(word, "key" | "auth");
    let is_weak = !name.split('_').any(|word| is_of_access(word) || is_other(word));
    // Where a secret lies, whether there is one, and how one is used are no secrets.
    let is_open = value.is_empty()
        || is_path
        || is_address && !value.contains('@')
        || is_word && is_weak
        || matches!(value.to_lowercase().as_str(), "true" | "false" | "0" | "1" | "none" | "null");
    !is_open
}

/// What stands in the place of a variable alone, as far as that is known.
fn behind<'d>(document: &'d Document<'_>, stage: &Stage<'_>, written: &'d str) -> &'d str {
    let value = |text: &str| {
        let name = text.strip_prefix('$')?;
        document.value(stage, name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name))
    };
    std::iter::successors(Some(written), |text| value(text)).take(8).last().unwrap_or(written)
}

#[cfg(test)]
mod tests {
    use crate::finding::Level;
    use crate::rule::tests::{quiet, said};
    use crate::{Question, check};

    #[test]
    fn names_of_secrets_are_found() {
        let text = "FROM a\nARG NPM_TOKEN\nARG B=1 API_KEY=x\nENV MYSQL_ROOT_PASSWORD=root AUTH=$NPM_TOKEN\n";
        let places: Vec<String> = said("secret", text).into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["NPM_TOKEN", "API_KEY=x", "MYSQL_ROOT_PASSWORD=root", "AUTH=$NPM_TOKEN"]);
    }

    #[test]
    fn in_a_stage_that_only_builds_it_is_no_more_than_noted() {
        let text = "FROM a AS build\nARG NPM_TOKEN\nFROM a\nENV API_TOKEN=x1\nFROM scratch\nCOPY --from=build /x /x\n";
        let levels = |text: &str| -> Vec<Level> {
            let question = Question { today: "2026-11-25", program: None };
            let checked = check(text, question).expect("it is a Dockerfile");
            checked.findings.iter().filter(|finding| finding.rule == "secret").map(|finding| finding.level).collect()
        };
        assert_eq!(levels(text), [Level::Note, Level::Note]);
        assert_eq!(levels("FROM a AS base\nENV API_TOKEN=x1\nFROM base\nUSER 1\n"), [Level::Warning]);
    }

    #[test]
    fn what_only_sounds_like_one_is_not() {
        quiet("secret", &[
            "FROM a\nENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
            "FROM a\nENV PASSWORD= DB_PASSWORD_FILE=/run/x PUBLIC_KEY=x SSL_KEY=/etc/key.pem KEYBOARD=us TOKENIZERS=1",
            "FROM a\nENV REQUIRE_AUTH=true AUTH=https://login.example.org/",
            "ARG TOKEN=x\nFROM a",
            "ARG RELEASE_KEY=https://e.org/release.key\nFROM a\nARG RELEASE_KEY\nENV REPOSITORY_KEY=${RELEASE_KEY}",
            "FROM a\nARG URL\nARG REPOSITORY_KEY=${URL}/release.key\nENV RELEASE_KEY=$REPOSITORY_KEY",
            "FROM a\nENV Filters__0__Key=ProcessId",
        ]);
    }
}
