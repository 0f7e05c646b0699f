//! Tables about things: meters, vehicles and their spaces.

use super::{Case, Kind, M, check, read};

const METERS: Case<'_> = Case {
    kind: Kind::Meters,
    columns: &[
        M::Building,
        M::Entrance,
        M::Room,
        M::PreviousReading,
        M::PreviousOn,
        M::PresentReading,
        M::PresentOn,
        M::Factor,
        M::Loss,
        M::Consumption,
    ],
    lines: &[
        "楼|单元|房|水表上期度数|上期时间|水表本期度数|本期时间|倍率|损耗|用量",
        "=1|=1|=101|=100|2013-05-01|=160|2013-06-01|||=60",
        "||=102|110ert|2013.5.1|160d|换表||5%|",
        "||=201|=221||222|||=0.5|=30",
        "||=202|=300||=280||=20||",
        "||=301|坏||||||",
    ],
    merges: &[],
    hidden_rows: &[],
    decisions: &[],
    symbols: &[],
};

#[test]
fn readings_are_kept_as_they_can_be_understood() {
    check(
        &[METERS],
        &[
            "1-1-101? -",
            "1-1-102? -",
            "1-1-201? -",
            "1-1-202? -",
            "1-1-301? -",
            "meter 1-1-101 水表 100@2013-05-01 160@2013-06-01 x- +-",
            "meter 1-1-102 水表 110@2013-05-01 160@ x- +0.05",
            "meter 1-1-201 水表 221@ 222@ x- +0.5",
            "meter 1-1-202 水表 300@ 280@ x20 +-",
            "note 1-1-102 本期时间: 换表",
            "note 1-1-201 用量: 30",
            "note 1-1-301 水表上期度数: 坏",
            "Decide D3 reading_has_letters 110",
            "Decide F3 reading_has_letters 160",
            "Note G3 date_is_text",
            "Note J4 consumption_differs 1",
            "Decide F5 reading_below_previous 280",
            "Decide D6 reading_unreadable",
            "Note F6 reading_missing",
        ],
    );
    let decisions: &[_] = &[("reading_below_previous", "leave_out"), ("reading_has_letters", "leave_out")];
    let draft = read(&[Case { decisions, ..METERS }]);
    assert_eq!(draft.readings.len(), 2);
    assert_eq!(draft.totals.notes, 8);
}

#[test]
fn vehicles_stand_on_spaces_and_belong_to_units() {
    check(
        &[Case {
            kind: Kind::Vehicles,
            columns: &[M::Space, M::Room, M::OwnerName, M::OwnerPhone, M::Plate, M::Amount, M::Deposit],
            lines: &[
                "车位号|房号|车主|电话|车牌|月租金|押金",
                "B1-023|1-101|张小明|13900000001|粤b·12345|=200|=500",
                "6#车位||李红|13900000002|粤B 23456、粤BD12345||",
                "地面|1-102|王五||无牌||",
                "B1-24||||||",
                "||何伟||粤B34567||",
            ],
            ..Case::default()
        }],
        &[
            "1-101? - owner:张小明:13900000001",
            "车位-B1-23? -",
            "6-车位? - owner:李红:13900000002",
            "1-102? - owner:王五:",
            "车位-B1-24? -",
            "car 1-101 [B1-023] 粤B12345 张小明 13900000001",
            "car 6-车位 [6#车位] 粤B23456 李红 13900000002",
            "car 6-车位 [6#车位] 粤BD12345 李红 13900000002",
            "car 1-102 [地面] 无牌 王五 ",
            "car 车位-B1-24 [B1-24]   ",
            "held 1-101 Deposit 押金 50000",
            "note 1-101 月租金: 200",
            "Note E4 plate_unusual 无牌",
            "Refused B6 room_missing",
        ],
    );
}

#[test]
fn a_row_may_hold_the_dials_of_two_meters() {
    check(
        &[Case {
            kind: Kind::Meters,
            columns: &[
                M::Room,
                M::PreviousReading,
                M::PresentReading,
                M::Consumption,
                M::PreviousReading,
                M::PresentReading,
                M::Consumption,
                M::PresentOn,
            ],
            lines: &[
                "房号|水表_上月读数|水表_本月读数|水表_用量|电表_上月读数|电表_本月读数|电表_用量|抄表日",
                "9-101|=100|=107|=7|=1000|=1100|=100|2015-06-30",
                "9-102|=110|=117|=9||||2015-06-30",
            ],
            ..Case::default()
        }],
        &[
            "9-101? -",
            "9-102? -",
            "meter 9-101 水表 100@ 107@2015-06-30 x- +-",
            "meter 9-101 电表 1000@ 1100@2015-06-30 x- +-",
            "meter 9-102 水表 110@ 117@2015-06-30 x- +-",
            "note 9-102 水表_用量: 9",
            "Note D3 consumption_differs 7",
        ],
    );
}

#[test]
fn a_row_of_several_spaces_makes_each_a_unit() {
    check(
        &[Case {
            kind: Kind::Vehicles,
            columns: &[M::Space, M::Room, M::OwnerName, M::Plate],
            lines: &[
                "车位号|房号|车主|车牌",
                "B1-023、B1-024|1-104|张小明|粤B10004、粤BD10005",
                "B1-5、B1-6||李红|粤B12345",
            ],
            ..Case::default()
        }],
        &[
            "1-104? - owner:张小明:",
            "车位-B1-23? -",
            "车位-B1-24? -",
            "车位-B1-5? - owner:李红:",
            "车位-B1-6? - owner:李红:",
            "car 1-104 [B1-023] 粤B10004 张小明 ",
            "car 1-104 [B1-024] 粤BD10005 张小明 ",
            "car 车位-B1-5 [B1-5、B1-6] 粤B12345 李红 ",
        ],
    );
}

#[test]
fn readings_abreast_of_debts_are_a_table_of_their_own() {
    let lines = [
        "欠费||||水表||",
        "房号|业主|欠费金额||房号|上期|本期",
        "7-105|张小明|=100||7-105|=10|=20",
        "7-205|李红|=200||7-205|=11|=25",
        "7-305|王五|=300||7-305|=12|=30",
    ];
    let draft = super::offices::imported(&[("表", &lines)], &[]);
    assert_eq!((draft.readings.len(), draft.totals.opening_fen), (3, 60_000));
}

#[test]
fn words_between_two_tables_are_the_second_one_s_title() {
    let lines = [
        "产权车位",
        "车位号|业主|房号|车牌|管理费(元/月)",
        "1-001|张小明|3-101|浙A12345|=60",
        "1-002|李红|3-201|浙A12346|=60",
        "",
        "租赁车位",
        "车位号|承租人|房号|车牌|月租金",
        "2-001|王五|4-101|浙A12347|=300",
        "2-002|赵六|4-201|浙A12348|=300",
    ];
    let draft = super::offices::imported(&[("车位", &lines)], &[]);
    assert_eq!(draft.vehicles.len(), 4);
}
