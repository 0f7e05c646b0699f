//! 缴费通知单 and 催缴通知单.

use office::acts;
use office::views::notices::{NoticeRow, NoticesRequest};

use crate::answer::{Answer, Failure};
use crate::args::Notices;
use crate::counter::Counter;
use crate::input::{absolute, new_id, yuan};
use crate::table::Table;

/// `notices`: makes a month's notices, or shows who would get one.
pub fn notices(counter: &mut Counter, args: Notices) -> Result<Answer, Failure> {
    let request = NoticesRequest {
        id: new_id(),
        month: args.month,
        kinds: args.kinds,
        buildings: args.buildings,
        units: args.units,
        per_unit: args.per_unit,
        folder: args.out.as_deref().map(absolute).transpose()?,
    };
    if args.preview {
        let view = acts::preview_notices(&mut counter.desk, request, counter.now)?;
        let text = format!(
            "{}将出 {} 张，共 {}。什么都没有写。\n",
            table(&view.rows),
            view.rows.len(),
            yuan(view.total_fen)
        );
        return Answer::of(&view, text);
    }
    let view = acts::issue_notices(&mut counter.desk, request, counter.now)?;
    let mut text =
        format!("{}已出 {} 张，共 {}。\n", table(&view.notices), view.notices.len(), yuan(view.total_fen));
    for paper in &view.papers {
        text.push_str(&format!("{}（{} 页）\n", paper.path, paper.pages));
    }
    Answer::of(&view, text)
}

fn table(rows: &[NoticeRow]) -> String {
    let mut table = Table::new(&["编号", "种类", "房号", "姓名", "最早期间", ">其中逾期", ">合计"]);
    for n in rows {
        table.row(&[
            n.serial.clone().unwrap_or_default(),
            n.kind_label.clone(),
            n.unit.clone(),
            n.person.clone(),
            n.oldest.clone(),
            yuan(n.overdue_fen),
            yuan(n.total_fen),
        ]);
    }
    table.text()
}
