"""The stories that data/sample/README.md tells are found by the models, each where a reader would look for it."""

from datetime import date

import pandas as pd
import pytest

from pmo_analytics import warehouse
from pmo_analytics.explaining import explain
from pmo_analytics.warehouse import Filters

pytestmark = pytest.mark.usefixtures("sample")

MONTHS = [f"2025-{month}" for month in (11, 12)] + [f"2026-{month:02}" for month in range(1, 11)]
LAST = date(2026, 10, 31)


def months_of(name: str, project_id: str, column: str, **where: str) -> dict[str, object]:
    """month -> what a table says of a project in a column; None where it says nothing."""
    rows = warehouse.read(name)
    rows = rows[rows["project_id"] == project_id]
    for key, value in where.items():
        rows = rows[rows[key] == value]
    values = rows[column].astype(object).where(rows[column].notna(), None)
    return dict(zip(rows["period"].dt.strftime("%Y-%m"), values, strict=True))


def indicator(name: str, project_id: str, column: str = "value") -> dict[str, object]:
    return months_of("indicators", project_id, column, indicator=name)


def test_a_project_is_declared_green_until_it_collapses_while_the_figures_have_been_red_for_months() -> None:
    declared = months_of("lights", "HH-101", "declared", dimension="overall")
    computed = months_of("lights", "HH-101", "computed", dimension="overall")
    assert [declared[month] for month in MONTHS] == ["green"] * 10 + ["red"] * 2
    assert "red" not in [computed[month] for month in MONTHS[:4]]
    assert [computed[month] for month in MONTHS[6:]] == ["red"] * 6
    said = months_of("projects", "HH-101", "highlights")
    assert len({said[month] for month in ("2026-05", "2026-07", "2026-08")}) == 1


def test_a_late_project_ends_with_a_value_index_of_one_and_a_time_index_below_it() -> None:
    by_value = indicator("schedule_performance_index", "HH-102")
    by_time = indicator("schedule_performance_index_time", "HH-102")
    cost = indicator("cost_performance_index", "HH-102")
    assert by_value["2026-05"] < 0.95 and by_value["2026-10"] in (None, pytest.approx(1))
    assert by_time["2026-10"] == pytest.approx(14 / (15 + 27 / 30), abs=0.01)
    assert all(value > 1 for value in cost.values() if value is not None)
    finish = months_of("projects", "HH-102", "actual_finish")["2026-10"]
    assert date(2026, 7, 31) < finish.date() < date(2026, 12, 31)


def test_a_second_baseline_makes_an_overrun_vanish_and_the_first_budget_is_still_known() -> None:
    variance = indicator("cost_variance", "HH-111")
    slip = indicator("finish_slip_days", "HH-111")
    budget = indicator("budget_at_completion", "HH-111")
    assert variance["2026-04"] < -8_000_000 and abs(variance["2026-05"]) < 300_000
    assert slip["2026-04"] > 40 and slip["2026-05"] == 0
    assert (budget["2026-04"], budget["2026-05"]) == (62_000_000, 78_000_000)
    versions = warehouse.read("baselines", Filters(period=LAST))
    versions = versions[(versions["project_id"] == "HH-111") & (versions["period"] == pd.Timestamp(LAST))]
    assert sorted(zip(versions["version"], versions["kind"], versions["budget_at_completion"], strict=True)) == [
        ("1", "original", 62_000_000), ("2", "rebaseline", 78_000_000),
    ]  # fmt: skip


def test_a_renamed_project_stays_one_project() -> None:
    names = months_of("projects", "HH-122", "project_name")
    assert [names[month] for month in MONTHS] == ["Data lake phase 1"] * 6 + ["Group data platform"] * 6
    assert "Data lake phase 1" not in set(warehouse.read("lights")["project_id"])


def test_two_architects_are_booked_at_about_160_percent_across_three_programmes() -> None:
    booked = warehouse.read("assignments", Filters(period=LAST))
    projects = warehouse.read("projects", Filters(period=LAST))[["project_id", "programme"]]
    has = warehouse.read("people")
    has = has[has["period"] == pd.Timestamp(LAST)].set_index(["person_id", "month"])["capacity_hours"]
    coming = booked[booked["month"].between("2026-11-30", "2027-01-31")].merge(projects, on="project_id")
    asked = coming.groupby(["person_id", "month"])["planned_hours"].sum()
    for architect in ("E1001", "E1002"):
        shares = (asked[architect].astype(float) / has[architect].astype(float)).dropna()
        assert len(shares) == 3 and shares.between(1.5, 1.7).all()
        assert coming[coming["person_id"] == architect]["programme"].nunique() == 3
    assert (asked.groupby("person_id").sum() / has.groupby("person_id").sum()).lt(1).sum() > 20


def test_a_risk_that_happened_is_named_by_the_issue_it_became() -> None:
    risks = months_of("risks", "HH-144", "status", risk_id="HH-144-R1")
    assert (risks["2026-07"], risks["2026-08"]) == ("open", "occurred")
    issues = warehouse.read("issues", Filters(period=LAST))
    became = issues[(issues["project_id"] == "HH-144") & issues["risk_id"].notna()]
    assert list(zip(became["issue_id"], became["risk_id"], became["status"], strict=True)) == [
        ("HH-144-I9", "HH-144-R1", "open")
    ]


@pytest.mark.parametrize(("period", "silent"), [(LAST, "HH-153"), (date(2026, 2, 28), "HH-155")])
def test_a_project_that_sends_no_report_is_expected_and_missed(period: date, silent: str) -> None:
    expected = warehouse.read("expected_reporters", Filters(period=period))
    assert list(expected[~expected["has_reported"]]["project_id"]) == [silent]


def test_an_estimate_typed_in_yuan_is_found_and_does_not_move_the_portfolio() -> None:
    findings = warehouse.read("findings")
    jumps = findings[findings["expected"].str.startswith("money_jump")]
    (jump,) = jumps.to_dict("records")
    assert (jump["project_id"], jump["field"], jump["file_name"], jump["cell"]) == (
        "HH-152", "manager_estimate_at_completion", "项目月报 2026年6月.xlsx", "V39"
    )  # fmt: skip
    assert jump["text"].startswith("48,500,000,000 (2026-06), 4,")
    total = warehouse.read("rollup").query("indicator == 'estimate_at_completion_selected' and level == 'portfolio'")
    by_month = total.set_index(total["period"].dt.strftime("%Y-%m"))["value"]
    assert abs(by_month["2026-06"] / by_month["2026-05"] - 1) < 0.1


def test_a_finish_that_recedes_a_month_every_month_is_seen_in_its_forecasts() -> None:
    finish = months_of("projects", "HH-123", "forecast_finish")
    receding = [finish[month] for month in MONTHS[3:]]
    moves = [(later - earlier).days for earlier, later in zip(receding, receding[1:], strict=False)]
    assert len(moves) == 8 and all(28 <= days <= 31 for days in moves)


def test_a_project_without_a_baseline_is_grey_and_says_why() -> None:
    reasons = months_of("lights", "HH-136", "reason", dimension="overall")
    assert months_of("lights", "HH-136", "computed", dimension="overall")["2026-10"] is None
    assert reasons["2026-10"] == "NO_BASELINE"
    assert months_of("lights", "HH-136", "declared", dimension="overall")["2026-10"] == "green"


def test_the_project_in_euro_is_added_up_at_the_plan_rate() -> None:
    rows = warehouse.read("rollup").query("indicator == 'budget_at_completion' and level == 'programme'")
    green = rows[(rows["name"] == "Green sites 绿色园区") & (rows["period"] == pd.Timestamp(LAST))].iloc[0]
    own = indicator("budget_at_completion", "HH-131")["2026-10"]
    others = sum(indicator("budget_at_completion", f"HH-{code}")["2026-10"] or 0 for code in range(132, 137))
    assert own == 3_400_000 and green["value"] == pytest.approx(3_400_000 * 7.8 + others)
    assert "FX_CONVERTED" in green["flags"]


def test_what_the_euro_did_to_its_cost_is_told_beside_the_sums() -> None:
    """3.35 million euros, which the plan takes at 7.80 and which were worth 8.04: 3,350,000 x 0.24."""
    assert indicator("exchange_effect", "HH-131")["2026-10"] == pytest.approx(3_350_000 * (8.04 / 7.8 - 1))
    (row,) = warehouse.read("earned_value_headline", Filters(period=LAST)).to_dict("records")
    assert (row["count_converted"], row["count_exchange_known"]) == (1, 1)
    assert row["exchange_effect"] == pytest.approx(804_000)
    (rates,) = [one for one in explain("exchange_effect", "HH-131", LAST).inputs if one.address == "fx_rates.rate"]
    assert {8.04, 7.8} <= {cell.value for cell in rates.cells}


def test_five_projects_send_their_tasks_and_one_has_missed_every_one_that_was_due() -> None:
    tasks = warehouse.read("tasks", Filters(period=LAST))
    assert sorted(tasks["project_id"].unique()) == ["HH-107", "HH-112", "HH-113", "HH-121", "HH-125"]
    assert indicator("missed_task_rate", "HH-121")["2026-10"] == 1.0
    assert indicator("missed_task_rate", "HH-101")["2026-10"] is None


def test_most_lessons_are_written_down_and_nothing_follows() -> None:
    lessons = warehouse.read("lessons", Filters(period=LAST))
    idle = lessons[(lessons["status"] == "open") & (lessons["captured_on"] < "2026-08-01")]
    assert len(lessons) > 10 and len(idle) / len(lessons) > 0.5
    assert idle["owner"].isna().all() and idle["actioned_on"].isna().all()


def test_forecasts_can_be_judged_by_five_projects_that_finished_and_one_of_them_was_said_to_be_on_time() -> None:
    assert indicator("finish_error_days_six_months", "HH-157")["2026-10"] == -75
    assert indicator("estimate_error_six_months", "HH-157")["2026-10"] == pytest.approx(-331 / 4021)
    assert indicator("finish_slip_days", "HH-157")["2026-01"] == 0
    accuracy = warehouse.read("forecast_accuracy", Filters(period=LAST)).query("level == 'portfolio' and name == ''")
    told = accuracy.set_index(["measure", "months_before"])
    assert told.loc[("cost", 6), ["count_known", "count_closed"]].tolist() == [5, 5]
    assert abs(told.loc[("cost", 6), "bias"]) < 0.01
    assert told.loc[("finish", 6), "within_ratio"] == pytest.approx(0.8)
    assert told.loc[("finish", 12), "reason"] == "SMALL_N(0<5)"


def test_projects_stand_in_every_state_a_project_can_have() -> None:
    states = warehouse.read("projects", Filters(period=LAST)).set_index("project_id")["state"]
    assert dict(states.value_counts()) == {"active": 31, "closed": 5, "proposed": 2, "on_hold": 1, "cancelled": 1}
    assert months_of("lights", "HH-145", "computed", dimension="overall")["2026-10"] is None
    assert indicator("cost_performance_index", "HH-145", "reason")["2026-10"] == "MISSING_INPUT(actual_cost)"
    assert indicator("cost_performance_index", "HH-105")["2026-10"] > 1.03


def test_trouble_grows_over_the_year() -> None:
    lights = warehouse.read("lights").query("dimension == 'overall'")
    reds = lights[lights["computed"] == "red"].groupby(lights["period"].dt.strftime("%Y-%m")).size()
    assert reds["2025-11"] <= 4 and 12 <= reds["2026-10"] <= 15
    last = lights[lights["period"] == pd.Timestamp(LAST)]
    assert 6 <= (last["gap"] > 0).sum() <= 8
