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
