//! What can be typed about units.

use clap::Args;

#[derive(Debug, Args)]
pub struct Units {
    /// 只看这一栋
    #[arg(long, value_name = "楼栋")]
    pub building: Option<String>,
    /// 只看欠费的
    #[arg(long)]
    pub owing: bool,
}

#[derive(Debug, Args)]
pub struct Owed {
    /// 房号，怎么写都行；不写就列出全部欠费户
    #[arg(value_name = "房号")]
    pub unit: Option<String>,
}

#[derive(Debug, Args)]
pub struct History {
    /// 房号，怎么写都行
    #[arg(value_name = "房号")]
    pub unit: String,
}
