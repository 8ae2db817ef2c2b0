//! `cargo xtask prove lessons`: the Dockerfiles that stand in the lessons, built and started as a reader would. The record
//! is `corpus/lessons.toml`.

use std::fs;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use xshell::{Shell, cmd};

use super::shelf::{self, Shelf, project_folder};
use super::{IMAGE, STARTS, case, context, last_lines, stand_in};
use crate::engine::{Build, Engine, Start, obstacle};
use crate::{Done, project};

const LIMIT: Duration = Duration::from_secs(30);
const OPENING: &str = "```dockerfile\n";

/// A Dockerfile as it stands in a lesson, counted from 1.
struct Fence {
    lesson: String,
    number: usize,
    text: String,
}

/// What a reader has beside a Dockerfile, and what the program then says.
struct Reader {
    lesson: &'static str,
    number: usize,
    /// As [`context::lay_out`] knows them.
    project: &'static str,
    /// A file of the projects, and its name in the context.
    also: Option<(&'static str, &'static str)>,
    /// Where the image has no entry point.
    entrypoint: Option<&'static str>,
    says: &'static str,
}

const READERS: &[Reader] = &[
    reader("certificates-time-zones-dns", 1, "binary-static", "C uid=65532")
        .with("lesson/corporate-root.crt", "corporate-root.crt"),
    reader("debian-slim", 1, "binary-glibc", "C uid=65532"),
    reader("debugging-without-a-shell", 1, "binary-glibc", "C uid=65532"),
    reader("multi-stage-builds", 1, "c", "C uid=0").starting("/usr/local/bin/app"),
    reader("multi-stage-builds", 2, "c", "C uid=0").starting("/usr/local/bin/app"),
    reader("pid-1", 1, "go", "Go uid=65532"),
    reader("python-java-node", 1, "python", "Python uid=65532"),
    reader("python-java-node", 3, "node", "Node.js uid=65532").with("node/index.js", "server.js"),
    reader("scratch", 1, "go", "Go uid=65532"),
    reader("ten-security-practices", 1, "binary-static", "C uid=65532"),
    reader("users-and-writable-paths", 1, "binary-static", "C uid=10001"),
];

#[derive(Default, Deserialize, Serialize)]
struct Recorded {
    date: String,
    /// Version of Debian's package.
    docker: String,
    #[serde(default)]
    built: Vec<Built>,
    #[serde(default)]
    not_built: Vec<NotBuilt>,
}

#[derive(Deserialize, Serialize)]
struct Built {
    lesson: String,
    number: usize,
    /// Of the text.
    sha256: String,
    /// `starts`, or what went wrong.
    outcome: String,
    /// Images that something stood in for, as `corpus/dockerfiles.toml` has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stand_ins: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct NotBuilt {
    lesson: String,
    number: usize,
    reason: String,
}

const HEADER: &str = "\
# Written by `cargo xtask prove lessons`, which builds the Dockerfiles that stand in the lessons with a real Docker and
# BuildKit, and starts what they make without a network. What stood in for an image is in `dockerfiles.toml`.

";

pub(in crate::prove) fn run() -> Done {
    if let Some(obstacle) = obstacle()? {
        return Err(format!("SKIPPED, nothing was proven: {obstacle}").into());
    }
    let engine = Engine::start()?;
    let mut shelf = Shelf::new(&engine)?;
    let sh = Shell::new()?;
    let mut record = Recorded {
        date: cmd!(sh, "date -u +%F").quiet().read()?,
        docker: engine.version("docker.io")?,
        ..Recorded::default()
    };
    for fence in fences()? {
        if let Some(reason) = not_built(&fence) {
            record.not_built.push(NotBuilt { lesson: fence.lesson, number: fence.number, reason });
            continue;
        }
        let outcome = match build_and_start(&engine, &mut shelf, &fence) {
            Ok(()) => STARTS.to_owned(),
            Err(error) => last_lines(&error.to_string()),
        };
        let _ = engine.remove(&[IMAGE]);
        println!("lessons: {:<32} {} {outcome}", fence.lesson, fence.number);
        let stand_ins = fence.images().into_iter().filter(|image| stand_in::named(image).is_some());
        record.built.push(Built {
            sha256: case::sha256(&fence.text),
            outcome,
            stand_ins: stand_ins.collect(),
            lesson: fence.lesson,
            number: fence.number,
        });
    }
    fs::write(file(), format!("{HEADER}{}", toml::to_string(&record)?))?;
    let failed = record.built.iter().filter(|built| built.outcome != STARTS).count();
    println!(
        "lessons: {} built and started, {failed} not, {} named",
        record.built.len() - failed,
        record.not_built.len()
    );
    match failed {
        0 => Ok(()),
        failed => Err(format!("{failed} Dockerfiles of lessons do not do what they say").into()),
    }
}

fn build_and_start(engine: &Engine, shelf: &mut Shelf<'_>, fence: &Fence) -> Done {
    let reader = fence.reader().ok_or("no reader has tried it: add one to `READERS`")?;
    for image in fence.images() {
        shelf.put(&image)?;
    }
    let context = context::lay_out(engine, shelf, reader.project, "")?;
    if let Some((from, to)) = reader.also {
        fs::copy(project_folder(from), context.join(to))?;
    }
    let how = Build { network: fence.text.contains("apt-get"), ..Build::default() };
    engine.build(IMAGE, &fence.text, &context, &how)?;
    let start = Start { entrypoint: reader.entrypoint, limit: Some(LIMIT), ..Start::default() };
    let ran = engine.run(IMAGE, &start)?;
    match ran.exit == 0 && ran.stdout.lines().any(|line| line.starts_with(&format!("{} ", reader.says))) {
        true => Ok(()),
        false => Err(format!("it ended with {} and said {:?} {:?}", ran.exit, ran.stdout, ran.stderr).into()),
    }
}

fn not_built(fence: &Fence) -> Option<String> {
    let image = fence.images().into_iter().find(|image| !shelf::has(image))?;
    Some(format!("{image}: {}.", stand_in::absent(&image)))
}

/// In the order of the files' names.
fn fences() -> Done<Vec<Fence>> {
    let folder = project::root().join("content/lessons");
    let mut files: Vec<_> = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Done<_>>()?;
    files.sort();
    let mut fences = Vec::new();
    for file in files {
        let lesson = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file)?;
        for (place, part) in text.split(OPENING).skip(1).enumerate() {
            let text = part.split("```").next().unwrap_or_default().to_owned();
            fences.push(Fence { lesson: lesson.clone(), number: place + 1, text });
        }
    }
    Ok(fences)
}

impl Fence {
    fn reader(&self) -> Option<&'static Reader> {
        READERS.iter().find(|reader| reader.lesson == self.lesson && reader.number == self.number)
    }

    /// References of the images that the build takes, stages of its own left out.
    fn images(&self) -> Vec<String> {
        let froms = self.text.lines().filter_map(|line| line.strip_prefix("FROM "));
        let images = froms.filter_map(|from| from.split(' ').next());
        images.filter(|image| *image != "scratch").map(str::to_owned).collect()
    }
}

const fn reader(lesson: &'static str, number: usize, project: &'static str, says: &'static str) -> Reader {
    Reader { lesson, number, project, also: None, entrypoint: None, says }
}

impl Reader {
    const fn with(self, file: &'static str, name: &'static str) -> Reader {
        Reader { also: Some((file, name)), ..self }
    }

    const fn starting(self, entrypoint: &'static str) -> Reader {
        Reader { entrypoint: Some(entrypoint), ..self }
    }
}

fn file() -> std::path::PathBuf {
    project::root().join("corpus/lessons.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dockerfile_of_a_lesson_was_built_as_it_stands_there_or_is_named() {
        let text = fs::read_to_string(file()).expect("there is a record");
        let recorded: Recorded = toml::from_str(&text).expect("lessons.toml is well formed");
        let fences = fences().expect("the lessons are there");
        assert!(!fences.is_empty());
        for fence in &fences {
            let is_it = |lesson: &str, number: usize| lesson == fence.lesson && number == fence.number;
            let name = format!("{} {}", fence.lesson, fence.number);
            if recorded.not_built.iter().any(|other| is_it(&other.lesson, other.number)) {
                assert!(not_built(fence).is_some(), "{name} can be built: run `cargo xtask prove lessons`");
                continue;
            }
            let built = recorded.built.iter().find(|built| is_it(&built.lesson, built.number));
            let built = built.unwrap_or_else(|| panic!("{name}: run `cargo xtask prove lessons`"));
            assert_eq!(built.outcome, STARTS, "{name}");
            let text = case::sha256(&fence.text);
            assert_eq!(built.sha256, text, "{name} has changed: run `cargo xtask prove lessons`");
        }
        assert_eq!(recorded.built.len() + recorded.not_built.len(), fences.len(), "the record has others");
    }
}
