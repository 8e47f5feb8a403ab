"""B17 to B36 of the list of bad inputs: cells that can be read two ways, or not at all; each with its outcome."""

import random
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.said import Said
from pmo_analytics.loading import load_files
from pmo_analytics.settings import Settings
from tests.importing import fuzz
from tests.importing.exports import book_of
from tests.importing.handmade import MAIN, sheet_xml, xlsx
from tests.importing.mutations import mutated
from tests.workbooks import csv_file, workbook

MARCH = date(2026, 3, 31)


@pytest.fixture
def column(loaded):
    """column(header, cells, field): (value, problem) of each cell of a column, read from a sheet of projects."""

    def read(header, cells, field, sheet="S"):
        rows = [["Project ID", "Project name", header], *[[f"P-{n}", f"Name {n}", c] for n, c in enumerate(cells, 1)]]
        one = loaded(book_of(**{sheet: rows}), "t.xlsx", period=MARCH)
        problems = {cell: expected for cell, _, expected in one.problems()}
        values = [value for (value,) in one.rows("projects", field)]
        return [(value, problems.get(f"C{row}")) for row, value in enumerate(values, 2)]

    return read


def day(text):
    return date.fromisoformat(text)


def test_b17_dates_of_many_shapes_are_read_and_impossible_ones_are_findings(column):
    assert column("Baseline finish", [
        "2025/1/31", "2025年1月31日", datetime(2025, 1, 31, 9), "2025-01-31T23:59:00+08:00", "31 January 2025",
        "2025年1月底",
        "2025-02-30", "0025-01-01", "9999-12-31", "2025-02-29", "next spring", "TBD",
    ], "baseline_finish") == [
        (day("2025-01-31"), None), (day("2025-01-31"), None), (day("2025-01-31"), None), (day("2025-01-31"), None),
        (day("2025-01-31"), None), (day("2025-01-31"), "approximate_date"),
        (None, "impossible_date"), (None, "impossible_date"), (None, "impossible_date"), (None, "impossible_date"),
        (None, "not_a_date"), (None, "placeholder"),
    ]  # fmt: skip


def test_b17_day_and_month_are_told_by_the_column_else_by_the_setting_with_a_finding(column):
    told = column("Baseline finish", ["31/01/2025", "01/02/2025"], "baseline_finish")
    assert told == [(day("2025-01-31"), None), (day("2025-02-01"), None)]
    assumed = column("Baseline finish", ["03/04/2025", "01/02/2025"], "baseline_finish")
    assert assumed == [(day("2025-04-03"), "date_order_assumed"), (day("2025-02-01"), "date_order_assumed")]
    mixed = column("Baseline finish", ["31/01/2025", "30/01/2025", "01/31/2025"], "baseline_finish")
    assert mixed[2] == (None, "date_order_contradicts")


def test_b18_serials_count_from_the_workbook_s_own_epoch_and_days_that_never_were_are_findings(loaded):
    cells = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{name}</t></is></c>{date_cell}</row>'
        for row, name, date_cell in (
            (1, "Project name", '<c r="B1" t="inlineStr"><is><t>Baseline finish</t></is></c>'),
            (2, "Alpha", '<c r="B2" s="1"><v>45688</v></c>'), (3, "Beta", '<c r="B3" s="1"><v>60</v></c>'),
            (4, "Gamma", '<c r="B4" s="1"><v>-5</v></c>'),
        )
    )  # fmt: skip
    formats = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    styles = f'<styleSheet xmlns="{MAIN}">{formats}</styleSheet>'
    for epoch, finish in (("", "2025-01-31"), ('<workbookPr date1904="1"/>', "2029-02-01")):
        book = xlsx("", xl__worksheets__sheet1_ml=sheet_xml(cells), xl__styles_ml=styles, workbook=epoch)
        one = loaded(book, "t.xlsx", period=MARCH)
        assert one.rows("projects", "baseline_finish")[0] == (day(finish),)
        if not epoch:
            assert one.rows("projects", "baseline_finish")[1:] == [(None,), (None,)]
            assert {cell for cell, *_ in one.problems()} == {"B3", "B4"}


def test_b19_numbers_of_many_shapes_are_read_by_the_column_s_decimal_sign(column):
    comma = column("Budget", ["1.234,50", "1 234,5", "７,５", "+5"], "budget_at_completion")
    assert [value for value, _ in comma] == [Decimal("1234.5"), Decimal("1234.5"), Decimal("7.5"), 5]
    point = column(
        "Budget", ["1,234.50", "１２３", "¥1,200", "1.2e3", "'5", "\xa07 ", "1.234,50"], "budget_at_completion"
    )
    assert [value for value, _ in point] == [Decimal("1234.5"), 123, 1200, 1200, 5, 7, None]
    assert point[-1][1] == "decimal_mark_contradicts"


def test_b20_percentages_are_in_one_unit_per_column_and_those_that_contradict_it_are_findings(column):
    points = column("% complete", ["45", "45.0", "45%", "80", "0.45"], "percent_complete")
    assert points == [(0.45, None), (0.45, None), (0.45, None), (0.8, None), (None, "percent_contradicts")]
    shares = column("% complete", ["0.45", "0.8", "45%", "1"], "percent_complete")
    assert shares == [(0.45, None), (0.8, None), (0.45, None), (1, None)]


def test_b21_units_in_the_header_and_in_cells_make_the_amount(column):
    assert column("预算(万元)", ["120", "1.2亿", "5000元"], "budget_at_completion") == [
        (1_200_000, None), (120_000_000, None), (5_000, None),
    ]  # fmt: skip
    assert column("Budget", ["3M", "450k", "1200"], "budget_at_completion") == [
        (3_000_000, None), (450_000, None), (1_200, None),
    ]  # fmt: skip


def test_b22_negative_numbers_are_negative_however_they_are_written(column):
    assert (
        column("Reported cost variance", ["(500)", "-500", "500-", "−500", "（500）"], "reported_cost_variance")
        == [(-500, None)] * 5
    )


def test_b23_nothing_that_is_no_number_becomes_one(column):
    found = column("Budget", ["NaN", "Inf", "1e400", "#DIV/0!", "#N/A", "#REF!", "-", "N/A", "TBD", "null", "无", "12"],
                   "budget_at_completion")  # fmt: skip
    assert [value for value, _ in found] == [None] * 11 + [12]
    assert [problem for _, problem in found] == [
        "not_a_number", "not_a_number", "not_a_number", *["error_cell"] * 3, *["placeholder"] * 5, None,
    ]  # fmt: skip


def test_b24_text_is_kept_in_one_form_and_ids_that_only_look_alike_are_findings(loaded):
    rows = [["Project ID", "Project name"], ["P-1", "Cafe\u0301 👩‍🚀 𠀀"], ["Ρ-2", "Greek"], ["P\u200b-3",
        "zero width"],
            ["项目P-4", "甲"], ["P-5", "\u202egnp.exe"], ["РС-6", "Cyrillic"], ["Д-7", "plainly Cyrillic"]]  # fmt: skip
    one = loaded(book_of(S=rows), "t.xlsx", period=MARCH)
    assert one.rows("projects", "project_name")[0] == ("Caf\u00e9 👩‍🚀 𠀀",)
    assert {(cell, expected) for cell, _, expected in one.problems()} == {
        ("A3", "mixed_alphabets"), ("A4", "control_character"), ("A7", "mixed_alphabets"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"Project ID,Name\nP\x00-1,A\n", b"Project ID,Name\nP-1,A\x07\n"], ids=["nul", "bell"]
)
def test_b25_control_characters_are_refused(loaded, content):
    with pytest.raises(FileRefused):
        loaded(content, "t.csv", period=MARCH)


MARKUP = [
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "$\\frac{1}{2}$",
    "<script>1</script>",
    "![x](http://x)",
]
COMMANDS = ["'; drop table projects; --", '"', "x' or '1'='1", "{row}", "%s", "$1", "../../etc/passwd"]


@pytest.mark.parametrize(("id", "texts"), [("b26", MARKUP), ("b27", COMMANDS)], ids=["b26_markup", "b27_sql"])
def test_b26_b27_markup_and_commands_in_names_headers_and_sheets_are_text(loaded, id, texts):
    rows = [
        ["Project ID", "Project name", *texts],
        *[[f"P-{n}", text, *"abcdefg"[: len(texts)]] for n, text in enumerate(texts)],
    ]
    one = loaded(book_of(**{"Drop table x": rows}), f"{texts[0][:20]}.xlsx".replace("/", ""), period=MARCH)
    assert one.rows("projects", "project_name") == [(text,) for text in texts]
    assert [use.header for use in one.table.columns if use.field is None] == texts
    assert len(loaded(book_of(S=rows), "t.xlsx", period=MARCH).rows("projects", "project_id")) == len(texts)


def test_b28_a_cell_of_any_length_is_kept_in_full_with_a_finding_beyond_what_excel_holds(loaded):
    long = "x" * 3_000_000
    one = loaded(
        f"Project ID,Project name,Comment\nP-1,A,{long}\nP-2,B,{long[:32_767]}\n".encode(), "t.csv", period=MARCH
    )
    assert [len(text) for (text,) in one.rows("projects", "narrative")] == [3_000_000, 32_767]
    assert one.problems() == [("C2", "3000000", "reading.text_within_excel")]


def test_b29_a_repeated_row_is_set_aside_and_a_different_one_with_the_same_key_is_loaded(loaded):
    rows = [["Project ID", "Project name", "Budget"], ["P-1", "A", 1], ["P-1", "A", 1], ["P-1", "A", 2]]
    one = loaded(book_of(S=rows), "t.xlsx", period=MARCH)
    assert one.rows("projects", "project_id", "budget_at_completion") == [("P-1", 1), ("P-1", 2)]
    assert one.aside() == [(3, "repeat")]


def brought_in(workspace, *paths: Path) -> list[str]:
    files = [(path, path.name) for path in paths]
    reports = load_files(
        workspace, files, Said(), Settings.of(workspace), "test", is_trial=False, progress=lambda _: None
    )
    return [report.status for report in reports]


def test_b29_the_same_bytes_are_loaded_once_under_any_name_and_new_content_replaces(workspace, tmp_path):
    workspace.home.mkdir(parents=True)
    rows = [["Project ID", "Project name", "Budget"], ["P-1", "A", 1]]
    first = workbook(tmp_path / "a 2026-03.xlsx", {"S": rows})
    same = tmp_path / "b 2026-03.xlsx"
    same.write_bytes(first.read_bytes())
    changed = workbook(tmp_path / "c 2026-03.xlsx", {"S": [rows[0], ["P-1", "A", 2]]})
    assert brought_in(workspace, first, same) == ["loaded", "already_loaded"]
    assert brought_in(workspace, first, changed) == ["already_loaded", "loaded"]


def test_b30_ids_are_taken_as_written_and_never_made_one_by_guessing(loaded):
    rows = [
        ["Project ID", "Project name"],
        ["P01", "A"],
        ["p01", "B"],
        ["P-01", "C"],
        ["001", "D"],
        ["1", "E"],
        [None, None],
    ]
    one = loaded(book_of(S=rows), "t.xlsx", period=MARCH)
    assert one.rows("projects", "project_id") == [("P01",), ("p01",), ("P-01",), ("001",), ("1",)]


def test_b31_the_month_of_the_column_goes_before_the_file_name_s_with_a_finding(loaded):
    rows = [["Project ID", "Project name", "Reporting period"], ["P-1", "A", "2026-02"], ["P-2", "B", "2027-12"]]
    one = loaded(book_of(S=rows), "tracker 2026-03.xlsx")
    assert one.rows("projects", "period") == [(day("2026-02-28"),), (day("2027-12-31"),)]
    assert {(text, expected) for _, text, expected in one.problems()} == {("2026-03", "layout.period_disagrees")}


def test_b32_figures_that_cannot_be_together_are_kept_as_they_were_said(loaded):
    """What they mean is judged by the indicators; nothing is corrected, and nothing is lost, on the way in."""
    rows = [["Project ID", "Project name", "EV", "BAC", "Start", "Finish", "% complete", "Actual cost"],
            ["P-1", "A", 120, 100, "2026-06-01", "2026-01-01", "120%", "12.5 roughly"]]  # fmt: skip
    one = loaded(book_of(S=rows), "t.xlsx", period=MARCH)
    assert one.rows("projects", "earned_value", "budget_at_completion", "baseline_start", "baseline_finish",
                    "percent_complete", "actual_cost") == [
        (120, 100, day("2026-06-01"), day("2026-01-01"), 1.2, None),
    ]  # fmt: skip
    assert ("H2", "12.5 roughly", "not_a_number") in one.problems()


def test_b33_a_currency_that_is_none_or_contradicts_its_row_has_no_value(loaded):
    rows = [["Project ID", "Project name", "Currency", "Budget"], ["P-1", "A", "EUR", "100"], ["P-2", "B", "doubloons",
        "100"],
            ["P-3", "C", "CNY", "$100"], ["P-4", "D", None, "100"]]  # fmt: skip
    one = loaded(book_of(S=rows), "t.xlsx", period=MARCH)
    assert one.rows("projects", "currency", "budget_at_completion") == [
        ("EUR", 100),
        (None, 100),
        ("CNY", None),
        (None, 100),
    ]
    assert {(cell, expected) for cell, _, expected in one.problems()} == {
        ("C3", "not_a_currency"), ("D4", "currency_contradicts"),
        ("D2", "portfolio_currency_unknown"),  # half of the projects name none: whose sums are they in?
    }  # fmt: skip


def test_b34_a_formula_that_was_never_calculated_has_no_value_and_says_what_to_do(loaded):
    one = loaded(book_of(S=[["Project ID", "Project name", "Budget"], ["P-1", "A", "=NOW()"], ["P-2", "B", "=C3"]]),
        "t.xlsx",
                 period=MARCH)  # fmt: skip
    assert one.rows("projects", "budget_at_completion") == [(None,), (None,)]
    assert {(cell, expected) for cell, _, expected in one.problems()} >= {
        ("C2", "uncalculated"),
        ("C3", "uncalculated"),
    }


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "CON.csv", "n" * 300 + ".csv", "two\nlines.csv", "C:\\x\\t.csv"]
)
def test_b35_a_file_is_kept_under_its_hash_whatever_it_is_called(workspace, tmp_path, name):
    workspace.home.mkdir(parents=True)
    path = csv_file(tmp_path / "upload", "Project ID,Project name,Budget\nP-1,A,1\n")
    said = Said(period=MARCH)
    (report,) = load_files(
        workspace, [(path, name)], said, Settings.of(workspace), "test", is_trial=False, progress=lambda _: None
    )
    assert (report.name, report.status) == (name, "loaded")
    assert [kept.name for kept in workspace.files.iterdir()] == [report.sha256]


@pytest.mark.parametrize("shape", fuzz.SHAPES)
def test_b36_a_mutated_file_is_loaded_whole_or_refused_by_name(desk, tmp_path, shape):
    found = fuzz.outcomes(desk, shape, seed=36, count=10, folder=tmp_path)
    assert found.total() == 10 and not list(tmp_path.iterdir())


def test_b36_a_mutation_can_be_made_again_and_most_change_something():
    make, _ = fuzz.SHAPES["issues"]
    made = [mutated(make(), random.Random(f"{number}")) for number in range(50)]
    assert made == [mutated(make(), random.Random(f"{number}")) for number in range(50)]
    assert sum(one != make() for one in made) > 40


def test_every_bad_input_of_the_list_is_named_by_a_test():
    here = Path(__file__).parent
    names = "".join((here / f"{room}.py").read_text(encoding="utf-8") for room in ("test_bad_files", "test_bad_cells"))
    assert [
        number for number in range(1, 37) if f"def test_b{number:02d}_" not in names and f"_b{number:02d}_" not in names
    ] == []
