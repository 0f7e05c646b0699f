//! Cars in lists of cars and of households.

use super::offices::{check, imported};
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
