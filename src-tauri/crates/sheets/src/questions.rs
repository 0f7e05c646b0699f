//! Every code of a finding: what its findings have in common, and what can be done about them.

mod codes;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use codes::{
    ESTATE_BEFORE_ROOMS, GROWN_OR_OF_MONTH, LIST_OF_FEW, OF_MONTH_OR_GROWN, UNIT_ALIKE, UNIT_CONTINUED,
    UNIT_NEAR,
};

/// A code of findings.
#[derive(Debug)]
pub(crate) struct Question {
    pub code: &'static str,
    /// What its findings have in common, for people.
    pub title: &'static str,
    /// Code and words of each; the first is followed unless a person chose another.
    pub choices: &'static [(&'static str, &'static str)],
}

const fn told(code: &'static str, title: &'static str) -> Question {
    Question { code, title, choices: &[] }
}

const fn asked(
    code: &'static str,
    title: &'static str,
    choices: &'static [(&'static str, &'static str)],
) -> Question {
    Question { code, title, choices }
}

const GROWN: (&str, &str) = ("grown", "是累计到这个月的欠费，代替上一张清单");
const OF_MONTH: (&str, &str) = ("of_month", "只是这个月的欠费，和上一张清单相加");
const LEAVE_ROW: (&str, &str) = ("leave_out", "这些行不导入");

const TIMES_OF_A_RATE: &str = "各月（季、年）的列旁边有每期的费用";
const AT_RATE: (&str, &str) = ("at_rate", "填了的是交过的，空着的没有交，按每期的费用算欠费");
const TIMES_NOTED: (&str, &str) = ("note", "只作为备注保留");
const TIMES_OWED: (&str, &str) = ("arrears", "数字作为各期欠费导入，√ 和“已交”是已缴清");
const TIMES_PAID: (&str, &str) = ("payments", "是各期收过的钱，记入缴费历史");

/// Every code of a finding, but those of `ledger`'s refusals that are passed on.
pub(crate) const QUESTIONS: &[Question] = &[
    asked(
        "unit_twice",
        "同一个房号出现了两次",
        &[("first", "只留第一次出现的行"), ("merge", "合成一户，人员和金额相加")],
    ),
    asked(
        "unit_of_years",
        "同一户在不同年份的表里",
        &[
            ("sum", "各年的欠费相加"),
            ("first", "只留第一次出现的行（欠费是逐年累计的，请只导入最后一年的表）"),
        ],
    ),
    asked("time_columns", "各月（季、年）的列没有说明是什么钱", &[TIMES_NOTED, TIMES_OWED, TIMES_PAID]),
    asked(
        "time_columns_paid",
        "标题像是收款，各月（季、年）的列没有说明是什么钱",
        &[TIMES_PAID, TIMES_OWED, TIMES_NOTED],
    ),
    asked("time_columns_at_rate", TIMES_OF_A_RATE, &[AT_RATE, TIMES_NOTED, TIMES_OWED, TIMES_PAID]),
    asked("time_columns_or_rate", TIMES_OF_A_RATE, &[TIMES_NOTED, AT_RATE, TIMES_OWED, TIMES_PAID]),
    asked("time_columns_paid_or_rate", TIMES_OF_A_RATE, &[TIMES_PAID, AT_RATE, TIMES_OWED, TIMES_NOTED]),
    asked("times_with_receipts", TIMES_OF_A_RATE, &[AT_RATE, TIMES_PAID, TIMES_NOTED]),
    asked("times_signed", "各月（季、年）的列写着交了没有", &[AT_RATE, TIMES_NOTED]),
    asked(
        "fee_meaning",
        "收费项目的列没有说明是欠费还是收费标准",
        &[("note", "只作为备注保留"), ("arrears", "作为欠费导入")],
    ),
    asked(
        "deposit_refunded",
        "押金已经退还",
        &[("leave_out", "已退的押金不导入，只作为备注保留"), ("keep", "照常导入")],
    ),
    asked(
        "deposit_received",
        "收款里有押金",
        &[("hold", "是还押着的，作为押金导入"), ("receipt", "和其他收款一样记入缴费历史")],
    ),
    asked(UNIT_CONTINUED, "同一户接连几行，姓名不同", &[("join", "并入上一行的那一户"), LEAVE_ROW]),
    asked("room_blank_joined", "房号空着的行，并入上一户", &[("join", "并入上一户"), LEAVE_ROW]),
    asked(
        "opening_negative",
        "欠费是负数",
        &[("prepayment", "作为预存款导入"), ("leave_out", "不导入这些金额")],
    ),
    asked(
        "room_of_several",
        "一格里写了几个房号",
        &[("one", "合成一户"), ("each", "拆成几户，人员相同，面积和金额记在第一户")],
    ),
    asked("room_was_date", "房号被 Excel 当成了日期", &[("use", "按还原的房号导入"), LEAVE_ROW]),
    asked(
        "id_checksum",
        "身份证号码不正确",
        &[("keep", "照原样保留，以后核对"), ("leave_out", "不导入这些号码")],
    ),
    asked(
        "reading_has_letters",
        "表的度数里有字母",
        &[("keep", "取其中的数字"), ("leave_out", "不导入这些度数")],
    ),
    asked(
        "reading_below_previous",
        "本期度数小于上期度数",
        &[("keep", "两个度数都照原样保留"), ("leave_out", "不导入这些抄表记录")],
    ),
    asked(
        "amount_meaning",
        "“金额”没有说明是什么钱",
        &[("arrears", "作为欠费导入"), ("leave_out", "只作为备注保留")],
    ),
    asked(
        "fee_prepaid",
        "收费明细里有前期预收",
        &[("leave_out", "只作为备注保留（同一户各行可能重复）"), ("prepayment", "作为预存款导入")],
    ),
    asked(
        "older_debts_paid",
        "有收回以前欠费的列",
        &[("taken_off", "从这一行以前的欠费里扣除"), ("history", "只记入缴费历史，以前的欠费不变")],
    ),
    asked(
        "paid_more_than_due",
        "实收比应收多",
        &[
            ("older_debts", "多收的从这一行以前的欠费里扣除，没有以前的欠费只记入缴费历史"),
            ("history", "只记入缴费历史"),
            ("prepayment", "多收的作为预存款导入"),
        ],
    ),
    asked(
        "owed_blank",
        "欠费一格空着，应收却没有收齐",
        &[("left", "按应收减实收的差额作为欠费导入"), ("nothing", "空着就是不欠")],
    ),
    asked("row_hidden", "隐藏（或被筛选掉）的行", &[("keep", "照常导入"), LEAVE_ROW]),
    asked("sheet_hidden", "隐藏的工作表", &[("leave_out", "不导入"), ("import", "照常导入")]),
    asked(
        "owner_missing",
        "没有业主姓名",
        &[("keep", "照常导入，业主以后补登"), ("leave_out", "这些行不导入")],
    ),
    asked(
        "phone_of_another",
        "电话旁写着别人的称呼",
        &[("first", "记在第一位业主名下"), ("note", "只作为备注保留")],
    ),
    asked("meter_of_all", "最后一行像是总表，不是房屋", &[LEAVE_ROW, ("keep", "照常作为一户导入")]),
    asked(
        "room_is_common",
        "房号像是公共部位",
        &[("keep", "照常作为一户导入"), ("leave_out", "这些行不导入")],
    ),
    asked(
        "building_blank",
        "前几行没有写楼栋",
        &[("below", "是下面第一个写明的楼栋"), ("as_written", "没有楼栋，照房号原样导入")],
    ),
    asked(
        "unit_not_in_roster",
        "业主台账里没有的房号",
        &[("keep", "照常导入，以后补登"), ("leave_out", "这些行不导入")],
    ),
    asked(
        UNIT_ALIKE,
        "房号写得短些或长些，像是已有的一户",
        &[("same", "是同一户，记在那一户名下"), ("keep", "是另一户，照常导入")],
    ),
    told(UNIT_NEAR, "档案里没有的房号，像是已有的一户"),
    asked(
        "payment_negative",
        "缴费金额是负数",
        &[("keep", "照原样记入缴费历史（退款）"), ("leave_out", "只作为备注保留")],
    ),
    asked(
        "trailing_minus",
        "金额末尾有一个“-”",
        &[("minus", "是负号"), ("stroke", "只是收尾的一笔，是正数")],
    ),
    asked(
        "amount_absurd",
        "金额大得不合常理",
        &[("leave_out", "不导入，只作为备注保留"), ("keep", "照常导入")],
    ),
    asked("waiver", "应收旁边有减免的金额", &[("less", "从应收里减去"), ("note", "不减，只作为备注保留")]),
    asked("balance_side", "余额写了借贷方向", &[("books", "借是欠费，贷是预存"), ("note", "只作为备注保留")]),
    asked(
        "tick_mark",
        "欠费栏里打着勾，没有说明勾是什么",
        &[("paid", "是已缴清，没有欠费"), ("owed", "是欠费，按每月的收费标准算出金额")],
    ),
    asked(
        "owed_mark",
        "欠费栏里写着欠，没有写金额",
        &[("rate", "按每月的收费标准算出金额"), ("leave_out", "不导入，只作为备注保留")],
    ),
    asked(
        "months_written",
        "起止年月与所写的月数不符，金额正好合所写的月数",
        &[("range", "按起止年月拆分"), ("written", "从起始月起，按所写的月数拆分")],
    ),
    asked(
        "amount_unit",
        "金额的单位不是元",
        &[("as_written", "按写明的单位换算成元"), ("yuan", "就是元，不换算")],
    ),
    asked(
        "amount_unit_aside",
        "表名或表下写着金额的单位不是元",
        &[("as_written", "按写明的单位换算成元"), ("yuan", "就是元，不换算")],
    ),
    asked(
        "amount_unit_doubtful",
        "写明的单位与金额的大小不相称",
        &[("yuan", "就是元，不换算"), ("as_written", "按写明的单位换算成元")],
    ),
    asked(
        "column_unlabelled",
        "有数字的列没有表头",
        &[("note", "只作为备注保留"), ("arrears", "作为欠费导入")],
    ),
    asked(
        "payments_or_fees",
        "可以是收款记录，也可以是应收明细",
        &[("payments", "是收过的钱，记入缴费历史"), ("fees", "是应收的费用，没有收到的算欠费")],
    ),
    asked(
        "receipt_says_paid",
        "没有实收一列，填了收据号、收款日期、交的钱或签了字",
        &[("paid", "已经收过，记入缴费历史"), ("owed", "还没有收，按欠费导入")],
    ),
    asked(
        "paid_in_words",
        "缴费情况不是写已交、未交，是写交到几月、怎么交的",
        &[("as_written", "照写的算交了多少，剩下的算欠费"), ("owed", "还没有收，全额按欠费导入")],
    ),
    told("paid_in_words_unclear", "缴费情况看不出交了多少"),
    told("due_of_periods", "各期写着交没交，金额没有写是一年的还是一期的"),
    asked("said_paid", "有欠费金额的行写着已交", &[("paid", "已经交了，不算欠费"), ("owed", "仍按欠费导入")]),
    asked(
        "remark_says_paid",
        "有欠费金额的行，备注写着交过",
        &[("owed", "仍按欠费导入"), ("paid", "已经交了，不算欠费")],
    ),
    asked(
        "balance_meaning",
        "“余额”没有说明是欠费还是预存",
        &[("note", "只作为备注保留"), ("arrears", "作为欠费导入"), ("prepayment", "作为预存款导入")],
    ),
    asked(
        "balances_at_dates",
        "几列欠费像是不同时候的余额",
        &[("last", "是余额，只导入最后一列"), ("all", "各是各期的欠费，都导入")],
    ),
    asked(
        "payment_void",
        "缴费记录写着作废或退费",
        &[("leave_out", "不算缴费，只作为备注保留"), ("keep", "照常记入缴费历史")],
    ),
    asked(
        "vehicle_gone",
        "车辆写着已注销或已退",
        &[("leave_out", "不登记，车牌和原话作为备注保留"), ("keep", "照常登记")],
    ),
    asked(
        "months_of_a_rate",
        "只有欠费月数和每月的费用，没有欠费金额",
        &[("note", "只作为备注保留"), ("arrears", "月数乘每月的费用，作为欠费导入")],
    ),
    asked(
        "debts_of_two_dates",
        "同一张欠费表有两个日子的",
        &[("latest", "只按最后一张导入欠费"), ("both", "都导入")],
    ),
    asked(
        "table_twice",
        "同一张表（或同样的行）在文件里有两份",
        &[("once", "只导入一次"), ("both", "两份都导入")],
    ),
    asked(
        "receipts_of_book",
        "应收和收款各在一张表",
        &[("take_off", "从应收里减去收过的，剩下的算欠费"), ("keep", "不减，应收全额算欠费")],
    ),
    asked(
        "receipts_twice",
        "实收在收款表里又有一次",
        &[("once", "只按收款表记入缴费历史"), ("both", "两张表的都记入缴费历史")],
    ),
    asked(
        "prepaid_of_two_dates",
        "同一批住户的预存在两张表里各有一次，是两个日子的余额",
        &[("later", "只按后一张导入"), ("both", "两张都导入")],
    ),
    asked(
        "debt_noted_again",
        "同一笔欠费在几个日子各记了一次",
        &[("once", "只算一次"), ("each", "每一次都是另一笔，都导入")],
    ),
    asked(
        "rooms_of_other_people",
        "几张表的房号相同，姓名不同",
        &[("apart", "是另一处的房屋，房号前加上表名"), ("same", "是同一批房屋，照房号合并")],
    ),
    asked(
        ESTATE_BEFORE_ROOMS,
        "房号前面都写着小区名或门牌",
        &[("leave_out", "是小区名或门牌，不算在房号里"), ("keep", "把房屋分开，算在房号里")],
    ),
    asked(
        "total_or_columns",
        "欠费的合计几乎每一行都不是旁边各列之和",
        &[
            ("total", "按合计导入欠费，各列是每月的标准，只作为备注保留"),
            ("columns", "按各列导入欠费，合计只用来核对"),
        ],
    ),
    asked(
        "total_or_debt",
        "不写年份的“欠费”不是旁边各列之和",
        &[("total", "是各列的合计，只用来核对"), ("debt", "是另一笔欠费，一起导入")],
    ),
    asked(GROWN_OR_OF_MONTH, "又一个月的欠费清单，多半的户比上一张欠得多", &[GROWN, OF_MONTH]),
    asked(OF_MONTH_OR_GROWN, "又一个月的欠费清单", &[OF_MONTH, GROWN]),
    asked(
        LIST_OF_FEW,
        "欠费清单只写了上一张里的少数几户",
        &[("some", "只是其中几户，没有写到的户照旧"), ("all", "没有写到的户都交清了")],
    ),
    asked(
        "due_alone",
        "只有应收，没有写收了没有",
        &[("owed", "还没有收，按欠费导入"), ("note", "是每期的应收，不算欠费，只作为备注保留")],
    ),
    asked(
        "charges_of_roster",
        "名册里有各项费用，没有写收了没有",
        &[("note", "是每期的应收，不算欠费，只作为备注保留"), ("owed", "还没有收，按欠费导入")],
    ),
    asked(
        "due_beside_debts",
        "应收减去已收还差的钱，旁边的欠费里没有",
        &[("note", "以欠费一列为准"), ("owed", "也是欠的，和欠费相加")],
    ),
    asked(
        "paid_beside_debts",
        "欠费旁边有各期的金额，没有写是应收还是已收",
        &[("note", "是交过的，欠多少以欠费一列为准"), ("owed", "也是欠的，和欠费相加")],
    ),
    asked(
        "fees_beside_deposits",
        "押金旁边的费用，没有写明收没收",
        &[
            ("note", "只作为备注保留"),
            ("payments", "是收过的钱，记入缴费历史"),
            ("arrears", "还没有收，作为欠费导入"),
        ],
    ),
    asked("total_differs", "工作簿的合计与各行之和不符", &[("rows", "以各行为准导入")]),
    told("waiver_kept", "欠费旁边有减免的金额，没有减"),
    told("column_of_counts", "有小数目的列没有表头"),
    asked(
        "owner_changed",
        "姓名处写着换过业主",
        &[("last", "后一位是现业主，前一位记作“其他”"), ("first", "前一位是业主，后一位记作“其他”")],
    ),
    asked("unit_again", "同一户、同一业主又有一行", &[("join", "是同一户的另一笔，金额并入"), LEAVE_ROW]),
    asked(
        "row_twice",
        "欠费清单里完全相同的行",
        &[("leave_out", "只导入一次"), ("keep", "都导入，例如两个车位")],
    ),
    told("text_cut", "一格里的字太多，后面的没有读"),
    told("name_of_proxy", "姓名处像是代办人"),
    told("name_is_error", "姓名的公式出错"),
    told("name_is_status", "姓名处写的是房屋动态"),
    told("name_is_remark", "姓名处写的不像姓名，作为备注保留"),
    told("unit_unsold", "没有售出的房屋由开发商承担"),
    told("unit_line_joined", "同一户、同一业主的又一行，并入"),
    told("area_differs", "同一户又一行的面积不同"),
    told("area_written_out", "面积带着文字或算式"),
    told("phone_extension", "电话带分机号，原样作为备注保留"),
    told("room_is_outside", "房号处写的不是本小区的房号"),
    told("room_missing", "没有房号"),
    told("room_unreadable", "房号看不懂"),
    told("room_is_word", "房号一栏里是别的字样，不是房号"),
    told("owner_of_arrears_unknown", "欠费的人不是这一户登记的人"),
    told("amount_unreadable", "金额看不懂"),
    told("rate_missing", "没有每期的费用，算不出空着的各期欠多少"),
    told("amount_rounded", "金额多于两位小数，四舍五入到分"),
    told("row_total_differs", "一行的合计与各列之和不符"),
    told("debts_of_several_lists", "同一户在几张没有写明的欠费表里"),
    told("imported_more_than_total", "导入的金额多于表里自己的合计"),
    told("rows_below_total", "合计下面还有金额"),
    told("sheet_not_read", "没有认出表格的工作表"),
    told("sheet_of_cards", "一户一张的卡片"),
    told("sheet_is_summary", "各栋的清单或统计表"),
    told("colours_not_read", "用颜色或划线说明交没交，颜色没有读"),
    told("words_not_read", "表格以外的说明文字"),
    told("rows_not_read", "表格以外的行"),
    told("figures_not_read", "表格旁边的数"),
    told("figures_only_noted", "没有认出的数字，只作为备注保留"),
    told("nothing_collected", "说是收费，没有认出谁交了、谁欠着"),
    told("arrears_without_amounts", "说是欠费，没有认出欠费的列"),
    told("debts_in_remarks", "备注里写着别的欠费"),
    told("debts_in_words", "欠费写在文字里，没有金额一列"),
    told("debts_without_amounts", "写着费用的时间，没有欠费金额"),
    asked(
        "debts_beside_payments",
        "缴费记录里写着欠费",
        &[("arrears", "作为欠费导入，收过的钱记入缴费历史"), ("note", "欠费只作为备注保留")],
    ),
    asked(
        "debts_only_noted",
        "欠费只作为备注保留",
        &[("note", "只作为备注保留（可能是每次收款以后的余数）"), ("arrears", "作为欠费导入")],
    ),
    asked(
        "drawn_by_bank",
        "代扣的金额，没有写扣成了没有",
        &[("note", "只作为备注保留"), ("payments", "是扣成的，记入缴费历史")],
    ),
    asked(
        "months_of_two_tables",
        "两张表里有同一户、同一项目、相同月份的欠费",
        &[("once", "同一个月只算一次，以时间更晚（或金额更多）的表为准"), ("both", "都导入")],
    ),
    asked(
        "running_balance",
        "同一户有几行余额",
        &[("last", "是逐笔结出来的余额，只取日期最后的一行"), ("all", "是几笔不同的钱，相加")],
    ),
    told("balance_given_back", "退还的，从收的里面减去"),
    told("more_given_back", "退的比收的多"),
    told("account_runs", "逐笔结余的流水，只取最后的余额"),
    asked(
        "arrears_paid_back",
        "欠费旁边有还款的金额",
        &[("less", "从欠费里扣除"), ("note", "欠费已经减去了它，不再扣")],
    ),
    asked(
        "arrears_beside_paid",
        "欠费旁边有已交的金额",
        &[("owed", "欠费已经减去了它，不再扣"), ("less", "欠费还没有减去它，从欠费里扣除")],
    ),
    told("payment_without_receipt", "没有日期和收据号的缴费"),
    told("payment_not_drawn", "没有扣成或付成的款"),
    told("amounts_beside_meters", "读数旁边的金额只作为备注保留"),
    told("sum_column_differs", "合计一列与旁边各列之和不符"),
    told("row_is_part_of_total", "合计的分项行"),
    told("row_is_sum_of_unit", "一户各项的合计行"),
    told("area_summed", "同一户几行的面积相加"),
    told("area_placeholder", "面积像是随手填的"),
    told("area_unreadable", "面积看不懂"),
    told("area_out_of_range", "面积不合常理"),
    told("area_total_differs", "面积合计与各行之和不符"),
    told("unit_code_unreadable", "房号看不懂"),
    told("usage_unknown", "没有这种用途"),
    told("status_unknown", "没有这种房屋动态"),
    told("date_without_day", "日期只有年月，按 1 日导入"),
    told("date_year_assumed", "日期只写了月和日，年份取自上面的一行、标题、工作表名或文件名"),
    asked(
        "date_two_readings",
        "日期可以有两种读法",
        &[
            ("first", "按年、月、日的顺序读（数字 2013.1 按 1 月）"),
            ("other", "按另一种读法（月、日、年；数字 2013.1 按 10 月）"),
            ("leave_out", "不导入，只作为备注保留"),
        ],
    ),
    told("date_is_text", "日期栏里写的是说明，作为备注保留"),
    told("date_unreadable", "日期看不懂"),
    told("phone_unreadable", "不是完整的电话号码，作为备注保留"),
    told("phone_without_name", "有电话没有姓名，作为备注保留"),
    told("id_unusual", "不是身份证号码，作为备注保留"),
    told("id_without_name", "有身份证号没有对应的人，作为备注保留"),
    told("period_unreadable", "欠费周期看不懂，没有按月拆分"),
    told("period_not_whole_months", "欠费周期不是整月，没有按月拆分"),
    asked(
        "heating_season",
        "标题写的是哪个采暖季，没有写起止月份",
        &[("undated", "不填起止月份，欠费注明是哪一季"), ("winter", "按11月到次年3月导入")],
    ),
    told("period_year_assumed", "期间没有写年份，年份取自标题、工作表名或文件名"),
    asked(
        "months_differ",
        "所写的月数与起止年月不符",
        &[("range", "按起止年月拆分"), ("count", "从起始月份起，按所写的月数拆分")],
    ),
    asked(
        "until_now_differs",
        "写到“至今”，所写的月数与截止日期不符",
        &[("count", "按所写的月数算"), ("as_of", "算到标题等处写的截止日期")],
    ),
    told("until_now_assumed", "写到“至今”，表上没有截止日期，按期初欠费截止日算"),
    told("reading_unreadable", "度数看不懂，作为备注保留"),
    told("reading_missing", "没有度数"),
    told("consumption_differs", "用量与两次度数之差不符"),
    told("plate_unusual", "车牌不合常规，照原样保留"),
    told("vehicle_missing", "没有车牌也没有车位号"),
    told("payment_day_carried", "没有写日期的缴费，按上面一行的日期记入"),
    told("payment_day_of_sheet", "没有收款日期一栏，按工作表写的日期记入"),
    told("payment_without_amount", "缴费记录没有金额"),
    asked(
        "balance_negative",
        "预存或押金是负数",
        &[("note", "只作为备注保留"), ("arrears", "是欠费，作为欠费导入")],
    ),
    told("paid_taken_off", "已付的金额从最早的欠费里扣除"),
    told("paid_mark", "欠费栏里写着已缴"),
    told("row_is_remark", "说明、示例或签字行"),
    told("row_of_office", "物业自己的支出或结余"),
    told("numbers_without_unit", "只有数字、不知道是谁的行"),
    told("total_without_numbers", "合计行里没有可以核对的数"),
    told("total_without_label", "没有写“合计”的合计行"),
    told("findings_left_out", "没有列出的问题"),
];

/// What is known of a code.
pub(crate) fn question(code: &str) -> Option<&'static Question> {
    static BY_CODE: LazyLock<HashMap<&str, &Question>> =
        LazyLock::new(|| QUESTIONS.iter().map(|q| (q.code, q)).collect());
    BY_CODE.get(code).copied()
}
