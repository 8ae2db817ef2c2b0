//! The files around a Dockerfile, and the lines for a terminal, from the same plan. What they say of user,
//! ports and directories cannot differ from what the Dockerfile does.

mod command;
mod compose;
mod ignore;
mod kubernetes;
mod makefile;
mod workflow;
mod yaml;

pub(super) use command::commands;

use super::choice::Pair;
use super::generate::File;
use super::instruction::Instruction;
use super::plan::{Health, Plan};
use super::{Dockerfile, Line, Token, TokenKind};

/// What concerns only these files.
#[derive(Clone, Debug)]
pub(super) struct Around {
    /// What they call the image.
    pub name: String,
    pub with_postgres: bool,
    pub with_env_file: bool,
}

impl Around {
    /// The choices that made it, where they are not the defaults.
    pub(super) fn choices(&self) -> Vec<Pair> {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut pairs = Vec::new();
        if self.name != "app" {
            pairs.push(pair("name", &self.name));
        }
        if self.with_postgres {
            pairs.push(pair("depends", "postgres"));
        }
        if self.with_env_file {
            pairs.push(pair("env-file", "on"));
        }
        pairs
    }
}

pub(super) fn files(plan: &Plan<'_>, around: &Around, dockerfile: &Dockerfile) -> Vec<File> {
    let file =
        |path: &str, purpose: &str, lines| File { path: path.to_owned(), purpose: purpose.to_owned(), lines };
    vec![
        file(
            ".dockerignore",
            "What stays out of the build: secrets, and what would spoil the cache.",
            ignore::lines(&plan.recipe),
        ),
        file(
            "compose.yaml",
            "How it runs on one machine, with what stands beside it.",
            compose::lines(plan, around),
        ),
        file(
            "kubernetes.yaml",
            "How it runs in a cluster, with the rights it needs and no others.",
            kubernetes::lines(plan, around, dockerfile),
        ),
        file("Makefile", "The commands, under short names.", makefile::lines(plan, around)),
        file(
            ".github/workflows/image.yaml",
            "Built, described and pushed at every commit.",
            workflow::lines(plan, around),
        ),
    ]
}

/// A line of a file that has reasons instead of comments.
fn plain(text: &str, reason: &str) -> Line {
    Line::new(vec![Token::plain(text)], reason, "")
}

fn comment(text: &str) -> Line {
    Line::new(vec![Token::new(TokenKind::Comment, text)], "", "")
}

/// What asks whether the program answers, as the Dockerfile has it.
fn health_command(dockerfile: &Dockerfile) -> Option<Vec<String>> {
    let steps = dockerfile.stages.last()?.steps.iter();
    steps.into_iter().find_map(|step| match &step.instruction {
        Instruction::HealthCheck(words) => Some(words.iter().map(ToString::to_string).collect()),
        _ => None,
    })
}

/// The path of a health check by HTTP.
fn health_path<'p>(plan: &'p Plan<'_>) -> Option<&'p str> {
    match &plan.health {
        Health::Http(path) => Some(path),
        Health::None | Health::Own => None,
    }
}

/// A volume's name, from its directory: `/var/lib/app` becomes `var-lib-app`.
fn volume_name(path: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    path.trim_matches('/').chars().map(plain).collect()
}

/// A port outside the container: the same, unless it takes root there.
fn outside(port: u16) -> u16 {
    if port < 1024 { port.saturating_add(8000) } else { port }
}
