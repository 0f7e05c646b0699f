//! A command line that was not understood, said in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What is wrong with it and where help is: one sentence each. The code is always `usage`.
pub fn sentence(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("还缺 {argument}"),
        ErrorKind::UnknownArgument => format!("没有 {argument} 这个选项"),
        ErrorKind::InvalidSubcommand => {
            format!("没有 {} 这个命令", context(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有写要办什么".to_owned()
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面要写内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 不能写成“{value}”")
        }
        ErrorKind::ArgumentConflict => {
            let prior = context(error, ContextKind::PriorArg);
            if prior.is_empty() || prior == argument {
                format!("{argument} 只能写一次")
            } else {
                format!("{argument} 和 {prior} 不能一起写")
            }
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 后面写得不全")
        }
        ErrorKind::TooManyValues => format!("“{value}”多余了"),
        ErrorKind::InvalidUtf8 => "命令里有不是 UTF-8 的字".to_owned(),
        _ => "命令没有看懂".to_owned(),
    };
    format!("{what}。请看 zhangfang --help，或在命令后面加 --help。")
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::Number(n)) => n.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Line;

    fn check(words: &[&str], expect: &str) {
        let error = Line::read([&["zhangfang"], words].concat()).unwrap_err();
        let got = sentence(&error);
        assert!(got.starts_with(expect), "{words:?}: {got}");
    }

    #[test]
    fn what_is_wrong_is_said_in_chinese() {
        for (words, expect) in [
            (&[][..], "没有写要办什么。"),
            (&["fly"], "没有 fly 这个命令。"),
            (&["bill"], "还缺 --through <月份>。"),
            (&["bill", "--through"], "--through <月份> 后面要写内容。"),
            (&["bill", "--through", "2026-11", "--fast"], "没有 --fast 这个选项。"),
            (&["pay", "1-101"], "还缺 --tender <方式=金额>。"),
            (&["pay", "1", "--tender", "cash=1", "--charge", "x"], "--charge <编号>... 不能写成“x”。"),
            (&["pay", "1", "--tender", "cash=1", "--oldest", "--charge", "3"], "--oldest 和 --charge"),
            (&["export", "--format", "gnucash"], "--format <格式> 不能写成“gnucash”。"),
            (&["init", "--name", "a", "--name", "b"], "--name <名称> 只能写一次。"),
            (&["day"], "没有写要办什么。"),
        ] {
            check(words, expect);
        }
    }
}
