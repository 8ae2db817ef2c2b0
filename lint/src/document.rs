//! A Dockerfile as stages: what each begins with, what it does, and which stages it takes from.

mod step;

use std::ops::Range;

use parse_dockerfile as parser;
use parser::{FromInstruction, Instruction};

use crate::Unreadable;
use crate::image::Image;
use crate::prepared::Prepared;
use crate::variable;

pub(crate) use step::{Assignment, Step};

/// More than this is no Dockerfile that somebody wrote.
const LONGEST: usize = 1 << 20;
const STAGES: usize = 1000;
const INSTRUCTIONS: usize = 20_000;
/// Stages upon stages that are looked through.
const DEPTH: usize = 64;
/// Variables in the values of variables, and so on.
const NESTED: usize = 8;

#[derive(Debug)]
pub(crate) struct Document<'t> {
    /// As it was written.
    pub text: &'t str,
    /// Here-documents that the parser does not see.
    bodies: &'t [Range<usize>],
    /// What continues a line.
    pub escape: char,
    /// `ARG` before the first stage.
    pub globals: Vec<Assignment>,
    pub stages: Vec<Stage<'t>>,
}

/// From one `FROM` to the next.
#[derive(Debug)]
pub(crate) struct Stage<'t> {
    pub place: usize,
    pub from: FromInstruction<'t>,
    pub name: Option<String>,
    pub base: Base,
    /// The stage among its ancestors, itself included, that begins with an image.
    pub root: usize,
    pub steps: Vec<Step<'t>>,
}

/// What a stage begins with.
#[derive(Debug)]
pub(crate) enum Base {
    Stage(usize),
    Image(Box<Image>),
    /// Its name has a variable without a value.
    Unknown,
}

impl<'t> Document<'t> {
    /// Takes a text apart.
    pub(crate) fn read(prepared: &'t Prepared<'t>) -> Result<Self, Unreadable> {
        let text = prepared.written;
        if text.len() > LONGEST {
            return Err(Unreadable::at(1, 1, &format!("it has more than {LONGEST} bytes")));
        }
        let wrong = |error: parser::Error| {
            let what = error.to_string();
            // The place is told beside it.
            let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
            Unreadable::at(error.line(), error.column(), what)
        };
        let (escape, bodies) = (prepared.escape, prepared.bodies.as_slice());
        let mut document = Document { text, bodies, escape, globals: Vec::new(), stages: Vec::new() };
        for (count, instruction) in parser::parse_iter(&prepared.text).map_err(wrong)?.enumerate() {
            let instruction = instruction.map_err(wrong)?;
            if count >= INSTRUCTIONS || document.stages.len() >= STAGES {
                let most = format!("it has more than {STAGES} stages or {INSTRUCTIONS} instructions");
                return Err(Unreadable::at(1, 1, &most));
            }
            document.add(instruction);
        }
        Ok(document)
    }

    fn add(&mut self, instruction: Instruction<'t>) {
        let instruction = match instruction {
            Instruction::From(from) => return self.begin(from),
            other => other,
        };
        let step = Step::of(instruction, self);
        match self.stages.last_mut() {
            Some(stage) => stage.steps.push(step),
            None => {
                for one in step.assignments {
                    let value = one.value.as_deref().and_then(|value| self.global_text(value));
                    self.globals.push(Assignment { value, ..one });
                }
            }
        }
    }

    fn begin(&mut self, from: FromInstruction<'t>) {
        let place = self.stages.len();
        let base = match self.global_text(&from.image.value) {
            None => Base::Unknown,
            Some(reference) => match self.named(&reference) {
                Some(stage) => Base::Stage(stage),
                None => Base::Image(Box::new(Image::of(&reference))),
            },
        };
        let root = match base {
            Base::Stage(parent) => self.stages.get(parent).map_or(place, |parent| parent.root),
            _ => place,
        };
        let name = from.as_.as_ref().map(|(_, name)| name.value.to_lowercase());
        self.stages.push(Stage { place, from, name, base, root, steps: Vec::new() });
    }

    /// A text before the first stage with its variables replaced. BuildKit does so line by line, in the defaults of
    /// arguments too (`buildMetaArgs`); what it sets by itself, as TARGETARCH, is not known here.
    fn global_text(&self, text: &str) -> Option<String> {
        let value = |name: &str| {
            let mut named = self.globals.iter().rev().filter(|one| one.name == name);
            named.find_map(|one| one.value.as_deref())
        };
        variable::expand(text, &value)
    }

    /// The newest stage of a name; names have no case.
    fn named(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.stages.iter().rposition(|stage| stage.name.as_ref() == Some(&name))
    }

    /// What `--from=` of a stage means: a stage by name or number, as far as it stands before this one.
    pub(crate) fn source(&self, stage: &Stage<'_>, from: &str) -> Option<&Stage<'t>> {
        let name = from.to_lowercase();
        let before = self.stages.get(..stage.place).unwrap_or_default();
        let named = before.iter().rfind(|stage| stage.name.as_ref() == Some(&name));
        named.or_else(|| before.get(from.parse::<usize>().ok()?))
    }

    /// Whether the final image is built upon a stage.
    pub(crate) fn is_shipped(&self, stage: &Stage<'_>) -> bool {
        self.last().is_some_and(|last| self.lineage(last).any(|one| one.place == stage.place))
    }

    /// The stage and those it is built on, itself first.
    pub(crate) fn lineage<'d>(
        &'d self,
        stage: &Stage<'_>,
    ) -> impl Iterator<Item = &'d Stage<'t>> + use<'d, 't> {
        let parent = |stage: &&'d Stage<'t>| match stage.base {
            Base::Stage(parent) => self.stages.get(parent),
            _ => None,
        };
        std::iter::successors(self.stages.get(stage.place), parent).take(DEPTH)
    }

    /// The image that all of a stage begins with.
    pub(crate) fn image(&self, stage: &Stage<'_>) -> Option<&Image> {
        match &self.stages.get(stage.root)?.base {
            Base::Image(image) => Some(image),
            _ => None,
        }
    }

    /// Everything done from the image up to the end of a stage, in order.
    pub(crate) fn history<'d>(&'d self, stage: &Stage<'_>) -> Vec<&'d Step<'t>> {
        let mut stages: Vec<&Stage<'t>> = self.lineage(stage).collect();
        stages.reverse();
        stages.into_iter().flat_map(|stage| &stage.steps).collect()
    }

    /// Where the first step stands, from the image on, of which something holds; behind everything when it holds of none.
    /// What comes first in the text is done first, so places can be compared.
    pub(crate) fn first(&self, stage: &Stage<'_>, holds: impl Fn(&Step<'t>) -> bool) -> usize {
        let steps = self.history(stage).into_iter();
        steps.filter(|step| holds(step)).map(|step| step.span.start).min().unwrap_or(usize::MAX)
    }

    /// The value of a variable at the end of a stage, from its own `ENV` and `ARG` and the global ones it asks for.
    pub(crate) fn value(&self, stage: &Stage<'_>, name: &str) -> Option<&str> {
        let assigned = self.lineage(stage).flat_map(|stage| stage.steps.iter().rev());
        let mut assigned = assigned.flat_map(|step| step.assignments.iter().rev());
        let own = assigned.find(|one| one.name == name)?;
        let global = || self.globals.iter().rev().find(|one| one.name == name)?.value.as_deref();
        own.value.as_deref().or_else(global)
    }

    /// A word of an instruction with the stage's variables replaced, and those in their values.
    pub(crate) fn expanded(&self, stage: &Stage<'_>, text: &str) -> Option<String> {
        let replaced = |text: &str| variable::expand(text, &|name| self.value(stage, name));
        let mut expanded = replaced(text)?;
        for _ in 0..NESTED {
            if !expanded.contains('$') {
                return Some(expanded);
            }
            expanded = replaced(&expanded)?;
        }
        None
    }

    /// The stage that is built when no other is asked for.
    pub(crate) fn last(&self) -> Option<&Stage<'t>> {
        self.stages.last()
    }

    /// Where an instruction ends that begins at `start`: lines are continued, here-documents belong to it.
    fn end(&self, start: usize, least: usize) -> usize {
        let mut at = start;
        let mut end = start;
        let rest = self.text.get(start..).unwrap_or_default();
        let mut continues = true;
        for line in rest.split_inclusive('\n') {
            let content = line.trim();
            let is_between = at > start && (content.is_empty() || content.starts_with('#'));
            if !is_between {
                if !continues && at >= least {
                    break;
                }
                end = at.saturating_add(line.trim_end().len());
                continues = line.trim_end().ends_with(self.escape);
            }
            at = at.saturating_add(line.len());
        }
        let end = end.max(least);
        let next = self
            .text
            .get(end..)
            .and_then(|rest| rest.find('\n'))
            .map(|line| end.saturating_add(line).saturating_add(1));
        self.body(next).map_or(end, |body| body.end)
    }

    /// The here-document that begins at a place.
    fn body(&self, start: Option<usize>) -> Option<&Range<usize>> {
        let start = start?;
        self.bodies.get(self.bodies.binary_search_by_key(&start, |body| body.start).ok()?)
    }
}

impl Stage<'_> {
    /// What to say first of an image that variables name: they may be set to others.
    pub(crate) fn by_default(&self, image: &Image) -> String {
        if self.from.image.value == image.reference {
            return String::new();
        }
        format!("By the defaults of its variables this is {}. ", crate::shown(&image.reference))
    }

    /// Where `FROM` and what follows it stands.
    pub(crate) fn opening(&self) -> Range<usize> {
        let end = self.from.as_.as_ref().map_or(self.from.image.span.end, |(_, name)| name.span.end);
        self.from.from.span.start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::Command;

    fn read<'t>(prepared: &'t Prepared<'t>) -> Document<'t> {
        Document::read(prepared).unwrap_or_else(|error| panic!("{error:?}"))
    }

    #[test]
    fn stages_are_resolved() {
        let text = "ARG V=1.27\nFROM golang:${V}-trixie AS Build\nFROM build AS test\nFROM $X\nFROM scratch\n\
                    COPY --from=0 /a /a\nCOPY --from=BUILD /a /a\n";
        let prepared = Prepared::of(text);
        let document = read(&prepared);
        let [build, test, unknown, last] = document.stages.as_slice() else { panic!("{document:?}") };
        assert_eq!(document.image(test).map(|image| image.reference.as_str()), Some("golang:1.27-trixie"));
        assert!(matches!(unknown.base, Base::Unknown) && document.image(unknown).is_none());
        let source = |from| document.source(last, from).map(|stage| stage.place);
        assert_eq!(
            (source("0"), source("BUILD"), source("9"), source("alpine")),
            (Some(0), Some(0), None, None)
        );
        assert_eq!(document.lineage(test).map(|stage| stage.place).collect::<Vec<_>>(), [1, build.place]);
    }

    #[test]
    fn an_instruction_ends_where_its_lines_do() {
        let text = "FROM a\nRUN a \\\n # c\n\n  b\n# d\nRUN <<EOF\nx\nEOF\nCMD [\"a\", \\\n \"b\"]  \n";
        let prepared = Prepared::of(text);
        let document = read(&prepared);
        let steps = document.stages.first().map(|stage| stage.steps.as_slice()).unwrap_or_default();
        let texts: Vec<&str> = steps.iter().map(|step| step.text(&document)).collect();
        assert_eq!(texts, ["RUN a \\\n # c\n\n  b", "RUN <<EOF\nx\nEOF", "CMD [\"a\", \\\n \"b\"]"]);
        let names =
            |step: &Step<'_>| step.commands.iter().map(|one| one.name().to_owned()).collect::<Vec<_>>();
        assert_eq!(steps.iter().map(names).collect::<Vec<_>>(), [vec!["a"], vec!["x"], vec![]]);
    }

    #[test]
    fn variables_have_values() {
        let text = "ARG A=1\nFROM a\nARG A\nARG B=2 C\nENV D=$B E=\"x y\"\nENV OLD a b\n";
        let prepared = Prepared::of(text);
        let document = read(&prepared);
        let stage = document.last().expect("there is one");
        let value = |name| document.value(stage, name);
        assert_eq!((value("A"), value("B"), value("C"), value("X")), (Some("1"), Some("2"), None, None));
        assert_eq!((value("E"), value("OLD")), (Some("x y"), Some("a b")));
    }

    #[test]
    fn variables_stand_in_the_values_of_variables() {
        let text = "ARG V=13\nARG TAG=$V-slim\nARG FLAVOR=${TARGETARCH}\nFROM debian:${TAG}\nARG V\nARG A=/opt/$V\n\
                    ENV B=$A/b LOOP=$LOOP:x\nFROM ${FLAVOR}\n";
        let prepared = Prepared::of(text);
        let document = read(&prepared);
        let [first, second] = document.stages.as_slice() else { panic!("{document:?}") };
        assert_eq!(document.image(first).map(|image| image.reference.as_str()), Some("debian:13-slim"));
        assert!(matches!(second.base, Base::Unknown), "nobody knows the platform here");
        assert_eq!(document.expanded(first, "$B/c"), Some("/opt/13/b/c".to_owned()));
        assert_eq!(document.expanded(first, "$LOOP"), None);
    }

    #[test]
    fn another_character_continues_lines_where_a_directive_says_so() {
        let text = "# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN dir C:\\ `\n && x\n";
        let prepared = Prepared::of(text);
        let document = read(&prepared);
        let step = &document.stages[0].steps[0];
        assert_eq!(step.commands.len(), 2, "{step:?}");
        assert_eq!(step.commands[0].words[1].text, "C:\\");
    }

    #[test]
    fn an_entrypoint_may_be_taken_away() {
        let prepared = Prepared::of("FROM a\n  entrypoint [ ]\nCMD [\"b\"]\n");
        let document = read(&prepared);
        let sets: Vec<bool> =
            document.stages[0].steps.iter().map(|step| step.sets_entrypoint(&document)).collect();
        assert_eq!(sets, [true, false]);
    }

    #[test]
    fn a_here_document_may_stand_behind_a_command() {
        let text = "FROM a\nRUN bash -e <<'EOF' \\\n  >log\napk add b\nCMD c\nEOF\nUSER 1\n";
        let prepared = Prepared::of(text);
        let document = read(&prepared);
        let [run, user] = document.stages[0].steps.as_slice() else { panic!("{document:?}") };
        assert!(run.text(&document).ends_with("CMD c\nEOF"), "{}", run.text(&document));
        assert_eq!(user.text(&document), "USER 1");
        assert_eq!(run.commands.iter().map(Command::name).collect::<Vec<_>>(), ["bash", "apk", "CMD"]);
    }

    #[test]
    fn what_is_too_much_is_refused() {
        let refused = |text: &str| Document::read(&Prepared::of(text)).expect_err("it is refused");
        refused(&"FROM a\n".repeat(10_000));
        refused(&format!("FROM a\nRUN {}", "x".repeat(LONGEST)));
        let error = refused("FROM a\nFRUM b\n");
        assert_eq!((error.line, error.what.as_str()), (2, "unknown instruction 'FRUM'"));
    }
}
