//! `Makefile`: the same commands under short names, with `make help` to list them.

use super::super::plan::Plan;
use super::super::{Line, Token, TokenKind};
use super::command::{build, publish, run, verify};
use super::{Around, plain};

pub(super) fn lines(plan: &Plan<'_>, around: &Around) -> Vec<Line> {
    let mut lines = vec![
        plain(
            "REGISTRY ?= registry.example/",
            "Where the image is pushed; make publish REGISTRY=ghcr.io/me/ says another.",
        ),
        plain("", ""),
    ];
    let help = "@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\\t/'";
    rule("help", "Shows this list", help, &mut lines);
    rule("build", "Builds the image for this machine", &build(around), &mut lines);
    let fresh = format!("docker build --pull --no-cache --tag {} .", around.name);
    rule("build-no-cache", "Builds it anew, on the newest base image", &fresh, &mut lines);
    rule("run", "Runs it with the rights it needs", &run(plan, around), &mut lines);
    // make reads $( itself.
    let publish = publish(plan, around, "$(REGISTRY)").replace("$(git", "$$(git");
    rule(
        "publish",
        "Builds for both architectures, with SBOM and provenance, and pushes",
        &publish,
        &mut lines,
    );
    rule("size", "Shows the size of the image", &format!("docker image ls {}", around.name), &mut lines);
    rule(
        "lint",
        "Lints the Dockerfile",
        "docker run --rm --interactive hadolint/hadolint:v2.15.1 < Dockerfile",
        &mut lines,
    );
    if let Some(verify) = verify(plan) {
        rule("verify", "Checks who signed the base image", &verify, &mut lines);
    }
    lines
}

fn rule(name: &str, what: &str, command: &str, lines: &mut Vec<Line>) {
    lines.push(Line::new(
        vec![Token::new(TokenKind::Keyword, ".PHONY"), Token::plain(&format!(": {name}"))],
        "The name of a command, and of no file.",
        "",
    ));
    lines.push(Line::new(
        vec![
            Token::new(TokenKind::Keyword, name),
            Token::plain(": "),
            Token::new(TokenKind::Comment, &format!("## {what}")),
        ],
        "",
        "",
    ));
    lines.push(plain(&format!("\t{command}"), ""));
    lines.push(plain("", ""));
}
