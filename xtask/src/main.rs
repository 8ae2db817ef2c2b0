//! `cargo xtask TASK`: everything that is done to this project rather than by it.
//! This file holds the table of tasks and nothing else; each task is a module.

mod bench;
mod build;
mod catalog;
mod command_line;
mod debian;
mod debian_tree;
mod engine;
mod executable;
mod gate;
mod project;
mod prove;
mod samples;
mod serve;
mod setup;
mod site;
mod toolchains;
mod wheel;

use std::error::Error;
use std::process::ExitCode;

/// What a task comes to: nothing, or a reason a person can act on.
type Done<T = ()> = Result<T, Box<dyn Error>>;

struct Task {
    name: &'static str,
    run: fn(&[String]) -> Done,
    help: &'static str,
}

const TASKS: &[Task] = &[
    Task {
        name: "setup",
        run: setup::run,
        help: "get the tools the other tasks need; they call it themselves",
    },
    Task { name: "serve", run: serve::run, help: "build the site, show it in a browser, rebuild on change" },
    Task { name: "build", run: build::run, help: "write the deployable site to dist/ and print its sizes" },
    Task {
        name: "cli",
        run: command_line::run,
        help: "build finalstage as one static file and say where it is",
    },
    Task { name: "test", run: gate::run, help: "everything a change has to pass, in order" },
    Task {
        name: "catalog",
        run: |arguments| Ok(catalog::run(arguments)?),
        help: "measure the images of catalog/ anew; --check only reads the files",
    },
    Task {
        name: "prove",
        run: prove::run,
        help: "start every program of corpus/ in every measured image and compare; --short starts a part, dockerfiles builds what the generator writes, lessons what the lessons show",
    },
    Task {
        name: "engine",
        run: engine::run,
        help: "hold the words of a real Docker and Podman against the verdicts; prove starts everything anew",
    },
    Task {
        name: "toolchains",
        run: toolchains::run,
        help: "write down for each program of corpus/ what made it, who says so, and what finalstage says",
    },
    Task { name: "bench", run: bench::run, help: "ratios and sizes against their limits, taken in one run" },
    Task {
        name: "samples",
        run: samples::run,
        help: "build the sample programs anew, each in a clean Debian",
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", listing());
        return ExitCode::SUCCESS;
    };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprint!("xtask: there is no task `{name}`\n\n{}", listing());
        return ExitCode::from(2);
    };
    match (task.run)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask {name}: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn listing() -> String {
    let mut text = String::from("cargo xtask TASK\n\n");
    for task in TASKS {
        text.push_str(&format!("  {:<10} {}\n", task.name, task.help));
    }
    text
}
