//! A file beside the register, and what an import of it writes or wrote.

use office::views::Fen;
use office::views::imports::{ImportDifference, ImportPreview, ImportedView};

use super::sums::Writes;
use super::waiting_text;
use crate::args::Apply;
use crate::input::yuan;
use crate::table::Table;

pub(super) fn difference_text(d: &ImportDifference) -> String {
    let mut changes = Table::new(&["房号", "变了的", "档案", "表里", "改的话"]);
    let cell = |text: &str| if text.is_empty() { "（无）".to_owned() } else { text.to_owned() };
    for unit in &d.changed_units {
        for c in &unit.changes {
            let then = if c.held.is_empty() { c.does.clone() } else { format!("不改：{}", c.held) };
            changes.row(&[unit.code.clone(), c.label.clone(), cell(&c.before), cell(&c.after), then]);
        }
    }
    let mut gone = Table::new(&["房号", "表里没有了的", ">欠费", ">预存", ">押金", "移出的话"]);
    for unit in &d.gone_units {
        let sums = [unit.owed_fen, unit.prepayments_fen, unit.deposits_fen].map(yuan);
        let [owed, prepaid, deposits] = sums;
        let then =
            if unit.stays.is_empty() { unit.does.clone() } else { format!("{}，{}", unit.stays, unit.does) };
        gone.row(&[unit.code.clone(), unit.people.clone(), owed, prepaid, deposits, then]);
    }
    let mut text = format!(
        "与档案相比：新的 {}，要补 {}，变了 {}，一样 {}，没了 {}\n{}{}",
        d.new,
        d.added_to,
        d.changed,
        d.same,
        d.gone,
        changes.text(),
        gone.text()
    );
    if d.changed > 0 {
        text.push_str(
            "变了的不会自己改：--apply changed 照表里改；业主换了的，--apply owners 改由新业主缴费。\n",
        );
    }
    text.push_str(&elsewhere_text(d));
    if d.gone > 0 {
        text.push_str("没了的不会自己移出：--apply gone 移出档案。\n");
    }
    text
}

/// Who stays as he is, because the file says nothing of his building.
fn elsewhere_text(d: &ImportDifference) -> String {
    if d.elsewhere == 0 {
        return String::new();
    }
    let owed = yuan(d.elsewhere_fen);
    format!("档案里另有 {} 户（欠费 {owed}）在这个文件没有写到的楼栋，照旧不动。\n", d.elsewhere)
}

/// What nobody can decide about here: the file says what is right, or is mended.
fn checked_at_the_source(preview: &ImportPreview) -> String {
    let open = preview.groups.iter().filter(|g| g.level != "note" && g.choices.is_empty());
    let open: Vec<String> = open.map(|g| format!("  {} {} 处\n", g.title, g.count)).collect();
    match open.len() {
        0 => String::new(),
        n => format!(
            "另有要核对的 {n} 种（--preview 看是哪些格子；要改的在源文件里改好再导入）：\n{}",
            open.concat()
        ),
    }
}

/// `，预存 ¥5.00`, `，冲回预存 ¥5.00`; nothing for nothing.
fn held_text(what: &str, sum: Fen) -> String {
    match sum.0 {
        0 => String::new(),
        ..0 => format!("，冲回{what} {}", yuan(Fen(-sum.0))),
        1.. => format!("，{what} {}", yuan(sum)),
    }
}

/// What was paid ahead stands among the prepayments.
fn overpaid_text(sum: Fen) -> String {
    if sum.0 == 0 { String::new() } else { format!("（已减去多交的 {}，转作预存）", yuan(sum)) }
}

/// What a confirmation would write, in the words in which it will be told when it is done; and what it would leave.
pub(super) fn written_text(preview: &ImportPreview, applied: &[Apply]) -> String {
    if preview.refused.is_some() {
        return "不会写入任何东西。\n".into();
    }
    let d = &preview.difference;
    let w = Writes::of(preview, applied);
    let parts = [("新的", w.units), ("补", w.added_to), ("改", w.changed), ("移出", w.gone)];
    let parts = parts.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{what} {n} 户"));
    let mut text = match parts.collect::<Vec<_>>().join("，") {
        nothing if nothing.is_empty() && d.changed + d.gone > 0 => "确认也没有要写的。".to_owned(),
        nothing if nothing.is_empty() => "确认也没有要写的：档案里都有了。".to_owned(),
        units => {
            let opening = format!("，期初欠费 {}{}", yuan(w.opening_fen), overpaid_text(w.overpaid_fen));
            let held = [("预存", w.prepayments_fen), ("押金", w.deposits_fen)];
            let held: String = held.iter().map(|(what, sum)| held_text(what, *sum)).collect();
            let kept = if w.kept > 0 { format!("，另存档 {} 条", w.kept) } else { String::new() };
            let owners = if w.without_owners_changes {
                "；换业主的户照上表改，金额没有算在里面"
            } else {
                ""
            };
            format!("确认就写入：{units}{opening}{held}{kept}{owners}。")
        }
    };
    let left = [("变了", d.changed - w.changed.min(d.changed)), ("没了", d.gone - w.gone.min(d.gone))];
    let left = left.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{what}的 {n} 户"));
    let left = left.collect::<Vec<_>>().join("、");
    if !left.is_empty() {
        text.push_str(&format!("{left}不动，除非另用 --apply 指定。"));
    }
    format!("{text}现在什么都没有写。\n")
}

pub(in crate::imports) fn done_text(
    done: &ImportedView,
    preview: &ImportPreview,
    applied: &[Apply],
) -> String {
    let d = &preview.difference;
    let mut text = format!(
        "已导入第 {} 批：{} 户，{} 人，期初欠费 {}",
        done.batch,
        done.units,
        done.people,
        yuan(done.opening_fen)
    );
    text.push_str(&overpaid_text(done.overpaid_fen));
    for (what, sum) in [("预存", done.prepayments_fen), ("押金", done.deposits_fen)] {
        text.push_str(&held_text(what, sum));
    }
    text.push_str("。\n");
    let otherwise = format!("要改，先撤回第 {} 批，再加 --decide 疑点=办法 导入", done.batch);
    text.push_str(&waiting_text(preview, "照默认办了的", &otherwise));
    text.push_str(&checked_at_the_source(preview));
    if done.changed + done.gone + done.kept > 0 {
        let (changed, gone, kept) = (done.changed, done.gone, done.kept);
        text.push_str(&format!("原有的 {changed} 户有变动，{gone} 户移出档案，另存档 {kept} 条。\n"));
    }
    // The same file comes in once.
    let again = format!("要动，先撤回第 {} 批，再加", done.batch);
    if d.changed > 0 && !applied.contains(&Apply::Changed) && !applied.contains(&Apply::Owners) {
        text.push_str(&format!("有 {} 户与档案不同，没有动。{} --apply changed 导入。\n", d.changed, again));
    }
    if d.gone > 0 && !applied.contains(&Apply::Gone) {
        text.push_str(&format!("有 {} 户表里没有了，没有动。{} --apply gone 导入。\n", d.gone, again));
    }
    text.push_str(&elsewhere_text(d));
    for left in &done.left {
        text.push_str(&format!("{left}\n"));
    }
    text
}
