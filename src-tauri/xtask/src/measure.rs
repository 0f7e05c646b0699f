//! `cargo xtask bench`: the machine first, then each benchmark against the limit it measures in the same run.

use std::path::PathBuf;

use crate::machine::{Call, Failure, Tree};
use crate::node;

const BENCHES: &[&str] = &["books", "billing", "notices", "search", "import"];
/// The peers that `import` is measured against, and what writes its .xls.
const PEERS: &[&str] = &["xlwt==1.3.0", "xlrd==2.0.2", "openpyxl==3.1.5", "pandas==2.3.3"];

pub fn bench(tree: &Tree, names: &[&str]) -> Result<(), Failure> {
    if let Some(unknown) = names.iter().find(|name| !BENCHES.contains(name)) {
        return Err(Failure::usage(format!("没有基准 {unknown}；有：{}", BENCHES.join(" "))));
    }
    println!("{}\n", machine());
    let chosen = if names.is_empty() { BENCHES } else { names };
    chosen.iter().try_for_each(|name| match *name {
        "import" => {
            let python = peers(tree)?;
            let call = tree.cargo(&["bench", "-p", "office", "--bench", "imports"]);
            call.env("ZHANGFANG_BENCH_PYTHON", python).run()
        }
        name => tree.cargo(&["bench", "-p", "office", "--bench", name]).run(),
    })
}

/// A Python with the peers in it.
fn peers(tree: &Tree) -> Result<PathBuf, Failure> {
    let venv = tree.target.join("peers");
    let python = venv.join("bin/python");
    if !Call::new(&python, &["-c", "import xlwt, xlrd, openpyxl, pandas"], &tree.root).succeeds() {
        node::install_wheels(tree, &venv, PEERS)?;
    }
    Ok(python)
}

/// Cores, processor and memory, as a figure without them says nothing.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let model = field(&read("/proc/cpuinfo"), "model name").unwrap_or("型号不详").to_owned();
    let memory = field(&read("/proc/meminfo"), "MemTotal")
        .and_then(|text| text.trim_end_matches(" kB").parse::<u64>().ok())
        .map_or_else(|| "内存不详".to_owned(), |kib| format!("{} MiB 内存", kib / 1024));
    let load = read("/proc/loadavg").split(' ').next().unwrap_or_default().to_owned();
    format!("机器：{cores} 核，{model}，{memory}，{}，此刻负载 {load}", std::env::consts::OS)
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, v)| v.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_proc() {
        let text = "processor\t: 0\nmodel name\t: Some CPU @ 2.0GHz\nMemTotal:       16384000 kB\n";
        assert_eq!(field(text, "model name"), Some("Some CPU @ 2.0GHz"));
        assert_eq!(field(text, "MemTotal"), Some("16384000 kB"));
        assert_eq!(field(text, "Absent"), None);
    }
}
