//! Traditional characters of headers and of the words in room numbers, as the simplified ones that they are looked up
//! by. Single characters are enough for the words of this field, so a table of them stands here and no converter of
//! running text; names and remarks stay as they are written.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A traditional character and the simplified one, in pairs.
const PAIRS: &str = "棟栋號号樓楼單单門门層层區区園园戶户別别業业產产權权聯联絡络電电話话機机費费繳缴額额備备註注餘余車车場场積积稱称時时\
間间計计總总數数項项預预訂订據据發发貸贷帳账賬账開开關关係系個个類类狀状態态處处東东見见證证應应實实結结轉转終终從从當当滯滞納纳違违約约\
減减還还給给買买賣卖貨货賃赁簽签領领務务員员經经辦办審审錄录記记調调動动圖图內内無无為为與与後后點点執执標标準准價价歷历屆届資资訊讯線线\
網网學学醫医館馆閣阁莊庄灣湾廣广廈厦鋪铺攤摊檔档庫库儲储鑰钥";

static SIMPLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let of_pair = |pair: &[char]| Some((*pair.first()?, *pair.get(1)?));
    PAIRS.chars().collect::<Vec<char>>().chunks(2).filter_map(of_pair).collect()
});

/// All that are known, each with its simplified one.
pub(crate) fn all() -> impl Iterator<Item = (char, char)> {
    SIMPLE.iter().map(|(traditional, simple)| (*traditional, *simple))
}

/// As it is looked up: most characters stay as they are.
pub(crate) fn simplified(c: char) -> char {
    if c.is_ascii() { c } else { SIMPLE.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_field_are_simplified() {
        for (written, expect) in [
            ("棟別戶別", "栋别户别"),
            ("區分所有權人", "区分所有权人"),
            ("欠繳金額", "欠缴金额"),
            ("聯絡電話備註", "联络电话备注"),
            ("3號樓2單元101室", "3号楼2单元101室"),
            ("房号", "房号"),
        ] {
            assert_eq!(written.chars().map(simplified).collect::<String>(), expect);
        }
        assert!(all().all(|(traditional, simple)| traditional != simple && simplified(simple) == simple));
    }
}
