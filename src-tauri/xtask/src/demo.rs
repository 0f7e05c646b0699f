//! The main job in the terminal: from an old roster to a closed day, in a fresh training office.
//!
//! Every amount is read from the answers of the program, so the roster and the tariffs may change.

use std::collections::VecDeque;
use std::path::Path;

use serde_json::Value;

use crate::machine::{Call, Failure, Tree, files_below, fresh_folder, on_path, read, write};
use crate::packages;
use crate::purse::{count, in_hundreds, yuan};
use crate::terminal::{Terminal, fen, list, string, word};

const ROSTER: &str = "fixtures/rosters/legacy-shape1.xls";
const DATE: &str = "2026-11-21";
const MONTH: &str = "2026-11";
const FLOAT_FEN: i64 = 50_000;
/// Minted by the caller, as every payment's id is: typing it again must not take the money again.
const FIRST_PAYMENT: &str = "0190a8f2-6b1c-4c55-9d3e-5a1f00000001";

pub fn run(tree: &Tree) -> Result<(), Failure> {
    packages::install(packages::TERMINAL)?;
    println!("编译终端程序。");
    tree.cargo(&["build", "-p", "cli", "--bin", "zhangfang"]).run()?;
    let folder = tree.target.join("demo");
    fresh_folder(&folder)?;
    println!("\n演示都在这个文件夹里：{}\n", folder.display());
    let typed = |name: &str| as_typed(&folder.join(name), &tree.root);
    let mut day = Day {
        terminal: Terminal::new(tree.program("zhangfang"), tree.root.clone(), typed("office"), DATE),
        drawer_fen: FLOAT_FEN,
        owing: VecDeque::new(),
    };
    day.set_up()?;
    day.open_and_bill()?;
    day.take_payments()?;
    day.print_notices(&typed("notices"))?;
    day.close()?;
    let journal = day.hand_over(&typed("练习账套.backup"))?;
    outside_audit(tree, &folder.join("books.journal"), &journal)?;
    list_papers(tree, &folder)
}

/// The day so far: what the drawer must hold, and who still owes.
struct Day {
    terminal: Terminal,
    drawer_fen: i64,
    owing: VecDeque<(String, i64)>,
}

impl Day {
    fn set_up(&mut self) -> Result<(), Failure> {
        heading("建一套空的练习账套");
        self.terminal.ask(&["init", "--training", "--empty", "--name", "演示花园管理处"])?;
        heading("先看旧名册里有什么（什么都不写），再导入");
        let preview = self.terminal.ask(&["import", ROSTER, "--preview"])?;
        for tie_out in list(&preview, "tie_outs")? {
            let (workbook, imported) = (fen(tie_out, "workbook_fen")?, fen(tie_out, "imported_fen")?);
            println!(
                "  核对 {}：表里 {}，导入 {}",
                string(tie_out, "label")?,
                yuan(workbook),
                yuan(imported)
            );
        }
        self.terminal.ask(&["import", ROSTER])?;
        println!("同一个文件再导一次，应当被拒绝：");
        self.terminal.refused(&["import", ROSTER])
    }

    fn open_and_bill(&mut self) -> Result<(), Failure> {
        heading("定收费标准，出账到本月");
        let rate = ["--item", "物业费", "--basis", "area", "--rate", "1.85", "--from", "2026-01-01"];
        self.terminal.ask(&[&["tariff", "set"], &rate[..]].concat())?;
        let per_unit = ["--item", "垃圾清运费", "--basis", "fixed", "--rate", "6.00", "--from", "2026-01-01"];
        self.terminal.ask(&[&["tariff", "set"], &per_unit[..]].concat())?;
        self.terminal.ask(&["bill", "--through", MONTH])?;
        let units = self.terminal.ask(&["units"])?;
        for unit in list(&units, "units")? {
            let owed = fen(unit, "owed_fen")?;
            if owed > 0 {
                self.owing.push_back((string(unit, "code")?, owed));
            }
        }
        let total: i64 = self.owing.iter().map(|(_, owed)| owed).sum();
        println!("  {} 户有欠费，共 {} 元", self.owing.len(), yuan(total));
        heading("开班，备用金 500 元");
        self.terminal.ask(&["day", "open", "--float", &yuan(FLOAT_FEN)])?;
        self.terminal.ask(&["day", "status"]).map(drop)
    }

    fn take_payments(&mut self) -> Result<(), Failure> {
        heading("现金，找零；同一个付款号再来一次只得到同一张收据");
        let (unit, owed) = self.next_household()?;
        let laid_down = in_hundreds(owed);
        let cash = tender("cash", laid_down);
        let words = ["pay", &unit, "--tender", &cash, "--id", FIRST_PAYMENT];
        let first = self.pay(&words, laid_down)?;
        let again = self.terminal.ask(&words)?;
        if word(&first, "number")? != word(&again["receipt"], "number")? {
            return Err(Failure::new("同一个付款号得到了两张收据"));
        }

        heading("微信付清");
        let (unit, owed) = self.next_household()?;
        self.pay(&["pay", &unit, "--tender", &tender("wechat", owed)], 0)?;

        heading("一笔两种方式：现金一部分，其余支付宝");
        let (unit, owed) = self.next_household()?;
        let in_cash = owed / 3;
        let tenders = [tender("cash", in_cash), tender("alipay", owed - in_cash)];
        self.pay(&["pay", &unit, "--tender", &tenders[0], "--tender", &tenders[1]], in_cash)?;

        heading("先付一半，从最早的欠费算起");
        let (unit, owed) = self.next_household()?;
        let half = owed / 2;
        self.pay(&["pay", &unit, "--tender", &tender("cash", half), "--oldest"], half)?;
        self.terminal.ask(&["owed", &unit])?;

        heading("只付指定的一笔");
        let (unit, _) = self.next_household()?;
        let owed = self.terminal.ask(&["owed", &unit])?;
        let charge =
            list(&owed, "charges")?.last().ok_or_else(|| Failure::new(format!("{unit} 没有应收明细")))?;
        let amount = tender("alipay", fen(charge, "open_fen")?);
        self.pay(&["pay", &unit, "--tender", &amount, "--charge", &word(charge, "id")?], 0)?;

        heading("多付：不说明就拒绝，说明转预存才收");
        let (unit, owed) = self.next_household()?;
        let more = tender("wechat", owed + 30_000);
        self.terminal.refused(&["pay", &unit, "--tender", &more])?;
        self.pay(&["pay", &unit, "--tender", &more, "--prepay"], 0)?;

        heading("今天的收据");
        self.terminal.ask(&["receipts"]).map(drop)
    }

    fn print_notices(&mut self, folder: &str) -> Result<(), Failure> {
        heading("本月的通知单");
        self.terminal.wait_until(14);
        self.terminal.ask(&["notices", "--month", MONTH, "--out", folder]).map(drop)
    }

    fn close(&mut self) -> Result<(), Failure> {
        heading("盘点，关班");
        self.terminal.wait_until(17);
        self.terminal.ask(&["day", "status"])?;
        println!("  抽屉里应有备用金加现金收入减找零：{} 元", yuan(self.drawer_fen));
        self.terminal.ask(&["day", "close", "--count", &count(self.drawer_fen)])?;
        println!("关班之后再收款，应当被拒绝：");
        let (unit, _) = self.next_household()?;
        self.terminal.refused(&["pay", &unit, "--tender", "cash=1.00"])
    }

    fn hand_over(&mut self, backup: &str) -> Result<String, Failure> {
        heading("核对账簿、备份、导出");
        self.terminal.ask(&["verify"])?;
        self.terminal.ask(&["backup", backup])?;
        self.terminal.text(&["export", "--format", "hledger"])
    }

    fn next_household(&mut self) -> Result<(String, i64), Failure> {
        self.owing.pop_front().ok_or_else(|| Failure::new("欠费的户数不够演示用"))
    }

    /// Takes a payment; `cash_fen` is what was laid on the counter, of which the change goes back.
    fn pay(&mut self, words: &[&str], cash_fen: i64) -> Result<Value, Failure> {
        let mut answer = self.terminal.ask(words)?;
        let receipt = answer["receipt"].take();
        self.drawer_fen += cash_fen - fen(&receipt, "change_fen")?;
        Ok(receipt)
    }
}

fn tender(name: &str, fen: i64) -> String {
    format!("{name}={}", yuan(fen))
}

fn heading(text: &str) {
    println!("── {text}");
}

/// Relative where the folder is below the checkout, as one would type it there.
fn as_typed(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}

fn outside_audit(tree: &Tree, file: &Path, journal: &str) -> Result<(), Failure> {
    write(file, journal.as_bytes())?;
    let name = as_typed(file, &tree.root);
    if on_path("hledger").is_none() {
        println!("总账写在 {name}；本机没有 hledger，外部核对没有做（cargo xtask test 会装它并核对）。\n");
        return Ok(());
    }
    heading("由外部程序 hledger 核对导出的总账");
    Call::new("hledger", &["-f", &name, "check"], &tree.root).run()?;
    Call::new("hledger", &["-f", &name, "balance", "--depth", "1"], &tree.root).run()?;
    println!();
    Ok(())
}

fn list_papers(tree: &Tree, folder: &Path) -> Result<(), Failure> {
    heading("做出的 PDF");
    let mut papers = 0;
    for path in files_below(folder)?.iter().filter(|path| path.extension().is_some_and(|e| e == "pdf")) {
        let bytes = read(path)?;
        if !bytes.starts_with(b"%PDF-") {
            return Err(Failure::new(format!("{} 不是 PDF", path.display())));
        }
        println!("  {:>8} 字节  {}", bytes.len(), as_typed(path, &tree.root));
        papers += 1;
    }
    if papers == 0 {
        return Err(Failure::new(format!("{} 里一份 PDF 也没有", folder.display())));
    }
    println!("共 {papers} 份。");
    Ok(())
}
