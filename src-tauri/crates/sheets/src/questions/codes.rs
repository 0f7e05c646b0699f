//! Codes of findings that are made, or looked for, where a draft is held against the register.

/// Asked of a workbook beside its own roster, and of a draft beside the register.
pub const UNIT_ALIKE: &str = "unit_alike";

/// Asked of a workbook whose tables have their rooms with and without such a name, and of a draft that the register says
/// nothing of.
pub const ESTATE_BEFORE_ROOMS: &str = "estate_before_rooms";

/// Told of a draft beside the register, where nobody can say which unit is meant.
pub const UNIT_NEAR: &str = "unit_near";

/// What is asked about a list of one month after one of an earlier month, where most owe more by now.
pub const GROWN_OR_OF_MONTH: &str = "grown_or_of_month";

/// The same, where they owe as much or less.
pub const OF_MONTH_OR_GROWN: &str = "of_month_or_grown";

/// What is asked about a list that names few of the households that one of its layout brought.
pub const LIST_OF_FEW: &str = "list_of_few";

/// What is asked about a row below another of the same room with another name.
pub const UNIT_CONTINUED: &str = "unit_continued";
