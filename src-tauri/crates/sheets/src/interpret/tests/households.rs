//! Whose rows are whose: buildings on lines of their own, people in one cell, several rows of one unit, spaces without
//! a room.

use super::offices::{check, check_decided, check_sheets, imported};

#[test]
fn a_year_in_which_somebody_moved_in_is_kept_as_written() {
    let lines: &[&str] = &[
        "业主台账",
        "房号|业主|面积|入住时间",
        "1-101|张小明|=80|2011年",
        "1-102|李红|=90|2011年5月",
        "1-103|王五|=90|2011年5月6日",
        "1-104|马静|=90|=2011",
    ];
    let draft = imported(&[("业主", lines)], &[]);
    let days: Vec<Option<&str>> = draft.units.iter().map(|unit| unit.handover.as_deref()).collect();
    assert_eq!(days, [None, Some("2011-05-01"), Some("2011-05-06"), None]);
    let notes: Vec<String> = draft.notes.iter().map(|n| format!("{} {}", n.label, n.text)).collect();
    assert_eq!(notes, ["入住时间 2011年", "入住时间 2011"]);
    let codes: Vec<&str> = draft.groups.iter().map(|group| group.code.as_str()).collect();
    assert_eq!(codes, ["date_without_day"]);
}

#[test]
fn a_line_names_the_building_wherever_the_first_stands() {
    let rows = ["=101|张小明|=50", "=102|李红|=51"];
    let expect =
        ["1-101 50 owner:张小明:", "1-102 51 owner:李红:", "2-101 50 owner:张小明:", "2-102 51 owner:李红:"];
    check(&["一栋业主", "房号|业主|面积", rows[0], rows[1], "二栋业主", rows[0], rows[1]], &expect);
    check(&["房号|业主|面积", "第一栋", rows[0], rows[1], "第二栋（共2户）", rows[0], rows[1]], &expect);
    check(
        &["房号|业主|面积", "1号楼1单元", rows[0], "二单元", rows[0], "1号楼车库", "=1|王五|=20"],
        &["1-1-101 50 owner:张小明:", "1-2-101 50 owner:张小明:", "1-车库1 20 owner:王五:"],
    );
}

#[test]
fn a_sheet_of_a_building_leads_its_entrances_and_doors() {
    let rows = ["房号|业主", "一单元101|张小明", "二单元101|李红"];
    check_sheets(
        &[("12栋", &rows), ("13栋", &rows)],
        &[
            "12-1-101 - owner:张小明:",
            "12-2-101 - owner:李红:",
            "13-1-101 - owner:张小明:",
            "13-2-101 - owner:李红:",
        ],
    );
    check_sheets(
        &[("12栋", &["房号|业主", "101|张小明", "201-202|李红", "301、302|王五", "401/402|赵桂兰"])],
        &[
            "12-101 - owner:张小明:",
            "12-201-202 - owner:李红:",
            "12-301-302 - owner:王五:",
            "12-401-402 - owner:赵桂兰:",
            "Decide A3 room_of_several 12-201-202",
            "Decide A4 room_of_several 12-301-302",
            "Decide A5 room_of_several 12-401-402",
        ],
    );
    // Entrances of the sheet's building, though one has its number.
    check_sheets(
        &[("2栋", &["房号|业主", "1-101|张小明", "2-101|李红", "3-101|王五"])],
        &["2-1-101 - owner:张小明:", "2-2-101 - owner:李红:", "2-3-101 - owner:王五:"],
    );
    check_sheets(
        &[("A区2栋", &["房号|业主", "2-101|张小明", "2-102|李红"])],
        &["A区2-101 - owner:张小明:", "A区2-102 - owner:李红:"],
    );
}

#[test]
fn a_cell_of_names_may_say_more() {
    check(
        &[
            "房号|业主/租户|联系方式",
            "1-101|张小明(租:李红)|张小明13900000001租客13900000002",
            "1-102|王五（租）|13900000003",
            "1-103|空置|",
            "1-104|未售|",
            "1-105|赵桂兰|13900000005；",
        ],
        &[
            "1-101 - owner:张小明:13900000001 tenant:李红:13900000002",
            "1-102 - tenant:王五:13900000003",
            "1-103 -",
            "1-104 - developer:开发商:",
            "1-105 - owner:赵桂兰:13900000005",
            "note 1-101 业主/租户: 张小明(租:李红)",
            "note 1-102 业主/租户: 王五(租)",
            "note 1-103 业主/租户: 空置",
            "note 1-104 业主/租户: 未售",
            "Note B4 name_is_status 空置",
            "Note B4 owner_missing",
            "Note B5 unit_unsold 开发商",
        ],
    );
    let changed = ["房号|业主|欠费金额", "1-101|张小明转李小红|=5"];
    check(
        &changed,
        &[
            "1-101 - owner:李小红: other:张小明:",
            "  owes 物业费 … 500",
            "note 1-101 业主: 张小明转李小红",
            "Decide B2 owner_changed 李小红",
        ],
    );
    check_decided(
        &changed,
        &[("owner_changed", "first")],
        &[
            "1-101 - owner:张小明: other:李小红:",
            "  owes 物业费 … 500",
            "note 1-101 业主: 张小明转李小红",
            "Decide B2 owner_changed 张小明",
        ],
    );
}

#[test]
fn a_second_line_of_a_unit_is_owed_besides() {
    let lines = [
        "房号|业主|欠费金额|备注",
        "1-101|张小明|=600|",
        "1-101|张小明|=300|车位费",
        "1-102|李红|=900|",
        "1-102|李红|=50|",
        "1-103|王五|=70|",
        "1-101|张小明|=600|",
        "1-101|赵桂兰|=100|",
    ];
    let joined = [
        "1-101 - owner:张小明:",
        "  owes 物业费 … 60000",
        "  owes 车位费 … 30000",
        "1-102 - owner:李红:",
        "  owes 物业费 … 90000",
        "  owes 物业费 … 5000",
        "1-103 - owner:王五:",
        "  owes 物业费 … 7000",
        "note 1-101 备注: 车位费",
        "Note A3 unit_line_joined 1-101",
        "Decide A5 unit_again 1-102",
        "Decide A7 unit_twice",
        "Decide A8 unit_twice",
        "total 表：欠费金额（各行之和） 2620/192000 有 2 行没有导入（第 7、8 行），合 700 元。",
    ];
    check(&lines, &joined);
    let mut left_out: Vec<&str> = joined.to_vec();
    left_out.remove(5);
    left_out[9] = "Decide A5 unit_again";
    left_out[12] = "total 表：欠费金额（各行之和） 2620/187000 有 3 行没有导入（第 5、7、8 行），合 750 元。";
    check_decided(&lines, &[("unit_again", "leave_out")], &left_out);
    // In a list of arrears only the very same comes once.
    check(
        &[
            "房号|业主|欠费周期|欠费金额",
            "1-101|王五|2014.1|=5",
            "1-101|王五|2014.2|=5",
            "1-101|王五|2014.1|=5",
        ],
        &[
            "1-101? - owner:王五:",
            "  owes 物业费 2014-01-01…2014-01-31 500",
            "  owes 物业费 2014-02-01…2014-02-28 500",
            "Decide D4 row_twice",
            "total 表：欠费金额（各行之和） 15/1000 有 1 行没有导入（第 4 行），合 5 元。",
        ],
    );
    // A list of another item on another sheet.
    check_sheets(
        &[
            ("物业费", &["房号|业主|面积|欠费金额", "1-101|张小明|=80|=600"]),
            ("车位费", &["房号|业主|面积|欠费金额", "1-101|张小明|=80|=300"]),
        ],
        &[
            "1-101 80 owner:张小明:",
            "  owes 物业费 … 60000",
            "  owes 车位费 … 30000",
            "Note A2 unit_line_joined 1-101",
        ],
    );
}

#[test]
fn rows_without_a_room_go_on_with_the_unit_above() {
    check(
        &[
            "栋|房号|业主|电话|欠费",
            "=1|101|张小明|13900000001|=1",
            "||（租）李红|13900000002|",
            "|||13900000003|",
            "||补交滞纳金||=15",
        ],
        &[
            "1-101 - owner:张小明:13900000001+13900000003 tenant:李红:13900000002",
            "  owes 物业费 … 100",
            "  owes 违约金 … 1500",
            "note 1-101 业主: (租)李红",
            "note 1-101 业主: 补交滞纳金",
            "Decide B3 room_blank_joined 1-101",
            "Decide B4 room_blank_joined 1-101",
            "Decide B5 room_blank_joined 1-101",
            "Note C5 name_is_remark",
        ],
    );
}

#[test]
fn a_space_without_a_room_is_a_unit() {
    let lines = [
        "车位号|房号|车主|车牌号|欠费月份|欠费金额",
        "A-001|1-1-101|张小明|粤B12345|2014年7月-9月|=900",
        "A-002|外来|李红|粤B23456|2014.7|=400",
        "A-003||(空)|||",
    ];
    check_sheets(
        &[("车位欠费", &lines)],
        &[
            "1-1-101? - owner:张小明:",
            "  owes 车位费 2014-07-01…2014-07-31 30000",
            "  owes 车位费 2014-08-01…2014-08-31 30000",
            "  owes 车位费 2014-09-01…2014-09-30 30000",
            "车位-A-1? -",
            "车位-A-2? - owner:李红:",
            "  owes 车位费 2014-07-01…2014-07-31 40000",
            "车位-A-3? -",
            "car 1-1-101 [A-001] 粤B12345 张小明 ",
            "car 车位-A-2 [A-002] 粤B23456 李红 ",
            "car 车位-A-3 [A-003]   ",
            "note 车位-A-2 房号: 外来",
            "note 车位-A-3 车主: (空)",
            "Note B3 room_is_outside",
            "Note C4 name_is_status 空置",
        ],
    );
}

#[test]
fn a_unit_that_changed_hands() {
    check(
        &[
            "房号|原业主|现业主|电话|欠费金额",
            "1-101|张小明|李红|13900000001|=100",
            "1-102|王五||13900000002|=50",
            "1-103|赵静|赵静||",
            "1-104||钱伟|13900000004|=10",
        ],
        &[
            "1-101 - owner:李红:13900000001 other:张小明:",
            "  owes 物业费 … 10000",
            "1-102 - owner:王五:13900000002",
            "  owes 物业费 … 5000",
            "1-103 - owner:赵静:",
            "1-104 - owner:钱伟:13900000004",
            "  owes 物业费 … 1000",
        ],
    );
    check(
        &["房号|业主姓名|过户后业主|面积", "1-101|张小明|李红|=80", "1-102|王五||=80"],
        &["1-101 80 owner:李红: other:张小明:", "1-102 80 owner:王五:"],
    );
}

#[test]
fn relatives_keep_their_telephones() {
    check(
        &[
            "房号|业主姓名|手机|宅电|配偶姓名|配偶电话|面积",
            "1-101|张小明|13900000001|83000001|李红|13900000002|=80",
        ],
        &[
            "1-101 80 owner:张小明:13900000001+83000001",
            "note 1-101 配偶姓名: 李红",
            "note 1-101 配偶电话: 13900000002",
        ],
    );
    // 与户主关系 beside them is theirs, not the owner's.
    check(
        &[
            "房号|户主|家庭成员|与户主关系|电话|面积",
            "1-101|张小明|王五|子|13900000001|=80",
            "||李红|妻|13900000002|",
            "||张小小|||",
        ],
        &[
            "1-101 80 owner:张小明:13900000001",
            "note 1-101 家庭成员: 王五",
            "note 1-101 与户主关系: 子",
            "note 1-101 电话: 李红 13900000002",
            "note 1-101 家庭成员: 李红",
            "note 1-101 与户主关系: 妻",
            "note 1-101 家庭成员: 张小小",
            "Decide A3 room_blank_joined 1-101",
            "Decide A4 room_blank_joined 1-101",
        ],
    );
}

#[test]
fn lines_name_phase_building_and_entrance() {
    check(
        &[
            "房号|业主|面积",
            "一期",
            "1栋",
            "一单元",
            "=101|张小明|=80",
            "二单元",
            "=101|李红|=81",
            "二期",
            "1栋",
            "一单元",
            "=101|王五|=82",
            "合计|3户|=243",
        ],
        &["一期1-1-101 80 owner:张小明:", "一期1-2-101 81 owner:李红:", "二期1-1-101 82 owner:王五:"],
    );
    check_sheets(
        &[("A座", &["房号|业主", "1201|张小明", "A1202|李红", "A-1203|王五"])],
        &["A-1201 - owner:张小明:", "A-1202 - owner:李红:", "A-1203 - owner:王五:"],
    );
}

#[test]
fn cellars_are_units_of_their_own() {
    for header in ["编号", "储藏室号"] {
        let headers = format!("{header}|业主|面积|对应房号");
        check(
            &[&headers, "地下室1|张小明|=12|1-101", "地下室2|李红|=13|1-102", "B1-3|王五|=13.5|"],
            &[
                "地下室1 12 owner:张小明:",
                "地下室2 13 owner:李红:",
                "B1-3 13.5 owner:王五:",
                "note 地下室1 对应房号: 1-101",
                "note 地下室2 对应房号: 1-102",
            ],
        );
    }
    check(
        &["序号|铺号|业主|面积", "=1|商铺12号|张小明|=35.5", "=2|1号楼底商102|李红|=55", "合计|2户||=90.5"],
        &["商铺12 35.5 owner:张小明:", "1-底商102 55 owner:李红:"],
    );
}

#[test]
fn a_sheet_of_an_entrance_and_lines_of_floors() {
    check_sheets(
        &[
            ("1栋1单元", &["房号|业主", "=101|张小明", "=102|李红"]),
            ("1栋2单元", &["房号|业主", "=101|王五", "1-2-102|赵静"]),
        ],
        &[
            "1-1-101 - owner:张小明:",
            "1-1-102 - owner:李红:",
            "1-2-101 - owner:王五:",
            "1-2-102 - owner:赵静:",
        ],
    );
    check(
        &[
            "1栋商铺业主",
            "铺号|业主|面积",
            "一层",
            "=1|张小明|=20",
            "=2|李红|=21",
            "二层",
            "=1|王五|=22",
            "=203|赵静|=23",
        ],
        &[
            "1-1层-1 20 owner:张小明:",
            "1-1层-2 21 owner:李红:",
            "1-2层-1 22 owner:王五:",
            "1-203 23 owner:赵静:",
        ],
    );
    check(
        &["房号|业主|面积", "1栋", "=101|张小明|=80", "车库", "=1|张小明|=20", "2栋", "=101|李红|=80"],
        &["1-101 80 owner:张小明:", "1-车库1 20 owner:张小明:", "2-101 80 owner:李红:"],
    );
}

#[test]
fn numbers_stand_beside_the_names() {
    check(
        &["房号|业主|面积", "1-101|张小明13900000001、李红13900000002|=80", "1-102|王五(赵静)|=80"],
        &[
            "1-101 80 owner:张小明:13900000001 owner:李红:13900000002",
            "1-102 80 owner:王五: other:赵静:",
            "note 1-101 业主: 张小明13900000001、李红13900000002",
            "note 1-102 业主: 王五(赵静)",
        ],
    );
}

#[test]
fn doors_with_names_are_told_apart_by_their_floor() {
    check(
        &[
            "楼|单元|楼层|户|业主|面积",
            "=1|一|=1|东户|张小明|=80",
            "|||西户|李红|=80",
            "||=2|东户|王五|=80",
            "=2|一|=1|东户|赵静|=80",
            "共4户|||||=320",
        ],
        &[
            "1-1-1-东户 80 owner:张小明:",
            "1-1-1-西户 80 owner:李红:",
            "1-1-2-东户 80 owner:王五:",
            "2-1-1-东户 80 owner:赵静:",
        ],
    );
}

#[test]
fn rooms_of_one_cell_are_one_unit_or_each_its_own() {
    let lines = ["房号|业主|面积", "3-2-501、502|张小明|=180", "3-2-901+902|李红|=170"];
    check(
        &lines,
        &[
            "3-2-501-502 180 owner:张小明:",
            "3-2-901-902 170 owner:李红:",
            "Decide A2 room_of_several 3-2-501-502",
            "Decide A3 room_of_several 3-2-901-902",
        ],
    );
    check_decided(
        &lines,
        &[("room_of_several", "each")],
        &[
            "3-2-502 - owner:张小明:",
            "3-2-501 180 owner:张小明:",
            "3-2-902 - owner:李红:",
            "3-2-901 170 owner:李红:",
            "Decide A2 room_of_several 3-2-501",
            "Decide A3 room_of_several 3-2-901",
        ],
    );
    // The roster has them apart.
    check_sheets(
        &[
            ("业主", &["房号|业主|面积", "3-2-501|张小明|=90", "3-2-502|张小明|=90"]),
            ("欠费", &["房号|业主|欠费起止|欠费金额", "3-2-501、502|张小明|2014.1-2014.1|=60"]),
        ],
        &[
            "3-2-501 90 owner:张小明:",
            "  owes 物业费 2014-01-01…2014-01-31 6000",
            "3-2-502 90 owner:张小明:",
            "Note A2 room_of_several 3-2-501",
        ],
    );
}
