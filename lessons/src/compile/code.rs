//! Fenced code → HTML with a few classes: prompts and commands, Dockerfile instructions, comments.
//!
//! Lessons show a dozen lines at a time. A grammar for each language would cost every builder of the
//! site a C compiler, and the reader would gain some colour.

use pulldown_cmark::{Event, html as markdown};

const LANGUAGES: &[&str] = &["console", "dockerfile", "text", "c", "go", "rust", "toml", "diff"];

/// Whether a fence may be marked `language`; if not, what may be written instead.
pub(super) fn check(language: &str) -> Result<(), String> {
    if LANGUAGES.contains(&language) {
        return Ok(());
    }
    Err(format!(
        "fence of kind `{language}`; {}",
        super::error::allowed(LANGUAGES.iter().copied().chain(["widget NAME"]))
    ))
}

/// Lines of code as HTML, without the element around them.
pub(super) fn html(language: &str, text: &str) -> String {
    let mut html = String::new();
    for line in text.lines() {
        for (class, span) in spans(language, line) {
            if class.is_empty() {
                html.push_str(&escaped(span));
            } else {
                html.push_str(&["<span class=\"", class, "\">", &escaped(span), "</span>"].concat());
            }
        }
        html.push('\n');
    }
    html
}

/// Inline code as HTML, without the element around it.
pub(super) fn inline(code: &str) -> String {
    let parts: Vec<String> = breakable(code).into_iter().map(escaped).collect();
    parts.join("<wbr>")
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    markdown::push_html(&mut html, std::iter::once(Event::Text(text.into())));
    html
}

/// One line as spans of (class, text); an empty class is plain text.
fn spans<'a>(language: &str, line: &'a str) -> Vec<(&'static str, &'a str)> {
    match language {
        "console" => match line.split_at_checked(2) {
            Some((prompt @ ("$ " | "# "), command)) => vec![("hl-prompt", prompt), ("hl-command", command)],
            _ => vec![("hl-output", line)],
        },
        "diff" if line.starts_with('-') => vec![("hl-removed", line)],
        "diff" if line.starts_with('+') => vec![("hl-added", line)],
        "dockerfile" if line.starts_with('#') => vec![("hl-comment", line)],
        "dockerfile" => match line.find(' ') {
            Some(end) if end > 0 && line[..end].bytes().all(|byte| byte.is_ascii_uppercase()) => {
                vec![("hl-instruction", &line[..end]), ("", &line[end..])]
            }
            _ => vec![("", line)],
        },
        _ => vec![("", line)],
    }
}

/// The parts of inline code between which a line may break: paths and image references are long, and break
/// behind a slash or before a tag; names with a namespace break behind it.
fn breakable(code: &str) -> Vec<&str> {
    let within = |place: usize, sign: &str| {
        code[..place].ends_with(char::is_alphanumeric)
            && code[place + sign.len()..].starts_with(char::is_alphanumeric)
    };
    let signs = ["/", ":", "::"].into_iter().flat_map(|sign| code.match_indices(sign));
    let mut ends: Vec<usize> = signs
        .filter(|(place, sign)| within(*place, sign))
        .map(|(place, sign)| if sign == ":" { place } else { place + sign.len() })
        .collect();
    ends.sort_unstable();
    let mut parts = Vec::new();
    let mut start = 0;
    for end in ends {
        parts.push(&code[start..end]);
        start = end;
    }
    parts.push(&code[start..]);
    parts
}
