//! Headers of what is charged, paid and waived, and of how it was paid.

use super::{LEVELS, headers, is_of_before, is_time, key, says};
use crate::Meaning;

/// 收据号, 发票号码: money was taken for it.
pub(crate) fn is_receipt(header: &str) -> bool {
    let key = key(header);
    let named = ["收据", "票据", "发票", "小票", "凭证号", "票号"].iter().any(|word| key.contains(word));
    named && !["抬头", "金额", "税"].iter().any(|word| key.contains(word))
}

/// 押金单, 押金收条, 预存编号: the number of a paper, and no amount; 退装修押金: held no more. Not 未退押金.
pub(super) fn or_note(meaning: Meaning, key: &str) -> Meaning {
    const PROMISED: [&str; 6] = ["承诺", "约定", "计划", "预计", "下次", "拟"];
    const HELD: [&str; 7] = ["未退", "可退", "应退", "待退", "退房", "退租", "收退"];
    let of_paper = ["单", "条", "据", "票", "号", "号码"].iter().any(|end| key.ends_with(end));
    match meaning {
        Meaning::Deposit | Meaning::Prepaid | Meaning::Paid if of_paper => Meaning::Note,
        // 承诺缴费时间: nobody has paid yet.
        Meaning::PaidOn if says(key, &PROMISED) => Meaning::Note,
        Meaning::Deposit if key.contains('退') && !says(key, &HELD) => Meaning::Note,
        meaning => meaning,
    }
}

/// 装修押金, 履约保证金: money that is given back some day. Not 退押金, and not what is kept of it.
pub(crate) fn names_a_deposit(text: &str) -> bool {
    says(text, &["押金", "保证金", "质保金"]) && !says(text, &["退", "扣", "抵", "转", "冲"])
}

/// 现金, 微信, 银行转账: the header of what came so.
pub(crate) fn is_means_of_payment(header: &str) -> bool {
    const MEANS: [&str; 14] = [
        "现金",
        "刷卡",
        "转账",
        "转帐",
        "微信",
        "支付宝",
        "银行卡",
        "银联",
        "扫码",
        "网银",
        "支票",
        "汇款",
        "POS",
        "银行",
    ];
    let key = key(header.rsplit(LEVELS).next().unwrap_or(header));
    let bare = ["收款金额", "支付金额", "收款", "支付", "收入", "金额", "机", "缴费", "付款"]
        .iter()
        .find_map(|end| key.strip_suffix(end))
        .unwrap_or(&key);
    // 银行转账, POS刷卡
    let by = ["银行", "POS"].iter().find_map(|by| bare.strip_prefix(by)).unwrap_or_default();
    MEANS.contains(&bare) || MEANS.contains(&by)
}

/// 是否交费, 缴费状态, 收费情况: the header of 已交 and 未交.
pub(crate) fn says_paid_or_not(header: &str) -> bool {
    const ELSE: [&str; 12] = ["房", "楼", "铺", "交付", "钥匙", "资料", "合同", "证", "押", "欠", "未", "租"];
    let key = key(header);
    names_both_states(header) || (says(&key, &["缴", "交", "收费", "状态", "付"]) && !says(&key, &ELSE))
}

/// 已缴/未缴, 已交（√）未交（×）: what the cells under it say.
pub(crate) fn names_both_states(header: &str) -> bool {
    const SIGNS: [char; 12] = ['√', '×', '✓', '1', '0', 'Y', 'N', '是', '否', '或', '额', '费'];
    const PAID: [&str; 4] = ["已交", "已缴", "已收", "已付"];
    const UNPAID: [&str; 4] = ["未交", "未缴", "未收", "未付"];
    let bare: String = header.chars().filter(|c| c.is_alphanumeric() && !SIGNS.contains(c)).collect();
    let is_both = |one: &str, other: &str| bare.strip_prefix(one) == Some(other);
    PAID.iter().zip(UNPAID).any(|(paid, unpaid)| is_both(paid, unpaid) || is_both(unpaid, paid))
}

/// 缴费情况, 交费状态: what was paid, in whatever words.
pub(crate) fn says_how_paid(header: &str) -> bool {
    let key = key(header);
    says_paid_or_not(header)
        && says(&key, &["缴", "交", "收费", "付"])
        && says(&key, &["情况", "状况", "状态", "是否", "与否"])
}

/// 是否欠费, 欠费情况: the header of 欠费 and 不欠.
pub(crate) fn says_owing_or_not(header: &str) -> bool {
    const HEADERS: [&str; 8] =
        ["是否欠费", "是否欠缴", "是否欠交", "有无欠费", "欠费情况", "欠费状态", "欠费否", "是否有欠费"];
    HEADERS.contains(&key(header).as_str())
}

/// 备注, 说明: a column for whatever there is to say.
pub(crate) fn is_remark(header: &str) -> bool {
    ["备注", "说明", "备注说明", "情况", "情况说明"].contains(&key(header).as_str())
}

/// 交费人: who has paid.
fn is_payer(header: &str) -> bool {
    ["交费人", "缴费人", "交款人", "缴款人"].contains(&key(header).as_str())
}

/// 收据号, 缴费方式, 交费人: something stands there where somebody has paid.
pub(crate) fn is_filled_by_payers(header: &str) -> bool {
    is_payer(header) || is_receipt(header) || is_way_of_paying(header)
}

/// 收款方式, 支付方式.
pub(crate) fn is_way_of_paying(header: &str) -> bool {
    let key = key(header);
    key.contains("方式")
        && ["收款", "支付", "付款", "缴费", "交费", "结算", "缴款"].iter().any(|word| key.contains(word))
}

/// 2010年交费, 1月收费: what was paid, not a fee.
pub(super) fn is_paying(key: &str) -> bool {
    let ends = [
        "交费",
        "缴费",
        "交款",
        "缴款",
        "缴纳",
        "交纳",
        "缴费额",
        "交费额",
        "缴款额",
        "交款额",
        "收缴额",
        "收取",
    ]
    .iter()
    .any(|word| key.ends_with(word));
    ends || key.strip_suffix("收费").is_some_and(is_time)
}

/// 补交上期, 收往年, 清收以前年度欠费: what was paid of older debts.
pub(super) fn is_paying_of_before(key: &str) -> bool {
    ["补交", "补缴", "收回", "清收", "收"]
        .iter()
        .find_map(|start| key.strip_prefix(start))
        .is_some_and(is_of_before)
}

/// 物业费, 电梯费, 滞纳金: a column that is headed by a fee holds amounts of it.
pub(crate) fn is_fee(key: &str) -> bool {
    // 水费1月 beside 物业费1月.
    let of_time = || key.rsplit_once('费').is_some_and(|(of, time)| !of.is_empty() && is_time(time));
    key.ends_with('费')
        || headers::FEES.iter().any(|word| key.contains(word))
        || of_time()
        || fee_of_time(key).is_some()
}

/// 半年费 of 半年费用, 2024年费 of 2024年费用: what is charged for a time, where 费用 alone says for what.
pub(crate) fn fee_of_time(key: &str) -> Option<String> {
    const TIMES: [&str; 16] = [
        "年",
        "全年",
        "整年",
        "每年",
        "本年",
        "当年",
        "年度",
        "全年度",
        "本年度",
        "半年",
        "季",
        "每季",
        "季度",
        "本季",
        "本季度",
        "本月",
    ];
    let time = key.strip_suffix("费用")?;
    (TIMES.contains(&time) || is_time(time)).then(|| format!("{time}费"))
}

/// 滞纳金, 违约金, 利息: owed on top of what else is owed.
pub(crate) fn is_penalty(key: &str) -> bool {
    says(key, &["滞纳金", "违约金", "利息", "罚息"])
}

/// A waiver or a discount as an amount, not what is due behind it.
pub(crate) fn is_waiver(header: &str) -> bool {
    let waives = ["减免", "优惠", "免收", "减收", "免缴", "免交", "折扣额", "折扣金额", "抹零", "让利"]
        .iter()
        .any(|word| header.contains(word));
    waives && !header.contains(['后', '率', '因', '由', '人', '说', '否'])
}
