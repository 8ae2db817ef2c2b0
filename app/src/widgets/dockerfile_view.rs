//! The Dockerfile of the chosen rung, its reasons as notes in the margin.

use analyzer::dockerfile::{Line, TokenKind};
use analyzer::report::DockerfileText;
use yew::prelude::*;

use super::copying::{CopyButton, SaveButton};

#[derive(PartialEq, Properties)]
pub(super) struct DockerfileViewProps {
    pub(super) dockerfile: DockerfileText,
    /// Whether the chosen image holds the program as it is.
    pub(super) holds: bool,
    pub(super) image_name: AttrValue,
}

#[component]
pub(super) fn DockerfileView(props: &DockerfileViewProps) -> Html {
    let code = use_node_ref();
    let text = text(&props.dockerfile.lines);
    html! {
        <section class="dockerfile" aria-label="Dockerfile">
            <header class="dockerfile-head">
                <h2>{ "Dockerfile" }</h2>
                <span class="dockerfile-for">{ "for " }{ &props.image_name }</span>
                <span class="dockerfile-do">
                    <CopyButton text={text.clone()} shown={code.clone()} />
                    <SaveButton {text} file_name="Dockerfile" media="text/plain" label="Download" />
                </span>
            </header>
            if !props.holds {
                <p class="dockerfile-warning">{ "The program does not start in this image as it is: the error stands on its rung." }</p>
            }
            <ol class="instructions" ref={code} tabindex="0" aria-label="The Dockerfile, instruction by instruction">
                { for steps(&props.dockerfile.lines).into_iter().map(step) }
            </ol>
        </section>
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
