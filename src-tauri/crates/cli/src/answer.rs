//! What a command answers: JSON for programs, text for people, an exit code for both.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::{Value, json};

/// What an act gave, in both forms.
#[derive(Debug)]
pub struct Answer {
    /// With amounts as integers of 分.
    pub json: Value,
    /// Ends with a newline unless empty.
    pub text: String,
    /// What went wrong beside the act (a paper that could not be made), for people.
    pub warning: Option<String>,
}

impl Answer {
    /// A view as it is, and its text.
    pub fn of(view: &impl Serialize, text: impl Into<String>) -> Result<Self, Failure> {
        Ok(Self { json: as_json(view)?, text: text.into(), warning: None })
    }
}

/// A view as JSON. A fault if it has none, which would be a bug of the view.
pub fn as_json(view: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(view).map_err(|e| Failure::Fault(e.to_string()))
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// Exit 2.
    Refusal {
        /// Stable, `snake_case`.
        code: String,
        /// What happened, what to do.
        message: String,
        /// What else there is to say (the checks of books that are wrong).
        more: Option<(&'static str, Value)>,
    },
    /// Exit 1.
    Fault(String),
}

impl Failure {
    /// A refusal of the command line itself.
    pub fn refusal(code: impl Into<String>, message: impl Into<String>) -> Self {
        Failure::Refusal { code: code.into(), message: message.into(), more: None }
    }
}

impl From<office::Refusal> for Failure {
    fn from(refusal: office::Refusal) -> Self {
        Failure::refusal(refusal.code, refusal.message)
    }
}

impl From<office::Error> for Failure {
    fn from(error: office::Error) -> Self {
        match error {
            office::Error::Refusal(refusal) => refusal.into(),
            office::Error::Fault(fault) => Failure::Fault(fault.to_string()),
        }
    }
}

/// Writes the answer or the failure where it belongs.
pub fn deliver(answer: Result<Answer, Failure>, json: bool) -> ExitCode {
    let (out, err, code) = lines(answer, json);
    let written = std::io::stdout().write_all(out.as_bytes()).and_then(|()| std::io::stdout().flush());
    let told = std::io::stderr().write_all(err.as_bytes());
    match written.and(told) {
        Ok(()) => ExitCode::from(code),
        // The reader (`head`) has seen enough.
        Err(e) if e.kind() == ErrorKind::BrokenPipe => ExitCode::from(code),
        Err(_) => ExitCode::from(1),
    }
}

/// Standard output, standard error, exit code.
fn lines(answer: Result<Answer, Failure>, json: bool) -> (String, String, u8) {
    match answer {
        Ok(answer) => {
            let warning = answer.warning.map(|w| format!("{w}\n")).unwrap_or_default();
            let out = if json { format!("{:#}\n", answer.json) } else { answer.text };
            (out, warning, 0)
        }
        Err(Failure::Refusal { code, message, more }) => {
            let mut body = json!({ "refusal": { "code": code, "message": message } });
            if let Some((name, value)) = more {
                body[name] = value;
            }
            told(json, &body, &message, 2)
        }
        Err(Failure::Fault(message)) => {
            let body = json!({ "fault": { "message": message } });
            told(json, &body, &format!("程序出了毛病，这一步没有办成：{message}"), 1)
        }
    }
}

fn told(json: bool, body: &Value, sentence: &str, code: u8) -> (String, String, u8) {
    if json {
        (format!("{body:#}\n"), String::new(), code)
    } else {
        (String::new(), format!("{sentence}\n"), code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_exit_2_and_json_when_asked() {
        let refused = || Err(Failure::refusal("closed_day", "已日结。"));
        let (out, err, code) = lines(refused(), true);
        let body: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            (body, err.as_str(), code),
            (json!({"refusal": {"code": "closed_day", "message": "已日结。"}}), "", 2)
        );
        assert_eq!(lines(refused(), false), (String::new(), "已日结。\n".into(), 2));
    }

    #[test]
    fn a_fault_is_exit_1() {
        let (out, _, code) = lines(Err(Failure::Fault("disk".into())), true);
        let body: Value = serde_json::from_str(&out).unwrap();
        assert_eq!((body, code), (json!({"fault": {"message": "disk"}}), 1));
    }

    #[test]
    fn an_answer_is_one_or_the_other_form() {
        let answer = || Answer { json: json!({"a_fen": 1}), text: "一分\n".into(), warning: None };
        assert_eq!(lines(Ok(answer()), true).0, "{\n  \"a_fen\": 1\n}\n");
        assert_eq!(lines(Ok(answer()), false), ("一分\n".into(), String::new(), 0));
    }
}
