//! Several columns of names in one table, and whose telephones and numbers stand beside them.

use super::offices::{check, check_sheets};

#[test]
fn telephones_are_those_of_the_name_on_their_left() {
    check(
        &[
            "房号|姓名|电话|姓名|电话",
            "1-101|张小明|13900000001|李红|13900000002",
            "1-102|王五||赵桂兰|13900000003",
            "1-103|马静|13900000004||",
        ],
        &[
            "1-101 - owner:张小明:13900000001 owner:李红:13900000002",
            "1-102 - owner:王五: owner:赵桂兰:13900000003",
            "1-103 - owner:马静:13900000004",
        ],
    );
    check(
        &["房号|共有人1|共有人1电话|共有人2|共有人2电话", "1-101|张小明||李红|13900000002"],
        &["1-101 - owner:张小明: owner:李红:13900000002"],
    );
    check(
        &["房号|男主人|男主人电话|女主人|女主人电话", "1-101|张小明|13900000001|李红|13900000002"],
        &["1-101 - owner:张小明:13900000001 owner:李红:13900000002"],
    );
    check(
        &["房号|业主1|业主2|业主1电话|业主2电话", "1-101|张小明|李红||13900000002"],
        &["1-101 - owner:张小明: owner:李红:13900000002"],
    );
    check(
        &["房号|原业主|原业主电话|现业主|现业主电话", "1-101|张小明|13900000001|李红|13900000002"],
        &["1-101 - owner:李红:13900000002 other:张小明:13900000001"],
    );
    // All names first: the numbers go round.
    check(
        &["房号|产权人1|产权人2|电话1|电话2", "1-101|张小明|李红|13900000001|13900000002"],
        &["1-101 - owner:张小明:13900000001 owner:李红:13900000002"],
    );
    // A relative is no second owner.
    check(
        &["房号|姓名|电话|姓名|关系|电话", "1-101|张小明|13900000001|李红|妻|13900000002"],
        &[
            "1-101 - owner:张小明:13900000001",
            "note 1-101 姓名: 李红",
            "note 1-101 关系: 妻",
            "note 1-101 电话: 13900000002",
        ],
    );
}

#[test]
fn the_number_of_a_remark_is_a_remark() {
    check(
        &["房号|业主|委托人|委托人电话", "1-101|张小明|李红|13900000002"],
        &["1-101 - owner:张小明:", "note 1-101 委托人: 李红", "note 1-101 委托人电话: 13900000002"],
    );
    check(
        &[
            "房号|业主|业主电话|租户|租户电话|实际居住人|居住人电话",
            "1-101|张小明|13900000001|||李红|13900000002",
        ],
        &[
            "1-101 - owner:张小明:13900000001",
            "note 1-101 实际居住人: 李红",
            "note 1-101 居住人电话: 13900000002",
        ],
    );
}

#[test]
fn one_header_over_the_building_and_the_room() {
    check(
        &["房号||业主", "1栋|1-101|张小明", "1栋|1-102|李红", "2栋|1-101|王五", "2栋|1-102|马静"],
        &[
            "1-1-101 - owner:张小明:",
            "1-1-102 - owner:李红:",
            "2-1-101 - owner:王五:",
            "2-1-102 - owner:马静:",
        ],
    );
    check(
        &[
            "房号|||业主",
            "3栋|1单元|=101|张小明",
            "3栋|1单元|=102|李红",
            "3栋|2单元|=101|王五",
            "3栋|2单元|=102|马静",
        ],
        &[
            "3-1-101 - owner:张小明:",
            "3-1-102 - owner:李红:",
            "3-2-101 - owner:王五:",
            "3-2-102 - owner:马静:",
        ],
    );
}

#[test]
fn a_family_below_its_householder_is_no_question() {
    check(
        &[
            "房号|姓名|与户主关系|身份证号",
            "6-102|张小明|户主|",
            "|李红|妻|",
            "|张三|子|",
            "6-103|王五|户主|",
        ],
        &[
            "6-102 - owner:张小明: other:李红: other:张三:",
            "6-103 - owner:王五:",
            "note 6-102 与户主关系: 户主",
            "note 6-102 与户主关系: 妻",
            "note 6-102 与户主关系: 子",
            "note 6-103 与户主关系: 户主",
        ],
    );
}

#[test]
fn a_second_line_without_money_is_only_joined() {
    check(
        &["房号|业主|电话", "3-101|张小明|13900000001", "同上|同上|13900000002"],
        &["3-101 - owner:张小明:13900000001+13900000002", "Note A3 unit_line_joined 3-101"],
    );
}

#[test]
fn a_column_of_nothing_but_owners_and_tenants_says_what_each_person_is() {
    check(
        &[
            "房号|姓名|身份|电话",
            "1-101|张小明|业主|13900000001",
            "1-101|李红|租户|13900000002",
            "1-102|王五|家属|",
            "1-102|马静|业主|",
            "1-103|周伟|租户|",
        ],
        &[
            "1-101 - owner:张小明:13900000001 tenant:李红:13900000002",
            "1-102 - owner:马静: other:王五:",
            "1-103 - tenant:周伟:",
            "note 1-101 身份: 业主",
            "note 1-101 身份: 租户",
            "note 1-102 身份: 家属",
            "note 1-102 身份: 业主",
            "note 1-103 身份: 租户",
        ],
    );
    // Who lives there is not who is named.
    for header in ["类型", "缴费对象"] {
        check(
            &[&format!("房号|业主|{header}|电话"), "1-101|张小明|业主|13900000001", "1-102|李红|租户|"],
            &[
                "1-101 - owner:张小明:13900000001",
                "1-102 - owner:李红:",
                &format!("note 1-101 {header}: 业主"),
                &format!("note 1-102 {header}: 租户"),
            ],
        );
    }
}

#[test]
fn a_sheet_of_families_adds_to_the_households() {
    check_sheets(
        &[
            ("1栋", &["房号|业主|电话", "1-101|张小明|13900000001", "1-102|李红|"]),
            ("家庭成员", &["房号|姓名|与业主关系", "1-101|张小明|本人", "1-101|王五|妻", "1-102|马静|子"]),
        ],
        &[
            "1-101 - owner:张小明:13900000001 other:王五:",
            "1-102 - owner:李红: other:马静:",
            "note 1-101 与业主关系: 本人",
            "note 1-101 与业主关系: 妻",
            "note 1-102 与业主关系: 子",
        ],
    );
    check_sheets(
        &[
            ("业主", &["房号|业主", "1-101|张小明", "1-102|李红"]),
            ("家属", &["房号|姓名|电话", "1-101|王五|13900000001", "1-102|马静|"]),
        ],
        &["1-101 - owner:张小明: other:王五:13900000001", "1-102 - owner:李红: other:马静:"],
    );
}

#[test]
fn owners_abreast_and_their_numbers_in_turn() {
    check(
        &[
            "房号|产权人|产权人|电话|电话|面积",
            "1-101|张小明|李红|13900000001|13900000002|=80",
            "1-102|王五|赵桂兰||13900000003|=80",
            "1-103|马静||13900000004|13900000005|=80",
        ],
        &[
            "1-101 80 owner:张小明:13900000001 owner:李红:13900000002",
            "1-102 80 owner:王五: owner:赵桂兰:13900000003",
            "1-103 80 owner:马静:13900000004+13900000005",
        ],
    );
    check(
        &["房号|业主|手机|第二业主|手机", "1-101|张小明|13900000001|李红|13900000002"],
        &["1-101 - owner:张小明:13900000001 owner:李红:13900000002"],
    );
}

#[test]
fn the_identity_number_of_a_tenant_is_his() {
    let told = |lines: &[&str]| {
        let draft = super::offices::imported(&[("表", lines)], &[]);
        let people = draft.units.iter().flat_map(|unit| &unit.people);
        let people: Vec<String> = people
            .map(|p| format!("{} {} {}", p.relation, p.name, p.id_number.as_deref().unwrap_or("-")))
            .collect();
        let findings: Vec<String> = draft.findings.iter().map(|f| f.code.to_owned()).collect();
        (people.join("; "), findings.join(" "))
    };
    for header in [
        "房号|业主|身份证|租户|身份证",
        "房号|业主|身份证|租户|租户身份证",
        "房号|业主|业主身份证号|承租人|承租人身份证号",
    ] {
        assert_eq!(
            told(&[header, "1-101|张小明|999999196201011001|李红|999999196302021014"]),
            ("owner 张小明 999999196201011001; tenant 李红 999999196302021014".to_owned(), String::new()),
            "{header}"
        );
        let (people, findings) = told(&[header, "1-101|张小明|999999196201011001|李红|999999196302021015"]);
        assert_eq!(people, "owner 张小明 999999196201011001; tenant 李红 999999196302021015", "{header}");
        assert_eq!(findings, "id_checksum", "{header}");
    }
}

#[test]
fn copies_of_papers_are_no_numbers() {
    check(
        &["房号|业主|身份证复印件", "1-101|张小明|√"],
        &["1-101 - owner:张小明:", "note 1-101 身份证复印件: √"],
    );
}
