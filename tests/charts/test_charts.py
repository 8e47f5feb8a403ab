"""Each chart says its finding, shows its figures, and holds what odd data bring."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.words import set_language
from tests.charts.drawn import MARCH, SUMMARY, curves, meta, texts

LIGHTS = ("red", "amber", "green", "unknown")


def by_dimension(**counts: tuple[int, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"dimension": dimension, "light": light, "count_projects": count, "change": change, "is_declared": False}
            for dimension, numbers in counts.items()
            for light, count, change in zip(LIGHTS, numbers, (3, 0, -3, 0), strict=True)
        ]
    )


def test_the_dimension_with_most_red_is_the_title() -> None:
    figure = charts.lights_by_dimension(
        by_dimension(overall=(15, 8, 17, 0), resource=(6, 7, 24, 3), cost=(2, 8, 25, 5)), "2026-03", "2026-02"
    )
    assert meta(figure)["title"] == "People is where most projects are red"
    assert meta(figure)["caption"].endswith("right: change in red since 2026-02")
    assert meta(figure)["alt"].startswith("Overall: 15 red, 8 amber and 17 green; Cost: 2 red")
    assert "◆ 15" in texts(figure) and "◆ +3" in texts(figure)
    assert "◆ 2" not in texts(figure)  # too narrow for its figure


def test_a_dimension_without_any_light_is_named_and_not_drawn() -> None:
    figure = charts.lights_by_dimension(by_dimension(overall=(0, 2, 1, 0), benefits=(0, 0, 0, 3)), "2026-03", "")
    assert meta(figure)["title"] == "Projects by light, 2026-03"
    assert meta(figure)["caption"] == "Projects by light and dimension, 2026-03. No project has figures for: Benefits"
    assert set(figure.data[0].y) == {"Overall"}


def test_no_red_anywhere_is_a_finding_too() -> None:
    figure = charts.lights_by_dimension(by_dimension(cost=(0, 2, 1, 0)), "2026-03", "2026-02")
    assert meta(figure)["title"] == "No dimension has a red project"


def test_where_no_light_can_be_computed_the_caption_says_that_the_declared_ones_are_shown() -> None:
    declared = by_dimension(overall=(7, 2, 1, 0)).assign(is_declared=True)
    caption = meta(charts.lights_by_dimension(declared, "2026-03", ""))["caption"]
    assert caption == "Projects by declared light, 2026-03; none can be computed"


def by_month(*reds: int) -> pd.DataFrame:
    months = pd.date_range(end=MARCH, periods=len(reds), freq="ME")
    return pd.DataFrame(
        [
            {"period": month, "light": light, "count_projects": count, "is_declared": False}
            for month, red in zip(months, reds, strict=True)
            for light, count in zip(LIGHTS, (red, 8, 20, 0), strict=True)
        ]
    )


@pytest.mark.parametrize(
    ("reds", "title"),
    [
        ([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15], "Red has grown from 3 to 15 in a year"),
        ([5, 2], "Red has fallen from 5 to 2 since 2026-02"),
        ([5, 7, 5], "5 projects are red, as in 2026-01"),
        ([5], "Projects by computed light"),
    ],
)
def test_the_trend_says_how_red_changed(reds: list[int], title: str) -> None:
    figure = charts.lights_by_month(by_month(*reds))
    assert meta(figure)["title"] == title
    assert f"◆ {reds[-1]}" in texts(figure)


def budgets(**more: Any) -> pd.DataFrame:
    row = {"programme": "Plant", "computed": "red", "reason": None, "red_budget_ratio": 0.33, "is_declared": False}
    return pd.DataFrame(
        [
            row | {"project_id": "P1", "project_name": "<b>Robots</b>", "budget_at_completion": 9e6} | more,
            row | {"project_id": "P2", "project_name": "A" * 80, "budget_at_completion": 5e6, "programme": None},
            row | {"project_id": "P3", "project_name": "Tiny", "budget_at_completion": 1.0, "computed": "unknown"},
        ]
    )


def test_the_budget_map_opens_projects_and_shows_names_as_text() -> None:
    figure = charts.budget_by_light(budgets())
    assert meta(figure)["title"] == "33% of the budget sits in red projects"
    assert list(figure.data[1].customdata) == ["P1", "P2", "P3"]
    names = [text for text in figure.data[2].text if text]
    assert any("&lt;b&gt;" in name for name in names) and not any("<b>" in name for name in names)
    assert any(name.endswith("…") for name in names)
    assert not any("Tiny" in name for name in names)
    assert "No programme" in names
    assert meta(figure)["caption"].endswith("; point at one small tile for its name")


def test_a_tile_too_small_for_a_name_bears_the_sign_of_its_light_and_its_code_where_that_fits() -> None:
    small = budgets().assign(programme="Plant", budget_at_completion=[300.0, 24.0, 2.0], project_name="Some name")
    few = budgets().iloc[:2].assign(programme="Plant", budget_at_completion=[9.0, 8.0])
    assert list(charts.budget_by_light(small).data[2].text)[1:] == ["◆\u00a0Some name", "◆\u00a0P2", "○\u00a0P3"]
    long = small.assign(project_id=["P1", "P-2026-002", "P-2026-003"])
    assert list(charts.budget_by_light(long).data[2].text)[2:] == ["◆", "○"]
    hovers = [hover for bars in charts.budget_by_light(small).data[:2] for hover in bars.hovertemplate]
    assert [hover.partition("<br>")[0] for hover in hovers] == ["Plant", *["Some name"] * 3]
    assert "point at" not in meta(charts.budget_by_light(few))["caption"]


def movers(*changes: float) -> pd.DataFrame:
    rows = [
        {
            "project_id": f"P{place}",
            "project_name": f"Project {place}",
            "before": 100e6,
            "now": 100e6 + change,
            "change": change,
        }
        for place, change in enumerate(sorted(changes, reverse=True))
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ([9e6, 1e6, -2e6], "One project drives the rise of the forecast"),
        ([5e6, 4e6, 1e6, -2e6], "Two projects drive the rise of the forecast"),
        ([1e6] * 10, "The forecast moved by +10.0M since 2026-02"),
        ([1e6, -3e6], "The forecast fell by 2.0M since 2026-02"),
        ([-3e6], "The forecast fell by 3.0M since 2026-02"),
    ],
)
def test_the_movers_say_who_drives_the_forecast(changes: list[float], title: str) -> None:
    figure = charts.estimate_movers(movers(*changes), "2026-02")
    assert meta(figure)["title"] == title
    assert len(figure.data[0].x) == min(4, sum(change > 0 for change in changes)) + min(
        3, sum(change < 0 for change in changes)
    )


def own_lights(*computed: str | None) -> pd.DataFrame:
    months = pd.date_range(end=MARCH, periods=len(computed), freq="ME")
    return pd.DataFrame(
        [
            {"dimension": "overall", "period": month, "computed": light, "declared": "amber_red", "reason": "why"}
            for month, light in zip(months, computed, strict=True)
        ]
        + [
            {"dimension": "benefits", "period": month, "computed": None, "declared": None, "reason": "-"}
            for month in months
        ]
    )


@pytest.mark.parametrize(
    ("computed", "title"),
    [
        (["green", "red", "red"], "Red for two months, green before"),
        (["green", "amber"], "Amber this month, green before"),
        (["red", "red"], "Red in all months shown"),
        (["red", None], "Not known this month, red before"),
    ],
)
def test_a_projects_lights_say_since_when(computed: list[str | None], title: str) -> None:
    figure = charts.project_lights(own_lights(*computed), {"overall": "CPI 0.78 < 0.90", "scope": "unseen"})
    assert meta(figure)["title"] == title
    assert "▲◆ Amber/Red" in texts(figure)
    assert "CPI 0.78 &lt; 0.90" in texts(figure) and "unseen" not in texts(figure)
    assert meta(figure)["alt"].startswith("Overall: computed")
    assert "Benefits" not in meta(figure)["alt"]  # nothing was ever said of it


def test_the_milestones_of_a_project_on_hold_are_said_not_to_count() -> None:
    caption = meta(charts.project_schedule(SUMMARY | {"state": "on_hold"}, milestones(3)))["caption"]
    assert caption == "On hold: its milestones are not counted as due or overdue"
    assert "On hold" not in meta(charts.project_schedule(SUMMARY, milestones(3)))["caption"]


def milestones(*slips: int | None) -> pd.DataFrame:
    due = pd.Timestamp("2026-05-01")
    rows = [
        {"milestone": f"M{place}", "milestone_name": f"Milestone {place}", "baseline_date": due, "actual_date": pd.NaT,
         "forecast_date": pd.NaT if slip is None else due + pd.Timedelta(days=slip), "slip_days": slip}
        for place, slip in enumerate(slips)
    ]  # fmt: skip
    columns = ["milestone", "milestone_name", "baseline_date", "forecast_date", "actual_date", "slip_days"]
    return pd.DataFrame(rows, columns=columns).astype({"slip_days": float})


@pytest.mark.parametrize(
    ("slips", "title"),
    [
        ([34, 52, 0], "Two of 3 milestones slip, the worst by 52 days"),
        ([34, 52], "All 2 milestones slip, the worst by 52 days"),
        ([0, -4, None], "No milestone slips"),
        ([], "No milestones were loaded"),
    ],
)
def test_the_schedule_says_how_many_milestones_slip(slips: list[int | None], title: str) -> None:
    figure = charts.project_schedule(SUMMARY, milestones(*slips))
    assert meta(figure)["title"] == title
    assert any("2026-10-14" in text and "+44" in text for text in texts(figure))


def test_a_project_without_dates_is_drawn_without_a_bar() -> None:
    dateless = SUMMARY | dict.fromkeys(
        ("baseline_start", "baseline_finish", "forecast_finish", "finish_slip_days"), pd.NaT
    )
    assert not [trace for trace in charts.project_schedule(dateless, milestones()).data if trace.type == "bar"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_chart_has_a_title_a_caption_and_a_text_alternative(language: str, mode: str) -> None:
    set_language(language)
    charts.set_mode(mode)
    figures = [
        charts.lights_by_dimension(by_dimension(overall=(1, 1, 1, 1)), "2026-03", "2026-02"),
        charts.lights_by_month(by_month(1, 2)),
        charts.budget_by_light(budgets()),
        charts.estimate_movers(movers(1e6, -1e6), "2026-02"),
        charts.project_lights(own_lights("green", "red"), {}),
        charts.s_curve(curves(("planned", "2025-01-31", 0.0), ("planned", "2026-08-31", 4.2e6)), SUMMARY),
        charts.project_schedule(SUMMARY, milestones(3)),
    ]
    charts.set_mode("light")
    longest = {"en": 60, "zh": 30}[language]
    for figure in figures:
        assert all(meta(figure)[part] for part in ("title", "caption", "alt"))
        assert len(meta(figure)["title"]) <= longest
