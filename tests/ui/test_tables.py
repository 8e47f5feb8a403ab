"""What a table gives the browser, and what it gives the reader to take away."""

from datetime import date

import pandas as pd
import pytest

from pmo_analytics.ui import downloads, tables
from pmo_analytics.ui.tables import Column, Link
from pmo_analytics.words import set_language

ROWS = pd.DataFrame(
    {
        "project_id": ["P1", "P2"],
        "project_name": ["<b>Bridge</b>", "客服"],
        "cost_strip": ["GGAARR", "....GN"],
        "cost_declared": ["amber_green", None],
        "cost_reason": [None, "missing or unreadable: Actual cost"],
        "cost_gap": [2, None],
        "light": ["red", None],
        "slip": [207.0, float("nan")],
        "no_slip": ["of the figure that is known", "missing or unreadable: Finish"],
        "is_bad": [True, False],
        "due": [pd.Timestamp(date(2026, 10, 14)), pd.NaT],
    }
)
COLUMNS = [
    Column("project_name", "Project", "link", detail="project_id"),
    Column("cost", "Cost", "strip"),
    Column("light", "Light", "light", detail="cost_reason"),
    Column("slip", "Slip, days", "num", "days", sign=True, bad="is_bad", detail="no_slip"),
    Column("due", "Due", "short", "date"),
]


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    set_language("en")
    monkeypatch.setattr(tables.filters, "address", lambda **more: {"lang": "en", **more})


def test_a_row_that_counts_nowhere_is_faded() -> None:
    rows = ROWS.assign(is_over=[False, True]).to_dict("records")
    link = Link("project_id", "project")
    assert [tables._row(record, COLUMNS, link, "is_over")["faded"] for record in rows] == [False, True]


def test_a_row_holds_values_to_sort_by_and_texts_to_show() -> None:
    link = Link("project_id", "project")
    assert [tables._row(record, COLUMNS, link) for record in ROWS.to_dict("records")] == [
        {
            "id": "P1",
            "q": {"lang": "en", "project": "P1"},
            "faded": False,
            "project_name": ["<b>Bridge</b>", "P1"],
            "cost": ["GGAARR", "amber_green", "", "better"],
            "light": ["red", ""],
            "slip": [207.0, "+207", "bad", ""],
            "due": "2026-10-14",
        },
        {
            "id": "P2",
            "q": {"lang": "en", "project": "P2"},
            "faded": False,
            "project_name": ["客服", "P2"],
            "cost": ["....GN", "", "missing or unreadable: Actual cost", ""],
            "light": ["unknown", "missing or unreadable: Actual cost"],
            "slip": [None, "–", "", "missing or unreadable: Finish"],
            "due": "",
        },
    ]


def test_a_mark_says_before_a_known_number_what_kind_it_is() -> None:
    rows, column = ROWS.assign(kind="(t)"), Column("slip", "Index", "num", "ratio", mark="kind")
    link = Link("project_id", "project")
    shown = [tables._row(record, [column], link)["slip"] for record in rows.to_dict("records")]
    assert shown == [[207.0, "(t) 207.00", "", ""], [None, "–", "", ""]]
    assert list(downloads.exported(rows, [column])["Index (kind)"]) == ["(t)", "(t)"]


def test_what_is_taken_away_has_titles_words_and_unrounded_numbers() -> None:
    taken = downloads.exported(ROWS, COLUMNS)
    why = "missing or unreadable: Actual cost"
    assert taken.drop(columns="Due").astype(object).fillna("").to_dict("split", index=False) == {
        "columns": ["Project ID", "Project", "Cost", "Cost (declared)", "Cost (why not known)", "Light",
                    "Light (why not known)", "Slip, days", "Slip, days (why not known)"],
        "data": [
            ["P1", "<b>Bridge</b>", "Red", "Amber/Green", "", "Red", "", 207.0, ""],
            ["P2", "客服", "Not known", "", why, "Not known", why, "", "missing or unreadable: Finish"],
        ],
    }  # fmt: skip
    assert list(taken["Due"]) == list(ROWS["due"])


def test_a_reason_takes_no_column_where_every_light_is_known() -> None:
    known = ROWS.head(1)
    assert "Cost (why not known)" not in downloads.exported(known, COLUMNS)


def test_what_is_taken_away_begins_with_the_project_wherever_its_rows_are_of_one() -> None:
    columns = [Column("light", "Light", "light"), Column("project_name", "Project", "link")]
    assert list(downloads.exported(ROWS, columns).columns) == ["Project ID", "Light", "Project"]
    assert list(downloads.exported(ROWS.drop(columns="project_id"), columns).columns) == ["Light", "Project"]


def test_what_is_taken_away_has_a_unit_per_column_or_per_row() -> None:
    assert downloads.units(ROWS, COLUMNS) == {
        "Project": "text", "Cost": "light", "Cost (declared)": "light", "Light": "light", "Slip, days": "days",
        "Due": "date",
    }  # fmt: skip
    per_row = Column("slip", "Value", "num", unit_column="light")
    assert downloads.units(ROWS, [per_row])["Value"] == list(ROWS["light"])


def test_titles_follow_the_language() -> None:
    set_language("zh")
    assert list(downloads.exported(ROWS, COLUMNS).columns)[:1] == ["项目编号"]
    assert downloads.exported(ROWS, COLUMNS)["Light"].tolist() == ["红", "未知"]
    set_language("en")
