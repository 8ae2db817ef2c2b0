//! Commands timed in turns: other work on the machine then falls on all of them alike.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Done;

/// Wall-clock times of one command, one for each round.
pub(super) struct Times(Vec<Duration>);

impl Times {
    pub(super) fn median_ms(&self) -> f64 {
        median(self.0.iter().map(|time| time.as_secs_f64() * 1000.0).collect())
    }

    /// The median over the rounds of this command's time divided by the other's in the same round.
    pub(super) fn ratio(&self, other: &Times) -> f64 {
        median(
            self.0.iter().zip(&other.0).map(|(own, other)| own.as_secs_f64() / other.as_secs_f64()).collect(),
        )
    }
}

/// Runs all commands once without counting, then `rounds` times one after the other.
pub(super) fn take(commands: &mut [Command], rounds: usize) -> Done<Vec<Times>> {
    let mut times: Vec<Times> = commands.iter().map(|_| Times(Vec::with_capacity(rounds))).collect();
    for command in &mut *commands {
        once(command)?;
    }
    for _ in 0..rounds {
        for (command, times) in commands.iter_mut().zip(&mut times) {
            times.0.push(once(command)?);
        }
    }
    Ok(times)
}

fn once(command: &mut Command) -> Done<Duration> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    let taken = started.elapsed();
    if status.success() { Ok(taken) } else { Err(format!("{command:?} ended with {status}").into()) }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_taken_round_by_round() {
        let times =
            |milliseconds: &[u64]| Times(milliseconds.iter().copied().map(Duration::from_millis).collect());
        // The third round was slow for both: the ratio does not move.
        let (own, other) = (times(&[2, 2, 200]), times(&[1, 1, 100]));
        assert!((own.ratio(&other) - 2.0).abs() < 1e-9);
    }
}
