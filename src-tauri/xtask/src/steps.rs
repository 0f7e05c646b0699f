//! A list of named steps with their times, stopped by the first failure, summed up in a table.

use std::time::{Duration, Instant};

use crate::machine::{Failure, Tree};

/// One named piece of work.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Short and in ASCII, so that it can be typed after `--only`.
    pub name: &'static str,
    /// For the person who watches.
    pub title: &'static str,
    pub work: fn(&Tree) -> Result<(), Failure>,
}

#[derive(Debug)]
enum Outcome {
    Passed,
    Failed(Failure),
    NotRun,
}

/// Runs the steps in order and prints the table; the failure is that of the first step that failed, and says how to
/// run it alone: `command` with `--only` behind it.
pub fn run(tree: &Tree, command: &str, steps: &[Step], keep_going: bool) -> Result<(), Failure> {
    let began = Instant::now();
    let mut rows: Vec<(Step, Outcome, Duration)> = Vec::new();
    let mut failed = false;
    for (number, step) in steps.iter().enumerate() {
        if failed && !keep_going {
            rows.push((*step, Outcome::NotRun, Duration::ZERO));
            continue;
        }
        println!("\n━━ {}/{} {}（{}）", number + 1, steps.len(), step.title, step.name);
        let start = Instant::now();
        let outcome = match (step.work)(tree) {
            Ok(()) => Outcome::Passed,
            Err(failure) => {
                println!("✗ {failure}");
                failed = true;
                Outcome::Failed(failure)
            }
        };
        println!("── {} 用时 {}，累计 {}", step.name, clock(start.elapsed()), clock(began.elapsed()));
        rows.push((*step, outcome, start.elapsed()));
    }
    print!("\n{}", table(&rows));
    println!("合计 {}", clock(began.elapsed()));
    let first = rows.into_iter().find_map(|(step, outcome, _)| match outcome {
        Outcome::Failed(failure) => Some((step, failure)),
        Outcome::Passed | Outcome::NotRun => None,
    });
    match first {
        None => Ok(()),
        Some((step, failure)) => Err(Failure {
            message: format!("{}没有通过。只跑这一步：{command} --only {}", step.title, step.name),
            code: failure.code,
        }),
    }
}

fn table(rows: &[(Step, Outcome, Duration)]) -> String {
    rows.iter()
        .map(|(step, outcome, time)| {
            let (sign, time) = match outcome {
                Outcome::Passed => ("✓", clock(*time)),
                Outcome::Failed(_) => ("✗", clock(*time)),
                Outcome::NotRun => ("·", "未运行".to_owned()),
            };
            format!("{sign} {:<10} {time:>7}  {}\n", step.name, step.title)
        })
        .collect()
}

/// `3.4s` below a minute, `12m05s` above.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{seconds}.{}s", time.subsec_millis() / 100)
    } else {
        format!("{}m{:02}s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn good(_: &Tree) -> Result<(), Failure> {
        Ok(())
    }

    fn bad(_: &Tree) -> Result<(), Failure> {
        Err(Failure { message: "坏了".into(), code: 9 })
    }

    fn tree() -> Tree {
        Tree { root: PathBuf::from("/"), target: PathBuf::from("/") }
    }

    #[test]
    fn the_first_failure_names_its_step_and_keeps_its_code() {
        let steps = [
            Step { name: "one", title: "甲", work: good },
            Step { name: "two", title: "乙", work: bad },
            Step { name: "three", title: "丙", work: good },
        ];
        let failure = run(&tree(), "cargo xtask test", &steps, false).unwrap_err();
        assert_eq!(failure.code, 9);
        assert!(failure.message.contains("cargo xtask test --only two"), "{}", failure.message);
        assert_eq!(run(&tree(), "cargo xtask test", &steps, true).unwrap_err().code, 9);
        assert!(run(&tree(), "cargo xtask test", &steps[..1], false).is_ok());
    }

    #[test]
    fn steps_after_a_failure_are_shown_as_not_run() {
        let step = Step { name: "late", title: "后来的", work: good };
        assert_eq!(table(&[(step, Outcome::NotRun, Duration::ZERO)]), "· late           未运行  后来的\n");
    }

    #[test]
    fn times() {
        assert_eq!(clock(Duration::from_millis(3_450)), "3.4s");
        assert_eq!(clock(Duration::from_secs(725)), "12m05s");
    }
}
