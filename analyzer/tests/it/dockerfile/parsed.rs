//! Another reader of Dockerfiles, `parse-dockerfile`, finds the instructions that were meant.

use analyzer::dockerfile::{Dockerfile, Instruction};
use parse_dockerfile as other;

use super::{Combination, all, on_record};

#[test]
fn another_reader_finds_the_same_instructions() {
    for Combination { name, dockerfile, .. } in all().iter().chain(&on_record()) {
        let text = dockerfile.to_string();
        let parsed = other::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        assert_eq!(found(&parsed), meant(dockerfile), "{name}:\n{text}");
    }
}

/// Keywords, with the words of what is started and the names of stages.
fn meant(dockerfile: &Dockerfile) -> Vec<String> {
    let mut all = Vec::new();
    for stage in &dockerfile.stages {
        let digest = stage.digest.as_ref().map(|digest| format!("@{digest}")).unwrap_or_default();
        all.push(format!("FROM {}{digest} {}", stage.from, stage.name.unwrap_or_default()));
        for step in &stage.steps {
            all.push(match &step.instruction {
                Instruction::Entrypoint(words) | Instruction::Cmd(words) => {
                    format!("{} {words:?}", step.instruction.keyword())
                }
                Instruction::Copy(copy) => {
                    format!("COPY {:?} {:?}", copy.sources, copy.destination)
                }
                Instruction::Volume(words) => format!("VOLUME {words:?}"),
                other => other.keyword().to_owned(),
            });
        }
    }
    all
}

pub(super) fn found(parsed: &other::Dockerfile<'_>) -> Vec<String> {
    parsed.instructions.iter().map(one).collect()
}

fn one(instruction: &other::Instruction<'_>) -> String {
    use other::Instruction::{
        Add, Arg, Cmd, Copy, Entrypoint, Env, Expose, From, Healthcheck, Label, Run, Stopsignal, User,
        Volume, Workdir,
    };
    match instruction {
        From(from) => {
            let name = from.as_.as_ref().map(|(_, name)| name.value.as_ref()).unwrap_or_default();
            format!("FROM {} {name}", from.image.value)
        }
        Entrypoint(entrypoint) => format!("ENTRYPOINT {:?}", exec(&entrypoint.arguments)),
        Cmd(cmd) => format!("CMD {:?}", exec(&cmd.arguments)),
        Volume(volume) => format!("VOLUME {:?}", values(&volume.arguments)),
        Copy(copy) => {
            let sources: Vec<String> = copy.src.iter().map(source).collect();
            format!("COPY {sources:?} {:?}", copy.dest.value)
        }
        Add(_) => "ADD".to_owned(),
        Arg(_) => "ARG".to_owned(),
        Env(_) => "ENV".to_owned(),
        Expose(_) => "EXPOSE".to_owned(),
        Healthcheck(_) => "HEALTHCHECK".to_owned(),
        Label(_) => "LABEL".to_owned(),
        Run(_) => "RUN".to_owned(),
        Stopsignal(_) => "STOPSIGNAL".to_owned(),
        User(_) => "USER".to_owned(),
        Workdir(_) => "WORKDIR".to_owned(),
        other => format!("{other:?}"),
    }
}

fn source(source: &other::Source<'_>) -> String {
    match source {
        other::Source::Path(path) => path.value.to_string(),
        other => format!("no path: {other:?}"),
    }
}

fn exec(command: &other::Command<'_>) -> Vec<String> {
    match command {
        other::Command::Exec(words) => words.value.iter().map(|word| word.value.to_string()).collect(),
        shell => vec![format!("not in exec form: {shell:?}")],
    }
}

fn values(arguments: &other::JsonOrStringArray<'_, 1>) -> Vec<String> {
    match arguments {
        other::JsonOrStringArray::Json(words) => {
            words.value.iter().map(|word| word.value.to_string()).collect()
        }
        other::JsonOrStringArray::String(words) => words.iter().map(|word| word.value.to_string()).collect(),
    }
}
