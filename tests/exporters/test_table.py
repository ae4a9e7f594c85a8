"""Tables for spreadsheets."""

from io import BytesIO

from openpyxl import load_workbook

from articles.exporters.table import csv_bytes, xlsx_bytes

ROWS = [["郑朗", 3], ["=1+1", 2.5], ['说“好”, 又说"行"\n', ""]]


def test_csv_opens_in_excel_as_it_is_and_runs_nothing():
    text = csv_bytes(["姓名", "篇数"], ROWS)
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").split("\r\n")[:3] == ["姓名,篇数", "郑朗,3", "'=1+1,2.5"]


def test_xlsx_keeps_numbers_as_numbers_and_formulas_as_text():
    sheet = load_workbook(BytesIO(xlsx_bytes("差错台账", ["姓名", "篇数"], ROWS))).active
    assert sheet.title == "差错台账"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[:3] == [["姓名", "篇数"], ["郑朗", 3], ["=1+1", 2.5]]
    assert sheet["A3"].data_type == "s"
    assert sheet["A1"].font.bold
