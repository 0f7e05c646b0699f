//! What headers mean, and which words are no rooms.

use super::*;

#[test]
fn headers_mean_what_offices_mean() {
    use {Confidence as C, Meaning as M};
    for (header, expect) in [
        ("房 号", Some((M::Room, C::Sure))),
        ("房号(必填)", Some((M::Room, C::Sure))),
        ("*业主姓名：", Some((M::OwnerName, C::Sure))),
        ("建筑面积\n（㎡）", Some((M::Area, C::Sure))),
        ("建筑面积㎡", Some((M::Area, C::Sure))),
        ("套内面积", Some((M::Ignored, C::Sure))),
        ("本期指针", Some((M::PresentReading, C::Sure))),
        ("上次抄见", Some((M::PreviousReading, C::Sure))),
        ("入住时水表", Some((M::PresentReading, C::Sure))),
        ("租用人", Some((M::TenantName, C::Sure))),
        ("未执行", Some((M::Opening, C::Sure))),
        ("欠费承担", Some((M::Note, C::Sure))),
        ("2024年及以前欠费", Some((M::Opening, C::Sure))),
        ("截止2025年12月1日欠费", Some((M::Opening, C::Sure))),
        ("欠费原因", Some((M::Note, C::Likely))),
        ("欠费合计", Some((M::OpeningTotal, C::Sure))),
        ("前期欠费_管理费", Some((M::Opening, C::Sure))),
        ("前期欠费_滞纳金", Some((M::Opening, C::Sure))),
        ("前期欠费_合计", Some((M::OpeningTotal, C::Sure))),
        ("本期应收_管理费", Some((M::Due, C::Sure))),
        ("本期应收_公共用电分摊（路灯）", Some((M::Due, C::Sure))),
        ("2025年欠车位费", Some((M::Opening, C::Sure))),
        ("车位费", Some((M::Amount, C::Likely))),
        ("租户联系电话", Some((M::TenantPhone, C::Sure))),
        ("业主/租户", Some((M::OwnerName, C::Sure))),
        ("租户／业主姓名", Some((M::OwnerName, C::Sure))),
        ("业主或租户电话", Some((M::OwnerPhone, C::Sure))),
        ("租户信息_姓名", Some((M::TenantName, C::Sure))),
        ("租户_电话", Some((M::TenantPhone, C::Sure))),
        ("业主信息_姓名", Some((M::OwnerName, C::Sure))),
        ("房屋信息_面积", Some((M::Area, C::Sure))),
        ("上期_度数", Some((M::PreviousReading, C::Sure))),
        ("本期_时间", Some((M::PresentOn, C::Sure))),
        ("业主手机1", Some((M::OwnerPhone, C::Likely))),
        ("身份证号", Some((M::OwnerId, C::Sure))),
        ("租户身份证号", Some((M::TenantId, C::Sure))),
        ("某某花园一期业主基本情况及物业费欠费情况统计一览表", None),
        ("收房情况", Some((M::Status, C::Likely))),
        ("入住时间", Some((M::Handover, C::Sure))),
        ("欠费情况", Some((M::Note, C::Likely))),
        ("车牌", Some((M::Plate, C::Sure))),
        ("欠费截止日期", Some((M::PeriodTo, C::Sure))),
        ("欠费周期", Some((M::PeriodRange, C::Sure))),
        ("计费日期", Some((M::Ignored, C::Sure))),
        ("计费id", Some((M::Ignored, C::Sure))),
        ("计划收取时间", Some((M::Note, C::Likely))),
        ("装修押金", Some((M::Deposit, C::Sure))),
        ("上次抄表日期", Some((M::PreviousOn, C::Sure))),
        ("本月电表读数", Some((M::PresentReading, C::Likely))),
        ("楼栋：1栋", None),
        ("物业费（元/月）", Some((M::Monthly, C::Likely))),
        ("1月物业费", Some((M::Amount, C::Likely))),
        ("1月_物业费", Some((M::Amount, C::Likely))),
        ("水费_2012年", Some((M::Amount, C::Sure))),
        ("收款1", Some((M::Paid, C::Likely))),
        ("冷水上月", Some((M::PreviousReading, C::Likely))),
        ("本期谷", Some((M::PresentReading, C::Likely))),
        ("缴纳日期", Some((M::PaidOn, C::Sure))),
        ("上半年收款", Some((M::Paid, C::Likely))),
        ("收款方式", Some((M::Note, C::Likely))),
        ("手续费", Some((M::Note, C::Likely))),
        ("交易日期", Some((M::PaidOn, C::Sure))),
        ("欠门禁卡费", Some((M::Opening, C::Sure))),
        ("年物业费", Some((M::Rate, C::Sure))),
        ("2014年物业费", Some((M::Amount, C::Likely))),
        ("退押金签字", Some((M::Note, C::Likely))),
        ("水电周转金", Some((M::Deposit, C::Likely))),
        ("物业费/年", Some((M::Rate, C::Likely))),
        ("物业费/水费", Some((M::Amount, C::Likely))),
        ("物业费/月", Some((M::Monthly, C::Likely))),
        ("1月读数", Some((M::PresentReading, C::Likely))),
        ("欠费起", Some((M::PeriodFrom, C::Sure))),
        ("欠费止", Some((M::PeriodTo, C::Sure))),
        ("物业费(元/月·㎡)", Some((M::Rate, C::Likely))),
        ("单价(元/㎡·月)", Some((M::Rate, C::Sure))),
        ("每月应收", Some((M::Monthly, C::Sure))),
        ("月应收", Some((M::Monthly, C::Likely))),
        ("月租金", Some((M::Monthly, C::Sure))),
        ("本月应收", Some((M::Due, C::Likely))),
        ("㎡", Some((M::Area, C::Sure))),
        ("未收", Some((M::Opening, C::Sure))),
        ("未收合计", Some((M::OpeningTotal, C::Sure))),
        ("累计欠缴", Some((M::OpeningTotal, C::Sure))),
        ("未缴月份", Some((M::PeriodRange, C::Sure))),
        ("拖欠月数", Some((M::Months, C::Sure))),
        ("物业费交至", Some((M::PaidThrough, C::Sure))),
        ("预缴至", Some((M::PaidThrough, C::Sure))),
        ("车位费交至", Some((M::PaidThrough, C::Likely))),
        ("已缴费截止日期", Some((M::PaidThrough, C::Likely))),
        ("预存项目", Some((M::Item, C::Sure))),
        ("业主房屋", Some((M::Room, C::Sure))),
        ("与户主关系", Some((M::Note, C::Sure))),
        ("别墅编号", Some((M::Room, C::Sure))),
        ("其中：物业费", Some((M::Amount, C::Likely))),
        ("业主/电话", Some((M::OwnerName, C::Sure))),
        ("姓名及联系方式", Some((M::OwnerName, C::Sure))),
        ("姓名电话", Some((M::OwnerName, C::Sure))),
        ("业主信息", Some((M::OwnerName, C::Sure))),
        ("业主信息_电话", Some((M::OwnerPhone, C::Sure))),
        ("抄表员", Some((M::Note, C::Likely))),
        ("抄表人", Some((M::Note, C::Likely))),
        ("HouseNo", Some((M::Room, C::Sure))),
        ("Owner Name", Some((M::OwnerName, C::Sure))),
        ("house_no", Some((M::Room, C::Sure))),
        ("YZXM", Some((M::OwnerName, C::Sure))),
        ("JZMJ", Some((M::Area, C::Sure))),
        ("车位编码", Some((M::Space, C::Sure))),
        ("应收年月", Some((M::PeriodRange, C::Likely))),
        ("应收月份", Some((M::PeriodRange, C::Likely))),
        ("应缴年度", Some((M::PeriodRange, C::Likely))),
        ("实收年月", Some((M::PaidOn, C::Likely))),
        ("应收日期", Some((M::Note, C::Likely))),
        ("欠费日期", Some((M::PeriodRange, C::Likely))),
        ("押金日期", Some((M::Note, C::Likely))),
        ("押金单号", Some((M::Note, C::Likely))),
        ("收款状态", Some((M::Note, C::Likely))),
        ("实收人", Some((M::Note, C::Likely))),
        ("已缴月份", Some((M::Note, C::Likely))),
        ("欠费起始", Some((M::PeriodFrom, C::Likely))),
        ("欠费年", Some((M::PeriodRange, C::Likely))),
        ("欠费标准", Some((M::Note, C::Likely))),
        ("预存至", Some((M::PaidThrough, C::Sure))),
        ("欠费天数", Some((M::Note, C::Likely))),
        ("欠缴率", Some((M::Note, C::Likely))),
        ("3月份欠费", Some((M::Opening, C::Sure))),
        ("十一月份应收", Some((M::Due, C::Likely))),
        ("应收2013年度", Some((M::Due, C::Likely))),
        ("应收金额（大写）", Some((M::Note, C::Likely))),
        ("欠费金额万元", Some((M::Opening, C::Sure))),
        ("欠费金额：元", Some((M::Opening, C::Sure))),
        ("金额/元", Some((M::Amount, C::Sure))),
        ("本金", Some((M::Opening, C::Sure))),
        ("减免滞纳金", Some((M::Note, C::Likely))),
        ("减免后应收", Some((M::Due, C::Likely))),
        ("欠费_2008年", Some((M::Opening, C::Sure))),
        ("2008年_欠费_物业费", Some((M::Opening, C::Sure))),
        ("", None),
    ] {
        assert_eq!(meaning(header), expect, "{header:?}");
    }
}

#[test]
fn words_of_a_table_are_no_rooms() {
    for text in [
        "项目",
        "物业费",
        "小计",
        "合计：",
        "备注",
        "房 号",
        "金额",
        "应收金额",
        "电梯费",
        "催费通知单",
        "电工",
    ] {
        assert!(is_no_room(text), "{text}");
    }
    for text in ["1-101", "101", "门面甲", "商铺", "车库", "A座", "东户", "物业费1", "门卫室", "号"]
    {
        assert!(!is_no_room(text), "{text}");
    }
}

#[test]
fn no_word_means_two_things() {
    let mut seen = HashMap::new();
    for (meaning, list) in headers::EXACT.iter().chain(latin::EXACT) {
        for word in list.split_whitespace() {
            let before = seen.insert(word, *meaning);
            assert!(before.is_none(), "{word}: {before:?} and {meaning:?}");
            assert_eq!(key(word), word, "{word} is not written as it is looked up");
        }
    }
}
