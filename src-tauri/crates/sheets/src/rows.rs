//! What kind of row a row is: data, a total, a repeated header, a signature line.

use ledger::units::half_width;

use crate::book::{Row, Sheet, Value, is_invisible};
use crate::cells::{is_nothing, number, plain, shown};
use crate::layout::Region;
use crate::table::Table;
use crate::title_asides::{lone_text, own_words};
use crate::{Meaning, buildings, words};

/// The kinds of row under a header.
#[derive(Debug, PartialEq)]
pub(crate) enum RowKind {
    /// Nothing in it but signs for nothing.
    Blank,
    /// A printed page's header again.
    Header,
    /// 合计 or 小计, by its label.
    Total { subtotal: bool },
    /// Numbers and no unit: a total without a label, if the sums say so.
    NumbersOnly,
    /// 制表人, 审核, 示例 and the like.
    Remark,
    /// `其中：商铺` below the total that it is a part of.
    PartOfTotal,
    /// A building alone, above its units: `1号楼`.
    Building(String),
    /// Something about a unit or a person.
    Data,
}

const REMARKS: [&str; 8] = ["制表", "审核", "填表", "填报", "说明:", "注:", "备注:", "打印日期"];
const SAMPLE: &str = "示例";
/// The last words of a page: nobody's room.
const ENDS: [&str; 9] =
    ["以下空白", "以下无正文", "此页完", "本页完", "此表止", "此表完", "下无正文", "完毕", "结束"];

/// `示例`, `例：1-101`, `如：1-101`, `例` in front of a row.
fn is_sample(text: &str) -> bool {
    // Asked of every row: most are told apart by their first character, and nothing is copied.
    let first = text.chars().find(|c| !c.is_whitespace() && !is_invisible(*c)).map(half_width);
    if !first.is_some_and(|c| "例如样示(".contains(c)) {
        return false;
    }
    let text = plain(text);
    let text = text.trim_start();
    text.starts_with(SAMPLE)
        || text == "例"
        || ["例:", "例如:", "如:", "例如", "样例", "(例)"].iter().any(|word| text.starts_with(word))
}

/// `—以下空白—`
fn is_end(text: &str) -> bool {
    let plain = plain(text);
    ENDS.contains(&plain.trim_matches(|c: char| !c.is_alphanumeric()))
}

pub(crate) fn kind(sheet: &Sheet, region: &Region, row: &Row) -> RowKind {
    if region.page_heads.binary_search(&row.index).is_ok() {
        return RowKind::Remark;
    }
    let cells = region.cells(row);
    // Nearly every row: a room number, so neither header nor total, and not worth a closer look.
    let numbered = has_room_number(sheet, region, row);
    // In front of what it is a sample of; 例如 in a remark is none.
    let room = region.unit_column().map_or(0, |column| column.index);
    let says_so = |(at, value): &(u32, Value)| matches!(value, Value::Text(text) if text.trim_start().starts_with(SAMPLE) || (*at <= room && is_sample(text)));
    if cells.len() > 1 && cells.iter().any(says_so) {
        return RowKind::Remark;
    }
    if numbered && cells.len() > 1 {
        return match sums_a_household(region, row) {
            Some(subtotal) => RowKind::Total { subtotal },
            None => RowKind::Data,
        };
    }
    let filled: Vec<(u32, &Value)> = cells
        .iter()
        .filter(|(_, value)| !holds_nothing(value))
        .map(|(column, value)| (*column, value))
        .collect();
    if filled.is_empty() {
        return RowKind::Blank;
    }
    if let Some(mark) = building(sheet, region, &filled) {
        return RowKind::Building(mark);
    }
    if filled.len() == 1 && texts_of(&filled).any(is_end) {
        return RowKind::Remark;
    }
    if numbered && !is_sentence(&filled) {
        return RowKind::Data;
    }
    let texts = || texts_of(&filled);
    if is_header(sheet, region, &filled) {
        return RowKind::Header;
    }
    let said = texts().next().and_then(words::total_said).or_else(|| texts().find_map(words::total_label));
    if let Some(subtotal) = said {
        return RowKind::Total { subtotal };
    }
    if texts().next().is_some_and(|text| plain(text).starts_with("其中")) {
        return RowKind::PartOfTotal;
    }
    if texts().next().is_some_and(is_signed) {
        return RowKind::Remark;
    }
    let has = |meaning| region.columns(meaning).any(|c| filled.iter().any(|(at, _)| *at == c.index));
    let unit = region.unit_column().is_some_and(|c| filled.iter().any(|(at, _)| *at == c.index));
    // A second telephone, or a number in a column of them.
    let reaches = |meaning| {
        let mut cells = region.columns(meaning).filter_map(|c| row.get(c.index));
        cells.any(|value| shown(value, sheet.epoch).chars().filter(char::is_ascii_digit).count() >= 7)
    };
    let reached = [Meaning::OwnerPhone, Meaning::TenantPhone, Meaning::OwnerId, Meaning::TenantId]
        .into_iter()
        .any(reaches);
    // `共2户` where the room should be, and nobody's name.
    let counted = region.unit_column().and_then(|c| row.get(c.index)).map(|value| shown(value, sheet.epoch));
    let nobody = !has(Meaning::OwnerName) && !has(Meaning::TenantName) && !reached;
    if nobody && filled.len() > 1 && counted.is_some_and(|text| is_count(&text)) {
        return RowKind::Total { subtotal: false };
    }
    let named = unit || reached || has(Meaning::OwnerName) || has(Meaning::TenantName);
    let remark = texts().any(is_remark) || (filled.len() == 1 && texts().any(is_page));
    match () {
        () if remark || is_title(region.cells(row)) || is_stray(region, &filled) || is_sentence(&filled) => {
            RowKind::Remark
        }
        // `2013 | 600` below `2014 | 600` of the same household.
        () if !named
            && !tells_a_line(&has)
            && filled.iter().all(|(_, value)| number(Some(value)).got().is_some()) =>
        {
            RowKind::NumbersOnly
        }
        () => RowKind::Data,
    }
}

/// 小计 where the owner should be, beside a room that is merged over the lines it sums.
fn sums_a_household(region: &Region, row: &Row) -> Option<bool> {
    let mut names = region.columns(Meaning::OwnerName).filter_map(|c| row.get(c.index));
    names.find_map(|value| match value {
        Value::Text(text) => words::total_label(text),
        _ => None,
    })
}

/// A year or an item beside the amount tells one line of a household from another.
fn tells_a_line(has: &impl Fn(Meaning) -> bool) -> bool {
    [Meaning::PeriodRange, Meaning::PeriodFrom, Meaning::PeriodTo, Meaning::Item].into_iter().any(has)
}

fn texts_of<'f>(filled: &'f [(u32, &Value)]) -> impl Iterator<Item = &'f str> {
    filled.iter().filter_map(|(_, value)| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

/// 制表人, 示例 and the like.
pub(crate) fn is_remark(text: &str) -> bool {
    let text = plain(text);
    text.starts_with(SAMPLE) || is_end(&text) || REMARKS.iter().any(|word| text.starts_with(word))
}

/// Who signs, in front of the name: `经办人`, `财务签字`.
fn is_signed(text: &str) -> bool {
    let key = words::key(text);
    let who = ["签字", "签名", "签章", "人员", "人", "员"].iter().find_map(|end| key.strip_suffix(end));
    SIGNERS.contains(&who.unwrap_or(&key)) || SIGNERS.contains(&key.as_str())
}

const SIGNERS: [&str; 26] = [
    "制表",
    "制单",
    "编制",
    "填表",
    "填报",
    "录入",
    "统计",
    "校对",
    "复核",
    "审核",
    "审批",
    "批准",
    "经办",
    "经手",
    "财务",
    "会计",
    "出纳",
    "主管",
    "经理",
    "项目经理",
    "主任",
    "负责人",
    "领导",
    "财务负责人",
    "附注",
    "说明",
];

/// `1号楼` alone in a row, in whatever column.
fn building(sheet: &Sheet, region: &Region, filled: &[(u32, &Value)]) -> Option<String> {
    let [(column, value)] = filled else { return None };
    let meaning = region.columns.iter().find(|c| c.index == *column).map(|c| c.meaning);
    let text = plain(&shown(value, sheet.epoch));
    match meaning {
        Some(Meaning::Building) if buildings::is_mark(&text) => Some(text),
        _ => buildings::heading(&text)?.building,
    }
}

/// Words that stand alone in a column that is not about units or people.
fn is_stray(region: &Region, filled: &[(u32, &Value)]) -> bool {
    let [(column, Value::Text(text))] = filled else { return false };
    let headed = region.columns.iter().find(|c| c.index == *column);
    if headed.is_some_and(|c| words::is_of_kin(&c.header)) {
        return false;
    }
    match headed.map(|c| c.meaning) {
        Some(Meaning::Building | Meaning::Entrance) => !buildings::is_mark(&plain(text)),
        Some(
            Meaning::Room
            | Meaning::Space
            | Meaning::Plate
            | Meaning::OwnerName
            | Meaning::TenantName
            | Meaning::OwnerPhone
            | Meaning::OwnerId,
        ) => false,
        _ => true,
    }
}

const TITLES: [&str; 14] = [
    "表",
    "清单",
    "台账",
    "明细",
    "统计",
    "名单",
    "名册",
    "情况",
    "资料",
    "一览",
    "汇总",
    "登记",
    "花名册",
    "记录",
];

/// One text alone, and no part of a table: a title, or the line between two tables. Beside a title may stand `单位：元`.
pub(crate) fn is_title(cells: &[(u32, Value)]) -> bool {
    let mut filled = cells.iter().filter(|(_, value)| !holds_nothing(value));
    let (Some((_, Value::Text(text))), None) = (filled.next(), filled.next()) else {
        return lone_text(cells).is_some_and(|(text, _)| titled(&own_words(text)));
    };
    let text = plain(text);
    let count = text.chars().count();
    if is_section_heading(&text) {
        return true;
    }
    words::total_label(&text).is_none() && (count > 20 || titled(&text) || titled(&own_words(&text)))
}

/// Its last words are those of a title: `2017年物业费欠费一览表（4号楼）`.
pub(crate) fn titled(text: &str) -> bool {
    let ends = TITLES.iter().any(|word| text.trim_end_matches([')', '）']).ends_with(word));
    let before = text.split_once('(').filter(|_| text.ends_with(')')).map(|(before, _)| before.trim_end());
    let ends_before = before.is_some_and(|before| {
        before.chars().count() >= 6 && TITLES.iter().any(|word| before.ends_with(word))
    });
    words::total_label(text).is_none() && ((text.chars().count() >= 4 && ends) || ends_before)
}

/// `三、欠费`, `（二）停车登记`: the heading of what follows.
fn is_section_heading(text: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let rest = text.trim_start_matches('(');
    let after = rest.trim_start_matches(numeral);
    after.len() < rest.len() && after.starts_with(['、', ')', '.']) && after.chars().count() > 2
}

/// Words to everybody in a row of their own: `请以上业主尽快缴纳。`, `2011年12月制`.
fn is_sentence(filled: &[(u32, &Value)]) -> bool {
    let said = |(_, value): &(u32, &Value)| matches!(value, Value::Text(text) if is_told(&plain(text)));
    if filled.len() > 1 {
        // `户数：8户` and `金额：800元`, `单位：元` and `第2页`
        let paged = |(_, value): &(u32, &Value)| matches!(value, Value::Text(text) if is_page(text));
        return filled.iter().any(said) && filled.iter().all(|cell| said(cell) || paged(cell));
    }
    let [(_, Value::Text(text))] = filled else { return false };
    let text = plain(text);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let long = digits == 0 && text.chars().count() >= 8;
    let dated =
        text.contains('年') && text.contains('月') && text.chars().next().is_some_and(|c| c.is_ascii_digit());
    long || dated || is_told(&text) || text.ends_with(['。', '！', '!', '；', ';'])
}

/// `日期：2011.1.5`, `联系人：李静 139…`, `户数：8户`: a word, and what it is.
fn is_told(plain: &str) -> bool {
    plain.split_once(':').is_some_and(|(word, _)| {
        (2..=6).contains(&word.chars().count()) && !word.contains(|c: char| c.is_ascii_digit())
    })
}

fn holds_nothing(value: &Value) -> bool {
    matches!(value, Value::Text(text) if is_nothing(text))
}

/// `合计12户` in the room's column is no room, nor `8户` behind 合计, `户数：8户` and `注：不含5月`.
fn has_room_number(sheet: &Sheet, region: &Region, row: &Row) -> bool {
    let Some(column) = region.unit_column().map(|c| c.index) else { return false };
    let Some(room) = row.get(column).map(|v| shown(v, sheet.epoch)) else { return false };
    let says_otherwise = || {
        let told = room.contains([':', '：']) && !is_room_behind_word(&room);
        told || room.contains('计')
            || words::total_label(&room).is_some()
            || is_count(&room)
            || is_page(&room)
    };
    let behind_total = || {
        let first = region.cells(row).first().filter(|(at, _)| *at < column);
        matches!(first, Some((_, Value::Text(text))) if words::total_label(text).is_some())
    };
    room.chars().any(|c| half_width(c).is_ascii_digit())
        && !says_otherwise()
        && !room.starts_with('共')
        && !behind_total()
        && !is_title(region.cells(row))
}

/// `房号：3-101`
fn is_room_behind_word(text: &str) -> bool {
    let text = plain(text);
    let word = text.split_once(':').map(|(word, _)| word);
    word.is_some_and(|word| matches!(words::meaning(word), Some((Meaning::Room | Meaning::Space, _))))
}

/// The last row of a table that has a room's number, as an index into the sheet's rows.
pub(crate) fn last_numbered(table: &Table<'_>) -> Option<usize> {
    let (sheet, region) = (table.sheet, table.region);
    let rows = sheet.rows.get(region.first..region.end)?;
    let numbered = |row: &Row| has_room_number(sheet, region, row) && table.named_line(row).is_none();
    rows.iter().rposition(numbered).map(|at| region.first + at)
}

/// `6户`, `共12套` beside 合计.
pub(crate) fn is_count(room: &str) -> bool {
    let plain = plain(room);
    let figures =
        plain.trim_start_matches(['共', ' ']).trim_end_matches(['户', '套', '家', '间', '个', '人']);
    figures.len() < plain.len()
        && !figures.is_empty()
        && figures.chars().all(|c| c.is_ascii_digit() || c == ' ')
}

/// `1/3页`, `第1页/共3页`, `-1/3页-` alone in a row.
pub(crate) fn is_page(text: &str) -> bool {
    let text = plain(text);
    let words = text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace());
    text.contains('页')
        && text.contains(|c: char| c.is_ascii_digit())
        && words.clone().all(|c| "第共页/,-—".contains(c))
}

fn is_header(sheet: &Sheet, region: &Region, filled: &[(u32, &Value)]) -> bool {
    let same = filled.iter().filter(|(at, value)| {
        region.columns.iter().any(|c| {
            c.index == *at
                && !c.header.is_empty()
                && words::key(&c.header) == words::key(&shown(value, sheet.epoch))
        })
    });
    let headed = region.columns.iter().filter(|c| !c.header.is_empty()).count();
    same.count() >= headed.min(3)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Options;
    use crate::book::Epoch;
    use crate::recognise::layout;

    /// Rows that were made of others, each with its number and `column:what it holds`.
    pub(crate) fn written(rows: &[Row], sheet: &Sheet) -> Vec<String> {
        let line = |row: &Row| {
            let cells =
                row.cells.iter().map(|(column, value)| format!("{column}:{}", shown(value, sheet.epoch)));
            format!("{} {}", row.number(), cells.collect::<Vec<_>>().join(" "))
        };
        rows.iter().map(line).collect()
    }

    /// What the rows of a sheet become that is put together anew.
    pub(crate) fn check_put_together<P>(
        lines: &[&str],
        put: impl Fn(&Sheet) -> Option<(Vec<Row>, P)>,
        expect: Option<&[&str]>,
    ) {
        let sheet = sheet(lines);
        let expect = expect.map(|lines| lines.iter().map(|line| (*line).to_owned()).collect());
        assert_eq!(put(&sheet).map(|(rows, _)| written(&rows, &sheet)), expect, "{lines:?}");
    }

    /// Cells divided by `|`, `=` before a number; the first line is the header.
    pub(crate) fn sheet(lines: &[&str]) -> Sheet {
        let cell = |text: &str| match text.strip_prefix('=') {
            Some(number) => Value::Number(number.parse().unwrap()),
            None => Value::Text(text.to_owned()),
        };
        let row = |(index, line): (u32, &&str)| Row {
            index,
            cells: (0..)
                .zip(line.split('|'))
                .filter(|(_, t)| !t.is_empty())
                .map(|(c, t)| (c, cell(t)))
                .collect(),
        };
        let rows = (0..).zip(lines).filter(|(_, line)| !line.is_empty()).map(row).collect();
        Sheet::of_rows("表".into(), false, Epoch::Y1900, rows)
    }

    #[test]
    fn rows_are_told_apart() {
        let header = "序号|房号|业主姓名|建筑面积|欠费金额";
        for (line, expect) in [
            ("=1|1-101|张小明|=89.5|=100", RowKind::Data),
            ("=1||张小明|=89.5|", RowKind::Data),
            ("|门面甲|张小明||", RowKind::Data),
            ("/||-||\u{3000}", RowKind::Blank),
            ("序号|房 号|业主姓名|建筑面积|欠费金额", RowKind::Header),
            ("合计:||||=100", RowKind::Total { subtotal: false }),
            ("|合计12户||=900|=100", RowKind::Total { subtotal: false }),
            ("|1栋小计||=900|=100", RowKind::Total { subtotal: true }),
            ("合计|6户||=900|=100", RowKind::Total { subtotal: false }),
            ("=7|6户|张小明|=90|", RowKind::Data),
            ("|共2户||=90|", RowKind::Total { subtotal: false }),
            ("|||=900|=100", RowKind::NumbersOnly),
            ("合计|8户|||=100", RowKind::Total { subtotal: false }),
            ("|以上共计8户|||=100", RowKind::Total { subtotal: false }),
            ("|1栋 汇总|||=100", RowKind::Total { subtotal: true }),
            ("|过次页|||=100", RowKind::Total { subtotal: false }),
            ("|其中：商铺|||=100", RowKind::PartOfTotal),
            ("|户数：8户|金额：800元||", RowKind::Remark),
            ("|注：以上欠费不含2013年5月|||", RowKind::Remark),
            ("|备注：|3-2-101已起诉||", RowKind::Remark),
            ("|1号楼合计4户|||=100", RowKind::Total { subtotal: false }),
            ("||以上合计人民币捌佰元整||=100", RowKind::Total { subtotal: false }),
            ("|人民币（大写）|捌佰元整||￥100.00", RowKind::Total { subtotal: false }),
            ("|经办人|张小明||", RowKind::Remark),
            ("|财务签字：|李红||", RowKind::Remark),
            ("|财务室|李红||=5", RowKind::Data),
            ("|房号：3-101|张小明||=5", RowKind::Data),
            ("2号楼||||", RowKind::Building("2号楼".into())),
            ("|A座|||", RowKind::Building("A座".into())),
            ("以上数据截至五月||||", RowKind::Remark),
            ("二期业主情况表||||", RowKind::Remark),
            ("制表人:张小明||审核:|", RowKind::Remark),
            ("示例:|1-101|张三|=89|", RowKind::Remark),
            ("例|1-101|张三|=89|", RowKind::Remark),
            ("1|例：1-101|张三|=89|", RowKind::Remark),
            ("|以下空白|||", RowKind::Remark),
            ("—此页完—||||", RowKind::Remark),
            ("|请以上业主尽快到物业服务中心缴纳。|||", RowKind::Remark),
            ("|2011年12月制|||", RowKind::Remark),
            ("|日期：2011.1.5|||", RowKind::Remark),
            ("|三、欠费|||", RowKind::Remark),
            ("A区2幢||||", RowKind::Building("A区2幢".into())),
        ] {
            let sheet = sheet(&[header, "=1|2-101|李红|=70|=5", line]);
            let layout = layout(&sheet, &Options::default());
            assert_eq!(kind(&sheet, &layout.regions[0], &sheet.rows[2]), expect, "{line:?}");
        }
    }
}
