//! Only for tests: the process that reads a workbook, as the window and the terminal program start themselves to.

fn main() {
    office::serve_workbook_child_if_asked();
}
