//! The day of receipts that stands once for a sheet.

use super::offices::imported;
use crate::Draft;

fn days(draft: &Draft) -> Vec<String> {
    let told = |day: &Option<String>| day.clone().unwrap_or_else(|| "·".to_owned());
    draft.past_payments.iter().map(|payment| told(&payment.paid_on)).collect()
}

#[test]
fn a_sheet_of_one_day_tells_when_its_receipts_were_paid() {
    let rows =
        ["房号|业主|项目|金额|收据号", "1-101|张小明|物业费|=100|00001", "1-102|李红|物业费|=100|00002"];
    for (sheet, above) in [
        ("5日", &["收费日报表", "日期：2017年4月5日|||收银员：袁梅"][..]),
        ("1", &["2017年4月5日收费日报表"]),
        ("1", &["收费日报表  2017年4月5日"]),
        ("4.5", &["2017年收费日报"]),
        ("Sheet1", &["收款登记", "收款日期：2017-04-05|||收银员：袁梅"]),
        ("Sheet1", &["收费日报表", "收款日期：|2017-04-05"]),
        ("2017-04-05", &["收款登记"]),
        ("5日", &["2017年4月收费日报表"]),
        ("1", &["收费日报表", "天和物业|||2017年4月5日"]),
        ("4月5日", &["2017年收款登记"]),
        ("收款", &["2017年4月收款记录", "4月5日"]),
    ] {
        let lines: Vec<&str> = above.iter().copied().chain(rows).collect();
        let draft = imported(&[(sheet, &lines)], &[]);
        assert_eq!(days(&draft), ["2017-04-05", "2017-04-05"], "{sheet} {above:?}");
        let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
        assert!(codes.contains(&"payment_day_of_sheet"), "{sheet} {above:?}");
    }
    // When the list was made, and until when.
    for (sheet, above) in [
        ("收款", &["2017年4月收款明细", "制表日期：2017年4月30日"][..]),
        ("收款", &["2017年4月收款明细", "|||2017年4月30日"]),
        ("收款", &["收款明细（截止2017年4月30日）"]),
        ("收款", &["收款明细 2017.4.1-2017.4.30"]),
        ("4.5", &["收款明细"]),
        ("4号楼", &["2017年4月收款明细"]),
    ] {
        let lines: Vec<&str> = above.iter().copied().chain(rows).collect();
        assert_eq!(days(&imported(&[(sheet, &lines)], &[])), ["·", "·"], "{sheet} {above:?}");
    }
    // Each row has its own.
    let lines = ["2017年4月5日收费日报表", "日期|房号|业主|金额|收据号", "2017.4.4|1-101|张小明|=100|00001"];
    assert_eq!(days(&imported(&[("日报", &lines)], &[])), ["2017-04-04"]);
}

#[test]
fn what_somebody_promised_is_no_payment() {
    for promised in ["承诺缴费时间", "约定交费日期", "计划缴费时间", "预计交费日期", "下次缴费日期"]
    {
        let headers = format!("房号|业主|欠费金额|{promised}|收回金额");
        let lines = [
            "催费台账",
            &headers,
            "1-101|张小明|=100|2017.4.1|",
            "1-102|李红|=100|2017.4.1|=100",
            "1-103|王五|=100|2017.4.1|",
        ];
        assert_eq!(days(&imported(&[("催费", &lines)], &[])), ["·"], "{promised}");
    }
    for (day, amount) in [("购电日期", "购电金额"), ("充值时间", "充值金额"), ("购水日期", "购水金额")]
    {
        let headers = format!("序号|{day}|房号|户名|{amount}|操作员");
        let lines = ["购买记录", &headers, "=1|2017-03-01 10:10|1-101|张小明|=52|系统"];
        assert_eq!(days(&imported(&[("记录", &lines)], &[])), ["2017-03-01"], "{day}");
    }
}

#[test]
fn colours_that_say_who_paid_are_told() {
    let rows = ["房号|业主|欠费金额", "1-101|张小明|=100", "1-102|李红|=100", "1-103|王五|=100"];
    let codes = |lines: &[&str]| -> Vec<String> {
        let draft = imported(&[("欠费", lines)], &[]);
        draft.groups.iter().map(|group| format!("{}×{}", group.code, group.count)).collect()
    };
    for title in ["2016年欠费（黄色为已交）", "欠费明细（划线表示已交清）", "标红的已缴", "红字为预收款"]
    {
        let lines: Vec<&str> = [title].into_iter().chain(rows).collect();
        assert!(codes(&lines).contains(&"colours_not_read×1".to_owned()), "{title} {:?}", codes(&lines));
    }
    for note in ["注：黄色底纹为已缴清", "说明：带颜色的是已交费的", "灰色底色表示已退"]
    {
        let lines: Vec<&str> = ["2016年欠费"].into_iter().chain(rows).chain([note]).collect();
        assert!(codes(&lines).contains(&"colours_not_read×1".to_owned()), "{note} {:?}", codes(&lines));
    }
    for title in ["2016年欠费", "欠费明细（黄小明已交）", "黄河路小区已交费名单", "蓝色为未收房"]
    {
        let lines: Vec<&str> = [title].into_iter().chain(rows).collect();
        let codes = codes(&lines);
        assert!(!codes.iter().any(|code| code.starts_with("colours")), "{title} {codes:?}");
    }
    let car = ["车位", "车位号|业主|房号|车牌|颜色", "A001|张小明|1-101|粤B11111|黄色已交"];
    assert!(codes(&car).iter().all(|code| !code.starts_with("colours")), "{:?}", codes(&car));
}
