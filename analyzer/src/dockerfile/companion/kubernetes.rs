//! `kubernetes.yaml`: a deployment that the restricted pod security standard lets pass, with probes instead
//! of the health check, which Kubernetes does not read.

use super::super::plan::{Init, Plan};
use super::super::{Dockerfile, Line};
use super::yaml::{Entry, Yaml, because, documents, entry, text, texts};
use super::{Around, health_command, health_path, volume_name};

pub(super) fn lines(plan: &Plan<'_>, around: &Around, dockerfile: &Dockerfile) -> Vec<Line> {
    let mut all = vec![deployment(plan, around, dockerfile)];
    all.extend(plan.volumes.iter().map(|path| claim(path)));
    if !plan.ports.is_empty() {
        all.push(service(plan, around));
    }
    documents(all)
}

fn named(name: &str) -> Yaml {
    Yaml::Map(vec![entry("name", text(name))])
}

fn labels(around: &Around) -> Yaml {
    Yaml::Map(vec![entry("app.kubernetes.io/name", text(&around.name))])
}

fn deployment(plan: &Plan<'_>, around: &Around, dockerfile: &Dockerfile) -> Vec<Entry> {
    let mut pod = Vec::new();
    pod.push(because(
        "securityContext",
        Yaml::Map(pod_rights(plan)),
        "For every container of the pod, and for one that kubectl debug adds.",
    ));
    pod.push(because(
        "automountServiceAccountToken",
        Yaml::Flag(false),
        "Only what talks to the cluster needs a token for it.",
    ));
    if plan.init == Init::Docker {
        pod.push(because("shareProcessNamespace", Yaml::Flag(true), "Kubernetes has no --init. With this, its pause container is process 1 and reaps what is left behind."));
    }
    pod.push(entry("containers", Yaml::List(vec![Yaml::Map(container(plan, around, dockerfile))])));
    let volumes = volumes(plan);
    if !volumes.is_empty() {
        pod.push(entry("volumes", Yaml::List(volumes)));
    }
    let template = vec![
        entry("metadata", Yaml::Map(vec![entry("labels", labels(around))])),
        entry("spec", Yaml::Map(pod)),
    ];
    let mut spec = vec![entry("replicas", Yaml::Number(1))];
    if !plan.volumes.is_empty() {
        let recreate = Yaml::Map(vec![entry("type", text("Recreate"))]);
        spec.push(because(
            "strategy",
            recreate,
            "The old pod lets go of the volume before the new one wants it.",
        ));
    }
    let selector = Yaml::Map(vec![entry("matchLabels", labels(around))]);
    spec.push(entry("selector", selector));
    spec.push(entry("template", Yaml::Map(template)));
    vec![
        entry("apiVersion", text("apps/v1")),
        entry("kind", text("Deployment")),
        entry("metadata", named(&around.name)),
        entry("spec", Yaml::Map(spec)),
    ]
}

fn pod_rights(plan: &Plan<'_>) -> Vec<Entry> {
    let uid = u64::from(plan.uid);
    let mut rights = Vec::new();
    if plan.uid > 0 {
        rights.push(because(
            "runAsNonRoot",
            Yaml::Flag(true),
            "Kubernetes refuses to start it as root. It can check that because the user is a number.",
        ));
    }
    rights.push(entry("runAsUser", Yaml::Number(uid)));
    rights.push(entry("runAsGroup", Yaml::Number(uid)));
    if !plan.volumes.is_empty() {
        rights.push(because(
            "fsGroup",
            Yaml::Number(uid),
            "Volumes belong to this group, so that the program can write to them.",
        ));
    }
    let profile = Yaml::Map(vec![entry("type", text("RuntimeDefault"))]);
    rights.push(because(
        "seccompProfile",
        profile,
        "The system calls that containers need as a rule, and no others.",
    ));
    rights
}

fn container(plan: &Plan<'_>, around: &Around, dockerfile: &Dockerfile) -> Vec<Entry> {
    let mut container = vec![
        entry("name", text(&around.name)),
        because(
            "image",
            text(format!("registry.example/{}:latest", around.name)),
            "Where you push it. A digest instead of the tag pins what runs.",
        ),
    ];
    let drop = Yaml::Map(vec![entry("drop", texts(["ALL"]))]);
    let rights = vec![
        because(
            "allowPrivilegeEscalation",
            Yaml::Flag(false),
            "No program in the image can give it more rights.",
        ),
        because(
            "readOnlyRootFilesystem",
            Yaml::Flag(true),
            "Nothing in the image can be changed; what the program writes to is mounted.",
        ),
        because("capabilities", drop, "A program that is not root needs none of root\u{2019}s rights."),
    ];
    container.push(entry("securityContext", Yaml::Map(rights)));
    if !plan.ports.is_empty() {
        let port = |(place, port): (usize, &u16)| {
            let name = if place == 0 { "http".to_owned() } else { format!("port-{port}") };
            Yaml::Map(vec![entry("name", text(name)), entry("containerPort", Yaml::Number(u64::from(*port)))])
        };
        container.push(entry("ports", Yaml::List(plan.ports.iter().enumerate().map(port).collect())));
    }
    if let Some(probe) = probe(plan, dockerfile) {
        container.push(because(
            "readinessProbe",
            Yaml::Map(probe),
            "Gets requests only while it answers. Kubernetes does not read HEALTHCHECK.",
        ));
    }
    let mounts: Vec<Yaml> = writable(plan)
        .map(|path| Yaml::Map(vec![entry("name", text(volume_name(path))), entry("mountPath", text(path))]))
        .collect();
    if !mounts.is_empty() {
        container.push(entry("volumeMounts", Yaml::List(mounts)));
    }
    container
}

fn probe(plan: &Plan<'_>, dockerfile: &Dockerfile) -> Option<Vec<Entry>> {
    if let Some(path) = health_path(plan) {
        let port = Yaml::Number(u64::from(plan.first_port()));
        let get = Yaml::Map(vec![entry("path", text(path)), entry("port", port)]);
        return Some(vec![entry("httpGet", get)]);
    }
    let command = health_command(dockerfile)?;
    Some(vec![entry("exec", Yaml::Map(vec![entry("command", texts(command))]))])
}

/// Directories that are mounted, as the root is read-only.
fn writable<'p>(plan: &'p Plan<'_>) -> impl Iterator<Item = &'p str> {
    let tmp = plan.tmp.then_some("/tmp");
    plan.volumes.iter().chain(&plan.directories).map(String::as_str).chain(tmp)
}

fn volumes(plan: &Plan<'_>) -> Vec<Yaml> {
    let claimed = plan.volumes.iter().map(|path| {
        let claim = Yaml::Map(vec![entry("claimName", text(volume_name(path)))]);
        Yaml::Map(vec![entry("name", text(volume_name(path))), entry("persistentVolumeClaim", claim)])
    });
    let tmp = plan.tmp.then(|| "/tmp".to_owned());
    let lost = plan.directories.iter().cloned().chain(tmp).map(|path| {
        Yaml::Map(vec![
            entry("name", text(volume_name(&path))),
            because("emptyDir", Yaml::Map(Vec::new()), "Gone with the pod."),
        ])
    });
    claimed.chain(lost).collect()
}

fn claim(path: &str) -> Vec<Entry> {
    let storage = Yaml::Map(vec![entry("storage", text("1Gi"))]);
    let spec = vec![
        because("accessModes", texts(["ReadWriteOnce"]), "One node at a time, as a database file wants it."),
        entry("resources", Yaml::Map(vec![entry("requests", storage)])),
    ];
    vec![
        entry("apiVersion", text("v1")),
        entry("kind", text("PersistentVolumeClaim")),
        entry("metadata", named(&volume_name(path))),
        entry("spec", Yaml::Map(spec)),
    ]
}

fn service(plan: &Plan<'_>, around: &Around) -> Vec<Entry> {
    let ports = plan.ports.iter().map(|port| {
        let number = Yaml::Number(u64::from(*port));
        Yaml::Map(vec![entry("name", text(format!("port-{port}"))), entry("port", number)])
    });
    let spec = vec![entry("selector", labels(around)), entry("ports", Yaml::List(ports.collect()))];
    vec![
        entry("apiVersion", text("v1")),
        entry("kind", text("Service")),
        entry("metadata", named(&around.name)),
        entry("spec", Yaml::Map(spec)),
    ]
}
