//! What can be typed about old rosters.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub struct Import {
    /// 旧名册、欠费表、抄表等：.xls、.xlsx、.xlsb、.ods、.csv，系统导出的网页和 XML 表格；按内容认
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 只看认出了什么，什么都不写
    #[arg(long)]
    pub preview: bool,
    /// 把疑点标在表上另存成这个 .xlsx，不导入；在 Excel 里改好再导
    #[arg(long, value_name = "新文件")]
    pub marked: Option<PathBuf>,
    /// 期初欠费截止日；不写是上年最后一天
    #[arg(long, value_name = "日期")]
    pub arrears_through: Option<String>,
    /// 表头在哪一行，可重复，例如 一期:3
    #[arg(long, value_name = "工作表:行")]
    pub header: Vec<String>,
    /// 一列是什么，可重复，例如 一期:C=room；ignored 是不导入，写错了会列出全部含义
    #[arg(long, value_name = "工作表:列=含义")]
    pub column: Vec<String>,
    /// 一个表格是什么，可重复，例如 一期:3:A=arrears；none 是不导入
    #[arg(long, value_name = "工作表:行:列=种类")]
    pub table: Vec<String>,
    /// 一类疑点怎么办，可重复，例如 unit_twice=merge
    #[arg(long, value_name = "疑点=办法")]
    pub decide: Vec<String>,
    /// 一个符号是什么，可重复，例如 √=nothing
    #[arg(long, value_name = "符号=含义")]
    pub symbol: Vec<String>,
    /// 不用上次导入同样表格时的选择
    #[arg(long)]
    pub forget: bool,
    /// 写进去的：new 新的（默认），changed 变了的，owners 业主换了的户改由新业主缴费，gone 表里没有了的
    #[arg(
        long,
        hide_default_value = true,
        hide_possible_values = true,
        value_name = "部分",
        value_delimiter = ',',
        default_value = "new"
    )]
    pub apply: Vec<Apply>,
}

/// A part of the difference between a file and the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Apply {
    New,
    Changed,
    /// With whatever else is different about these units.
    Owners,
    Gone,
}

#[derive(Debug, Subcommand)]
pub enum Imports {
    /// 导入过的批次
    List,
    /// 撤回一批；已经收过钱的撤不回
    Withdraw {
        /// 批次号
        #[arg(value_name = "批次")]
        batch: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
}
