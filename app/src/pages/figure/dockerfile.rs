//! The Dockerfile that the generator writes, each instruction with its reason.

use analyzer::dockerfile::{Line, Token, TokenKind};
use lessons::Dockerfile;
use yew::prelude::*;

use super::caption;
use crate::site::Site;

pub(super) fn figure(site: &Site, asked: &Dockerfile) -> Option<Html> {
    let sample = site.content.sample(&asked.sample)?;
    let (image, _) = site.content.image(&asked.image)?;
    let text = sample.answer.dockerfiles.iter().find(|text| text.image == image.reference)?;
    // Neighbouring lines that share their reason are one step.
    let steps = text.lines.chunk_by(|a, b| a.reason == b.reason).map(step);
    Some(html! {
        <figure class="figure dockerfile">
            <ol class="instructions">{ for steps }</ol>
            { caption(&asked.caption) }
        </figure>
    })
}

fn step(lines: &[Line]) -> Html {
    let reason = lines.first().map(|line| line.reason.clone()).unwrap_or_default();
    let lines = lines.iter().map(|line| html! { <>{ for line.tokens.iter().map(token) }{ "\n" }</> });
    html! {
        <li class="step">
            <pre><code>{ for lines }</code></pre>
            if !reason.is_empty() {
                <p class="note">{ reason }</p>
            }
        </li>
    }
}

fn token(token: &Token) -> Html {
    let class = match token.kind {
        TokenKind::Keyword => "t-keyword",
        TokenKind::Flag => "t-flag",
        TokenKind::Image => "t-image",
        TokenKind::Text => "t-text",
        TokenKind::Comment => "t-comment",
        TokenKind::Plain => return html! { { token.text.clone() } },
    };
    html! { <span {class}>{ token.text.clone() }</span> }
}
