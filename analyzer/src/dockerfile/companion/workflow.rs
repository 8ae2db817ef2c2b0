//! A GitHub Actions workflow with one action, GitHub's own: every other one is code of a stranger that
//! gets the token.

use super::super::Line;
use super::super::plan::Plan;
use super::Around;
use super::yaml::{Entry, Yaml, because, documents, entry, text, texts};

pub(super) fn lines(plan: &Plan<'_>, around: &Around) -> Vec<Line> {
    let branches = Yaml::Map(vec![entry("branches", texts(["main"]))]);
    let on = Yaml::Map(vec![entry("push", branches)]);
    let job = vec![
        entry("runs-on", text("ubuntu-24.04")),
        because(
            "permissions",
            Yaml::Map(vec![entry("contents", text("read")), entry("packages", text("write"))]),
            "Read the sources, push the image, and nothing else.",
        ),
        entry("steps", Yaml::List(steps(plan, around))),
    ];
    documents(vec![vec![
        entry("name", text("image")),
        entry("on", on),
        because("permissions", Yaml::Map(Vec::new()), "A job gets only what it names itself."),
        entry("jobs", Yaml::Map(vec![entry("image", Yaml::Map(job))])),
    ]])
}

fn steps(plan: &Plan<'_>, around: &Around) -> Vec<Yaml> {
    let step = |entries: Vec<Entry>| Yaml::Map(entries);
    let keep = Yaml::Map(vec![entry("persist-credentials", Yaml::Flag(false))]);
    let token = Yaml::Map(vec![entry("TOKEN", text("${{ secrets.GITHUB_TOKEN }}"))]);
    let labels = if plan.labels {
        " --build-arg SOURCE=\"$GITHUB_SERVER_URL/$GITHUB_REPOSITORY\" --build-arg REVISION=\"$GITHUB_SHA\" --build-arg VERSION=\"$GITHUB_REF_NAME\""
    } else {
        ""
    };
    let build = format!(
        "docker buildx build --platform linux/amd64,linux/arm64 --sbom=true --provenance=mode=max{labels} --tag \"ghcr.io/${{GITHUB_REPOSITORY,,}}/{}:$GITHUB_SHA\" --push .",
        around.name
    );
    let mut all = vec![
        step(vec![
            because("uses", text("actions/checkout@v5"), "Pin it by its commit; a bot raises it."),
            because("with", keep, "The token does not stay in the checkout, from which COPY could take it."),
        ]),
        step(vec![
            because(
                "run",
                text("echo \"$TOKEN\" | docker login ghcr.io --username \"$GITHUB_ACTOR\" --password-stdin"),
                "The password comes by standard input: arguments are in every list of processes.",
            ),
            entry("env", token),
        ]),
    ];
    if !builds_across(plan) {
        all.push(step(vec![because(
            "run",
            text("docker run --privileged --rm tonistiigi/binfmt --install arm64"),
            "The build stage runs on each architecture, so the other one is emulated.",
        )]));
    }
    all.push(step(vec![because(
        "run",
        text("docker buildx create --use"),
        "A builder that can build for several architectures and attach what it knows.",
    )]));
    all.push(step(vec![entry("run", text(build))]));
    all
}

/// Whether nothing runs on the other architecture: every stage that runs something cross-compiles.
fn builds_across(plan: &Plan<'_>) -> bool {
    super::super::write(plan).is_ok_and(|dockerfile| {
        dockerfile.stages.iter().all(|stage| {
            let runs =
                |step: &super::super::Step| matches!(step.instruction, super::super::Instruction::Run(_));
            stage.on_build_platform || !stage.steps.iter().any(runs)
        })
    })
}
