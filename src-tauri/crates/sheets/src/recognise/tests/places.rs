//! Columns that say where a unit lies, by other words or none.

use super::*;

#[test]
fn a_header_over_two_or_three_columns_names_building_and_door() {
    check(
        &["房号||业主", "1栋|1-101|张小明", "1栋|1-102|李红", "2栋|1-101|王五", "2栋|1-102|赵桂兰"],
        Some((1, "A=Building B=Room C=OwnerName")),
    );
    check(
        &["房号|||业主", "=1|=1|=101|张小明", "=1|=2|=101|李红", "=2|=1|=101|王五", "=2|=2|=101|赵桂兰"],
        Some((1, "A=Building B=Entrance C=Room D=OwnerName")),
    );
    // Villas.
    check(
        &["房号||业主", "=1||张小明", "=2|已装修|李红", "=3||王五", "=4||赵桂兰"],
        Some((1, "A=Room B=Note C=OwnerName")),
    );
}

#[test]
fn what_makes_rooms_of_other_people_different_is_their_building() {
    let told_apart = |header: &str, marks: [&str; 2], expect: &str| {
        let names = ["张小明", "李红", "王五", "赵桂兰", "何伟", "孙丽", "周敏", "吴磊"];
        let row = |(at, name): (usize, &&str)| format!("{}|{}|{name}", marks[at / 4], 101 + at % 4 * 100);
        let lines: Vec<String> =
            [format!("{header}|房号|业主")].into_iter().chain(names.iter().enumerate().map(row)).collect();
        check(&lines.iter().map(String::as_str).collect::<Vec<_>>(), Some((1, expect)));
    };
    told_apart("坐落", ["东楼", "西楼"], "A=Building B=Room C=OwnerName");
    told_apart("物业位置", ["1栋", "2栋"], "A=Building B=Room C=OwnerName");
    told_apart("门", ["1", "2"], "A=Building B=Room C=OwnerName");
    // Husband and wife.
    told_apart("性别", ["男", "女"], "A=Note B=Room C=OwnerName");
}

#[test]
fn traditional_characters_are_read_as_the_simplified_ones() {
    check(
        &[
            "棟別|戶別|區分所有權人|聯絡電話|欠繳金額|備註",
            "A棟|201|张小明|13900000001|=1200|",
            "A棟|202|李红|13900000002|=2400|",
        ],
        Some((1, "A=Building B=Room C=OwnerName D=OwnerPhone E=Opening F=Note")),
    );
}

#[test]
fn numbers_beside_others_are_theirs() {
    check(
        &["房号|业主|收费员|电话", "1-101|张小明|何伟|13900000001", "1-102|李红|孙丽|13900000002"],
        Some((1, "A=Room B=OwnerName C=Cashier D=Note")),
    );
    check(
        &[
            "房号|业主|装修公司|联系电话",
            "1-101|张小明|某某装饰|13900000001",
            "1-102|李红|某某装饰|13900000002",
        ],
        Some((1, "A=Room B=OwnerName C=Note D=Note")),
    );
    // One collector, and a number for each flat.
    check(
        &["房号|业主|收费员|电话", "1-101|张小明|何伟|13900000001", "1-102|李红|何伟|13900000002"],
        Some((1, "A=Room B=OwnerName C=Cashier D=OwnerPhone")),
    );
    check(
        &[
            "房号|房东|房东电话|承租人姓名|身份证号码",
            "1-101|张小明|13900000001|何伟|999999199001010012",
            "1-102|李红|13900000002|孙丽|999999199001010020",
        ],
        Some((1, "A=Room B=OwnerName C=OwnerPhone D=TenantName E=TenantId")),
    );
}

#[test]
fn houses_and_numbers_of_all_kinds_are_units() {
    // Villas, one household each.
    check(
        &[
            "区|幢号|业主|电话",
            "A区|1号|张小明|13900000001",
            "|2号|李红|13900000002",
            "B区|1号|王五|13900000003",
        ],
        Some((1, "A=Building B=Room C=OwnerName D=OwnerPhone")),
    );
    check(
        &["栋号|业主|欠费金额", "1栋|张小明|=100", "2栋|李红|=100", "2栋|李红|=50", "3栋|王五|=100"],
        Some((1, "A=Room B=OwnerName C=Opening")),
    );
    // Several households of a building, and who looks after it.
    check(&["栋号|业主|电话", "1栋|张小明|1", "1栋|李红|2", "2栋|王五|3", "2栋|赵桂兰|4"], None);
    check(&["栋号|姓名|电话", "1栋|张小明|13900000001", "2栋|李红|13900000002"], None);
    for header in ["编号", "资产编号", "物业编号"] {
        let lines = [
            &format!("序号|类别|{header}|面积|业主姓名"),
            "=1|住宅|1-1-101|=90|张小明",
            "=2|住宅|1-1-102|=90|李红",
            "=3|商铺|商01|=90|王五",
            "=4|车位|负一层001号|=12|赵桂兰",
        ];
        check(&lines, Some((1, "A=Serial B=Usage C=Room D=Area E=OwnerName")));
    }
    check(&["客户编号|业主|面积", "商01|张小明|=90", "商02|李红|=90", "A-03|王五|=90"], None);
}

#[test]
fn a_phase_or_an_estate_leads_the_building_where_rooms_come_again() {
    let list = |header: &str, marks: [&str; 2], owners: [&str; 6]| -> Vec<String> {
        let row = |(at, name): (usize, &&str)| format!("{}|=1|=1|={}|{name}", marks[at / 3], 101 + at % 3);
        let rows = owners.iter().enumerate().map(row);
        [format!("{header}|楼栋|单元|房号|业主")].into_iter().chain(rows).collect()
    };
    let read = |header: &str, marks: [&str; 2], owners: [&str; 6], expect: &str| {
        let lines = list(header, marks, owners);
        check(&lines.iter().map(String::as_str).collect::<Vec<_>>(), Some((1, expect)));
    };
    let others = ["张小明", "李红", "王五", "赵桂兰", "何伟", "孙丽"];
    let same = ["张小明", "李红", "王五", "张小明", "李红", "王五"];
    let leads = "A=Building B=Building C=Entrance D=Room E=OwnerName";
    read("分期", ["一期", "二期"], others, leads);
    read("项目", ["阳光城", "月亮湾"], others, leads);
    // Payments of one household.
    read("分期", ["一期", "二期"], same, "A=Note B=Building C=Entrance D=Room E=OwnerName");
    check(
        &["项目|楼栋|单元|房号|业主|金额", "公摊|=1|=1|=101|张小明|=9", "垃圾清运|=1|=1|=101|张小明|=8"],
        Some((1, "A=Item B=Building C=Entrance D=Room E=OwnerName F=Due")),
    );
}
