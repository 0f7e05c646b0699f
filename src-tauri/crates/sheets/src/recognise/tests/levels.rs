//! Headers of two and three rows.

use super::shapes::{check_sheet, merged};
use crate::Options;
use crate::recognise::layout;

#[test]
fn months_over_readings_or_money() {
    let lines = &[
        "房号|4月|||5月||",
        "|上次|本次|用量|上次|本次|用量",
        "1-101|=100|=110|=10|=110|=121|=11",
        "1-102|=100|=110|=10|=110|=121|=11",
    ];
    check_sheet(
        &merged(lines, &["A1:A2", "B1:D1", "E1:G1"]),
        &["Meters 1-4 A-G: A=Room B=PreviousReading C=PresentReading D=Consumption E=PreviousReading \
           F=PresentReading G=Consumption"],
    );
    let lines = &[
        "房号|2014年4月|||2014年5月||",
        "|应收|实收|欠费|应收|实收|欠费",
        "1-101|=100|=100|=0|=100|=60|=40",
        "1-102|=100|=0|=100|=100|=0|=100",
    ];
    check_sheet(
        &merged(lines, &["A1:A2", "B1:D1", "E1:G1"]),
        &["Fees 1-4 A-G: A=Room B=Due C=Paid D=Opening E=Due F=Paid G=Opening"],
    );
    // Times beside 房号 alone.
    check_sheet(
        &merged(&["欠费表", "房号|2013年|2014年", "1-101|=100|=110", "1-102|=100|=110"], &["A1:C1"]),
        &["Roster 2-4 A-C: A=Room B=Opening C=Opening"],
    );
    // 业主 and times in a row of the table.
    check_sheet(
        &merged(
            &[
                "房号|姓名|身份|起|止",
                "1-101|张小明|业主|2014年1月|2014年6月",
                "1-102|李红|业主|2014年1月|2014年6月",
            ],
            &[],
        ),
        &["Roster 1-3 A-E: A=Room B=OwnerName C=Note D=Note E=Note"],
    );
}

#[test]
fn headers_of_three_rows() {
    let fees = merged(
        &[
            "房号|业主|收费项目||||合计",
            "||物业费||水费||",
            "||应收|已收|应收|已收|",
            "C1-101|张小明|=240|=240|=35|=0|=35",
        ],
        &["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2", "G1:G3"],
    );
    check_sheet(&fees, &["Fees 1-4 A-G: A=Room B=OwnerName C=Due D=Paid E=Due F=Paid G=OpeningTotal"]);
    let headers: Vec<String> =
        layout(&fees, &Options::default()).regions[0].columns.iter().map(|c| c.header.clone()).collect();
    assert_eq!(headers[2..6], ["物业费_应收", "物业费_已收", "水费_应收", "水费_已收"]);
}
