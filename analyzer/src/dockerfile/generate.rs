//! From choices to files: what the page asks for and the command line prints. Both get the same text,
//! because both ask here.

use serde::{Deserialize, Serialize};

use super::choice::{self, Chosen, Mistake, Pair};
use super::{Line, companion, plan};

/// The Dockerfile and the files around it, or what stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Generated {
    /// The Dockerfile first; empty when the choices contradict each other.
    pub files: Vec<File>,
    /// Lines for a terminal.
    pub commands: Vec<Command>,
    pub mistakes: Vec<Mistake>,
    /// What a link after `#` holds to come back here.
    pub query: String,
    /// What to write after `FROM`, and the image's slug.
    pub from: String,
    pub image: String,
}

/// A file by its path, line by line, each with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    pub path: String,
    /// What it is for.
    pub purpose: String,
    pub lines: Vec<Line>,
}

/// A line for a terminal, and why one would type it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Command {
    pub line: String,
    pub reason: String,
}

/// Makes everything there is to make of the choices.
pub fn generate(pairs: &[Pair]) -> Generated {
    let Some(Chosen { plan, name, with_postgres, with_env_file, mut mistakes }) = choice::read(pairs) else {
        return Generated::default();
    };
    let around = companion::Around { name, with_postgres, with_env_file };
    let (files, commands) = match plan::write(&plan) {
        Ok(dockerfile) => {
            let own = File {
                path: "Dockerfile".to_owned(),
                purpose: "How the image is built.".to_owned(),
                lines: dockerfile.lines(),
            };
            let others = companion::files(&plan, &around, &dockerfile);
            (std::iter::once(own).chain(others).collect(), companion::commands(&plan, &around))
        }
        Err(sentence) => {
            mistakes.push(Mistake { choice: "image".to_owned(), sentence });
            (Vec::new(), Vec::new())
        }
    };
    let mut chosen = choice::choices(&plan);
    chosen.extend(around.choices());
    Generated {
        files,
        commands,
        mistakes,
        query: choice::query(&chosen),
        from: plan.image.from(),
        image: plan.image.slug.to_owned(),
    }
}

impl File {
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text() + "\n").collect()
    }
}
