//! `compose.yaml`: the service with the rights it needs, its volumes, and a database if one was asked for.

use super::super::Line;
use super::super::plan::{Init, Plan};
use super::super::version::POSTGRES;
use super::yaml::{Entry, Yaml, because, documents, entry, text, texts};
use super::{Around, outside, volume_name};

pub(super) fn lines(plan: &Plan<'_>, around: &Around) -> Vec<Line> {
    let mut services = vec![entry(&around.name, Yaml::Map(service(plan, around)))];
    let mut volumes: Vec<Entry> =
        plan.volumes.iter().map(|path| entry(&volume_name(path), Yaml::Nothing)).collect();
    let mut document = Vec::new();
    if around.with_postgres {
        services.push(entry("postgres", Yaml::Map(postgres())));
        volumes.push(entry("postgres", Yaml::Nothing));
    }
    document.push(entry("services", Yaml::Map(services)));
    if !volumes.is_empty() {
        document.push(because(
            "volumes",
            Yaml::Map(volumes),
            "Named volumes outlive the containers, and a new one takes over the owner of the directory in the image.",
        ));
    }
    let network = Yaml::Map(vec![entry("backend", Yaml::Nothing)]);
    document.push(because(
        "networks",
        network,
        "Only what is in the same network can be reached, by its service\u{2019}s name.",
    ));
    if around.with_postgres {
        let file = Yaml::Map(vec![entry("file", text("./postgres-password.txt"))]);
        document.push(because(
            "secrets",
            Yaml::Map(vec![entry("postgres-password", file)]),
            "A file with the password, in no image and in no list of settings. Keep it out of the repository.",
        ));
    }
    documents(vec![document])
}

fn service(plan: &Plan<'_>, around: &Around) -> Vec<Entry> {
    let mut service = vec![entry("build", text(".")), entry("image", text(&around.name))];
    if plan.init == Init::Docker {
        service.push(because(
            "init",
            Yaml::Flag(true),
            "Docker\u{2019}s own init is process 1, passes signals on and reaps what is left behind.",
        ));
    }
    if !plan.ports.is_empty() {
        let ports = plan.ports.iter().map(|port| format!("{}:{port}", outside(*port)));
        service.push(because("ports", texts(ports), "Outside, then inside."));
    }
    if around.with_env_file {
        service.push(because(
            "env_file",
            texts([".env"]),
            "Settings from a file that is in no repository and in no image.",
        ));
    }
    if !plan.volumes.is_empty() {
        let volumes = plan.volumes.iter().map(|path| format!("{}:{path}", volume_name(path)));
        service.push(entry("volumes", texts(volumes)));
    }
    service.push(because(
        "read_only",
        Yaml::Flag(true),
        "Nothing in the image can be changed; what the program writes to is named.",
    ));
    let temporary =
        plan.directories.iter().map(|path| format!("{path}:uid={},gid={},mode=0750", plan.uid, plan.uid));
    let temporary: Vec<String> = plan.tmp.then(|| "/tmp".to_owned()).into_iter().chain(temporary).collect();
    if !temporary.is_empty() {
        service.push(because("tmpfs", texts(temporary), "In memory, and gone with the container."));
    }
    service.push(because(
        "cap_drop",
        texts(["ALL"]),
        "A program that is not root needs none of root\u{2019}s rights.",
    ));
    service.push(because(
        "security_opt",
        texts(["no-new-privileges:true"]),
        "No program in the image can give it more rights, whatever its file mode says.",
    ));
    if around.with_postgres {
        let healthy = Yaml::Map(vec![entry("condition", text("service_healthy"))]);
        let depends = Yaml::Map(vec![entry("postgres", healthy)]);
        service.push(because(
            "depends_on",
            depends,
            "Started when the database answers, not when it merely runs.",
        ));
    }
    service.push(entry("networks", texts(["backend"])));
    service.push(entry("restart", text("unless-stopped")));
    service
}

fn postgres() -> Vec<Entry> {
    let password = Yaml::Map(vec![entry("POSTGRES_PASSWORD_FILE", text("/run/secrets/postgres-password"))]);
    let check = Yaml::Map(vec![
        entry("test", texts(["CMD", "pg_isready", "--username=postgres"])),
        entry("interval", text("5s")),
        entry("timeout", text("3s")),
        entry("retries", Yaml::Number(10)),
    ]);
    vec![
        entry("image", text(POSTGRES)),
        entry("environment", password),
        because(
            "secrets",
            texts(["postgres-password"]),
            "Mounted as a file; a password in the environment is in every listing of it.",
        ),
        because(
            "volumes",
            texts(["postgres:/var/lib/postgresql"]),
            "Since version 18 the data lie in a directory of their version below this one.",
        ),
        because("healthcheck", check, "depends_on waits for this."),
        entry("networks", texts(["backend"])),
        entry("restart", text("unless-stopped")),
    ]
}
