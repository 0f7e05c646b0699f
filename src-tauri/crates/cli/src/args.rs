//! The command line: what can be typed, and its help in Chinese.

mod imports;
mod payments;
mod register;

use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

pub use imports::{Apply, Import, Imports};
pub use payments::{Numbered, Pay, Receipts, Second, Void, Waive};
pub use register::{History, Owed, Units};

/// Headings that clap would write in English.
const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
const AFTER: &str = "\n\
环境变量：\n  \
  ZHANGFANG_OFFICE      没有 --office 时的账套文件夹\n  \
  ZHANGFANG_PIN         --as 所写操作员的密码\n  \
  ZHANGFANG_SECOND_PIN  --second 所写第二人的密码\n  \
  ZHANGFANG_NEW_PIN     operator add 和 operator change 要设的密码\n\n\
退出码：0 办成；2 被拒绝，什么都没有写；1 程序出了毛病。";

/// Everything that was typed.
#[derive(Debug, Parser)]
#[command(
    name = "zhangfang",
    version,
    about = "账房：收费账套的终端程序",
    after_help = AFTER,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Line {
    /// 账套所在的文件夹
    #[arg(long, global = true, value_name = "文件夹", help_heading = "通用选项")]
    pub office: Option<PathBuf>,
    /// 回答写成 JSON，金额都是整数分
    #[arg(long, global = true, help_heading = "通用选项")]
    pub json: bool,
    /// 以谁的身份办理：姓名，或只有一人担任时的角色 cashier、supervisor、manager
    #[arg(long = "as", global = true, value_name = "操作员", help_heading = "通用选项")]
    pub operator: Option<String>,
    /// 当作现在是这个时刻，例如 2026-11-21T09:00:00；只有练习账套接受，不写时区时用本机的
    #[arg(long, global = true, value_name = "时刻", help_heading = "通用选项")]
    pub clock: Option<String>,
    /// 显示帮助
    #[arg(short, long, global = true, action = ArgAction::Help, help_heading = "通用选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "通用选项")]
    version: Option<bool>,
    #[command(subcommand)]
    pub command: Command,
}

impl Line {
    /// Reads what was typed. The error is clap's: a request for help, or a command line that was not understood.
    pub fn read<I, T>(words: I) -> Result<Self, clap::Error>
    where
        I: IntoIterator<Item = T>,
        T: Into<std::ffi::OsString> + Clone,
    {
        let matches = chinese(Self::command(), "zhangfang").try_get_matches_from(words)?;
        Self::from_arg_matches(&matches)
    }
}

/// The same command with every heading in Chinese, and so its subcommands.
fn chinese(command: clap::Command, path: &str) -> clap::Command {
    let usage = command.clone().bin_name(path).render_usage().to_string();
    let usage =
        usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>");
    command
        .help_template(TEMPLATE)
        .override_usage(usage)
        .subcommand_help_heading("命令")
        .mut_args(|arg| {
            if arg.get_help_heading().is_some() {
                return arg;
            }
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            arg.help_heading(heading)
        })
        .mut_subcommands(|inner| {
            let path = format!("{path} {}", inner.get_name());
            chinese(inner.disable_help_flag(true), &path)
        })
}

/// One act of the office.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 建账
    Init(Init),
    /// 导入旧名册；加 --preview 只看不写
    Import(Import),
    /// 查看导入批次，撤回一批
    #[command(subcommand)]
    Imports(Imports),
    /// 收费标准
    #[command(subcommand)]
    Tariff(Tariff),
    /// 出账到某个月
    Bill(Bill),
    /// 房产清单和各户欠费
    Units(Units),
    /// 欠费：全部欠费户，或一户的明细和算式
    Owed(Owed),
    /// 一户的档案：人员、经过、存档，每一样来自哪个文件、哪张表、哪一格
    History(History),
    /// 收款
    Pay(Pay),
    /// 收据清单，最近的在前
    Receipts(Receipts),
    /// 补打收据
    Reprint(Numbered),
    /// 作废收据
    Void(Void),
    /// 减免一笔应收
    Waive(Waive),
    /// 缴费通知单和催缴通知单
    Notices(Notices),
    /// 开班、看账、盘点日结
    #[command(subcommand)]
    Day(Day),
    /// 操作员
    #[command(subcommand)]
    Operator(Operator),
    /// 查看或修改设置
    Settings(Settings),
    /// 查操作记录，最近的在前
    Log(Log),
    /// 从转账重算每个余额和账链，说出第一处不对的地方
    Verify,
    /// 备份到一个文件，并打开检查
    Backup(File),
    /// 用备份恢复
    Restore(File),
    /// 导出全部账目
    Export(Export),
}

#[derive(Debug, Args)]
pub struct Init {
    /// 管理处的名称
    #[arg(long, value_name = "名称")]
    pub name: String,
    /// 练习账套：每张纸都印“练习”
    #[arg(long)]
    pub training: bool,
    /// 练习账套不带编造的小区
    #[arg(long, requires = "training")]
    pub empty: bool,
    /// 经理的姓名；密码取自 ZHANGFANG_PIN，没有就由程序编一个
    #[arg(long, value_name = "姓名")]
    pub manager: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Tariff {
    /// 现有的收费标准
    List,
    /// 从某天起执行一条标准；改价就再定一条，旧的不动
    Set(Box<SetTariff>),
}

#[derive(Debug, Args)]
pub struct SetTariff {
    /// 收费项目，例如 物业费；没有的就新建
    #[arg(long, value_name = "项目")]
    pub item: String,
    /// area 按面积（元/㎡·月），fixed 按户（元/户·月）
    #[arg(long, value_name = "方式")]
    pub basis: String,
    /// 单价，元
    #[arg(long, value_name = "单价")]
    pub rate: String,
    /// 从哪天起
    #[arg(long, value_name = "日期")]
    pub from: String,
    /// 只用于这一栋
    #[arg(long, value_name = "楼栋")]
    pub building: Option<String>,
    /// 只用于这一类：residence、shop、parking、storage
    #[arg(long, value_name = "用途")]
    pub usage: Option<String>,
    /// 不满一月怎样算
    #[arg(long, value_name = "算法")]
    pub proration: Option<String>,
    /// 新项目：income 自己的收入（默认），agency 代收
    #[arg(long, value_name = "性质")]
    pub treatment: Option<String>,
    /// 新项目：四舍五入到 0.01（默认）、0.10 或 1.00 元
    #[arg(long, value_name = "元")]
    pub step: Option<String>,
}

#[derive(Debug, Args)]
pub struct Bill {
    /// 出到这个月，例如 2026-11
    #[arg(long, value_name = "月份", required_unless_present = "withdraw")]
    pub through: Option<String>,
    /// 只看会出什么，什么都不写
    #[arg(long)]
    pub preview: bool,
    /// 撤回这一次出账（凭证号），在收过款以前
    #[arg(long, value_name = "凭证号", requires = "reason", conflicts_with_all = ["through", "preview"])]
    pub withdraw: Option<i64>,
    /// 为什么撤回
    #[arg(long, value_name = "原因")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct Notices {
    /// 月份，例如 2026-11
    #[arg(long, value_name = "月份")]
    pub month: String,
    /// 放 PDF 的文件夹；不写就放在账套里
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 每户另做一份
    #[arg(long)]
    pub per_unit: bool,
    /// 只做这些楼栋，可写几次
    #[arg(long = "building", value_name = "楼栋")]
    pub buildings: Vec<String>,
    /// 只做这些房号，可写几次
    #[arg(long = "unit", value_name = "房号")]
    pub units: Vec<String>,
    /// payment 缴费通知单，arrears 催缴通知单；不写两种都做
    #[arg(long = "kind", value_name = "种类")]
    pub kinds: Vec<String>,
    /// 只看会发给谁
    #[arg(long)]
    pub preview: bool,
}

#[derive(Debug, Subcommand)]
pub enum Day {
    /// 开班
    Open {
        /// 点过的备用金
        #[arg(long, value_name = "金额")]
        float: String,
        /// 与上次日结留下的不同时的原因
        #[arg(long, value_name = "原因", default_value = "", hide_default_value = true)]
        reason: String,
        #[command(flatten)]
        second: Second,
    },
    /// 各种方式账上应有多少
    Status,
    /// 盘点并日结
    Close(CloseDay),
    /// 日结过的日子
    List,
    /// 再做一份日报
    Report {
        /// 营业日
        #[arg(value_name = "日期")]
        date: String,
    },
}

#[derive(Debug, Args)]
pub struct CloseDay {
    /// 面额=张数，例如 100=3,50=1,0.5=2；不写就用上一次盘点
    #[arg(long, value_name = "面额=张数", value_delimiter = ',')]
    pub count: Option<Vec<String>>,
    /// 其他方式按对账单的数：wechat=50，可写几次
    #[arg(long = "counted", value_name = "方式=金额")]
    pub counted: Vec<String>,
    /// 缴存银行多少；不写就是备用金以上的全部
    #[arg(long, value_name = "金额")]
    pub banked: Option<String>,
    /// 长短款的原因
    #[arg(long, value_name = "原因", default_value = "", hide_default_value = true)]
    pub reason: String,
    /// 长短款由谁负责
    #[arg(long, value_name = "谁", default_value = "", hide_default_value = true)]
    pub responsible: String,
    #[command(flatten)]
    pub second: Second,
}

#[derive(Debug, Subcommand)]
pub enum Operator {
    /// 全部操作员
    List,
    /// 新操作员
    Add {
        /// 姓名
        #[arg(long, value_name = "姓名")]
        name: String,
        /// cashier 收银员，supervisor 主管，manager 经理
        #[arg(long, value_name = "角色")]
        role: String,
    },
    /// 改角色、密码，停用或启用
    Change {
        /// 姓名，或只有一人担任时的角色
        #[arg(value_name = "操作员")]
        who: String,
        /// 新角色
        #[arg(long, value_name = "角色")]
        role: Option<String>,
        /// 停用
        #[arg(long)]
        off: bool,
        /// 启用
        #[arg(long, conflicts_with = "off")]
        on: bool,
    },
}

#[derive(Debug, Args)]
pub struct Settings {
    /// 长短款超过多少要第二人
    #[arg(long, value_name = "金额")]
    pub over_short_limit: Option<String>,
    /// 通知单上怎样交费，一行写一次
    #[arg(long = "how-to-pay", value_name = "一行")]
    pub how_to_pay: Vec<String>,
    /// 通知单上的电话
    #[arg(long, value_name = "电话")]
    pub phone: Option<String>,
    /// 通知单给几天期限
    #[arg(long, value_name = "天数")]
    pub deadline_days: Option<i64>,
    /// 收据纸：a5、form_half、form_third
    #[arg(long, value_name = "纸")]
    pub receipt_paper: Option<String>,
}

#[derive(Debug, Args)]
pub struct Log {
    /// 要找的字
    #[arg(value_name = "字", default_value = "", hide_default_value = true)]
    pub text: String,
    /// 从这个营业日
    #[arg(long, value_name = "日期")]
    pub from: Option<String>,
    /// 到这个营业日
    #[arg(long, value_name = "日期")]
    pub to: Option<String>,
    /// 只看这个人办的
    #[arg(long = "by", value_name = "操作员")]
    pub by: Option<String>,
    /// 至多几条
    #[arg(long, value_name = "条数", default_value_t = 50, hide_default_value = true)]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub struct File {
    /// 文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Export {
    /// 格式：hledger
    #[arg(long, value_name = "格式", default_value = "hledger", hide_default_value = true, value_parser = ["hledger"], hide_possible_values = true)]
    pub format: String,
    /// 写到这个文件；不写就写在屏幕上
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Line::command().debug_assert();
    }

    fn walk(command: &mut clap::Command, seen: &mut Vec<String>) {
        let help = command.render_long_help().to_string();
        for english in [
            "Usage:",
            "Options:",
            "Commands:",
            "Arguments:",
            "Print help",
            "[default",
            "[OPTIONS]",
            "<COMMAND>",
        ] {
            assert!(!help.contains(english), "{}: {english} in\n{help}", command.get_name());
        }
        seen.push(command.get_name().to_owned());
        for inner in command.get_subcommands_mut() {
            walk(inner, seen);
        }
    }

    #[test]
    fn help_is_chinese_throughout() {
        let mut command = chinese(Line::command(), "zhangfang");
        command.build();
        let mut seen = Vec::new();
        walk(&mut command, &mut seen);
        assert!(seen.len() > 20, "{seen:?}");
    }
}
