//! What can be typed about payments and receipts.

use clap::Args;

#[derive(Debug, Args)]
pub struct Pay {
    /// 房号，怎么写都行
    #[arg(value_name = "房号")]
    pub unit: String,
    /// 方式=金额：cash、wechat、alipay、pos、bank、prepayment；可写几次
    #[arg(long = "tender", value_name = "方式=金额", required = true)]
    pub tenders: Vec<String>,
    /// 付款号（UUID）；同一个号只收一次，不写就新编一个
    #[arg(long, value_name = "UUID")]
    pub id: Option<String>,
    /// 从最早的欠费付起（不写 --charge 时就是这样）
    #[arg(long, conflicts_with = "charges")]
    pub oldest: bool,
    /// 只付这几笔，编号见 owed
    #[arg(long = "charge", value_name = "编号", num_args = 1.., value_delimiter = ',')]
    pub charges: Vec<i64>,
    /// 多付的转为预存
    #[arg(long)]
    pub prepay: bool,
    /// 至多收这么多，其余找零
    #[arg(long, value_name = "金额")]
    pub limit: Option<String>,
}

#[derive(Debug, Args)]
pub struct Receipts {
    /// 只看这个营业日
    #[arg(long, value_name = "日期")]
    pub date: Option<String>,
    /// 只看这一户
    #[arg(long, value_name = "房号")]
    pub unit: Option<String>,
    /// 至多几张
    #[arg(long, value_name = "张数")]
    pub limit: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Numbered {
    /// 收据号
    #[arg(value_name = "收据号")]
    pub number: String,
}

/// The second person whom an act needs.
#[derive(Debug, Args)]
pub struct Second {
    /// 第二人：姓名或角色，密码在 ZHANGFANG_SECOND_PIN
    #[arg(long, value_name = "操作员")]
    pub second: Option<String>,
}

#[derive(Debug, Args)]
pub struct Void {
    /// 收据号
    #[arg(value_name = "收据号")]
    pub number: String,
    /// 原因
    #[arg(long, value_name = "原因")]
    pub reason: String,
    #[command(flatten)]
    pub second: Second,
}

#[derive(Debug, Args)]
pub struct Waive {
    /// 应收编号，见 owed
    #[arg(value_name = "编号")]
    pub charge: i64,
    /// 减多少
    #[arg(long, value_name = "金额")]
    pub amount: String,
    /// 原因
    #[arg(long, value_name = "原因")]
    pub reason: String,
    /// 书面批准的文号或日期
    #[arg(long, value_name = "批文")]
    pub approval: String,
    #[command(flatten)]
    pub second: Second,
}
