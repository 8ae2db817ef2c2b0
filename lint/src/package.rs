//! Packages that `RUN` lines install.

use std::ops::Range;

use crate::document::Step;
use crate::image::Manager;
use crate::shell::{Command, Word};

/// A package that is asked for.
pub(crate) struct Package<'s> {
    /// Without version and architecture.
    pub name: &'s str,
    pub span: Range<usize>,
}

/// One `apt-get install` or `apk add`.
pub(crate) struct Install<'s> {
    pub manager: Manager,
    pub packages: Vec<Package<'s>>,
    /// Some of its words come from elsewhere: a variable, a file.
    pub is_open: bool,
    /// `--no-install-recommends`.
    pub bare: bool,
    pub conditional: bool,
}

/// What a step installs.
pub(crate) fn installs<'s>(step: &'s Step<'_>) -> impl Iterator<Item = Install<'s>> {
    let bare = step.commands.iter().any(|one| one.mentions("Install-Recommends") && one.mentions("false"));
    step.commands.iter().filter_map(move |command| install(command, bare))
}

/// Which manager a command calls.
pub(crate) fn called(command: &Command) -> Option<Manager> {
    match command.name() {
        "apt-get" | "apt" | "aptitude" => Some(Manager::Apt),
        "apk" => Some(Manager::Apk),
        _ => None,
    }
}

fn install(command: &Command, bare: bool) -> Option<Install<'_>> {
    let manager = called(command)?;
    let mut arguments = command.arguments().iter();
    let verb = match manager {
        Manager::Apt => "install",
        Manager::Apk => "add",
    };
    let before: Vec<&Word> = arguments.by_ref().take_while(|word| word.text != verb).collect();
    // Words before it are options, as in `apk --no-cache add`.
    let is_install = command.arguments().iter().any(|word| word.text == verb);
    if !is_install
        || before.iter().any(|word| word.text == "update" || word.text == "del" || word.text == "remove")
    {
        return None;
    }
    let mut packages = Vec::new();
    let mut is_open = false;
    let mut has_value = false;
    for word in arguments {
        if std::mem::take(&mut has_value) {
            continue;
        }
        match word.text.as_str() {
            // Options whose value is a word of its own.
            "-t" | "--virtual" | "--repository" | "-X" | "--target-release" | "-o" | "-c" | "-p"
            | "--root" => has_value = true,
            option if option.starts_with('-') => {}
            "" => {}
            text if text.contains(['$', '`', '*', '/']) => is_open = true,
            // A virtual package of apk, and what is meant by no package.
            text if text.starts_with(['.', '!']) => {}
            text => {
                let name = text.split(['=', '<', '>', '~', ':', '@']).next().unwrap_or_default();
                packages.push(Package { name, span: word.span.clone() });
            }
        }
    }
    let bare = bare
        || command.words.iter().any(|word| {
            word.text == "--no-install-recommends" || word.text.contains("Install-Recommends=false")
        });
    Some(Install { manager, packages, is_open, bare, conditional: command.conditional })
}

/// Whether one of these packages is installed for certain or perhaps: where a variable or a file says what, it may be.
pub(crate) fn may_install(history: &[&Step<'_>], names: &[&str]) -> bool {
    history.iter().any(|step| {
        let mut installs = installs(step);
        installs.any(|one| one.is_open || one.packages.iter().any(|package| names.contains(&package.name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn packages_are_what_is_no_option() {
        let text = "FROM a\nRUN apt-get -y -o X=y install --no-install-recommends curl=7.* libssl3:amd64 \"$MORE\"\n\
                    RUN apk add --no-cache --virtual .build gcc 'musl-dev>1' && apk del gcc\n";
        let prepared = crate::prepared::Prepared::of(text);
        let document = Document::read(&prepared).expect("it is one");
        let steps = &document.stages[0].steps;
        let names = |step: &Step<'_>| {
            let all: Vec<Vec<String>> = installs(step)
                .map(|one| one.packages.iter().map(|package| package.name.to_owned()).collect())
                .collect();
            all
        };
        assert_eq!(names(&steps[0]), [["libssl3"]]);
        assert_eq!(names(&steps[1]), [["gcc", "musl-dev"]]);
        let first = installs(&steps[0]).next().expect("there is one");
        assert!(first.bare && first.is_open && first.manager == Manager::Apt);
        assert!(may_install(&[&steps[0]], &["git"]), "a variable may name anything");
        assert!(!may_install(&[&steps[1]], &["git"]));
    }
}
