//! The Dockerfile of the chosen rung, its reasons as notes in the margin.

use analyzer::dockerfile::{Line, Token, TokenKind};
use analyzer::report::Answer;
use yew::html::Scope;
use yew::prelude::*;

use super::controls::{button, radio};
use super::live::Live;
use crate::event::Event;
use crate::markup::{container, container_with, element, fixed, nothing, paragraph, with, words};
use crate::session::Session;
use crate::view;

pub(super) fn dockerfile_view(
    answer: &Answer,
    chosen: Option<usize>,
    session: &Session,
    link: &Scope<Live>,
    root: &str,
) -> Html {
    let parts = chosen
        .and_then(|place| Some((answer.report.images.get(place)?, answer.dockerfiles.get(place)?, place)));
    let Some((image, dockerfile, place)) = parts else { return nothing() };
    let prebuilt = answer.prebuilt.get(place).filter(|prebuilt| prebuilt.lines != dockerfile.lines);
    let shown = prebuilt.filter(|_| session.prebuilt).unwrap_or(dockerfile);
    let mut parts = vec![head(
        view::short_reference(image),
        &[root, "dockerfile/#", &shown.choices].concat(),
        &session.said,
    )];
    if prebuilt.is_some() {
        parts.push(start_from(session.prebuilt, link));
    }
    if image.outcome == "fails" {
        parts.push(element(
            "div",
            "dockerfile-warning",
            [paragraph("The program does not start in this image as it is: the error stands on its rung.")],
        ));
    }
    let keys = &["class", "tabindex", "aria-label"];
    let values = &["instructions", "0", "The Dockerfile, instruction by instruction"];
    parts.push(container_with("ol", keys, values, steps(&shown.lines).into_iter().map(step).collect()));
    container("section", "dockerfile", parts)
}

/// `way` leads to the generator, which takes its choices from the address; the file stays behind.
fn head(image: &str, way: &str, said: &str) -> Html {
    let title = vec![
        element("h2", "", [fixed("Dockerfile")]),
        element("p", "dockerfile-for", [fixed("for "), words(image)]),
    ];
    let actions = vec![
        with("span", &["class", "role"], &["said", "status"], [words(said)]),
        button("button", "Copy", "copy"),
        button("quiet", "Download", "save"),
        with("a", &["class", "href"], &["button quiet", way], [fixed("Adapt it")]),
    ];
    let parts = vec![container("div", "dockerfile-title", title), container("div", "dockerfile-do", actions)];
    container("div", "dockerfile-head", parts)
}

/// Two ways to the same image: build the program in it, or bring it along.
fn start_from(prebuilt: bool, link: &Scope<Live>) -> Html {
    let choice = |value: bool, name: &'static str| {
        let onchange = link.callback(move |_: yew::Event| Event::Prebuilt(value));
        let button = radio("start-from", name, "", prebuilt == value, onchange);
        element("label", "", [button, element("span", "", [fixed(name)])])
    };
    let legend = element("legend", "unseen", [fixed("Start from")]);
    let choices = vec![legend, choice(false, "Build from source"), choice(true, "Copy the finished file")];
    container("fieldset", "choice", choices)
}

/// Neighbouring lines that share their reason, so that a note stands once beside its instruction.
fn steps(lines: &[Line]) -> Vec<&[Line]> {
    lines.chunk_by(|a, b| a.reason == b.reason).collect()
}

/// What is copied and saved is the text of these elements, every token and nothing else.
fn step(lines: &[Line]) -> Html {
    let mut code = Vec::new();
    for line in lines {
        code.extend(line.tokens.iter().map(token));
        code.push(fixed("\n"));
    }
    let mut parts = vec![element("pre", "", [container("code", "", code)])];
    let reason = lines.first().map(|line| line.reason.as_str()).unwrap_or_default();
    if !reason.is_empty() {
        parts.push(element("p", "note", [words(reason)]));
    }
    container("li", "step", parts)
}

fn token(token: &Token) -> Html {
    let class = match token.kind {
        TokenKind::Keyword => "t-keyword",
        TokenKind::Flag => "t-flag",
        TokenKind::Image => "t-image",
        TokenKind::Text => "t-text",
        TokenKind::Comment => "t-comment",
        TokenKind::Plain => return words(&token.text),
    };
    element("span", class, [words(&token.text)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, reason: &str) -> Line {
        Line {
            tokens: vec![Token { kind: TokenKind::Plain, text: text.to_owned() }],
            reason: reason.to_owned(),
            lesson: String::new(),
        }
    }

    #[test]
    fn lines_of_one_instruction_share_one_note() {
        let lines =
            [line("RUN a \\", "build"), line("    b", "build"), line("", ""), line("USER 1", "no root")];
        assert_eq!(steps(&lines).iter().map(|lines| lines.len()).collect::<Vec<_>>(), [2, 1, 1]);
    }
}
