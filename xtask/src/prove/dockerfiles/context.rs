//! Build contexts: the project as it lies in `corpus/dockerfiles/`, or what is finished before a Dockerfile copies it.

use std::fs;
use std::path::PathBuf;

use super::shelf::{Shelf, emptied, project_folder};
use crate::Done;
use crate::engine::{Build, Engine, copied};

/// A context that is built first: from which project, how, and what of it goes where.
struct Made {
    name: &'static str,
    project: &'static str,
    dockerfile: &'static str,
    /// In the image, and in the context.
    taken: (&'static str, &'static str),
}

/// The older release's compiler makes programs that both releases start.
const MADE: [Made; 6] = [
    Made {
        name: "binary-static",
        project: "c",
        dockerfile: "FROM gcc:12-bookworm\nCOPY . /src\nRUN make -C /src app LDFLAGS=-static\n",
        taken: ("/src/app", "app"),
    },
    Made {
        name: "binary-glibc",
        project: "c",
        dockerfile: "FROM gcc:12-bookworm\nCOPY . /src\nRUN make -C /src app\n",
        taken: ("/src/app", "app"),
    },
    Made {
        name: "binary-with-sqlite",
        project: "sqlite",
        dockerfile: "FROM gcc:12-bookworm\n\
            RUN apt-get update && apt-get install -y --no-install-recommends libsqlite3-dev\n\
            COPY . /src\nRUN gcc -O2 -o /src/app /src/main.c -lsqlite3\n",
        taken: ("/src/app", "app"),
    },
    Made {
        name: "folder-built",
        project: "folder",
        dockerfile: "FROM gcc:12-bookworm\nCOPY . /src\nRUN cd /src && mkdir -p app/bin app/lib && \\\n\
            gcc -O2 -shared -fPIC -o app/lib/libgreet.so greet.c && \\\n\
            gcc -O2 -o app/bin/app main.c -Lapp/lib -lgreet '-Wl,-rpath,$ORIGIN/../lib'\n",
        taken: ("/src/app", "app"),
    },
    Made {
        name: "java-ready",
        project: "java",
        dockerfile: "FROM eclipse-temurin:21-jdk-noble\nCOPY . /src\n\
            RUN cd /src && javac App.java && jar --create --file app.jar --main-class App App.class\n",
        taken: ("/src/app.jar", "app.jar"),
    },
    Made {
        name: "go-sqlite-ready",
        project: "go-sqlite",
        // The sum is that of the module that stands in for the release.
        dockerfile: "FROM final-stage/go-with-sqlite3\nCOPY . /src\nRUN cd /src && go mod tidy\n",
        taken: ("/src", ""),
    },
];

/// The context of a case, with its `.dockerignore`.
pub(super) fn lay_out(engine: &Engine, shelf: &mut Shelf<'_>, project: &str, ignore: &str) -> Done<PathBuf> {
    let context = super::cache().join("context");
    match MADE.iter().find(|made| made.name == project) {
        None => copied(&project_folder(project), &context)?,
        Some(made) => copied(&ready(engine, shelf, made)?, &context)?,
    }
    fs::write(context.join(".dockerignore"), ignore)?;
    Ok(context)
}

/// Once in a run: the image is there while the run lasts.
fn ready(engine: &Engine, shelf: &mut Shelf<'_>, made: &Made) -> Done<PathBuf> {
    let image = format!("final-stage/made-{}", made.name);
    let folder = super::cache().join("made").join(made.name);
    if engine.inspect(&image, "{{.Id}}").is_ok() && folder.exists() {
        return Ok(folder);
    }
    for line in made.dockerfile.lines() {
        if let Some(from) = line.strip_prefix("FROM ") {
            shelf.put(from)?;
        }
    }
    let network = made.dockerfile.contains("apt-get");
    let how = Build { network, ..Build::default() };
    engine.build(&image, made.dockerfile, &project_folder(made.project), &how)?;
    let (inside, outside) = made.taken;
    engine.take(&image, inside, &emptied(&folder)?.join(outside))?;
    Ok(folder)
}
