//! Words in a cell that say a state: whether something was paid, what a unit is used for.

use ledger::units::{UnitStatus, UnitUse};

use crate::book::Value;
use crate::words;

/// `已交` and `√`, `未交` and `×`; `None` for anything else.
pub(crate) fn is_paid(value: &Value) -> Option<bool> {
    let Value::Text(text) = value else { return None };
    match text.trim() {
        "已交" | "已缴" | "已收" | "已付" | "已交费" | "已缴费" | "已缴纳" | "已结清" | "结清" | "交清"
        | "缴清" | "付清" | "已交清" | "已缴清" | "已清" | "交齐" | "缴齐" | "无欠费" | "不欠" | "交"
        | "缴" | "是" | "√" | "✓" | "✔" | "已" | "Y" | "y" | "Yes" | "YES" => Some(true),
        "未" | "未交" | "未缴" | "未收" | "未付" | "未交费" | "未缴费" | "未缴纳" | "没交" | "没缴"
        | "欠费" | "欠" | "否" | "×" | "✗" | "X" | "x" | "N" | "n" | "No" | "NO" => Some(false),
        _ => None,
    }
}

/// Under 是否欠费: `是` and `欠费`, `否` and `不欠`; `None` for anything else.
pub(crate) fn is_owing(value: &Value) -> Option<bool> {
    let Value::Text(text) = value else { return None };
    match text.trim() {
        "是" | "有" | "欠" | "欠费" | "有欠费" | "未交" | "未缴" | "√" => Some(true),
        "否" | "无" | "没有" | "不欠" | "未欠" | "不欠费" | "未欠费" | "无欠费" | "已交" | "已缴"
        | "已交清" | "已清" | "结清" | "已结清" | "×" | "/" | "-" | "—" => Some(false),
        // 欠2024年, and no 欠800.
        said if said.starts_with('欠')
            && !said.contains('半')
            && said.ends_with(['年', '月', '季', '度', '费']) =>
        {
            Some(true)
        }
        _ => None,
    }
}

/// `收` and `存入`, `退` and `支取`: whether money came to the office or went back; `None` for anything else.
pub(crate) fn came(text: &str) -> Option<bool> {
    match text.trim() {
        "收" | "收取" | "收款" | "收入" | "收押金" | "收保证金" | "交" | "交纳" | "缴" | "缴纳" | "存"
        | "存入" | "预存" | "充值" | "增加" => Some(true),
        "退" | "退还" | "退款" | "退回" | "退押金" | "退保证金" | "支" | "支出" | "支取" | "支付" | "取"
        | "扣" | "扣款" | "扣费" | "扣除" | "抵扣" | "冲抵" | "使用" | "减少" => Some(false),
        said => deposit_came(said),
    }
}

/// `收装修押金`, `装修押金`, `退装修押金`, `装修押金退还`
fn deposit_came(said: &str) -> Option<bool> {
    const LONGEST: usize = 10;
    if said.chars().count() > LONGEST {
        return None;
    }
    let before = ["退还", "退回", "退"].iter().find_map(|word| said.strip_prefix(word));
    let back = before.or_else(|| ["退还", "退款", "退回"].iter().find_map(|word| said.strip_suffix(word)));
    words::names_a_deposit(back.unwrap_or(said)).then_some(back.is_none())
}

/// `成功`, `扣款失败`, `余额不足`: whether a bank has drawn what it was to draw; `None` for anything else.
pub(crate) fn is_drawn(text: &str) -> Option<bool> {
    const FAILED: [&str; 14] = [
        "失败",
        "不足",
        "不成功",
        "未成功",
        "没有成功",
        "未扣",
        "销户",
        "冻结",
        "挂失",
        "拒付",
        "不存在",
        "不符",
        "退票",
        "关闭",
    ];
    match () {
        () if words::says(text, &FAILED) => Some(false),
        () if words::says(text, &["成功", "已扣"]) => Some(true),
        () => None,
    }
}

/// `已退`, `2010.5.3退`, `退1500扣500`: a deposit was given back. Not `未退`, `退休`.
pub(crate) fn says_refunded(text: &str) -> bool {
    const ELSE: [&str; 8] = ["退休", "退伍", "退役", "退租", "退房", "退回", "退装修", "清退"];
    text.contains('退')
        && !text.contains(['未', '否', '没', '不', '待'])
        && !ELSE.iter().any(|word| text.contains(word))
}

/// The cell says one of these words, or 是 under a header that does: 作废 in 备注, √ under 是否作废. Not `未作废`.
pub(crate) fn says(header: &str, text: &str, words: &[&str]) -> bool {
    let has = |text: &str| words.iter().any(|word| text.contains(word));
    if has(header) {
        return ["是", "√", "Y", "y", "1"].contains(&text);
    }
    has(text) && !text.contains(['未', '不', '没'])
}

/// `已注销`, `2015.3退租`: a car that is not here any more, or a space that was given back. Not `已退押金`.
pub(crate) fn says_car_is_gone(header: &str, text: &str) -> bool {
    const GONE: [&str; 17] = [
        "注销",
        "退租",
        "过户",
        "停用",
        "已退",
        "退车",
        "退位",
        "退卡",
        "销卡",
        "车已卖",
        "已卖车",
        "报废",
        "迁出",
        "停办",
        "作废",
        "失效",
        "已搬",
    ];
    const ELSE: [&str; 5] = ["押金", "费", "款", "退休", "退伍"];
    const LONGEST: usize = 12;
    text.chars().count() <= LONGEST
        && !ELSE.iter().any(|word| text.contains(word))
        && (says(header, text, &GONE) || (header.contains("在用") && ["否", "×", "N"].contains(&text)))
}

/// On which side of the books a balance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// 借: the unit owes it.
    Debit,
    /// 贷: the office holds it.
    Credit,
    /// 平: nothing.
    Even,
}

/// `借`, `贷方`, `平`.
pub(crate) fn side(value: &Value) -> Option<Side> {
    let Value::Text(text) = value else { return None };
    match text.trim() {
        "借" | "借方" => Some(Side::Debit),
        "贷" | "贷方" => Some(Side::Credit),
        "平" => Some(Side::Even),
        _ => None,
    }
}

/// The use that a cell names in whatever words.
pub(crate) fn usage_written(written: &str) -> Option<UnitUse> {
    let has = |words: &[&str]| words.iter().any(|w| written.contains(w));
    UnitUse::parse(written).or(match () {
        () if has(&["车位", "车库"]) => Some(UnitUse::Parking),
        () if has(&["商", "店", "铺", "门面"]) => Some(UnitUse::Shop),
        () if has(&["储藏", "仓库", "杂物"]) => Some(UnitUse::Storage),
        () if has(&["住", "公寓", "别墅", "洋房", "高层"]) => Some(UnitUse::Residence),
        () => None,
    })
}

/// The state of a unit that a cell names in whatever words; `None` for anything else.
pub(crate) fn status_written(written: &str) -> Option<UnitStatus> {
    let written = written.trim().trim_matches(['(', ')', '（', '）']);
    UnitStatus::parse(written).or(match written {
        "空" | "空着" | "空屋" | "空户" | "空铺" | "空置房" | "空置户" | "闲置" | "未租" | "待租"
        | "无人" | "无人住" | "无人居住" => Some(UnitStatus::Vacant),
        "关" | "关铺" | "关门" | "停业" | "歇业" | "空关房" => Some(UnitStatus::Closed),
        "未收房" | "未收铺" | "未交房" | "未接房" | "未领房" | "未交付" | "未装修" | "未装" | "毛坯"
        | "已售未收" | "已售未住" | "已收未住" | "已收楼未装修" | "已收房未装修" | "已收房未入住"
        | "已收楼未入住" | "已交房未入住" => Some(UnitStatus::NotMovedIn),
        "在装" | "正在装修" | "装修阶段" => Some(UnitStatus::Renovating),
        "租住" | "租赁" | "已租" | "转租" => Some(UnitStatus::Let),
        "样板" => Some(UnitStatus::ShowFlat),
        "居住" | "常住" | "已住" | "在住" | "住" | "自用" | "自营" | "营业" | "营业中" | "开业" => {
            Some(UnitStatus::Occupied)
        }
        _ => None,
    })
}

/// The state that a cell names among other words: `出租（租客：…）`, `毛坯空置`.
pub(crate) fn status_among(written: &str) -> Option<UnitStatus> {
    const KNOWN: [(&str, UnitStatus); 7] = [
        ("空置", UnitStatus::Vacant),
        ("空关", UnitStatus::Closed),
        ("出租", UnitStatus::Let),
        ("样板", UnitStatus::ShowFlat),
        ("装修中", UnitStatus::Renovating),
        ("自住", UnitStatus::Occupied),
        ("已入住", UnitStatus::Occupied),
    ];
    let mut named = KNOWN.iter().filter(|(word, _)| written.contains(word));
    let denied = ["未", "非", "不", "拟", "曾", "原", "前"].iter().any(|word| written.contains(word));
    match (named.next(), named.next()) {
        (Some((_, status)), None) if !denied => Some(*status),
        _ => None,
    }
}

/// What a room's name says of its use, beyond what codes say: 底商, 地下室.
pub(crate) fn usage_of_room(room: &str) -> Option<UnitUse> {
    let has = |words: &[&str]| words.iter().any(|word| room.contains(word));
    match () {
        () if room.is_ascii() => None,
        () if has(&["底商", "网点", "商业", "门市", "档口"]) => Some(UnitUse::Shop),
        () if has(&["地下室", "储物", "杂物", "阁楼"]) => Some(UnitUse::Storage),
        () => None,
    }
}

/// Not sold, so that the developer owes (物业管理条例 art. 41).
pub(crate) fn is_unsold(written: &str) -> bool {
    matches!(
        written.trim().trim_matches(['(', ')', '（', '）']),
        "未售"
            | "未出售"
            | "未售出"
            | "未卖"
            | "未销售"
            | "待售"
            | "在售"
            | "可售"
            | "尾盘"
            | "库存"
            | "余房"
            | "未售房"
            | "未售房屋"
            | "开发商自留"
            | "开发商未售"
            | "开发商留存"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_told_in_many_words() {
        for (written, expect) in [
            ("空", Some(UnitStatus::Vacant)),
            ("（空置）", Some(UnitStatus::Vacant)),
            ("关铺", Some(UnitStatus::Closed)),
            ("已收楼未装修", Some(UnitStatus::NotMovedIn)),
            ("样板房", Some(UnitStatus::ShowFlat)),
            ("自营", Some(UnitStatus::Occupied)),
            ("待售", None),
            ("张三", None),
        ] {
            assert_eq!(status_written(written), expect, "{written}");
        }
        assert_eq!(status_among("毛坯空置"), Some(UnitStatus::Vacant));
        assert_eq!(status_among("出租(租客:赵静)"), Some(UnitStatus::Let));
        for written in ["未出租", "钉子户", "空置转出租"] {
            assert_eq!(status_among(written), None, "{written}");
        }
        for (header, text, gone) in [
            ("状态", "已注销", true),
            ("备注", "2015.3退租", true),
            ("是否注销", "是", true),
            ("是否注销", "否", false),
            ("是否在用", "否", true),
            ("状态", "未退租", false),
            ("备注", "已退押金", false),
            ("状态", "在用", false),
        ] {
            assert_eq!(says_car_is_gone(header, text), gone, "{header} {text}");
        }
        assert!(is_unsold("未售") && is_unsold("(待售)") && !is_unsold("已售"));
    }
}
