//! Headers of people: owners with tenants or telephones in one column, kin, and owners one after the other.

use super::key;

/// `业主/租户电话` as `业主电话`: owners stand in the column, and tenants where the cells say so.
pub(super) fn without_tenant(key: &str) -> Option<String> {
    const TENANTS: [&str; 5] = ["租户", "租客", "承租人", "承租方", "使用人"];
    let owner = ["业主", "户主", "房主", "产权人"].iter().any(|word| key.contains(word));
    let tenant = TENANTS.iter().find(|word| key.contains(**word)).filter(|_| owner)?;
    let joined = ["/", "、", "或", "及", "和", "与", ",", "\\", "|", "&"].iter().find_map(|sign| {
        let (behind, before) = (format!("{sign}{tenant}"), format!("{tenant}{sign}"));
        [behind, before].into_iter().find(|both| key.contains(both.as_str()))
    })?;
    Some(key.replacen(&joined, "", 1))
}

/// `业主/电话`, `姓名及联系方式`, `业主信息`: everything about the owner in one cell.
pub(super) fn is_of_owner_whole(key: &str) -> bool {
    const OWNERS: [&str; 7] = ["业主姓名", "户主姓名", "业主", "户主", "姓名", "住户", "产权人"];
    const REACHED: [&str; 7] = ["联系电话", "电话号码", "联系方式", "电话", "手机号", "手机", "身份证"];
    let Some(rest) = OWNERS.iter().find_map(|word| key.strip_prefix(word)) else { return false };
    if ["信息", "资料", "情况"].contains(&rest) {
        return rest != "情况";
    }
    let body = rest.trim_start_matches(['/', '、', '及', '和', '与', '+', ',', '\\', '|', '&']);
    // `业主电话` is the telephone alone.
    let joined = body.len() < rest.len() || key.starts_with("姓名");
    joined && REACHED.iter().any(|word| body.starts_with(word))
}

/// Whether owners and tenants stand in one column.
pub(crate) fn is_of_tenants_too(header: &str) -> bool {
    without_tenant(&key(header)).is_some()
}

/// 家庭成员, 配偶: people of the household who are not its owners.
pub(crate) fn is_of_kin(header: &str) -> bool {
    !header.contains('数') && ["家庭成员", "配偶", "家属", "亲属"].iter().any(|word| header.contains(word))
}

/// Who a column of owners says it holds, where a unit changed hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InTime {
    Before,
    Now,
}

/// 原业主 and 现业主; `None` where a header says neither.
pub(crate) fn owner_in_time(header: &str) -> Option<InTime> {
    let key = key(header);
    let says = |words: &[&str]| words.iter().any(|word| key.contains(word));
    let owner = says(&["业主", "户主", "房主", "产权", "姓名", "买受", "受让", "出让"]);
    match () {
        () if !owner || says(&["电话", "手机", "证", "日期", "时间"]) => None,
        () if says(&["变更后", "过户后", "转让后", "更名后", "受让"]) => Some(InTime::Now),
        () if says(&["变更前", "过户前", "转让前", "更名前", "出让"]) => Some(InTime::Before),
        () if key.starts_with(['现', '新']) => Some(InTime::Now),
        () if key.starts_with(['原', '前', '旧', '老']) => Some(InTime::Before),
        () => None,
    }
}
