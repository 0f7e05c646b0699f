//! Headers over where a meter hangs.

use super::key;

const PLACES: [&str; 10] =
    ["安装位置", "位置", "安装地点", "地点", "安装部位", "部位", "使用部位", "使用位置", "场所", "表位置"];

/// Whether a header says where a meter hangs.
pub(crate) fn is_place_of_meter(header: &str) -> bool {
    PLACES.contains(&key(header).as_str())
}
