"""Writes the benchmark's roster as a genuine .xls, and reads a roster as others do, telling how long reading took."""

import sys
import time

ROWS_OF_A_SHEET = 50_000


def write_xls(source, target):
    """The rows of a tab-separated file, on as many sheets as .xls needs for them."""
    import xlwt

    with open(source, encoding="utf-8") as lines:
        header, *rows = [line.rstrip("\n").split("\t") for line in lines]
    book = xlwt.Workbook(encoding="utf-8")
    for start in range(0, len(rows), ROWS_OF_A_SHEET):
        sheet = book.add_sheet(f"台账{start // ROWS_OF_A_SHEET + 1}")
        for at, row in enumerate([header, *rows[start : start + ROWS_OF_A_SHEET]]):
            for column, text in enumerate(row):
                number = at > 0 and text.startswith("=")
                sheet.write(at, column, float(text[1:]) if number else text)
        sheet.flush_row_data()
    book.save(target)


def with_pandas(path):
    import pandas

    engine = "openpyxl" if path.endswith("x") else "xlrd"
    return lambda: sum(len(sheet) for sheet in pandas.read_excel(path, sheet_name=None, engine=engine).values())


def with_openpyxl(path):
    import openpyxl

    def read():
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        return sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))

    return read


def with_xlrd(path):
    import xlrd

    return lambda: sum(len(sheet.row_values(at)) for sheet in xlrd.open_workbook(path).sheets() for at in range(sheet.nrows))


def main(what, *arguments):
    if what == "write":
        write_xls(*arguments)
        return
    read = {"pandas": with_pandas, "openpyxl": with_openpyxl, "xlrd": with_xlrd}[what](*arguments)
    began = time.perf_counter_ns()
    if read() == 0:
        sys.exit("nothing was read")
    print(time.perf_counter_ns() - began)


main(*sys.argv[1:])
