//! Cars in lists of cars and of households.

use super::offices::{check, check_sheets, imported};
use super::told;

#[test]
fn a_car_that_is_gone_is_a_remark() {
    let lines = [
        "车牌号|房号|业主|状态|备注",
        "粤B12345|1-101|张小明|在用|",
        "粤B12346|1-102|李红|已注销|2015年3月",
        "粤B12347|1-103|王五|在用|已退押金",
    ];
    let units = ["1-101? - owner:张小明:", "1-102? - owner:李红:", "1-103? - owner:王五:"];
    let kept = |cars: &[&str], notes: &[&str]| -> Vec<String> {
        let said = units.iter().chain(cars).chain(notes).chain(&["Decide D3 vehicle_gone"]);
        said.map(|line| (*line).to_owned()).collect()
    };
    let (first, gone, third) =
        ("car 1-101 [] 粤B12345 张小明 ", "car 1-102 [] 粤B12346 李红 ", "car 1-103 [] 粤B12347 王五 ");
    let notes = [
        "note 1-101 状态: 在用",
        "note 1-102 车牌号: 粤B12346",
        "note 1-102 状态: 已注销",
        "note 1-102 备注: 2015年3月",
        "note 1-103 状态: 在用",
        "note 1-103 备注: 已退押金",
    ];
    let said = told(&imported(&[("表", &lines)], &[]));
    assert_eq!(said, kept(&[first, third], &notes), "\n{}", said.join("\n"));
    let said = told(&imported(&[("表", &lines)], &[("vehicle_gone", "keep")]));
    let notes: Vec<&str> = notes.into_iter().filter(|note| !note.contains("车牌号")).collect();
    assert_eq!(said, kept(&[first, gone, third], &notes), "\n{}", said.join("\n"));
    // Of a tenant, not of a car.
    check(
        &["房号|业主|面积|电话|车牌|备注", "1-101|张小明|=80||粤B12345|已退租"],
        &["1-101 80 owner:张小明:", "car 1-101 [] 粤B12345 张小明 ", "note 1-101 备注: 已退租"],
    );
}

#[test]
fn the_car_that_was_paid_for_is_a_car_of_the_unit_once() {
    let payments = [
        "卡号|车牌号|车主|房号|缴费金额|缴费日期",
        "YK01|粤B12345|张小明|1-101|=150|2016-1-1",
        "YK02|粤B12346|李红|1-102|=150|2016-1-2",
        "YK01|粤B12345|张小明|1-101|=150|2016-2-1",
        "YK03|无|王五|1-103|=150|2016-2-1",
    ];
    let cars = |tables: &[(&str, &[&str])]| -> Vec<(String, String, String)> {
        let draft = imported(tables, &[]);
        assert_eq!(draft.past_payments.len(), 4);
        draft.vehicles.into_iter().map(|car| (car.unit, car.plate, car.owner)).collect()
    };
    let car = |unit: &str, plate: &str, owner: &str| (unit.to_owned(), plate.to_owned(), owner.to_owned());
    let both = [car("1-101", "粤B12345", "张小明"), car("1-102", "粤B12346", "李红")];
    assert_eq!(cars(&[("月卡缴费", &payments)]), both);
    // A list of cars has one of them.
    let listed = ["车牌号|车主|房号", "粤B12346|李红|1-102"];
    let mut both = both.to_vec();
    both.reverse();
    assert_eq!(cars(&[("月卡缴费", &payments), ("车辆", &listed)]), both);
}

#[test]
fn a_second_car_stands_in_a_second_column() {
    check(
        &[
            "房号|业主|车辆1|车辆2",
            "1-101|张小明|粤B12345|粤B12346",
            "1-102|李红|粤B12347|",
            "1-103|王五|粤B12348|粤B12349",
        ],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "1-103? - owner:王五:",
            "car 1-101 [] 粤B12345 张小明 ",
            "car 1-101 [] 粤B12346 张小明 ",
            "car 1-102 [] 粤B12347 李红 ",
            "car 1-103 [] 粤B12348 王五 ",
            "car 1-103 [] 粤B12349 王五 ",
        ],
    );
}

#[test]
fn who_rents_a_space_is_no_tenant_of_the_flat() {
    check(
        &[
            "车位号|租用人|房号|联系电话|车牌号|月租金",
            "B-001|何伟|1-101|13900000001|粤B12345|=300",
            "B-002|孙丽|1-102|13900000002||=300",
        ],
        &[
            "1-101? -",
            "车位-B-1? - tenant:何伟:13900000001",
            "1-102? -",
            "车位-B-2? - tenant:孙丽:13900000002",
            "car 1-101 [B-001] 粤B12345 何伟 13900000001",
            "car 1-102 [B-002]  孙丽 13900000002",
            "note 1-101 月租金: 300",
            "note 1-102 月租金: 300",
        ],
    );
    // Of a flat that has a space.
    check(
        &["房号|租户|电话|车位号", "1-101|何伟|13900000001|B-001", "1-102|孙丽|13900000002|", "1-103|周敏||"],
        &[
            "1-101 - tenant:何伟:13900000001",
            "车位-B-1? -",
            "1-102 - tenant:孙丽:13900000002",
            "1-103 - tenant:周敏:",
            "car 1-101 [B-001]   ",
        ],
    );
}

#[test]
fn a_list_of_spaces_alone_is_of_no_flats() {
    let expect = [
        "车位-A-12? - owner:王大明:",
        "  owes 车位费 … 20000",
        "车位-101? - owner:陈建国:",
        "  owes 车位费 … 10000",
        "车库3? - owner:李红:",
        "  owes 车位费 … 5000",
    ];
    let lines = ["车位号|业主|欠费金额", "A-12|王大明|=200", "101|陈建国|=100", "车库3|李红|=50"];
    check_sheets(&[("车位费欠费", &lines)], &expect);
}

#[test]
fn what_is_owed_for_a_space_is_a_fee_of_spaces() {
    let rows = ["A-12|王大明|=200", "A-13|陈建国|=100"];
    let owes = |sheet: &str, header: &str, item: &str| {
        let said = told(&imported(&[(sheet, &[header, rows[0], rows[1]])], &[]));
        let owed: Vec<&str> =
            said.iter().map(|line| line.trim()).filter(|line| line.starts_with("owes")).collect();
        assert_eq!(
            owed,
            [format!("owes {item} … 20000"), format!("owes {item} … 10000")],
            "{sheet} {header}"
        );
    };
    owes("S", "车位号|车主|欠费", "车位费");
    owes("S", "车位编号|车主|未缴金额", "车位费");
    owes("S", "车位号|车主|物业费欠费", "物业费");
    owes("物业费欠费", "车位号|车主|欠费金额", "物业费");
}

#[test]
fn the_car_that_a_fee_is_due_for_is_a_car_of_the_unit_once() {
    let fees = [
        "房号|业主|车牌号|应收|实收|欠费",
        "1-101|张小明|粤B12345|=150|=150|",
        "1-102|李红|粤B12346|=150||=150",
        "1-102|李红|无||=0|",
    ];
    let draft = imported(&[("2016年车位费", &fees)], &[]);
    let cars: Vec<String> =
        draft.vehicles.iter().map(|car| format!("{} {} {}", car.unit, car.plate, car.owner)).collect();
    assert_eq!(cars, ["1-101 粤B12345 张小明", "1-102 粤B12346 李红"], "{:?}", told(&draft));
}

#[test]
fn a_plate_may_stand_in_two_cells() {
    check(
        &["房号|车主|车牌(省)|车牌号", "1-101|张小明|浙|A1100X", "1-102|李红|浙A|12345"],
        &[
            "1-101? - owner:张小明:",
            "1-102? - owner:李红:",
            "car 1-101 [] 浙A1100X 张小明 ",
            "car 1-102 [] 浙A12345 李红 ",
        ],
    );
}
