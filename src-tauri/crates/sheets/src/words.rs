//! The words of headers, and what they mean.

use crate::cells::plain;
use crate::{Confidence, Meaning};

/// Exact headers, without spaces, brackets and stars.
const EXACT: &[(Meaning, &[&str])] = &[
    (Meaning::Serial, &["序号", "序", "编号", "编码", "项次", "NO", "NO."]),
    (
        Meaning::Building,
        &[
            "楼栋",
            "栋号",
            "栋",
            "楼号",
            "楼",
            "楼栋号",
            "楼幢",
            "幢",
            "幢号",
            "座",
            "座号",
            "楼宇",
            "楼阁",
            "楼阁名称",
        ],
    ),
    (Meaning::Entrance, &["单元", "单元号", "门洞", "门洞号"]),
    (
        Meaning::Room,
        &[
            "房号",
            "室号",
            "房间号",
            "房屋号",
            "门牌",
            "门牌号",
            "门牌号码",
            "房",
            "室",
            "房间",
            "户号",
            "铺号",
            "商铺号",
            "车位号",
            "房屋",
            "房产",
            "房屋编号",
            "房屋名称",
            "房间编号",
            "单元名称",
            "单元代码",
        ],
    ),
    (Meaning::Area, &["建筑面积", "面积", "收费面积", "计费面积", "房屋面积", "建面", "产权面积"]),
    (Meaning::Usage, &["用途", "房屋用途", "房屋类型", "物业类型", "业态", "房产类型"]),
    (
        Meaning::Status,
        &["房屋动态", "房屋状态", "入住情况", "入住状态", "居住情况", "居住状态", "使用情况", "状态", "动态"],
    ),
    (
        Meaning::Handover,
        &[
            "收楼日期",
            "收楼时间",
            "交房日期",
            "交房时间",
            "收房日期",
            "收房时间",
            "入伙日期",
            "入伙时间",
            "交付日期",
            "交楼日期",
            "收铺日期",
            "收铺时间",
        ],
    ),
    (
        Meaning::OwnerName,
        &[
            "业主",
            "业主姓名",
            "业主名称",
            "姓名",
            "户主",
            "户主姓名",
            "产权人",
            "房主",
            "客户",
            "客户姓名",
            "客户名称",
            "住户",
            "住户姓名",
        ],
    ),
    (
        Meaning::OwnerPhone,
        &[
            "电话",
            "联系电话",
            "电话号码",
            "业主电话",
            "业主联系电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "固定电话",
            "宅电",
            "办公电话",
        ],
    ),
    (Meaning::TenantName, &["租户", "租户姓名", "租户名称", "租客", "租客姓名", "承租人"]),
    (Meaning::TenantPhone, &["租户电话", "租户联系电话", "租客电话", "承租人电话"]),
    (
        Meaning::OpeningTotal,
        &["欠费合计", "欠费总计", "欠费总额", "合计欠费", "累计欠费", "总欠费", "欠款合计", "欠费金额合计"],
    ),
    (Meaning::Ignored, &["备注", "说明", "身份证", "身份证号", "身份证号码", "证件号码", "合计", "总计"]),
];

/// Parts of headers; the first that is in the header decides. Order matters: 租户电话 before 电话, 欠费原因 before 欠费.
const PARTS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Ignored,
        &[
            "备注",
            "身份证",
            "原因",
            "措施",
            "周期",
            "期间",
            "月数",
            "是否",
            "欠费情况",
            "缴费",
            "公摊面积",
            "单价",
            "签字",
            "签名",
            "套内",
        ],
    ),
    (Meaning::OpeningTotal, &["欠费合计", "欠费总", "累计欠费", "欠款合计"]),
    (Meaning::Opening, &["欠", "未缴", "未交"]),
    (Meaning::TenantPhone, &["租户电话", "租客电话", "租户手机", "租户联系"]),
    (Meaning::TenantName, &["租户", "租客", "承租"]),
    (Meaning::OwnerPhone, &["电话", "手机", "联系方式"]),
    (Meaning::Status, &["状态", "情况", "动态"]),
    (Meaning::Handover, &["入住日期", "入住时间", "收楼", "交房", "收房", "入伙", "交付", "交楼", "收铺"]),
    (Meaning::Area, &["面积"]),
    (Meaning::OwnerName, &["业主", "姓名", "户主", "产权人"]),
    (Meaning::Status, &["入住", "居住"]),
    (Meaning::Usage, &["用途", "类型"]),
    (Meaning::Room, &["房号", "室号", "门牌", "铺号", "车位号", "房间"]),
    (Meaning::Building, &["楼栋", "栋号", "楼号", "幢"]),
];

/// A header as it is looked up: half width, without spaces, line breaks, `(必填)` and marks.
pub(crate) fn key(header: &str) -> String {
    let plain: String = plain(header).chars().filter(|c| !c.is_whitespace() && !"*:_".contains(*c)).collect();
    let mut out = String::new();
    let mut depth = 0_u32;
    for c in plain.to_uppercase().chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// What a header says its column holds, `None` when no word is known.
pub(crate) fn meaning(header: &str) -> Option<(Meaning, Confidence)> {
    let key = key(header);
    // A sentence is a title or a note, not a header.
    if key.is_empty() || key.chars().count() > 20 {
        return None;
    }
    let exact = EXACT.iter().find(|(_, words)| words.contains(&key.as_str()));
    let exact = exact.map(|(meaning, _)| (*meaning, Confidence::Sure));
    exact.or_else(|| {
        let (meaning, _) = PARTS.iter().find(|(_, words)| words.iter().any(|w| key.contains(w)))?;
        // 欠费 in any form is as plain as a header gets.
        let confidence = if *meaning == Meaning::Opening { Confidence::Sure } else { Confidence::Likely };
        Some((*meaning, confidence))
    })
}

/// Meanings that one column of a table has, and no second.
pub(crate) fn is_single(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Building
        | Meaning::Entrance
        | Meaning::Room
        | Meaning::Area
        | Meaning::Usage
        | Meaning::Status
        | Meaning::Handover
        | Meaning::OwnerName
        | Meaning::TenantName
        | Meaning::LiableName
        | Meaning::Item
        | Meaning::Rate
        | Meaning::PeriodRange
        | Meaning::PeriodFrom
        | Meaning::PeriodTo
        | Meaning::Months
        | Meaning::PaidOn
        | Meaning::Cashier
        | Meaning::Meter
        | Meaning::PreviousReading
        | Meaning::PreviousOn
        | Meaning::PresentReading
        | Meaning::PresentOn
        | Meaning::Consumption
        | Meaning::Factor
        | Meaning::Loss
        | Meaning::Space => true,
        Meaning::Serial
        | Meaning::OwnerPhone
        | Meaning::OwnerId
        | Meaning::Due
        | Meaning::Paid
        | Meaning::Amount
        | Meaning::Prepaid
        | Meaning::Deposit
        | Meaning::Plate
        | Meaning::Note
        | Meaning::TenantPhone
        | Meaning::Opening
        | Meaning::OpeningTotal
        | Meaning::Ignored
        | Meaning::Unknown => false,
    }
}

/// The words a total row opens with. `true` for a subtotal.
pub(crate) fn total_label(text: &str) -> Option<bool> {
    if !text.contains('计') {
        return None;
    }
    let key = key(text);
    let word = key.as_str();
    match word {
        "小计" | "本页小计" | "本栋小计" => Some(true),
        "合计" | "总计" | "共计" | "总合计" | "合计金额" | "合计元" => Some(false),
        _ if word.chars().count() > 10 => None,
        _ if word.starts_with("小计") || word.ends_with("小计") => Some(true),
        _ if ["合计", "总计"].iter().any(|w| word.starts_with(w) || word.ends_with(w)) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_mean_what_offices_mean() {
        use {Confidence as C, Meaning as M};
        for (header, expect) in [
            ("房 号", Some((M::Room, C::Sure))),
            ("房号(必填)", Some((M::Room, C::Sure))),
            ("*业主姓名：", Some((M::OwnerName, C::Sure))),
            ("建筑面积\n（㎡）", Some((M::Area, C::Sure))),
            ("套内面积", Some((M::Ignored, C::Likely))),
            ("2024年及以前欠费", Some((M::Opening, C::Sure))),
            ("欠费原因", Some((M::Ignored, C::Likely))),
            ("欠费合计", Some((M::OpeningTotal, C::Sure))),
            ("前期欠费_管理费", Some((M::Opening, C::Sure))),
            ("2025年欠车位费", Some((M::Opening, C::Sure))),
            ("租户联系电话", Some((M::TenantPhone, C::Sure))),
            ("业主手机1", Some((M::OwnerPhone, C::Likely))),
            ("身份证号", Some((M::Ignored, C::Sure))),
            ("某某花园一期业主基本情况及物业费欠费情况统计一览表", None),
            ("收房情况", Some((M::Status, C::Likely))),
            ("入住时间", Some((M::Handover, C::Likely))),
            ("欠费情况", Some((M::Ignored, C::Likely))),
            ("车牌", None),
            ("", None),
        ] {
            assert_eq!(meaning(header), expect, "{header:?}");
        }
    }
}
