//! How text looks on a terminal: colour only there, and only when nobody objects.

use std::env;
use std::io::{self, IsTerminal, Write};

/// The three signals, and the two weights.
#[derive(Clone, Copy)]
pub(crate) enum Style {
    Holds,
    Caveat,
    Breaks,
    Strong,
    Faint,
}

/// Writes to standard output. A reader that has gone away (`| head`) is no error of ours.
pub(crate) fn print(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Paints or not, decided once.
pub(crate) struct Painter(bool);

impl Painter {
    pub(crate) fn for_stdout() -> Self {
        let objects = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        Painter(io::stdout().is_terminal() && !objects && !dumb)
    }

    pub(crate) fn paint(&self, style: Style, text: &str) -> String {
        let code = match style {
            Style::Holds => "32",
            Style::Caveat => "33",
            Style::Breaks => "31",
            Style::Strong => "1",
            Style::Faint => "2",
        };
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Bytes for people, in the decimal units that registries and Docker print.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    let mut value = bytes as f64;
    let mut unit = "B";
    for larger in UNITS {
        if value < 999.5 {
            break;
        }
        value /= 1000.0;
        unit = larger;
    }
    if unit == "B" || value >= 99.95 { format!("{value:.0} {unit}") } else { format!("{value:.1} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_two_or_three_figures() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(999), "999 B");
        assert_eq!(size(2_370_221), "2.4 MB");
        assert_eq!(size(99_960_000), "100 MB");
    }
}
