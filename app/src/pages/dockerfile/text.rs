//! Lines with their reasons, as elements. `assets/generator.js` makes the same ones.

use analyzer::dockerfile::{Command, Line, Token, TokenKind};
use yew::prelude::*;

use crate::route::Page;
use crate::site::Site;

/// Neighbouring lines that share their reason make one step. `course` leads each to its lesson, where there is one.
pub(in crate::pages) fn steps(lines: &[Line], course: Option<&Site>) -> Html {
    let lesson = |line: &Line| {
        let (site, slug) = (course?, line.lesson.as_str());
        let is_there = site.content.course.lessons.iter().any(|lesson| lesson.slug == slug);
        is_there.then(|| site.links.to(&Page::Lesson(slug.to_owned())))
    };
    let steps = lines.chunk_by(|a, b| a.reason == b.reason);
    steps
        .map(|lines| {
            let reason = lines.first().map(|line| line.reason.as_str()).unwrap_or_default();
            html! {
                <li class="step">
                    <pre><code>
                        { for lines.iter().map(|line| html! { <>{ for line.tokens.iter().map(token) }{ "\n" }</> }) }
                    </code></pre>
                    if !reason.is_empty() {
                        <p class="note">
                            { reason }
                            if let Some(href) = lines.first().and_then(lesson) {
                                { " " }<a {href}>{ "Lesson" }</a>
                            }
                        </p>
                    }
                </li>
            }
        })
        .collect()
}

fn token(token: &Token) -> Html {
    let class = match token.kind {
        TokenKind::Keyword => "t-keyword",
        TokenKind::Flag => "t-flag",
        TokenKind::Image => "t-image",
        TokenKind::Text => "t-text",
        TokenKind::Comment => "t-comment",
        TokenKind::Plain => return html! { { &token.text } },
    };
    html! { <span {class}>{ &token.text }</span> }
}

pub(super) fn commands(commands: &[Command]) -> Html {
    html! {
        <>
            <h3>{ "On the command line" }</h3>
            <dl class="commands">
                { for commands.iter().map(|command| html! {
                    <div><dt><code>{ &command.line }</code></dt><dd>{ &command.reason }</dd></div>
                }) }
            </dl>
        </>
    }
}
