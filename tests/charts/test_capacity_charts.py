"""The charts and sentences of capacity: findings, bands of colour, what a click gives, what is not known."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.charts import sentences
from pmo_analytics.words import set_language

MONTHS = pd.date_range("2026-04-30", periods=12, freq="ME")
PERIOD = date(2026, 3, 31)


def months(kind: str = "role", /, **hours: list[float | None]) -> pd.DataFrame:
    """Rows of load_months: capacity is 100 hours in each month of 160; None stands for a capacity that is not known."""
    return pd.DataFrame([
        {
            "kind": kind, "subject": name, "subject_name": name.replace("_", " "), "role": name, "month": month,
            "full_time_hours": 160.0, "capacity_hours": None if planned is None else 100.0,
            "firm_hours": 20.0 if planned is None else planned, "tentative_hours": 10.0,
            "over_hours": None if planned is None else max(planned - 100, 0), "utilisation": planned and planned / 100,
            "short_people": None if planned is None else max(planned - 100, 0) / 160, "capacity_people": 0.6,
            "firm_people": (planned or 20) / 160, "tentative_people": 0.06,
            "light": None if planned is None else "green" if planned <= 100 else "amber" if planned <= 120 else "red",
            "amber": 1.0, "red": 1.2, "reason_text": "missing or unreadable: Capacity" if planned is None else "",
        }
        for name, plan in hours.items() for month, planned in zip(MONTHS, plan, strict=False)
    ]).astype({"capacity_hours": float, "over_hours": float, "utilisation": float, "short_people": float})  # fmt: skip


def meta(figure: charts.Figure) -> dict[str, str]:
    return dict(figure.layout.meta)


def cells(figure: charts.Figure) -> dict[tuple[str, str], str]:
    """What stands in each cell, by what a click on it gives."""
    return {
        tuple(place): text
        for trace in figure.data[1:] if trace.text is not None
        for place, text in zip(trace.customdata, trace.text, strict=True)
    }  # fmt: skip


def test_each_cell_says_its_share_bold_beyond_its_bound_and_a_dash_where_it_is_not_known() -> None:
    figure = charts.capacity_heat(months(Test_lead=[100, 101, 121, None]), ("Test_lead", "2026-05"), False)
    assert cells(figure) == {
        ("Test_lead", "2026-04"): "100%", ("Test_lead", "2026-05"): "<b>101%</b>",
        ("Test_lead", "2026-06"): "<b>121%</b>", ("Test_lead", "2026-07"): "–",
    }  # fmt: skip
    colours = list(figure.data[0].z)
    assert [int(colour * 3) for colour in colours] == [0, 1, 2]
    (mark,) = figure.layout.shapes
    assert (mark.x0, mark.x1) == (0.5, 1.5)
    assert any("missing or unreadable: Capacity" in hover for trace in figure.data[1:] for hover in trace.hovertemplate)
    assert figure.layout.yaxis.ticktext == ("Test lead",)


def test_a_selection_hides_nothing_and_shows_no_square() -> None:
    figure = charts.capacity_heat(months(Test_lead=[100, 101, 121, None]), None, False)
    for trace in figure.data[1:]:
        assert trace.marker.opacity == 0 == trace.unselected.marker.opacity
        assert trace.unselected.textfont.color == trace.textfont.color


@pytest.mark.parametrize(
    ("plans", "title"),
    [
        ({"A": [110] * 12, "B": [90] * 12}, "One role exceeds 100% in most months"),
        ({"A": [110] * 7, "B": [130] * 12}, "Two roles exceed 100% in most months"),
        ({"A": [110, *[90] * 11], "B": [90] * 12}, "One of 2 roles exceeds 100% in some month"),
        ({"A": [100] * 12}, "No role exceeds 100%"),
        ({"A": [None] * 12}, "Capacity is not known"),
    ],
)
def test_the_title_of_the_heat_map_is_its_finding(plans: dict[str, list], title: str) -> None:
    assert meta(charts.capacity_heat(months(**plans), None, False))["title"] == title


def test_only_the_worst_rows_are_drawn_and_the_caption_says_so() -> None:
    many = months("person", **{f"E{number:02}": [130.0] for number in range(45)})
    figure = charts.capacity_heat(many, None, True)
    caption = meta(figure)["caption"]
    assert caption.endswith(
        "14 of 45 people, the most overbooked. Hours count for all projects, also outside the filters"
    )
    assert len(cells(figure)) == 14


def test_who_is_away_and_booked_shows_the_hours() -> None:
    away = months("person", Ann=[150.0]).assign(utilisation=float("nan"), capacity_hours=0.0, over_hours=150.0)
    assert cells(charts.capacity_heat(away, None, False)) == {("Ann", "2026-04"): "<b>+150 h</b>"}


def behind(*hours: float, kind: str = "role") -> pd.DataFrame:
    return pd.DataFrame([
        {"kind": kind, "subject": "S", "month": MONTHS[0], "project_id": f"P{place}",
         "project_name": f"Project {place}",
         "firm_hours": amount, "tentative_hours": 0.0, "firm_people": amount / 160, "tentative_people": 0.0}
        for place, amount in enumerate(hours)
    ])  # fmt: skip


def test_the_projects_behind_a_cell_open_by_a_click_and_those_filtered_out_do_not() -> None:
    rows = behind(320, 160, 80)
    rows.loc[2, ["project_id", "project_name"]] = ["", None]
    figure = charts.projects_behind(rows, "Test lead")
    assert meta(figure)["title"] == "Test lead, 2026-04: one project takes half"
    assert tuple(figure.data[0].customdata) == ("P0", "P1", None)
    assert figure.layout.yaxis.ticktext[2].startswith("Projects outside")
    assert [note.text for note in figure.layout.annotations] == ["2", "1", "0.5"]


def test_many_projects_end_in_one_bar_for_the_rest() -> None:
    figure = charts.projects_behind(behind(*[40.0] * 9, kind="person"), "Ann")
    assert meta(figure)["title"] == "Ann, 2026-04: hours by project"
    assert figure.layout.yaxis.ticktext[-1] == "4 more"
    assert [note.text for note in figure.layout.annotations][-1] == "160 h"


@pytest.mark.parametrize(
    ("plan", "title"),
    [
        ([110, 90], "Lead: short in 1 of 2 months"),
        ([110, 120], "Lead: short in every month"),
        ([100, 90], "Lead: demand stays within capacity"),
        ([None, None], "Lead: hours planned by month"),
    ],
)
def test_demand_against_capacity_says_in_how_many_months_it_is_short(plan: list, title: str) -> None:
    assert meta(charts.demand(months(Lead=plan), "Lead"))["title"] == title


def test_without_a_capacity_the_caption_says_so() -> None:
    figure = charts.demand(months("person", Ann=[None]), "Ann")
    assert meta(figure)["caption"].endswith("No capacity is known")
    assert "capacity –" in meta(figure)["alt"].lower()


def sentence(*frames: pd.DataFrame) -> str:
    return sentences.capacity(pd.concat(frames), PERIOD)


@pytest.mark.parametrize(
    ("plan", "english", "chinese"),
    [
        ([200] * 4 + [484] + [110] * 7,
         "The role Lead is overbooked in every month to March 2027: 2.4 people short in August.",
         "角色“Lead”至 2027 年 3 月每月均超负荷：8 月缺 2.4 人。"),
        ([90, 132, 260], "The role Lead is overbooked in 2 of 3 months to June: 1 person short in June.", None),
        ([90, 105], "The role Lead is 5 h short in May.", None),
    ],
)  # fmt: skip
def test_the_headline_names_the_role_that_is_most_short(plan: list, english: str, chinese: str | None) -> None:
    rows = months(Lead=plan)
    assert sentence(rows) == english
    if chinese:
        set_language("zh")
        assert sentence(rows) == chinese


@pytest.mark.parametrize(
    ("people", "headline"),
    [
        ({"Ann": [110], "Bo": [90]},
         "No role is short, but one person is booked beyond capacity in the months to April."),
        ({"Ann": [100], "Bo": [90]}, "Nobody is booked beyond capacity in the months to April."),
        ({"Ann": [None], "Bo": [None]},
         "Hours are planned for 2 people; what they can work is not known for any of them."),
    ],
)  # fmt: skip
def test_where_no_role_is_short_the_headline_speaks_of_people(people: dict[str, Any], headline: str) -> None:
    assert sentence(months(Lead=[90]), months("person", **people)) == headline


def test_a_bucket_of_people_without_a_role_is_no_role_that_is_short() -> None:
    rows = months(unmapped=[150])
    assert sentence(rows, months("person", Ann=[90])) == "Nobody is booked beyond capacity in the months to April."


def test_facts_count_who_has_no_capacity_and_which_projects_have_no_plan() -> None:
    rows = pd.concat([months("person", Ann=[90], Bo=[None]), months(Lead=[90])])
    assert sentences.capacity_facts(rows, {"count_projects": 40, "count_with_plan": 34}) == [
        "Firm hours of all projects against capacity, 2026-04 to 2026-04", "2 people, 1 without a capacity",
        "plans of 34 of 40 projects",
    ]  # fmt: skip
