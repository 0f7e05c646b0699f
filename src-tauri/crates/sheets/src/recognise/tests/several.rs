//! Several tables on one sheet.

use super::shapes::check;

#[test]
fn blocks_stand_abreast() {
    // Shape 2.
    let blocks: &[&str] = &[
        "某某花园业主名册",
        "序号|栋号|房号|业主姓名|序号|栋号|房号|业主姓名|序号|栋号|房号|业主姓名",
        "=1|=1|=101|张小明|=4|=2|=101|李红|=7|=3|=101|王五",
        "=2|=1|=102|赵桂兰|=5|=2|=102|周海涛|=8|=3|=102|马静",
        "=3|=1|=103|罗玉梅|=6|=2|=103|何思远||||",
    ];
    check(
        blocks,
        &[
            "Roster 2-5 A-D: B=Building C=Room D=OwnerName",
            "Roster 2-5 E-H: F=Building G=Room H=OwnerName",
            "Roster 2-4 I-L: J=Building K=Room L=OwnerName",
        ],
    );
    // With empty columns between.
    check(
        &["房号|业主|面积||房号|业主|面积", "1-101|张小明|=80||1-201|李红|=81", "1-102|王五|=80|||"],
        &["Roster 1-3 A-C: A=Room B=OwnerName C=Area", "Roster 1-2 E-G: E=Room F=OwnerName G=Area"],
    );
    // The building's header is empty in each block.
    check(
        &[
            "|房号|业主||房号|业主",
            "=1|=101|张小明|=2|=101|李红",
            "|=102|王五||=102|马静",
            "|=103|赵桂兰||=103|何思远",
        ],
        &["Roster 1-4 A-C: A=Building B=Room C=OwnerName", "Roster 1-4 D-F: D=Building E=Room F=OwnerName"],
    );
    // Another table beside it, behind an empty column.
    check(
        &["房号|业主姓名|面积||房号|车牌号|车位号", "1-101|张小明|=80||1-101|粤B12345|A-12"],
        &["Roster 1-2 A-C: A=Room B=OwnerName C=Area", "Vehicles 1-2 E-G: E=Room F=Plate G=Space"],
    );
    // An empty column within a table, and a room that is written twice, divide nothing.
    check(
        &["房号|业主||电话|备注", "1-101|张小明||13900000001|好", "1-102|李红||13900000002|"],
        &["Roster 1-3 A-E: A=Room B=OwnerName D=OwnerPhone E=Note"],
    );
    check(
        &[
            "房号|业主|面积|房号|电话",
            "1-101|张小明|=80|1-101|13900000001",
            "1-102|李红|=81|1-102|13900000002",
        ],
        &["Roster 1-3 A-E: A=Room B=OwnerName C=Area D=Note E=OwnerPhone"],
    );
}

#[test]
fn tables_stand_below_each_other() {
    // Shape 5: two abreast and stacked, with lines to sign.
    check(
        &[
            "一栋业主名单||||二栋业主名单",
            "房号|业主|电话||房号|业主|电话",
            "1-101|张小明|13900000001||2-101|李红|13900000002",
            "1-102|王五|13900000003||2-102|马静|13900000004",
            "制表人:张小明||||审核人:李红",
            "",
            "车位一览表",
            "车位号|车主|车牌号",
            "A-1|张小明|粤B12345",
            "A-2|李红|粤B12346",
        ],
        &[
            "Roster 2-5 A-C: A=Room B=OwnerName C=OwnerPhone",
            "Roster 2-5 E-G: E=Room F=OwnerName G=OwnerPhone",
            "Vehicles 8-10 A-C: A=Space B=OwnerName C=Plate",
        ],
    );
    // A printed page's header again is none.
    check(
        &["房号|业主|面积", "1-101|张小明|=80", "房号|业主|面积", "1-102|李红|=81"],
        &["Roster 1-4 A-C: A=Room B=OwnerName C=Area"],
    );
    // The right block ends and another begins, while the left one goes on.
    check(
        &[
            "房号|业主|面积||房号|业主|面积",
            "1-101|张小明|=80||2-101|李红|=81",
            "1-102|王五|=80|||",
            "1-103|马静|=80||车位号|车牌|车主",
            "1-104|何思远|=80||A-1|粤B12345|李红",
        ],
        &[
            "Roster 1-5 A-C: A=Room B=OwnerName C=Area",
            "Roster 1-2 E-G: E=Room F=OwnerName G=Area",
            "Vehicles 4-5 E-G: E=Space F=Plate G=OwnerName",
        ],
    );
}

#[test]
fn one_title_over_all_tables_abreast() {
    check(
        &["欠费公告", "房号|业主|欠费|房号|业主|欠费", "1-101|张小明|=5|2-101|李红|=6"],
        &["Arrears 2-3 A-C: A=Room B=OwnerName C=Opening", "Arrears 2-3 D-F: D=Room E=OwnerName F=Opening"],
    );
    // And the buildings below it: it is of both lists.
    check(
        &[
            "金桂花园欠费表",
            "1号楼||||2号楼||",
            "房号|姓名|欠费||房号|姓名|欠费",
            "101|王建国|=10||101|林桂芳|=30",
            "102|李晓燕|=20||102|高勇|=40",
        ],
        &["Arrears 3-5 A-C: A=Room B=OwnerName C=Opening", "Arrears 3-5 E-G: E=Room F=OwnerName G=Opening"],
    );
}
