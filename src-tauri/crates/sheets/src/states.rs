//! Words in a cell that say a state: whether something was paid, what a unit is used for.

use ledger::units::UnitUse;

use crate::book::Value;

/// `已交` and `√`, `未交` and `×`; `None` for anything else.
pub(crate) fn is_paid(value: &Value) -> Option<bool> {
    let Value::Text(text) = value else { return None };
    match text.trim() {
        "已交" | "已缴" | "已收" | "已付" | "已交费" | "已缴费" | "已缴纳" | "已结清" | "结清" | "交清"
        | "缴清" | "付清" | "已交清" | "已缴清" | "已清" | "交齐" | "缴齐" | "无欠费" | "不欠" | "交"
        | "缴" | "是" | "√" | "✓" | "✔" => Some(true),
        "未交" | "未缴" | "未收" | "未付" | "未交费" | "未缴费" | "未缴纳" | "欠费" | "欠" | "否" | "×"
        | "✗" | "X" | "x" => Some(false),
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
