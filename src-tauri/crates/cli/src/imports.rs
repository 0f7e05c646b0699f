//! Old rosters: looked at, imported, taken back.

mod words;

use office::acts;
use office::views::imports::{
    ApplyDifference, ColumnChoice, ConfirmImport, DecisionChoice, HeaderChoice, ImportChoices, ImportPreview,
    PreviewImport, SaveMarkedImport, SymbolChoice, TableChoice, WithdrawImport,
};
use serde_json::Value;

use crate::answer::{Answer, Failure, as_json};
use crate::args::{Apply, Import, Imports};
use crate::counter::Counter;
use crate::input::{absolute, new_id};
use crate::interrupt::Interrupt;
use words::{Writes, batches_text, done_text, preview_text};

/// `import`: looks at the file, and writes it all in one act unless it is only a preview. Refusals beside the office's:
/// the preview's own, word for word, when it cannot be confirmed.
pub fn import(counter: &mut Counter, args: &Import) -> Result<Answer, Failure> {
    let mut request = PreviewImport {
        path: absolute(&args.file)?,
        arrears_through: args.arrears_through.clone(),
        choices: choices(args)?,
        forget_remembered: args.forget,
    };
    let interrupt = Interrupt::listen(counter.desk.cancel_flag())?;
    let preview = acts::preview_import(&mut counter.desk, request.clone(), counter.now)?;
    interrupt.refuse()?;
    let mut json = preview_json(&preview)?;
    json["writes"] = match preview.refused {
        Some(_) => Value::Null,
        None => as_json(&Writes::of(&preview, &args.apply))?,
    };
    if let Some(out) = &args.marked {
        request.choices.clone_from(&preview.choices);
        let save = SaveMarkedImport { preview: request, save_as: Some(absolute(out)?) };
        let written = acts::save_marked_import(&mut counter.desk, save, counter.now)?;
        json["marked"] = Value::from(written.path.as_str());
        let seen = preview_text(&preview, &args.apply);
        let text = format!("{seen}疑点已标在 {}。改好以后再导入。\n", written.path);
        return Ok(Answer { json, text, warning: None });
    }
    if args.preview {
        return Ok(Answer { json, text: preview_text(&preview, &args.apply), warning: None });
    }
    if let Some(problem) = preview.refused {
        return Err(Failure::refusal(problem.code, problem.message));
    }
    request.choices.clone_from(&preview.choices);
    let has = |part| args.apply.contains(&part);
    let leaving = preview.difference.gone_units.iter().filter(|u| u.stays.is_empty());
    let apply = ApplyDifference {
        new: has(Apply::New),
        all_changed: has(Apply::Changed),
        changed: Vec::new(),
        all_owners: has(Apply::Owners),
        owners: Vec::new(),
        gone: leaving.filter(|_| has(Apply::Gone)).map(|u| u.code.clone()).collect(),
    };
    let confirm = ConfirmImport { id: new_id(), preview: request, sha256: preview.sha256.clone(), apply };
    interrupt.refuse()?;
    let done = acts::confirm_import(&mut counter.desk, confirm, counter.now)?;
    json["batch"] = Value::from(done.batch);
    json["imported"] = as_json(&done)?;
    Ok(Answer { json, text: done_text(&done, &preview, &args.apply), warning: None })
}

/// The choices on the line. Refusal: `choice_unreadable`.
fn choices(args: &Import) -> Result<ImportChoices, Failure> {
    let unreadable = |text: &str, example: &str| {
        Failure::refusal("choice_unreadable", format!("看不懂“{text}”。请写成 {example} 的样子。"))
    };
    let header = |text: &String| {
        let read = || {
            let (sheet, row) = text.rsplit_once(':')?;
            Some(HeaderChoice { sheet: sheet.into(), row: row.parse().ok()? })
        };
        read().ok_or_else(|| unreadable(text, "一期:3"))
    };
    let column = |text: &String| {
        let read = || {
            let (place, meaning) = text.rsplit_once('=')?;
            let (sheet, letters) = place.rsplit_once(':')?;
            Some(ColumnChoice {
                header: None,
                sheet: sheet.into(),
                column: column_index(letters)?,
                meaning: meaning.into(),
            })
        };
        read().ok_or_else(|| unreadable(text, "一期:C=room"))
    };
    let table = |text: &String| {
        let read = || {
            let (place, kind) = text.rsplit_once('=')?;
            let (place, letters) = place.rsplit_once(':')?;
            let (sheet, row) = place.rsplit_once(':')?;
            let kind = Some(kind.to_owned()).filter(|k| k != "none");
            let (row, column) = (row.parse().ok()?, column_index(letters)?);
            Some(TableChoice { sheet: sheet.into(), row, column, kind })
        };
        read().ok_or_else(|| unreadable(text, "一期:3:A=arrears"))
    };
    let decision = |text: &String| {
        let (code, choice) = text.split_once('=').ok_or_else(|| unreadable(text, "unit_twice=merge"))?;
        Ok::<_, Failure>(DecisionChoice { code: code.into(), choice: choice.into() })
    };
    let symbol = |text: &String| {
        let (sign, stands_for) = text.rsplit_once('=').ok_or_else(|| unreadable(text, "√=nothing"))?;
        Ok::<_, Failure>(SymbolChoice { text: sign.into(), stands_for: stands_for.into() })
    };
    Ok(ImportChoices {
        headers: args.header.iter().map(header).collect::<Result<_, Failure>>()?,
        columns: args.column.iter().map(column).collect::<Result<_, Failure>>()?,
        tables: args.table.iter().map(table).collect::<Result<_, Failure>>()?,
        symbols: args.symbol.iter().map(symbol).collect::<Result<_, Failure>>()?,
        decisions: args.decide.iter().map(decision).collect::<Result<_, Failure>>()?,
        arrears_through: None,
    })
}

/// 0 for `A`, 26 for `AA`; a workbook has columns up to `XFD`.
fn column_index(letters: &str) -> Option<usize> {
    let digit = |c: char| usize::try_from(u32::from(c.to_ascii_uppercase()) - u32::from('A') + 1).ok();
    if letters.is_empty() || letters.len() > 3 || !letters.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let number = letters.chars().try_fold(0_usize, |n, c| Some(n * 26 + digit(c)?))?;
    Some(number - 1)
}

/// The preview without the pictures of the sheets, which are for a screen.
fn preview_json(preview: &ImportPreview) -> Result<Value, Failure> {
    let mut json = as_json(preview)?;
    if let Some(fields) = json.as_object_mut() {
        for field in ["meanings", "kinds", "symbol_meanings"] {
            fields.remove(field);
        }
    }
    for sheet in json["sheets"].as_array_mut().into_iter().flatten() {
        if let Some(fields) = sheet.as_object_mut() {
            fields.remove("rows");
        }
    }
    Ok(json)
}

/// `imports list` and `imports withdraw`.
pub fn batches(counter: &mut Counter, args: Imports) -> Result<Answer, Failure> {
    match args {
        Imports::List => {
            let view = acts::list_imports(&mut counter.desk, (), counter.now)?;
            Answer::of(&view, batches_text(&view.batches))
        }
        Imports::Withdraw { batch, reason } => {
            let request = WithdrawImport { id: new_id(), batch, reason };
            let view = acts::withdraw_import(&mut counter.desk, request, counter.now)?;
            let left: String = view.left.iter().map(|left| format!("{left}\n")).collect();
            Answer::of(&view, format!("{}{left}", batches_text(&view.batches)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_from_a() {
        let check = |letters, expect| assert_eq!(column_index(letters), expect, "{letters}");
        check("A", Some(0));
        check("z", Some(25));
        check("AA", Some(26));
        check("XFD", Some(16_383));
        check("", None);
        check("A1", None);
        check("房", None);
    }
}
