//! An instruction, with the commands and the variables that rules ask for.

use std::ops::Range;

use parse_dockerfile as parser;
use parser::{HealthcheckArguments, Instruction};

use super::Document;
use crate::prepared::CLEARED;
use crate::shell::{self, Command, Word};

/// An instruction, with what rules ask of it.
#[derive(Debug)]
pub(crate) struct Step<'t> {
    pub instruction: Instruction<'t>,
    /// All of it, without the end of its last line.
    pub span: Range<usize>,
    /// Of `RUN`, and of `CMD`, `ENTRYPOINT` and `HEALTHCHECK` in shell form.
    pub commands: Vec<Command>,
    /// Of `ARG` and `ENV`.
    pub assignments: Vec<Assignment>,
}

/// `NAME` or `NAME=value` of an `ARG` or `ENV`.
#[derive(Debug)]
pub(crate) struct Assignment {
    pub name: String,
    pub value: Option<String>,
    pub span: Range<usize>,
}

impl<'t> Step<'t> {
    pub(super) fn of(instruction: Instruction<'t>, document: &Document<'t>) -> Self {
        let escape = document.escape;
        let keyword = keyword(&instruction);
        let mut least = keyword.end;
        let mut commands = Vec::new();
        let mut assignments = Vec::new();
        let mut take = |command: &parser::Command<'_>| {
            if let parser::Command::Shell(shell) = command {
                commands = shell::commands(shell.value, shell.span.start, escape);
            }
        };
        match &instruction {
            Instruction::Run(run) => {
                take(&run.arguments);
                for here in &run.here_docs {
                    // The line with the delimiter follows.
                    least = here.span.end.saturating_add(1);
                }
                if let [here] = run.here_docs.as_slice() {
                    let alone = commands.iter().all(|command| command.words.len() <= 1);
                    let is_script =
                        commands.iter().all(|one| matches!(one.name(), "sh" | "bash" | "ash" | ""));
                    if alone && is_script {
                        let script = document.text.get(here.span.clone()).unwrap_or_default();
                        commands = shell::commands(script, here.span.start, '\\');
                    }
                }
            }
            Instruction::Cmd(cmd) => take(&cmd.arguments),
            Instruction::Entrypoint(entrypoint) => take(&entrypoint.arguments),
            Instruction::Healthcheck(health) => {
                if let HealthcheckArguments::Cmd { arguments, .. } = &health.arguments {
                    take(arguments);
                }
            }
            Instruction::Copy(copy) => {
                for source in &copy.src {
                    if let parser::Source::HereDoc(here) = source {
                        least = here.span.end.saturating_add(1);
                    }
                }
            }
            Instruction::Arg(arg) => assignments = assigned(document, &arg.arguments.span, false),
            Instruction::Env(env) => assignments = assigned(document, &env.arguments.span, true),
            _ => {}
        }
        let span = keyword.start..document.end(keyword.start, least);
        if matches!(instruction, Instruction::Run(_)) {
            let is_script = commands.last().is_some_and(|one| matches!(one.name(), "sh" | "bash" | "ash"));
            let first = document.bodies.partition_point(|body| body.start < span.start);
            let own = document.bodies.iter().skip(first).take_while(|body| body.end <= span.end);
            for body in own.filter(|_| is_script) {
                // Without the line that ends it.
                let whole = document.text.get(body.clone()).unwrap_or_default();
                let script = whole.rsplit_once('\n').map_or("", |(script, _)| script);
                commands.extend(shell::commands(script, body.start, '\\'));
            }
        }
        Step { instruction, span, commands, assignments }
    }

    /// Whether it sets the entrypoint, to nothing perhaps.
    pub(crate) fn sets_entrypoint(&self, document: &Document<'_>) -> bool {
        // What the parser takes for an empty CMD.
        let keyword = || self.text(document).get(..CLEARED.len()).unwrap_or_default().to_uppercase();
        matches!(self.instruction, Instruction::Entrypoint(_)) || keyword() == "ENTRYPOINT"
    }

    /// The whole instruction, as it stands.
    pub(crate) fn text<'d>(&self, document: &Document<'d>) -> &'d str {
        document.text.get(self.span.clone()).unwrap_or_default()
    }
}

/// The words of an `ARG` or `ENV`. `ENV NAME some text` is the old form, one variable with all of the rest.
fn assigned(document: &Document<'_>, span: &Range<usize>, old_form: bool) -> Vec<Assignment> {
    let text = document.text.get(span.clone()).unwrap_or_default();
    let commands = shell::commands(text, span.start, document.escape);
    let words: Vec<Word> = commands.into_iter().flat_map(|command| command.words).collect();
    let one = |word: &Word| {
        let (name, value) = match word.text.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.text.as_str(), None),
        };
        Assignment { name: name.to_owned(), value, span: word.span.clone() }
    };
    match words.as_slice() {
        [name, rest @ ..] if old_form && !name.text.contains('=') && !rest.is_empty() => {
            let end = rest.last().map_or(name.span.end, |word| word.span.end);
            let value = rest.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
            vec![Assignment { name: name.text.clone(), value: Some(value), span: name.span.start..end }]
        }
        words => words.iter().map(one).collect(),
    }
}

fn keyword(instruction: &Instruction<'_>) -> Range<usize> {
    match instruction {
        Instruction::Add(one) => one.add.span.clone(),
        Instruction::Arg(one) => one.arg.span.clone(),
        Instruction::Cmd(one) => one.cmd.span.clone(),
        Instruction::Copy(one) => one.copy.span.clone(),
        Instruction::Entrypoint(one) => one.entrypoint.span.clone(),
        Instruction::Env(one) => one.env.span.clone(),
        Instruction::Expose(one) => one.expose.span.clone(),
        Instruction::From(one) => one.from.span.clone(),
        Instruction::Healthcheck(one) => one.healthcheck.span.clone(),
        Instruction::Label(one) => one.label.span.clone(),
        Instruction::Maintainer(one) => one.maintainer.span.clone(),
        Instruction::Onbuild(one) => one.onbuild.span.clone(),
        Instruction::Run(one) => one.run.span.clone(),
        Instruction::Shell(one) => one.shell.span.clone(),
        Instruction::Stopsignal(one) => one.stopsignal.span.clone(),
        Instruction::User(one) => one.user.span.clone(),
        Instruction::Volume(one) => one.volume.span.clone(),
        Instruction::Workdir(one) => one.workdir.span.clone(),
        _ => 0..0,
    }
}
