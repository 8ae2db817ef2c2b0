//! `finalstage`: the analyzer on the command line. Arguments in, text or JSON out, an exit code for CI;
//! everything that is worked out is worked out in `analyzer`.

mod archive;
mod arguments;
mod check;
mod dockerfile;
mod explain;
mod file;
mod handed;
mod images;
mod lint;
mod scan;
mod terminal;

use std::env;
use std::process::ExitCode;

use arguments::{Command, USAGE};

/// How a run ends.
enum Ending {
    /// 0: done.
    Fine,
    /// 1: the program does not start in the image that was asked about.
    DoesNotStart,
    /// 1: nothing in the text is a known error.
    NothingKnown,
    /// 1: the Dockerfile has findings.
    Found,
    /// 2: the arguments or the file are wrong; a line on standard error says how.
    Wrong(String),
}

fn main() -> ExitCode {
    let ending = match arguments::parse(env::args_os().skip(1)) {
        Ok(Command::Help) => {
            terminal::print(USAGE);
            Ending::Fine
        }
        Ok(Command::Choices) => {
            terminal::print(&dockerfile::choices());
            Ending::Fine
        }
        Ok(Command::Version) => {
            terminal::print(concat!("finalstage ", env!("CARGO_PKG_VERSION"), "\n"));
            Ending::Fine
        }
        Ok(Command::Check(options)) => check::run(&options),
        Ok(Command::Dockerfile(options)) => dockerfile::run(&options),
        Ok(Command::Explain(options)) => explain::run(&options),
        Ok(Command::Images(options)) => images::run(&options),
        Ok(Command::Lint(options)) => lint::run(&options),
        Err(mistake) => Ending::Wrong(format!("{mistake}. Try finalstage --help.")),
    };
    match ending {
        Ending::Fine => ExitCode::SUCCESS,
        Ending::DoesNotStart | Ending::NothingKnown | Ending::Found => ExitCode::from(1),
        Ending::Wrong(what) => {
            eprintln!("finalstage: {what}");
            ExitCode::from(2)
        }
    }
}
