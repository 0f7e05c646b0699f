//! Doors under headers of something else, and rows where no door stands.

use super::offices::{check, imported};

#[test]
fn a_unit_is_the_flat_where_no_room_is() {
    check(
        &["座别|单元|户主|电话", "A座|1A|张小明|", "|1B|李红|", "B座|1A|王五|"],
        &["A-1A - owner:张小明:", "A-1B - owner:李红:", "B-1A - owner:王五:"],
    );
    check(
        &["楼栋|单元|户主", "1栋|=101|张小明", "1栋|=102|李红", "2栋|=101|王五", "2栋|=102|马静"],
        &["1-101 - owner:张小明:", "1-102 - owner:李红:", "2-101 - owner:王五:", "2-102 - owner:马静:"],
    );
}

#[test]
fn a_floor_leads_a_door_of_two_figures() {
    check(
        &[
            "楼栋|楼层|户号|业主",
            "1栋|1楼|01|张小明",
            "1栋|1楼|02|李红",
            "1栋|2楼|01|王五",
            "1栋|2楼|02|马静",
            "1栋|3楼|01|周伟",
            "1栋|3楼|02|何伟",
        ],
        &[
            "1-101 - owner:张小明:",
            "1-102 - owner:李红:",
            "1-201 - owner:王五:",
            "1-202 - owner:马静:",
            "1-301 - owner:周伟:",
            "1-302 - owner:何伟:",
        ],
    );
}

#[test]
fn a_spoilt_receipt_and_a_page_are_no_rooms() {
    check(
        &["房号|业主|欠费", "1-101|张小明|=10", "1/3页||", "1-102|李红|=20", "2/3页||"],
        &[
            "1-101 - owner:张小明:",
            "  owes 物业费 … 1000",
            "1-102 - owner:李红:",
            "  owes 物业费 … 2000",
            "Note A3 row_is_remark",
            "Note A5 row_is_remark",
        ],
    );
    check(
        &[
            "收款日期|票号|房号|业主|收费项目|实收金额",
            "2015-03-01|0001|1-101|张小明|物业费|=100",
            "2015-03-01|0002|作废|||",
            "2015-03-02|0003|1-102|李红|物业费|=100",
        ],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "paid 1-101 物业费 … on 2015-03-01 /10000  0001",
            "paid 1-102 物业费 … on 2015-03-02 /10000  0003",
            "Refused C3 room_is_word",
        ],
    );
}

#[test]
fn a_vacant_space_is_nobody_s() {
    check(
        &[
            "车位号|使用性质|使用人|房号|电话|车牌号",
            "B1-001|产权|张小明|1-101|13900000001|湘A00001",
            "B1-002|空置|无|／||",
            "B1-003|月租|李红|1-102|13900000002|湘A00002",
        ],
        &[
            "1-101? - owner:张小明:13900000001",
            "车位-B1-1? -",
            "车位-B1-2? -",
            "1-102? - owner:李红:13900000002",
            "车位-B1-3? -",
            "car 1-101 [B1-001] 湘A00001 张小明 13900000001",
            "car 车位-B1-2 [B1-002]   ",
            "car 1-102 [B1-003] 湘A00002 李红 13900000002",
            "note 1-101 使用性质: 产权",
            "note 车位-B1-2 使用性质: 空置",
            "note 1-102 使用性质: 月租",
        ],
    );
    // Its use said, the list is a roster, and the row is still nobody's.
    check(
        &[
            "车位号|用途|使用人|房号|电话|收楼日期",
            "B1-001|住宅|张小明|1-101|13900000001|2014-1-1",
            "B1-002|住宅|无|／||",
        ],
        &[
            "1-101 - owner:张小明:13900000001",
            "车位-B1-1? -",
            "车位-B1-2 -",
            "car 1-101 [B1-001]  张小明 13900000001",
            "car 车位-B1-2 [B1-002]   ",
            "Note C3 owner_missing",
        ],
    );
}

/// The codes of the units, and what is asked.
fn codes(lines: &[&str], decided: &[(&str, &str)]) -> String {
    let draft = imported(&[("Sheet1", lines)], decided);
    let codes: Vec<&str> = draft.units.iter().map(|unit| unit.code.as_str()).collect();
    let asked: Vec<String> =
        draft.groups.iter().map(|group| format!("{}×{}", group.code, group.count)).collect();
    format!("{} | {}", codes.join(" "), asked.join(" "))
}

#[test]
fn a_whole_code_stands_alone_beside_columns_of_building_and_entrance() {
    let parted = ["1|1|=101|张小明", "1|1|=102|李红", "1|2|=101|王五", "1|2|=102|马静"];
    let expect = "1-1-101 1-1-102 1-2-101 1-2-102 2-2-501 2-2-502 | ";
    for whole in [
        ["||2-2-501|赵静", "||2-2-502|何伟"],
        ["||2栋2单元501|赵静", "||2栋2单元502|何伟"],
        ["||2#2单元501室|赵静", "||2幢2-502|何伟"],
        ["2|2|2-2-501|赵静", "2|2|2-2-502|何伟"],
    ] {
        let lines: Vec<&str> = ["楼栋|单元|房号|业主"].into_iter().chain(parted).chain(whole).collect();
        assert_eq!(codes(&lines, &[]), expect, "{whole:?}");
    }
    // Filled in once, and blank below.
    let lines = [
        "楼栋|单元|房号|业主",
        "1|1|=101|张小明",
        "||=102|李红",
        "|2|=101|王五",
        "||=102|马静",
        "||2-2-501|赵静",
        "||2-2-502|何伟",
    ];
    assert_eq!(codes(&lines, &[]), expect);
    // Half of them, from the first row on.
    let lines = [
        "楼栋|单元|房号|业主",
        "||1-1-101|张小明",
        "||1-1-102|李红",
        "1|2|=101|王五",
        "1|2|=102|马静",
        "||2-2-501|赵静",
        "2|2|=502|何伟",
    ];
    assert_eq!(codes(&lines, &[]), expect);
    // Without entrances.
    let lines =
        ["楼栋|房号|业主", "1|=101|张小明", "1|=102|李红", "1|=201|王五", "|2-201|马静", "|2-202|何伟"];
    assert_eq!(codes(&lines, &[]), "1-101 1-102 1-201 2-201 2-202 | ");
    // Entrance, floor and door.
    let lines = ["楼栋|房号|业主", "6|1-2-01|张小明", "|1-2-02|李红", "7|1-2-01|王五", "|1-2-02|马静"];
    assert_eq!(codes(&lines, &[]), "6-1-2-1 6-1-2-2 7-1-2-1 7-1-2-2 | ");
    // The entrance says its building, and so does the door.
    let lines = ["单元|房号|业主", "1-1|1-1-101|张小明", "1-1|1-1-102|李红", "1-2|1-2-101|王五"];
    assert_eq!(codes(&lines, &[]), "1-1-101 1-1-102 1-2-101 | ");
    let lines = ["单元|房号|业主", "1-1|=101|张小明", "1-1|=102|李红", "1-2|=101|王五"];
    assert_eq!(codes(&lines, &[]), "1-1-101 1-1-102 1-2-101 | ");
}

#[test]
fn first_rows_without_a_building_are_asked_about() {
    let lines = [
        "楼栋|单元|房号|业主",
        "||=101|张小明",
        "||=102|李红",
        "1|1|=201|王五",
        "1|2|=101|马静",
        "2|1|=101|何伟",
    ];
    let expect = "1-1-101 1-1-102 1-1-201 1-2-101 2-1-101 | building_blank×2";
    assert_eq!(codes(&lines, &[]), expect);
    let expect = "101 102 1-1-201 1-2-101 2-1-101 | building_blank×2";
    assert_eq!(codes(&lines, &[("building_blank", "as_written")]), expect);
    // Below stands another building that has these rooms itself.
    let lines = ["楼栋|房号|业主", "|=101|张小明", "|=102|李红", "2|=101|王五", "2|=102|马静", "3|=101|何伟"];
    assert_eq!(codes(&lines, &[]), "101 102 2-101 2-102 3-101 | building_blank×2");
    // Shops and spaces have none.
    let lines = ["楼栋|房号|业主", "|商铺1|张小明", "|S02|李红", "1|=101|王五", "1|=102|马静"];
    assert!(!codes(&lines, &[]).contains("building_blank"), "{}", codes(&lines, &[]));
}

#[test]
fn doors_that_begin_again_on_each_floor() {
    check(
        &["栋|楼层|房号|业主", "A栋|1层|01|张小明", "||02|李红", "|2层|01|王五", "||02|赵六"],
        &["A-101 - owner:张小明:", "A-102 - owner:李红:", "A-201 - owner:王五:", "A-202 - owner:赵六:"],
    );
}

#[test]
fn doors_of_one_figure_on_each_floor() {
    check(
        &["单元|楼层|户|业主", "1|1|1|张小明", "1|1|2|李红", "1|2|1|王五", "1|2|2|赵六"],
        &["1-1-1 - owner:张小明:", "1-1-2 - owner:李红:", "1-2-1 - owner:王五:", "1-2-2 - owner:赵六:"],
    );
}
