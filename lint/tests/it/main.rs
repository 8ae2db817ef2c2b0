//! The rules against Dockerfiles that somebody wrote, those that this project writes, and those that nobody means.

mod generated;
mod hostile;
mod real;

use lint::{Checked, Question};

/// The day of these tests.
const TODAY: &str = "2026-11-25";

fn check(name: &str, text: &str) -> Checked {
    lint::check(text, Question { today: TODAY, program: None })
        .unwrap_or_else(|error| panic!("{name}:{}:{}: {}", error.line, error.column, error.what))
}
