//! One table of cases for each shape of a roster that offices really have, and the odd cases around it.

use crate::book::{Merge, Sheet};
use crate::draft::column_letter;
use crate::layout::{Column, Layout, Region};
use crate::recognise::layout;
use crate::rows::tests::sheet;
use crate::{Meaning, Options};

/// `roster 3-9 B-F: B=Room C=OwnerName`: kind, first header row and last row, sides, columns that are imported.
pub(super) fn told(sheet: &Sheet, region: &Region) -> String {
    let row = |at: usize| sheet.rows[at].number();
    let columns = region.columns.iter();
    let columns =
        columns.filter(|c| !matches!(c.meaning, Meaning::Unknown | Meaning::Ignored | Meaning::Serial));
    let columns: Vec<String> = columns.map(|c| format!("{}={:?}", c.letter(), c.meaning)).collect();
    let side = |c: Option<&Column>| c.map(|c| column_letter(c.index)).unwrap_or_default();
    format!(
        "{:?} {}-{} {}-{}: {}",
        region.kind,
        row(region.header),
        row(region.end.max(region.header + 1) - 1),
        side(region.columns.first()),
        side(region.columns.last()),
        columns.join(" ")
    )
}

pub(super) fn all_told(sheet: &Sheet, layout: &Layout) -> Vec<String> {
    layout.regions.iter().map(|region| told(sheet, region)).collect()
}

pub(super) fn check(lines: &[&str], expect: &[&str]) {
    check_sheet(&sheet(lines), expect);
}

pub(super) fn check_sheet(sheet: &Sheet, expect: &[&str]) {
    let layout = layout(sheet, &Options::default());
    let first = sheet.rows.first().map(|row| &row.cells);
    assert_eq!(all_told(sheet, &layout), expect, "{first:?}");
}

/// `A1:C1`, of columns A to Z.
pub(super) fn merged(lines: &[&str], merges: &[&str]) -> Sheet {
    let corner = |text: &str| {
        let column = u32::from(text.as_bytes()[0] - b'A');
        let row: u32 = text[1..].parse().unwrap();
        (row - 1, column)
    };
    let merge = |text: &&str| {
        let (from, to) = text.split_once(':').unwrap();
        let ((first_row, first_column), (last_row, last_column)) = (corner(from), corner(to));
        Merge { first_row, last_row, first_column, last_column }
    };
    Sheet { merges: merges.iter().map(merge).collect(), ..sheet(lines) }
}

#[test]
fn a_roster_with_a_title_and_a_nameless_building() {
    // Shape 1.
    check(
        &[
            "某某花园业主情况及欠费登记表",
            "",
            "序号||单元|房 号|建筑面积\n（㎡）|业主姓名|联系电话|收楼日期|房屋动态|2013年及以前欠费|2014年欠费|欠费合计|备注",
            "=1|=1|=1|=101|=89.5|张小明|13900000001|2013.5.1|已入住|=10|=20|=30|",
            "=2||=1|=102|=89.5|李红|13900000002|2013.5.1|空置|||=0|漏水",
            "=3||=1|=201|=89.5|王五、马静|13900000003||已入住|=5||=5|",
            "||||=268.5|||||=15|=20|=35|",
        ],
        &[
            "Roster 3-7 A-M: B=Building C=Entrance D=Room E=Area F=OwnerName G=OwnerPhone H=Handover I=Status \
           J=Opening K=Opening L=OpeningTotal M=Note",
        ],
    );
    // A long tail of columns that nobody uses.
    check(
        &["房号|业主|面积|天然气|||宽带|其他事项", "1-101|张小明|=80|||||", "1-102|李红|=81|||||"],
        &["Roster 1-3 A-H: A=Room B=OwnerName C=Area"],
    );
}

#[test]
fn a_shop_over_several_rows() {
    // Shape 3: the second row of a title stands right above the headers.
    let lines: &[&str] = &[
        "某某商业街商铺业主登记表",
        "2013年度",
        "序号|铺号|业主姓名|联系电话|面积（㎡）|欠费金额|备注",
        "=1|S1|张小明|13900000001|=21.5||",
        "=2||李红|13900000002|=21.5||",
        "=3|S2|王五|13900000003|=22.5|=10|",
    ];
    let expect = &["Roster 3-6 A-G: B=Room C=OwnerName D=OwnerPhone E=Area F=Opening G=Note"];
    check(lines, expect);
    check_sheet(&merged(lines, &["A1:G1", "A2:G2", "B4:B5"]), expect);
}

#[test]
fn headers_that_come_twice() {
    // Shape 4: the second of each pair is the tenant's.
    let sheet = sheet(&[
        "商铺业主、租户登记表",
        "铺号|业主姓名|联系电话|身份证|人数|收铺日期|面积|租户姓名|联系电话|身份证|人数|收铺日期",
        "F1|张小明|13900000001|999999196706096733|=2|2012.5.1|=35.5|||||",
        "F2|李红|13900000002|999999196112240195|=3|2012.5.2|=36.5|王五|13900000003|999999198904174076|=3|2013.6.2",
    ]);
    check_sheet(
        &sheet,
        &["Roster 2-4 A-L: A=Room B=OwnerName C=OwnerPhone D=OwnerId E=Note F=Handover G=Area H=TenantName \
           I=TenantPhone J=TenantId K=Note L=Note"],
    );
    let layout = layout(&sheet, &Options::default());
    let note = |at: usize| layout.regions[0].columns[at].note.as_str();
    assert_eq!(note(8), "在租户之后，认作租户电话");
    assert_eq!(note(9), "在租户之后，认作租户的身份证号");
    assert_eq!(note(11), "与 F 列重复，以 F 列为准，这一列记作备注");
    // The fuller of two, where nothing else tells.
    check(
        &[
            "房号|业主姓名|收楼日期|收楼日期",
            "1-101|张小明||2012.5.1",
            "1-102|李红|2012.5.2|2012.5.2",
            "1-103|王五||2012.5.3",
        ],
        &["Roster 1-4 A-D: A=Room B=OwnerName C=Note D=Handover"],
    );
    // The tenant stands first.
    check(
        &[
            "房号|租户|电话|业主|电话",
            "1-101|张小明|13900000001|李红|13900000002",
            "1-102|王五|13900000003|马静|13900000004",
        ],
        &["Roster 1-3 A-E: A=Room B=TenantName C=TenantPhone D=OwnerName E=OwnerPhone"],
    );
}

#[test]
fn exports_of_fees() {
    // Shape 6: of four columns that may name the unit the one with rooms.
    check(
        &[
            "序号|楼阁名称|单元名称|建筑面积|收费项目|应计金额|单价|计费起始日期|计费终止日期|计费id|住户编号|单元编号|计费日期|实收金额|前期预收",
            "1|1栋|1-101\n|=89.5|物业管理费|=165.58|=1.85|2014年10月|2014年10月|=90001|Z0001|D0001|=41917|=165.58|=0",
            "2|1栋|1-102\n|=70|物业管理费|=129.5|=1.85|2014年10月|2014年10月|=90002|Z0002|D0002|=41917|=0|=0",
            "合计:|||||=295.08|=3.7|||=180003||||=165.58|=0",
        ],
        &[
            "Fees 1-4 A-O: B=Building C=Room D=Area E=Item F=Due G=Rate H=PeriodFrom I=PeriodTo K=Note L=Note N=Paid \
           O=Prepaid",
        ],
    );
    // Shape 7, and a sheet of it with headers only.
    let wide = "序号|房号|业主姓名|建筑面积|本期应收_管理费|本期应收_公共用电分摊（路灯）|前期欠费_管理费|前期欠费_滞纳金|合计";
    let columns = "B=Room C=OwnerName D=Area E=Due F=Due G=Opening H=Opening I=OpeningTotal";
    check(
        &[wide, "=1|5-101|张小明|=89.5|=165.58|=6.4|=0|=0|=171.98"],
        &[&format!("Fees 1-2 A-I: {columns}")],
    );
    check(&[wide], &[&format!("Fees 1-1 A-I: {columns}")]);
    // The same in two rows, merged or not.
    let lines: &[&str] = &[
        "序号|房号|业主姓名|本期应收||前期欠费||合计",
        "|||管理费|公摊|管理费|滞纳金|",
        "=1|5-101|张小明|=165.58|=6.4|=0|=0|=171.98",
    ];
    let expect = &["Fees 1-3 A-H: B=Room C=OwnerName D=Due E=Due F=Opening G=Opening H=OpeningTotal"];
    check(lines, expect);
    check_sheet(&merged(lines, &["D1:E1", "F1:G1", "A1:A2", "B1:B2", "C1:C2", "H1:H2"]), expect);
    let layout = layout(&sheet(lines), &Options::default());
    assert_eq!(layout.regions[0].columns[6].header, "前期欠费_滞纳金");
}

#[test]
fn amounts_of_nobody_knows_what() {
    // Shape 8.
    let lines: &[&str] = &[
        "编码|单元代码|室号|客户|面积|金额",
        "0001|C1|2-1|张小明|=88.2|=1234.5",
        "0002|C1|2503-4|李红|=45.6|=99.9",
        "|C1|6#车位|张小明|=0|=480",
        "0004|C2|1F电梯厅|某某物业有限公司|=1|=60",
        "0005|C2|301||=0.1|",
    ];
    check(lines, &["Roster 1-6 A-F: B=Building C=Room D=OwnerName E=Area F=Amount"]);
    let mut titled = vec!["2013年欠费清单"];
    titled.extend(lines);
    check(&titled, &["Arrears 2-7 A-F: B=Building C=Room D=OwnerName E=Area F=Opening"]);
}

#[test]
fn notes_beside_the_table() {
    // Shape 9.
    let lines: &[&str] = &[
        "业主资料导入表",
        "楼栋(必填)|单元|房号(必填)|建筑面积(必填)|业主信息|||收楼日期||填表说明",
        "||||姓名(必填)|手机|证件号码|||",
        "示例：1栋|1|101|=100|张三|13900000000|999999199001010018|2013-05-01||1. 带（必填）的列不能为空。",
        "1栋|1|101|=80.5|张小明|13900000001|999999196305073856|2014-03-01||2. 房号只填数字。",
        "1栋|1|102|=81.5|李红|13900000002|999999198007041126|2014-03-02||",
    ];
    let expect = &[
        "Roster 2-6 A-H: A=Building B=Entrance C=Room D=Area E=OwnerName F=OwnerPhone G=OwnerId H=Handover",
    ];
    check(lines, expect);
    check_sheet(&merged(lines, &["A1:H1", "E2:G2", "A2:A3", "C2:C3"]), expect);
    // Without a header of its own.
    check(
        &["房号|业主|面积||", "1-101|张小明|=80||注：面积以房产证为准", "1-102|李红|=81||"],
        &["Roster 1-3 A-C: A=Room B=OwnerName C=Area"],
    );
}

#[test]
fn meters_and_their_readings() {
    // Shape 10.
    check(
        &[
            "楼|单元|房|上期度数|上期时间|本期度数|本期时间|倍率|损耗",
            "=1|=1|=101|=120|2014-09-25|=221|2014-10-25|=1|=0",
            "=1|=1|=102|=130|2014-09-25|222|待查|=1|=0",
            "=1|=1|=201|=100|2014-09-25|160d|2014-10-25|=1|=0",
        ],
        &["Meters 1-4 A-I: A=Building B=Entrance C=Room D=PreviousReading E=PreviousOn F=PresentReading \
           G=PresentOn H=Factor I=Loss"],
    );
    // Two meters abreast, each under its name.
    check(
        &[
            "房号|业主|水表|||电表||",
            "||上月读数|本月读数|用量|上月读数|本月读数|用量",
            "9-101|张小明|=100|=107|=7|=2000|=2150|=150",
        ],
        &[
            "Meters 1-3 A-H: A=Room B=OwnerName C=PreviousReading D=PresentReading E=Consumption F=PreviousReading \
           G=PresentReading H=Consumption",
        ],
    );
    check(
        &["房号|上月|本月|用量|倍率|抄表日期", "9-101|=100|=107|=7|=1|2014-09-25"],
        &["Meters 1-2 A-F: A=Room B=PreviousReading C=PresentReading D=Consumption E=Factor F=PresentOn"],
    );
}

#[test]
fn arrears_and_payments() {
    // Shape 11.
    check(
        &[
            "房号|业主|责任人|房屋动态|欠费周期|欠费金额|欠费原因|收缴措施|计划收取时间",
            "1-101|张小明|李红|空置|2013年5月-2015年5月（25）|=2500|漏水|上门|2015年10月",
        ],
        &[
            "Arrears 1-2 A-I: A=Room B=OwnerName C=LiableName D=Status E=PeriodRange F=Opening G=Note H=Note I=Note",
        ],
    );
    // Shape 12.
    check(
        &[
            "房屋|收费项目|周期|开始|结束|缴费时间|应缴|实缴|收银员|备注",
            "1-1-1001|物业费|2014年1月|2014-01-01|2014-01-31|2014-01-05|=100|=100|李红|",
            "1-1-1002|物业费|2014年1月|2014-01-01|2014-01-31|2014-01-06|=100|=100|李红|",
        ],
        &[
            "Payments 1-3 A-J: A=Room B=Item C=PeriodRange D=PeriodFrom E=PeriodTo F=PaidOn G=Due H=Paid I=Cashier J=Note",
        ],
    );
    // The same columns with gaps under 实缴 are what is due.
    check(
        &[
            "房号|收费项目|缴费时间|应缴|实缴",
            "1-101|物业费|2014-01-05|=100|=100",
            "1-102|物业费||=100|",
            "1-103|物业费||=100|",
        ],
        &["Fees 1-4 A-E: A=Room B=Item C=PaidOn D=Due E=Paid"],
    );
    // Months under a title that says the year.
    let months = sheet(&[
        "2014年物业费欠费登记（√为已交）",
        "房号|业主姓名|1月|2月|3月|欠费合计",
        "4-101|张小明|√|=150|=150|=300",
        "4-102|李红|=150|√|√|=150",
    ]);
    check_sheet(
        &months,
        &["Arrears 2-4 A-F: A=Room B=OwnerName C=Opening D=Opening E=Opening F=OpeningTotal"],
    );
    assert_eq!(layout(&months, &Options::default()).regions[0].columns[2].header, "2014年_1月");
    // What was paid in which quarter is not what is owed.
    check(
        &["2015年度收缴情况表", "房号|业主|应收|一季度|二季度|欠费", "6-101|张小明|=1200|=300|=300|=600"],
        &["Roster 2-3 A-F: A=Room B=OwnerName C=Due D=Note E=Note F=Opening"],
    );
}

#[test]
fn vehicles_and_balances() {
    check(
        &["车位号|房号|车主姓名|车牌号码", "=12|1-102|张小明|粤B11111"],
        &["Vehicles 1-2 A-D: A=Space B=Room C=OwnerName D=Plate"],
    );
    // A list of spaces that is a roster: the space is the unit.
    check(
        &["车位号|业主姓名|车位面积|欠费金额", "A-12|张小明|=12.5|=100"],
        &["Roster 1-2 A-D: A=Room B=OwnerName C=Area D=Opening"],
    );
    check(
        &[
            "房号|业主姓名|联系电话|面积|车位号|车牌1|车牌2",
            "1-101|张小明|13900000001|=89.5|B1-021|粤B10001|",
        ],
        &["Roster 1-2 A-G: A=Room B=OwnerName C=OwnerPhone D=Area E=Space F=Plate G=Plate"],
    );
    check(
        &["房号|业主姓名|预存物业费|装修押金|备注", "1-101|张小明|=1200|=2000|"],
        &["Balances 1-2 A-E: A=Room B=OwnerName C=Prepaid D=Deposit E=Note"],
    );
    check(
        &["装修押金登记表", "房号|业主姓名|金额", "1-101|张小明|=2000"],
        &["Balances 2-3 A-C: A=Room B=OwnerName C=Deposit"],
    );
    check(
        &["房号|业主姓名|面积|预存余额|装修押金|2025年欠费", "1-101|张小明|=89.5|=10|=20|=30"],
        &["Roster 1-2 A-F: A=Room B=OwnerName C=Area D=Prepaid E=Deposit F=Opening"],
    );
}

#[test]
fn headers_that_the_cells_contradict() {
    let sheet = sheet(&[
        "房号|电话|面积|姓名",
        "1-101|张小明|=80|13900000001",
        "1-102|李红|=81|13900000002",
        "1-103|王五|=82|13900000003",
    ]);
    check_sheet(&sheet, &["Roster 1-4 A-D: A=Room B=OwnerName C=Area D=OwnerPhone"]);
    let layout = layout(&sheet, &Options::default());
    assert_eq!(layout.regions[0].columns[1].note, "表头写“电话”，内容却像姓名，按内容认");
    // Nothing else is free: the header stays, and is doubted.
    check(
        &["房号|业主|电话", "1-101|张小明|张小明", "1-102|李红|李红", "1-103|王五|王五"],
        &["Roster 1-4 A-C: A=Room B=OwnerName C=OwnerPhone"],
    );
    // A header nobody knows over cells that everybody does.
    check(
        &[
            "房号|甲方|代码甲|号码|面积",
            "1-101|张小明|999999196706096733|13900000001|=80",
            "1-102|李红|999999196112240195|13900000002|=81",
        ],
        &["Roster 1-3 A-E: A=Room B=OwnerName C=OwnerId D=OwnerPhone E=Area"],
    );
    // Whole codes under 编号.
    check(
        &["编号|业主|面积", "1-101|张小明|=80", "1-102|李红|=81"],
        &["Roster 1-3 A-C: A=Room B=OwnerName C=Area"],
    );
}

#[test]
fn a_table_without_headers() {
    check(
        &["1-101|张小明|13900000001|=80.5", "1-102|李红|13900000002|=81.5", "1-103|王五|13900000003|=82.5"],
        &["Roster 1-3 A-D: A=Room B=OwnerName C=OwnerPhone D=Note"],
    );
    check(
        &["某某花园业主名单", "=1|=101|张小明", "=2|=102|李红", "=3|=103|王五"],
        &["Roster 2-4 A-C: B=Room C=OwnerName"],
    );
    check(&["=1|=101|=5", "=2|=102|=6", "=3|=103|=7"], &[]);
    check(&["苹果|=3|=4.5", "梨|=4|=5.5", "桃|=5|=6.5"], &[]);
}

#[test]
fn spaces_and_whose_they_are() {
    check(
        &["车位编码|业主|对应房号|车位面积|欠费金额", "B1-001|张小明|1-101|=12.7|=80"],
        &["Vehicles 1-2 A-E: A=Space B=OwnerName C=Room D=Note E=Opening"],
    );
    check(
        &[
            "车位编号|车牌号|车主|房号|联系电话|车位类型|月租",
            "B1-001|粤B11111|张小明|1-101|13900000001|产权|=150",
        ],
        &["Vehicles 1-2 A-G: A=Space B=Plate C=OwnerName D=Room E=OwnerPhone F=Note G=Monthly"],
    );
}

#[test]
fn tenants_without_owners() {
    check(
        &["房号|租户名称|联系人|联系电话|租赁面积", "301|宏达贸易有限公司|张小明|13900000001|=150"],
        &["Roster 1-2 A-E: A=Room B=TenantName C=Note D=TenantPhone E=Area"],
    );
}
