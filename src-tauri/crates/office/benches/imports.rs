//! Importing a roster of 100,000 rows × 20 columns, the whole path (parse, recognise, validate, commit), against calamine
//! reading the same cells and against what Python's libraries take to merely read the same file.
//!
//! `cargo xtask bench import` brings Python: `ZHANGFANG_BENCH_PYTHON` names it. Without it the peers are left out, and so
//! is .xls, which nothing in Rust writes. Then how a preview grows with the rows of lists of other shapes: four times the
//! rows should take four times as long.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

mod estate;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use calamine::{Reader, Xls, Xlsx, open_workbook};
use estate::{code, desk, folder, found, id, line, median, name, now, phone, timed};
use office::acts;
use office::views::imports::{ApplyDifference, ConfirmImport, PreviewImport};

const ROWS: usize = 100_000;
const RUNS: usize = 3;
const HEADERS: [&str; 20] = [
    "序号",
    "房号",
    "业主姓名",
    "联系电话",
    "建筑面积",
    "用途",
    "房屋状态",
    "收楼日期",
    "租户姓名",
    "租户电话",
    "2024年及以前欠费",
    "2025年欠费",
    "欠费合计",
    "备注",
    "收缴措施",
    "车牌",
    "水表号",
    "本期度数",
    "上期度数",
    "合同编号",
];

/// A cell as the tab-separated file has it: `=` stands before a number.
fn row(n: usize) -> [String; 20] {
    let owed = |nth: usize| if n.is_multiple_of(nth) { n * 37 % 90_000 } else { 0 };
    let (before, year) = (owed(3), owed(2));
    let yuan = |fen: usize| format!("={}.{:02}", fen / 100, fen % 100);
    let some = |nth: usize, text: String| if n.is_multiple_of(nth) { text } else { String::new() };
    [
        format!("={}", n + 1),
        code(n).to_string(),
        name(n),
        phone(n),
        yuan(6000 + n * 37 % 9000),
        "住宅".into(),
        "已入住".into(),
        format!("20{:02}-{:02}-{:02}", n % 15 + 5, n % 12 + 1, n % 28 + 1),
        some(10, name(n + 5)),
        some(10, phone(n + 5)),
        yuan(before),
        yuan(year),
        yuan(before + year),
        some(20, format!("户主出差，{n} 号来电")),
        some(30, "电话通知".into()),
        some(4, format!("粤B{:05}", n % 100_000)),
        format!("W{n:06}"),
        format!("={}", n % 900 + 100),
        format!("={}", n % 900),
        format!("HT-{n:07}"),
    ]
}

fn write_xlsx(path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    for (column, header) in (0..).zip(HEADERS) {
        sheet.write_string(0, column, header).unwrap();
    }
    for (at, n) in (1..).zip(0..ROWS) {
        for (column, cell) in (0..).zip(row(n)).filter(|(_, cell)| !cell.is_empty()) {
            match cell.strip_prefix('=') {
                Some(number) => sheet.write_number(at, column, number.parse::<f64>().unwrap()).unwrap(),
                None => sheet.write_string(at, column, cell).unwrap(),
            };
        }
    }
    book.save(path).unwrap();
}

fn write_xls(python: &Python, path: &Path) {
    let mut text = HEADERS.join("\t");
    for n in 0..ROWS {
        write!(text, "\n{}", row(n).join("\t")).unwrap();
    }
    let source = path.with_extension("tsv");
    std::fs::write(&source, text).unwrap();
    python.run(&["write", &source.display().to_string(), &path.display().to_string()]);
}

/// Python with xlwt, xlrd, openpyxl and pandas.
struct Python(PathBuf);

impl Python {
    fn run(&self, arguments: &[&str]) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/imports/rows.py");
        let answer = Command::new(&self.0).arg(script).args(arguments).output().unwrap();
        assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8(answer.stdout).unwrap()
    }

    fn reads(&self, with: &str, path: &Path) -> Duration {
        Duration::from_nanos(self.run(&[with, &path.display().to_string()]).trim().parse().unwrap())
    }
}

/// calamine reading every cell of the file.
fn cells_with_calamine(path: &Path) -> usize {
    let mut cells = 0;
    if path.extension().is_some_and(|e| e == "xlsx") {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        for sheet in book.sheet_names() {
            let mut reader = book.worksheet_cells_reader(&sheet).unwrap();
            while reader.next_cell().unwrap().is_some() {
                cells += 1;
            }
        }
    } else {
        let mut book: Xls<_> = open_workbook(path).unwrap();
        for sheet in book.sheet_names() {
            cells += book.worksheet_range(&sheet).unwrap().used_cells().count();
        }
    }
    cells
}

fn preview(path: &Path) -> PreviewImport {
    PreviewImport { path: path.display().to_string(), ..PreviewImport::default() }
}

fn measure(path: &Path, python: Option<&Python>, peers: &[&str]) {
    let (mut bare, mut looked, mut whole, mut cells) = (vec![], vec![], vec![], 0);
    for _ in 0..RUNS {
        let (took, read) = timed(|| cells_with_calamine(path));
        bare.push(took);
        cells = read;
        let office = found(true);
        let mut desk = desk(office.path());
        let (reading, seen) = timed(|| acts::preview_import(&mut desk, preview(path), now()).unwrap());
        looked.push(reading);
        let request = ConfirmImport {
            id: id(),
            preview: preview(path),
            sha256: seen.sha256,
            apply: ApplyDifference { new: true, ..ApplyDifference::default() },
        };
        let (took, made) = timed(|| acts::confirm_import(&mut desk, request, now()).unwrap());
        assert_eq!(made.units, ROWS);
        // A confirm posts the draft that the preview read.
        whole.push(reading + took);
    }
    let limit = median(bare);
    let name = path.extension().unwrap_or_default().to_string_lossy();
    println!("导入 .{name}：{ROWS} 行 × {} 列，{cells} 格，{RUNS} 次的中位数", HEADERS.len());
    line("极限：calamine 读同样的格", limit, None);
    line("预览（读、认、查，不写）", median(looked), Some(limit));
    line("整条路（预览，再确认：记账、落盘）", median(whole), Some(limit));
    for peer in peers {
        match python {
            Some(python) => line(&format!("{peer} 只读这个文件"), python.reads(peer, path), Some(limit)),
            None => println!("  {peer}：没有 Python，没有测"),
        }
    }
}

/// A list of debts, as the lines of a text file.
type Lines = fn(usize) -> Vec<String>;

type Shape = (&'static str, Lines);

const GROWING: [Shape; 4] = [
    ("欠费清册，起止月份在一格", |rows| {
        let line = |n: usize| {
            format!("{},{},2013年{}月-2015年3月,{}.37", code(n), name(n), n % 12 + 1, n % 2000 + 30)
        };
        ["房号,业主,欠费周期,欠费金额".to_owned()].into_iter().chain((0..rows).map(line)).collect()
    }),
    ("一户十二行，一行一个月", |rows| {
        let line = |n: usize| {
            format!("{},{},物业费,2014年{}月,{}", code(n / 12), name(n / 12), n % 12 + 1, n % 90 + 10)
        };
        ["房号,业主,收费项目,月份,欠费金额".to_owned()].into_iter().chain((0..rows).map(line)).collect()
    }),
    ("上下相接的小表，每张二十户", |rows| {
        let table = |table: usize| {
            let line = move |n: usize| format!("{},{},{}", code(table * 20 + n), name(n), n + 10);
            let head = ["欠费表".to_owned(), "房号,业主,欠费金额".to_owned()];
            head.into_iter().chain((0..20).map(line)).chain([String::new()])
        };
        (0..rows / 20).flat_map(table).collect()
    }),
    ("每栋一行标题，下面是门牌", |rows| {
        let line = |n: usize| match n % 20 {
            0 => format!("{}栋", n / 20 + 1),
            door => format!("{:02},{},{}", 100 * (door / 4 + 1) + door % 4 + 1, name(n), n % 90 + 10),
        };
        ["房号,业主,欠费金额".to_owned()].into_iter().chain((0..rows).map(line)).collect()
    }),
];

/// Lists of so many months side by side.
const WIDENING: [Shape; 2] = [
    ("各月的应收和实收", |months| {
        wide(
            months,
            |month| format!("{month}应收,{month}实收"),
            |n| if n % 7 == 0 { "100," } else { "100,100" },
        )
    }),
    ("各月的欠费", |months| {
        wide(months, |month| format!("{month}欠费"), |n| if n % 7 == 0 { "100" } else { "" })
    }),
];

fn wide(months: usize, head: fn(&str) -> String, cell: fn(usize) -> &'static str) -> Vec<String> {
    const ROWS: usize = 2_000;
    let heads: Vec<String> =
        (0..months).map(|n| head(&format!("{}年{}月", 2010 + n / 12, n % 12 + 1))).collect();
    let line = |n: usize| {
        let cells: Vec<&str> = (0..months).map(|month| cell(n + month)).collect();
        format!("{},{},{}", code(n), name(n), cells.join(","))
    };
    [format!("房号,业主,{}", heads.join(","))].into_iter().chain((0..ROWS).map(line)).collect()
}

/// How the time of a preview grows with the rows, and with the columns.
fn growth(folder: &Path) {
    const FEW: usize = 10_000;
    const FEW_MONTHS: usize = 30;
    let office = found(true);
    let mut desk = desk(office.path());
    let mut grown = |shapes: &[Shape], few: usize| {
        for (label, lines) in shapes {
            let mut took = |size: usize| {
                let path = folder.join(format!("{size}.csv"));
                std::fs::write(&path, lines(size).join("\n")).unwrap();
                let run = |_| timed(|| acts::preview_import(&mut desk, preview(&path), now()).unwrap()).0;
                median((0..RUNS).map(run).collect())
            };
            let less = took(few);
            line(label, took(4 * few), Some(less));
        }
    };
    println!("预览随行数的增长：{FEW} 行，再四倍的行，{RUNS} 次的中位数");
    grown(&GROWING, FEW);
    println!("预览随列数的增长：{FEW_MONTHS} 个月，再四倍的月，各 2000 行");
    grown(&WIDENING, FEW_MONTHS);
}

fn main() {
    office::serve_workbook_child_if_asked();
    let python = std::env::var_os("ZHANGFANG_BENCH_PYTHON").map(|path| Python(path.into()));
    let folder = folder();
    let xlsx = folder.path().join("台账.xlsx");
    write_xlsx(&xlsx);
    measure(&xlsx, python.as_ref(), &["pandas", "openpyxl"]);
    match &python {
        Some(python) => {
            let xls = folder.path().join("台账.xls");
            write_xls(python, &xls);
            measure(&xls, Some(python), &["pandas", "xlrd"]);
        }
        None => println!("没有 Python，.xls 没有测。"),
    }
    growth(folder.path());
}
