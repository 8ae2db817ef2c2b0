//! Lines for a terminal: build, run as in production, look inside, check the base, pin it.

use super::super::generate::Command;
use super::super::plan::{Init, Plan};
use super::{Around, outside, volume_name};

pub(in crate::dockerfile) fn commands(plan: &Plan<'_>, around: &Around) -> Vec<Command> {
    let command = |line: String, reason: &str| Command { line, reason: reason.to_owned() };
    let name = &around.name;
    let mut all = vec![
        command(build(around), "Builds the image for this machine."),
        command(
            run(plan, around),
            "Runs it with the rights it needs and no others. What fails here is missing in the image, and better found now.",
        ),
        command(
            publish(plan, around, "registry.example/"),
            "Builds for both architectures, and attaches a list of what is inside (SBOM) and how it was made (provenance).",
        ),
        command(
            format!(
                "kubectl debug -it deploy/{name} --image=busybox:1.37 --target={name} --profile=restricted"
            ),
            "A shell beside the program, in its own process namespace: the image itself needs none. It runs as the pod\u{2019}s user.",
        ),
    ];
    all.extend(verify(plan).map(|line| {
        command(
            line,
            "Checks who signed the base image. Needs cosign; the signer is the one that its makers name.",
        )
    }));
    if plan.image.family != "scratch" {
        all.push(command(
            format!("docker buildx imagetools inspect {}", plan.image.from()),
            "Prints the digest of the base image, to pin it by.",
        ));
    }
    all
}

pub(super) fn build(around: &Around) -> String {
    format!("docker build --tag {} .", around.name)
}

pub(super) fn run(plan: &Plan<'_>, around: &Around) -> String {
    let mut words = vec!["docker run --rm".to_owned()];
    if plan.init == Init::Docker {
        words.push("--init".to_owned());
    }
    words.push("--read-only --cap-drop=ALL --security-opt=no-new-privileges".to_owned());
    words.extend(plan.tmp.then(|| "--tmpfs /tmp".to_owned()));
    words.extend(
        plan.directories
            .iter()
            .map(|path| format!("--tmpfs {path}:uid={},gid={},mode=0750", plan.uid, plan.uid)),
    );
    words.extend(plan.volumes.iter().map(|path| format!("--volume {}:{path}", volume_name(path))));
    words.extend(plan.ports.iter().map(|port| format!("--publish {}:{port}", outside(*port))));
    words.push(around.name.clone());
    words.join(" ")
}

pub(super) fn publish(plan: &Plan<'_>, around: &Around, registry: &str) -> String {
    let labels = if plan.labels { " --build-arg REVISION=\"$(git rev-parse HEAD)\"" } else { "" };
    format!(
        "docker buildx build --platform linux/amd64,linux/arm64 --sbom=true --provenance=mode=max{labels} --tag {registry}{} --push .",
        around.name
    )
}

/// Who signs: distroless's README, "How do I verify distroless images?"; Chainguard's, "Verifying".
/// Docker's official images and Ubuntu's carry no such signature.
pub(super) fn verify(plan: &Plan<'_>) -> Option<String> {
    let who = match plan.image.family {
        "distroless" => {
            "--certificate-oidc-issuer https://accounts.google.com --certificate-identity keyless@distroless.iam.gserviceaccount.com"
        }
        "chainguard" => {
            "--certificate-oidc-issuer https://token.actions.githubusercontent.com --certificate-identity https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main"
        }
        _ => return None,
    };
    Some(format!("cosign verify {who} {}", plan.image.from()))
}
