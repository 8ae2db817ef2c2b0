//! The figures of a lesson: what a fence asks for. The page works out what they show.

use serde::Deserialize;

/// A figure between two paragraphs, rendered at build. It is complete without a script.
#[derive(Clone, Debug, PartialEq)]
pub enum Widget {
    Analysis(Analysis),
    Ladder(Ladder),
    Sizes(Sizes),
    Image(Image),
    Compare(Compare),
    Walk(Walk),
    Quiz(Quiz),
    Transcript(Transcript),
    Processes(Processes),
    Simulator(Simulator),
    Dockerfile(Dockerfile),
    Said(Said),
}

/// A sentence or two. A writer types text with `code`, *emphasis* and facts; compiled, it is finished HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Phrase(pub String);

/// What the analyzer says about a sample, image by image. It comes alive in the browser.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    /// A name from `content/samples/samples.toml`.
    pub sample: String,
    /// The slug of the image that is picked at first; without it, the one that is advised.
    #[serde(default)]
    pub image: Option<String>,
    /// Plain text under the widget, as under a figure.
    pub caption: String,
}

/// Where will this start? Each rung is answered when the reader opens it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    pub sample: String,
    /// From the smallest to the largest.
    pub images: Vec<String>,
    pub question: Phrase,
}

/// Images and their sizes, as bars on one scale.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    pub images: Vec<String>,
    #[serde(default)]
    pub measure: Measure,
    pub caption: Phrase,
}

/// Which of an image's two sizes is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// What it takes on the disk.
    #[default]
    Unpacked,
    /// What is fetched, gzip-compressed.
    Download,
}

/// What is in an image: packages, libraries, users, size.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    pub image: String,
    pub caption: Phrase,
}

/// Two images side by side.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    pub left: String,
    pub right: String,
    pub caption: Phrase,
}

/// What the kernel and the loader do with a sample in an image, step by step.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walk {
    pub sample: String,
    pub image: String,
    pub caption: Phrase,
}

/// The Dockerfile that the generator writes for a sample and an image, with the reason of each line.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dockerfile {
    pub sample: String,
    pub image: String,
    pub caption: Phrase,
}

/// What the terminal shows for a sample in an image, in the words of each runtime.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub sample: String,
    pub image: String,
    pub caption: Phrase,
}

/// A question with one right answer. Each answer explains itself when it is chosen.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiz {
    pub question: Phrase,
    #[serde(rename = "choice")]
    pub choices: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub text: Phrase,
    #[serde(default)]
    pub right: bool,
    pub why: Phrase,
}

/// What was typed on a terminal, and what it answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Transcript {
    /// The day on which it was typed, `YYYY-MM-DD`.
    pub date: String,
    /// On what: "Debian 13, gcc 14.2".
    pub system: Phrase,
    /// Finished HTML, line by line.
    pub lines: String,
}

/// The processes of a container, moment by moment.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processes {
    #[serde(rename = "frame")]
    pub frames: Vec<Frame>,
    pub caption: Phrase,
}

/// A container whose processes the reader starts, ends and stops. Without a script it is its moments.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulator {
    /// What is switched on when the reader begins.
    #[serde(default)]
    pub on: Vec<Switch>,
    #[serde(rename = "frame")]
    pub frames: Vec<Frame>,
    pub caption: Phrase,
}

/// How the container is started, and what its program does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// An init stands in front of the program.
    Init,
    /// The program handles `SIGTERM`.
    Handles,
    /// It passes the signal on to the children that it started.
    Forwards,
    /// It waits for the children that it started.
    Waits,
    /// It needs more than ten seconds to finish.
    Slow,
}

impl Switch {
    /// As a fence and a page name it.
    pub fn name(self) -> &'static str {
        match self {
            Switch::Init => "init",
            Switch::Handles => "handles",
            Switch::Forwards => "forwards",
            Switch::Waits => "waits",
            Switch::Slow => "slow",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    pub title: Phrase,
    /// Parents before their children.
    #[serde(rename = "process")]
    pub processes: Vec<Process>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    pub pid: u32,
    /// The process in the same frame whose child it is; none for PID 1.
    #[serde(default)]
    pub parent: Option<u32>,
    pub name: String,
    #[serde(default)]
    pub state: State,
    #[serde(default)]
    pub note: Option<Phrase>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    #[default]
    Running,
    /// It has ended, and nobody has asked how.
    Zombie,
    /// It was ended by a signal.
    Killed,
    /// It ended by itself.
    Ended,
}
