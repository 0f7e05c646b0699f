//! What an act at the terminal is done with: the desk, the time, and who may be asked for his PIN.

use office::views::Approver;
use office::views::operators::OperatorView;
use office::{Desk, Instant, acts};

use crate::answer::Failure;

/// What an act is done with.
pub struct Counter {
    /// The office's folder and who is signed in.
    pub desk: Desk,
    /// The machine's clock, or the training office's own.
    pub now: Instant,
}

impl Counter {
    /// Whether there is a ledger that can be opened.
    pub fn has_office(&mut self) -> Result<bool, Failure> {
        Ok(acts::start(&mut self.desk, (), self.now)?.office.is_some())
    }

    /// Everybody who may sign in.
    pub fn operators(&mut self) -> Result<Vec<OperatorView>, Failure> {
        Ok(acts::start(&mut self.desk, (), self.now)?.operators)
    }

    /// The one with this name, or the only one in this role. Refusal: `operator_unknown`.
    pub fn operator(&mut self, wanted: &str) -> Result<OperatorView, Failure> {
        let all = self.operators()?;
        the_one(all, wanted)
    }

    /// The second person who agrees: named on the line, PIN from `ZHANGFANG_SECOND_PIN`. Refusals: `operator_unknown`,
    /// `second_pin_missing`.
    pub fn approver(&mut self, second: Option<&str>) -> Result<Option<Approver>, Failure> {
        let Some(second) = second else { return Ok(None) };
        let operator_id = self.operator(second)?.id;
        let pin = secret("ZHANGFANG_SECOND_PIN")?.ok_or_else(|| {
            Failure::refusal(
                "second_pin_missing",
                "第二人还没有输入 PIN。请把他的 PIN 放进环境变量 ZHANGFANG_SECOND_PIN。",
            )
        })?;
        Ok(Some(Approver { operator_id, pin }))
    }
}

/// By name first, then by role. Refusal: `operator_unknown`.
pub fn the_one(all: Vec<OperatorView>, wanted: &str) -> Result<OperatorView, Failure> {
    let names: Vec<String> = all.iter().map(|o| o.name.clone()).collect();
    let named = all.iter().position(|o| o.name == wanted);
    let in_role: Vec<usize> =
        (0..all.len()).filter(|i| all[*i].role == wanted || all[*i].role_label == wanted).collect();
    let found = named.or(match in_role.as_slice() {
        [only] => Some(*only),
        _ => None,
    });
    found.and_then(|i| all.into_iter().nth(i)).ok_or_else(|| {
        Failure::refusal(
            "operator_unknown",
            format!("没有唯一对应“{wanted}”的操作员。现有操作员：{}。", names.join("、")),
        )
    })
}

/// A PIN from the environment, where other users of the machine do not see it. Refusal: `pin_unreadable`.
pub fn secret(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(pin) if pin.is_empty() => Ok(None),
        Ok(pin) => Ok(Some(pin)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Failure::refusal("pin_unreadable", format!("环境变量 {name} 不是文字。请重新设置。")))
        }
    }
}
