//! Readings in lists whose columns are months or come again.

use super::offices::{check, imported};
use super::*;

#[test]
fn months_of_a_list_of_readings() {
    check(
        &["2014年水表抄表记录", "房号|5月|6月|6月用水", "1-101|=110|=120|=10", "1-102|=50|=50|=0"],
        &[
            "1-101? -",
            "1-102? -",
            "meter 1-101 水表 110@2014-05-31 120@2014-06-30 x- +-",
            "meter 1-102 水表 50@2014-05-31 50@2014-06-30 x- +-",
        ],
    );
    check(
        &["2014年水表读数", "房号|业主|底数|1月|2月", "1-101|张小明|=100|=103|=107"],
        &[
            "1-101? - owner:张小明:",
            "meter 1-101 水表 100@ 103@2014-01-31 x- +-",
            "meter 1-101 水表 103@2014-01-31 107@2014-02-28 x- +-",
        ],
    );
    check(
        &["水表抄表", "房号|5月读数|6月读数|用量", "1-101|=10|=20|=10"],
        &["1-101? -", "meter 1-101 水表 10@ 20@ x- +-"],
    );
    // What was used in each month does not rise.
    let said = told(&imported(
        &[("表", &["水表", "房号|业主|5月|6月", "1-101|张小明|=12|=3", "1-102|李红|=5|=9"])],
        &[],
    ));
    assert!(!said.iter().any(|line| line.starts_with("meter")), "{said:?}");
}

#[test]
fn where_a_meter_began_and_ended() {
    check(
        &["水表", "楼号|房号|起|止|吨数", "1栋|=101|=30|=37|=7", "1栋|=102|=31|=38|=7", "2栋|=101|=9|=16|=7"],
        &[
            "1-101? -",
            "1-102? -",
            "2-101? -",
            "meter 1-101 水表 30@ 37@ x- +-",
            "meter 1-102 水表 31@ 38@ x- +-",
            "meter 2-101 水表 9@ 16@ x- +-",
        ],
    );
}

#[test]
fn a_date_and_a_reading_come_again() {
    check(
        &[
            "水表",
            "房号|日期|读数|日期|读数",
            "1-101|2014.5.25|=110|2014.6.25|=120",
            "1-102|2014.5.25|=7|2014.6.25|=9",
        ],
        &[
            "1-101? -",
            "1-102? -",
            "meter 1-101 水表 -@ 110@2014-05-25 x- +-",
            "meter 1-101 水表 110@2014-05-25 120@2014-06-25 x- +-",
            "meter 1-102 水表 -@ 7@2014-05-25 x- +-",
            "meter 1-102 水表 7@2014-05-25 9@2014-06-25 x- +-",
        ],
    );
}

#[test]
fn where_a_meter_hangs() {
    check(
        &[
            "序号|安装位置|表号|上月|本月|用量|倍率",
            "=1|路灯|G01|=10|=20|=10|=1",
            "=2|1栋电梯|G02|=5|=9|=4|=1",
            "=3|门卫室|G03|=7|=8|=1|=1",
        ],
        &[
            "路灯? -",
            "1-电梯? -",
            "门卫室? -",
            "meter 路灯 G01 10@ 20@ x1 +-",
            "meter 1-电梯 G02 5@ 9@ x1 +-",
            "meter 门卫室 G03 7@ 8@ x1 +-",
        ],
    );
    // Beside rooms it tells several meters of a flat apart; 上月 and 本月 alone are readings on a sheet 抄表.
    check(
        &[
            "抄表",
            "房号|户主|位置|上月|本月",
            "1-101|张小明|厨房|=10|=20",
            "1-101|张小明|卫生间|=5|=9",
            "1-102|李红|厨房|=3|=8",
        ],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "meter 1-101 厨房 10@ 20@ x- +-",
            "meter 1-101 卫生间 5@ 9@ x- +-",
            "meter 1-102 厨房 3@ 8@ x- +-",
        ],
    );
    check(
        &["门牌|用户名|上月行码|本月行码|用水吨数", "1-101|张小明|=10|=20|=10", "1-102|李红|=3|=8|=5"],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "meter 1-101 水表 10@ 20@ x- +-",
            "meter 1-102 水表 3@ 8@ x- +-",
        ],
    );
}

#[test]
fn what_a_meter_stood_at() {
    for (before, now) in [
        ("上次止码", "本次止码"),
        ("上月止数", "本月止数"),
        ("上期止数", "本期止数"),
        ("前次止码", "本次止码"),
    ] {
        check(
            &["水表", &format!("房号|业主|{before}|{now}|用量"), "1-101|张小明|=100|=107|=7"],
            &["1-101? - owner:张小明:", "meter 1-101 水表 100@ 107@ x- +-"],
        );
    }
}

#[test]
fn a_factor_is_of_the_meter_it_stands_below() {
    let lines = [
        "铺号|商户|电表|||水表|",
        "||上月读数|本月读数|倍率|上月读数|本月读数",
        "1-101|张小明|=100|=107|=20|=10|=12",
    ];
    check(
        &lines,
        &["1-101? - owner:张小明:", "meter 1-101 电表 100@ 107@ x20 +-", "meter 1-101 水表 10@ 12@ x- +-"],
    );
    // The factor of the second is none of the first.
    check(
        &[
            "铺号|商户|水表||电表||",
            "||上月读数|本月读数|上月读数|本月读数|倍率",
            "1-101|张小明|=10|=12|=100|=107|=20",
        ],
        &["1-101? - owner:张小明:", "meter 1-101 水表 10@ 12@ x- +-", "meter 1-101 电表 100@ 107@ x20 +-"],
    );
}

#[test]
fn meters_at_the_handover() {
    check(
        &["房号|业主|电话|水表底数|电表底数|燃气底数", "1-101|张小明|13900000001|=3|=5|=7"],
        &[
            "1-101? - owner:张小明:13900000001",
            "meter 1-101 水表 -@ 3@ x- +-",
            "meter 1-101 电表 -@ 5@ x- +-",
            "meter 1-101 燃气表 -@ 7@ x- +-",
        ],
    );
}

#[test]
fn days_of_reading_are_headers() {
    let mut book = sheet(&[
        "房号|户主|水表编号|a|b|c",
        "3-101|张小明|LXS01|=10|=12|=15",
        "3-102|李红|LXS02|=20|=20|=21",
    ]);
    // 2015-01-25 and the same day of the next months.
    for (column, day) in (3_u32..).zip([42029_i64, 42060, 42088]) {
        let cell = book.rows[0].cells.iter_mut().find(|(at, _)| *at == column).unwrap();
        cell.1 = Value::Date(day.into());
    }
    let book = Book { name: String::new(), format: crate::Format::Xlsx, sheets: vec![book], cut: Vec::new() };
    let said = told(&import(&book, &Options::default()).unwrap());
    assert_eq!(
        said,
        [
            "3-101? - owner:张小明:",
            "3-102? - owner:李红:",
            "meter 3-101 LXS01 -@ 10@2015-01-25 x- +-",
            "meter 3-101 LXS01 10@2015-01-25 12@2015-02-25 x- +-",
            "meter 3-101 LXS01 12@2015-02-25 15@2015-03-25 x- +-",
            "meter 3-102 LXS02 -@ 20@2015-01-25 x- +-",
            "meter 3-102 LXS02 20@2015-01-25 20@2015-02-25 x- +-",
            "meter 3-102 LXS02 20@2015-02-25 21@2015-03-25 x- +-",
        ],
        "\n{}",
        said.join("\n")
    );
}

#[test]
fn a_reader_is_no_owner_and_a_pump_no_flat() {
    check(
        &[
            "表位|房号|上次读数|本次读数|抄表员",
            "户表|1-101|=1|=2|王芳",
            "户表|1-102|=1|=2|王芳",
            "消防泵||=5|=9|王芳",
        ],
        &[
            "1-101? -",
            "1-102? -",
            "消防泵? -",
            "meter 1-101 表 1@ 2@ x- +-",
            "meter 1-102 表 1@ 2@ x- +-",
            "meter 消防泵 表 5@ 9@ x- +-",
            "note 1-101 表位: 户表",
            "note 1-101 抄表员: 王芳",
            "note 1-102 表位: 户表",
            "note 1-102 抄表员: 王芳",
            "note 消防泵 表位: 消防泵",
            "note 消防泵 抄表员: 王芳",
            "Decide A4 room_is_common",
        ],
    );
}
