//! The Dockerfile of the chosen rung, its reasons as notes in the margin.

use analyzer::dockerfile::{Line, TokenKind};
use analyzer::report::DockerfileText;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::copying::{WHILE, copy, save_button, select};

#[derive(PartialEq, Properties)]
pub(super) struct DockerfileViewProps {
    /// From the sources.
    pub(super) dockerfile: DockerfileText,
    /// For who has the program already; absent when the other does the same.
    pub(super) prebuilt: Option<DockerfileText>,
    /// Whether the chosen image holds the program as it is.
    pub(super) holds: bool,
    pub(super) image_name: AttrValue,
    /// A radio group of this page.
    pub(super) group: AttrValue,
}

#[component]
pub(super) fn DockerfileView(props: &DockerfileViewProps) -> Html {
    let code = use_node_ref();
    let said = use_state(|| "");
    let copies = use_state(|| false);
    let shown = props.prebuilt.as_ref().filter(|_| *copies).unwrap_or(&props.dockerfile);
    let text = text(&shown.lines);
    let onclick = {
        let (said, text, code) = (said.clone(), text.clone(), code.clone());
        Callback::from(move |_: MouseEvent| {
            let (said, text, code) = (said.clone(), text.clone(), code.clone());
            spawn_local(async move {
                if copy(&text).await {
                    said.set("Copied");
                    Timeout::new(WHILE, move || said.set("")).forget();
                } else {
                    select(&code);
                    said.set("Selected: press Ctrl+C");
                }
            });
        })
    };
    html! {
        <section class="dockerfile" aria-label="Dockerfile">
            <header class="dockerfile-head">
                <h2>{ "Dockerfile" }</h2>
                <span class="dockerfile-for">{ "for " }{ &props.image_name }</span>
                <span class="dockerfile-do">
                    <span class="said" role="status">{ *said }</span>
                    <button type="button" class="button" {onclick}>{ "Copy" }</button>
                    { save_button(text, "Dockerfile", "text/plain", "Download") }
                </span>
            </header>
            if props.prebuilt.is_some() {
                { start_from(&props.group, &copies) }
            }
            if !props.holds {
                <p class="dockerfile-warning">{ "The program does not start in this image as it is: the error stands on its rung." }</p>
            }
            <ol class="instructions" ref={code} tabindex="0" aria-label="The Dockerfile, instruction by instruction">
                { for steps(&shown.lines).into_iter().map(step) }
            </ol>
        </section>
    }
}

/// Two ways to the same image: build the program in it, or bring it along.
fn start_from(group: &str, copies: &UseStateHandle<bool>) -> Html {
    let choice = |value: bool, name: &'static str| {
        let copies = copies.clone();
        let checked = *copies == value;
        let onchange = Callback::from(move |_: Event| copies.set(value));
        html! {
            <label><input type="radio" name={format!("{group}-from")} {checked} {onchange} /><span>{ name }</span></label>
        }
    };
    html! {
        <fieldset class="choice">
            <legend class="unseen">{ "Start from" }</legend>
            { choice(false, "Build from source") }
            { choice(true, "Copy the finished file") }
        </fieldset>
    }
}

/// The file as it is copied and saved.
fn text(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        for token in &line.tokens {
            text.push_str(&token.text);
        }
        text.push('\n');
    }
    text
}

/// Neighbouring lines that share their reason, so that a note stands once beside its instruction.
fn steps(lines: &[Line]) -> Vec<&[Line]> {
    lines.chunk_by(|a, b| a.reason == b.reason).collect()
}

fn step(lines: &[Line]) -> Html {
    let reason = lines.first().map(|line| line.reason.as_str()).unwrap_or_default();
    let code = lines.iter().map(|line| html! { <>{ for line.tokens.iter().map(token) }{ "\n" }</> });
    html! {
        <li class="step">
            <pre><code>{ for code }</code></pre>
            if !reason.is_empty() {
                <p class="note">{ reason }</p>
            }
        </li>
    }
}

fn token(token: &analyzer::dockerfile::Token) -> Html {
    let class = match token.kind {
        TokenKind::Keyword => "t-keyword",
        TokenKind::Flag => "t-flag",
        TokenKind::Image => "t-image",
        TokenKind::Text => "t-text",
        TokenKind::Comment => "t-comment",
        TokenKind::Plain => return html! { &token.text },
    };
    html! { <span {class}>{ &token.text }</span> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use analyzer::dockerfile::Token;

    fn line(text: &str, reason: &str) -> Line {
        Line { tokens: vec![Token { kind: TokenKind::Plain, text: text.to_owned() }], reason: reason.to_owned() }
    }

    #[test]
    fn lines_of_one_instruction_share_one_note() {
        let lines = [line("RUN a \\", "build"), line("    b", "build"), line("", ""), line("USER 1", "no root")];
        assert_eq!(steps(&lines).iter().map(|lines| lines.len()).collect::<Vec<_>>(), [2, 1, 1]);
    }

    #[test]
    fn what_is_copied_is_every_token_and_nothing_else() {
        assert_eq!(text(&[line("FROM scratch", "why"), line("USER 1", "")]), "FROM scratch\nUSER 1\n");
    }
}
