//! What stands around a table, its title and the sheet's name, says what the table is of.

use ledger::calendar::Month;

use crate::openings::span_of_title;
use crate::periods::year_named;
use crate::{seasons, words};

/// The words around a table: its title and the sheet's name.
pub(super) struct Around {
    text: String,
    sheet: String,
}

impl Around {
    pub fn of(title: &str, sheet: &str) -> Self {
        Around { text: format!("{title} {sheet}"), sheet: sheet.to_owned() }
    }

    pub fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.contains(word))
    }

    /// The year a title names: `2014年欠费`.
    pub fn year(&self) -> Option<i32> {
        let together: String = self.text.chars().filter(|c| *c != ' ').collect();
        year_named(&self.text).or_else(|| year_named(&together))
    }

    /// The sheet is named by a fee or a time and nothing else: 电梯费, 2014.
    pub fn of_fee_or_time(&self) -> bool {
        let key = words::key(&self.sheet);
        words::is_fee(&key) || words::is_time(&key)
    }

    /// A year, months or a heating season.
    pub fn names_a_time(&self) -> bool {
        self.text.split(' ').any(|part| span_of_title(part).is_some() || seasons::named(part).is_some())
    }

    /// A month or a quarter that a title names: `2012年1月收费表`.
    pub fn is_of_months(&self) -> bool {
        self.months().is_some_and(|months| months <= 6)
    }

    /// How many months a title names: 12 of `2012年`.
    pub fn months(&self) -> Option<i64> {
        let span = self.text.split(' ').find_map(span_of_title)?;
        Some(Month::of(span.from?).months_until(Month::of(span.to?)) + 1)
    }

    /// 收款流水, 收据登记, 实缴明细; not 应收款, and not 已交至.
    pub fn payments(&self) -> bool {
        const WORDS: [&str; 42] = [
            "实收",
            "实缴",
            "实交",
            "费已交",
            "租金已交",
            "已交业主",
            "已交名单",
            "已交明细",
            "已交户",
            "已收",
            "已缴",
            "已交费",
            "已交款",
            "已交物业",
            "收款",
            "收费流水",
            "流水账",
            "流水帐",
            "日记账",
            "日记帐",
            "收据",
            "缴费登记",
            "交费登记",
            "收费登记",
            "缴费记录",
            "交费记录",
            "收费记录",
            "缴费流水",
            "缴款",
            "进账",
            "现金账",
            "现金帐",
            "收费日报",
            "代收登记",
            "代收明细",
            "代收流水",
            "代扣",
            "缴存",
            "缴费明细",
            "交费明细",
            "历年交费",
            "历年缴费",
        ];
        let both = [
            "应收已收",
            "应缴已缴",
            "已收未收",
            "已缴未缴",
            "已交未交",
            "应收实收",
            "应缴实缴",
            "应交实交",
            "应收、实收",
            "应收及实收",
            "应收与实收",
            "已交至",
            "已交到",
        ];
        let rest =
            ["应缴费", "应交费", "未缴费", "未交费", "应收款", "未收款", "待收款", "收款通知", "缴款通知"]
                .iter()
                .chain(&both)
                .fold(self.text.clone(), |text, word| text.replace(word, ""));
        WORDS.iter().any(|word| rest.contains(word))
    }

    /// 抄表记录, 水表读数; not 水电费.
    pub fn of_readings(&self) -> bool {
        let meters = ["抄表", "水表", "电表", "气表", "热表", "读数", "度数", "底数", "表底", "行度", "示数"];
        self.says(&meters) && !self.says(&["费", "欠", "元"])
    }

    pub fn arrears(&self) -> bool {
        self.says(&["催缴", "催收", "催费", "催款"]) || words::says_owed(&self.text)
    }

    /// 收欠费: what was paid of debts.
    pub fn of_debts_collected(&self) -> bool {
        self.text.split(' ').any(words::says_debts_collected)
    }

    /// 维修登记, 报修单: what work cost, whoever paid for it.
    pub fn of_work(&self) -> bool {
        self.says(&["维修", "报修", "修缮", "工单", "派工", "领料"])
            && !self.says(&["基金", "资金", "维修费"])
    }

    /// What stands under 1月 and 2月 was paid: 交费登记表, 缴费情况.
    pub fn of_months_paid(&self) -> bool {
        // 格内为收据号, 填缴费日期
        if self.says(&["收据号", "收据编号", "票号", "缴费日期", "交费日期", "收费日期", "填日期"])
        {
            return false;
        }
        self.payments()
            || self.says(&["交费情况", "缴费情况", "缴纳情况", "交纳情况", "交款情况", "缴款情况"])
    }

    /// What is left is owed: 应收物业费.
    pub fn of_debts(&self) -> bool {
        self.arrears() || self.says(&["应收", "账龄"])
    }

    /// 装修押金台账, 保证金登记.
    pub fn of_deposits(&self) -> bool {
        self.says(&["押金", "保证金"])
    }

    /// 预交2020年物业费名单: what its amounts were paid in advance for. Not 应收与预收.
    pub fn of_prepayments(&self) -> bool {
        self.says(&["预存", "预收", "预缴", "预交"])
            && !self.arrears()
            && !self.says(&["应收", "应缴", "应交", "实收", "通知", "退"])
    }

    /// 减免名单: nobody owes its amounts. Not 欠费减免后明细.
    pub fn of_waivers(&self) -> bool {
        self.says(&["减免", "免收", "免缴", "免交"])
            && !self.arrears()
            && !self.says(&["应收", "收缴", "收费", "应缴", "应交"])
    }

    /// 礼品领取, 分红发放: what households were given.
    pub fn of_gifts(&self) -> bool {
        self.says(&["礼品", "慰问", "福利", "分红", "赠送", "赠品", "奖品", "补贴发放", "收益发放"])
    }

    /// What is left is held: 预存款, 押金.
    pub fn of_held(&self) -> bool {
        self.says(&["预存", "预收", "预交", "预缴", "预付", "押金", "保证金", "存款", "储值"])
    }
}
