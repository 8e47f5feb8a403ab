"""Published worked examples, loaded from trackers as a project manager would send them, to the last digit."""

import json
from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest

from tests.command_line import Pmo
from tests.workbooks import workbook

CASES = {case["id"]: case for case in json.loads((Path(__file__).parent / "data" / "golden_examples.json").read_text())}
PLAIN = ["W01", "W04", "W05", "W06", "W07", "W09", "W10", "W11"]
NAMES = {
    "SV": "schedule_variance",
    "CV": "cost_variance",
    "SPI": "schedule_performance_index",
    "CPI": "cost_performance_index",
    "EAC_1": "estimate_at_completion_atypical",
    "EAC_2": "estimate_at_completion",
    "EAC_3": "estimate_at_completion_schedule_cost",
    "EAC_4": "estimate_at_completion_weighted",
    "VAC_2": "variance_at_completion",
    "TCPI_BAC": "to_complete_performance_index",
    "PCT_COMPLETE": "percent_complete",
}
HEADERS = ["Project ID", "Project name", "BAC", "Planned value", "Earned value", "Actual cost"]


TASK_HEADERS = ["Project ID", "Task ID", "Task name", "Baseline finish", "Actual finish", "Summary task", "Milestone",
                "Level of effort"]  # fmt: skip


RISK_HEADERS = ["Project ID", "Risk ID", "Risk", "Threat or opportunity", "Probability %", "Cost impact",
                "Response cost", "Residual probability %", "Residual cost impact", "Status"]  # fmt: skip


def month(number):
    """The last day of the number-th month of 2025."""
    year, index = 2025 + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, index, monthrange(year, index)[1])


def row(name, inputs):
    return [name, f"Case {name}", *(inputs.get(part) for part in ("BAC", "PV", "EV", "AC"))]


def tasks(case):
    """Rows as a tracker has them: those due, some of them finished, and one of each kind that must not count."""
    due, early = date(2025, 6, 30), date(2025, 5, 30)
    for number in range(case["baselined_due"]):
        yield ["W15", number, f"Task {number}", due, early if number < case["completed"] else None, None, None, None]
    yield ["W15", "later", "Approved for later", date(2025, 7, 1), None, None, None, None]
    yield ["W15", "sum", "All of them", due, early, "Yes", None, None]
    yield ["W15", "gate", "A milestone", due, early, None, "Yes", None]
    yield ["W15", "support", "Level of effort", due, early, None, None, "Yes"]
    yield ["decoy", 1, "Task of another project", due, early, None, None, None]


def risks():
    """Rows of the registers of two cases, and one of a risk that is over."""
    for number, (chance, cost) in enumerate(CASES["W17"]["inputs"]["risks"], start=1):
        yield ["W17", number, f"Risk {number}", "Threat", f"{chance:.0%}", cost, None, None, None, "Open"]
    yield ["W17", 9, "Over and done with", "Threat", "100%", 10**6, None, None, None, "Closed"]
    # a register states the whole cost: what one occurrence costs, times how often it is reckoned with
    for number, (kind, chance, cost, often, response, chance_after, cost_after) in enumerate(
        CASES["W18"]["inputs"]["rows"], start=1
    ):
        yield ["W18", number, f"Risk {number}", {"threat": "Threat", "opp": "Opportunity"}[kind], f"{chance:.0%}",
               cost * often, response, f"{chance_after:.0%}", cost_after * often, "Open"]  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Every case loaded once; {(indicator, project, person or risk, month): row}, the roll-up rows and the risks."""
    folder = tmp_path_factory.mktemp("golden")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PMO_HOME", str(folder / "workspace"))
        pmo = Pmo()
        files = [
            workbook(
                folder / "plain 2025-06.xlsx",
                {
                    "Status": [
                        HEADERS,
                        *(row(n, CASES[n]["inputs"]) for n in PLAIN),
                        row("decoy", {"BAC": 900, "PV": 100, "EV": 300, "AC": 77}),
                    ]
                },
            ),  # fmt: skip
        ]
        cost = ["Project ID", "Project name", "BAC", "% complete", "Actual cost this period"]
        for number, spent in enumerate(CASES["W02"]["inputs"]["period_costs"], start=1):
            files.append(workbook(folder / f"cost {month(number):%Y-%m}.xlsx",
                                  {"Status": [cost, ["W02", "Case W02", 100000, 0.1 * number, spent]]}))  # fmt: skip
        schedule = CASES["W12"]["inputs"]
        curve = enumerate(schedule["PV_cum"][:9], start=1)
        plan = [["Project ID", "Month", "Planned value"], *(["W12", f"{month(n):%Y-%m}", value] for n, value in curve)]
        dated = ["Project ID", "Project name", "BAC", "Earned value", "Baseline start", "Baseline finish"]
        for number, earned in enumerate(schedule["EV_cum"], start=1):
            sheets = {"Status": [dated, ["W12", "Case W12", 150, earned, date(2025, 1, 1), month(9)]]}
            if number == CASES["W14"]["inputs"]["AT"]:  # the same project, its cost known
                sheets["Cost"] = [["Project ID", "Actual cost"], ["W12", CASES["W14"]["inputs"]["AC"]]]
            if number == 1:
                sheets["Baseline plan"] = plan
            files.append(workbook(folder / f"schedule {month(number):%Y-%m}.xlsx", sheets))
        trend = CASES["W26"]["inputs"]
        cost = ["Project ID", "Project name", "BAC", "% complete", "Actual cost"]
        for number, (share, spent) in enumerate(zip(trend["pct"], trend["AC_cum"], strict=True), start=1):
            sheets = {"Status": [cost, ["W26", "Case W26", trend["BAC"], share, spent]]}
            files.append(workbook(folder / f"trend {month(number):%Y-%m}.xlsx", sheets))
        sums = [[*HEADERS, "Programme"],
                *([*row(name, CASES["W25"]["inputs"][name]), "Simpson"] for name in ("A", "B"))]  # fmt: skip
        files.append(workbook(folder / "sums 2025-06.xlsx", {"Status": sums}))
        work = CASES["W20"]["inputs"]
        files.append(workbook(folder / "people 2025-06.xlsx", {
            "People": [["Person", "Month", "Capacity hours", "Timesheet hours"],
                       ["Case W20", "2025-06", work["available_h"], work["actual_h"]], ["decoy", "2025-06", 40, None]],
        }))  # fmt: skip
        files.append(workbook(folder / "tasks 2025-06.xlsx", {"Tasks": [TASK_HEADERS, *tasks(CASES["W15"]["inputs"])]}))
        projects = [["Project ID", "Project name"], *([name, f"Case {name}"] for name in ("W17", "W18"))]
        files.append(workbook(folder / "risks 2025-06.xlsx", {"Status": projects, "Risks": [RISK_HEADERS, *risks()]}))
        pmo.load(*files)
        found = {(one["indicator"], one["project_id"], one["period"]): one for one in pmo.read("indicators")}
        for grain in ("person", "risk"):
            told = pmo.json("read", "indicators", "--grain", grain)
            found |= {(one["indicator"], one["subject_id"], one["period"]): one for one in told}
        found |= {(f"{one['basis']} {one['pressure']}", one["project_id"], one["period"]): one
                  for one in pmo.read("independent_durations")}  # fmt: skip
        rollup = [one for one in pmo.read("rollup") if one["name"] == "Simpson"]
        return found, {one["indicator"]: one for one in rollup}, pmo.read("risks")


@pytest.fixture
def values(loaded):
    found, rollup, _ = loaded
    return found, rollup


JUNE = "2025-06-30"


@pytest.mark.parametrize("case", PLAIN)
def test_earned_value_figures_are_those_of_the_worked_example(values, case):
    found, _ = values
    expected = {NAMES[name]: value for name, value in CASES[case]["expected"].items() if name in NAMES}
    assert expected
    for indicator, value in expected.items():
        one = found[indicator, case, JUNE]
        assert one["value"] == pytest.approx(value, rel=1e-12, abs=1e-9), (indicator, one["reason"])
        assert one["reason"] is None


def test_an_estimate_is_not_made_of_a_rounded_index(values):
    found, _ = values
    wrong = CASES["W10"]["expected"]["EAC_2_with_CPI_rounded_to_2dp"]
    assert found["estimate_at_completion", "W10", JUNE]["value"] == 540000
    assert abs(wrong - 540000) > 1000


def test_costs_reported_month_by_month_are_added_up(values):
    found, _ = values
    expected = CASES["W02"]["expected"]
    assert found["actual_cost", "W02", month(2).isoformat()]["value"] == expected["AC_cum_p2"]
    assert found["actual_cost", "W02", month(3).isoformat()]["value"] == expected["AC_cum_p3"]


def test_a_cost_index_that_falls_and_recovers_is_that_of_the_worked_example_in_every_month(values):
    found, _ = values
    for number in range(1, 6):
        one = found["cost_performance_index", "W26", month(number).isoformat()]
        assert one["value"] == pytest.approx(CASES["W26"]["expected"][f"CPI_{number}"], rel=1e-12), (number, one)


def test_earned_schedule_is_that_of_the_worked_example_in_every_month(values):
    found, _ = values
    for number in range(1, 12):
        one = found["earned_schedule", "W12", month(number).isoformat()]
        assert one["value"] == pytest.approx(CASES["W12"]["expected"][f"ES_{number}"], abs=2e-5), (number, one)


def test_a_project_that_finished_late_has_spent_its_schedule_index_but_not_the_one_in_time(values):
    found, _ = values
    expected, last = CASES["W13"]["expected"], month(11).isoformat()
    assert found["schedule_performance_index_time", "W12", last]["value"] == pytest.approx(expected["SPI_t"], rel=1e-12)
    assert found["schedule_variance_time", "W12", last]["value"] == pytest.approx(expected["SV_t"], rel=1e-12)
    assert found["schedule_performance_index", "W12", last]["value"] in (1.0, None)


def test_utilisation_is_hours_worked_of_the_hours_available(values):
    found, _ = values
    one = found["actual_utilisation", "Case W20", JUNE]
    assert one["value"] == pytest.approx(CASES["W20"]["expected"]["UTIL"], rel=1e-12)
    assert (one["numerator"], one["denominator"], one["light"]) == (32, 40, "green")
    assert found["actual_utilisation", "decoy", JUNE]["reason"] == "MISSING_INPUT(timesheet_hours)"


def test_a_late_project_that_has_earned_everything_takes_the_time_it_took(values):
    found, _ = values
    expected, last = CASES["W13"]["expected"], month(11).isoformat()
    for name, indicator in (("IEAC_t_1", "planned"), ("IEAC_t_2", "performance")):
        one = found[f"independent_duration_estimate_{indicator}", "W12", last]
        assert one["value"] == pytest.approx(expected[name], rel=1e-12), (name, one["reason"])


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("IEAC_t_1", "independent_duration_estimate_planned"),
        ("IEAC_t_2", "independent_duration_estimate_performance"),
        ("IEAC_t_3", "independent_duration_estimate_cost"),
        ("TSPI_PD", "to_complete_schedule_index"),
    ],
)
def test_independent_durations_are_those_of_the_worked_example(values, name, indicator):
    found, _ = values
    one = found[indicator, "W12", JUNE]
    assert one["value"] == pytest.approx(CASES["W14"]["expected"][name], rel=1e-12), one["reason"]


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("IEAC_t_1", "earned_schedule planned"),
        ("IEAC_t_2", "earned_schedule performance"),
        ("IEAC_t_3", "earned_schedule cost"),
        ("IEAC_t_PV1", "planned_value planned"),
        ("IEAC_t_PV2", "planned_value performance"),
        ("IEAC_t_ED1", "earned_duration planned"),
    ],
)
def test_every_method_of_estimating_a_duration_is_that_of_the_worked_example(values, name, method):
    found, _ = values
    one = found[method, "W12", JUNE]
    assert one["duration_months"] == pytest.approx(CASES["W14"]["expected"][name], rel=1e-12), one["reason"]


def test_baseline_execution_is_that_of_the_worked_example(values):
    found, _ = values
    one = found["baseline_execution_index", "W15", JUNE]
    assert one["value"] == pytest.approx(CASES["W15"]["expected"]["BEI"], rel=1e-12)
    assert (one["numerator"], one["denominator"], one["light"], one["reason"]) == (1516, 1955, "red", None)
    assert found["baseline_execution_index", "decoy", JUNE]["reason"] == "SMALL_N(1<5)"


def test_with_the_budget_used_up_no_cost_index_can_keep_it(values):
    found, _ = values
    one = found["to_complete_performance_index", "W12", JUNE]
    assert (one["value"], one["reason"]) == (CASES["W14"]["expected"]["TCPI_BAC"], "BUDGET_EXHAUSTED")


def test_a_portfolio_index_is_the_ratio_of_sums_and_never_the_mean_of_ratios(values):
    found, rollup = values
    expected = CASES["W25"]["expected"]
    assert found["cost_performance_index", "A", JUNE]["value"] == pytest.approx(expected["CPI_A"], rel=1e-12)
    assert found["cost_performance_index", "B", JUNE]["value"] == pytest.approx(expected["CPI_B"], rel=1e-12)
    one = rollup["cost_performance_index"]
    assert one["value"] == pytest.approx(expected["CPI_portfolio"], rel=1e-12)
    assert (one["count_projects"], one["coverage"]) == (2, 1.0)
    assert one["value"] != pytest.approx(expected["mean_of_ratios_WRONG"])
    assert rollup["estimate_at_completion"]["value"] == pytest.approx(expected["EAC_bottom_up"], rel=1e-9)


def test_the_exposure_of_six_risks_is_that_of_the_worked_example(loaded):
    found, _, rows = loaded
    expected = CASES["W17"]["expected"]
    open_ones = [row for row in rows if row["project_id"] == "W17" and row["status"] == "open"]
    assert sum(float(row["cost_impact"]) for row in open_ones) == expected["total_impact"]
    assert found["risk_exposure", "W17", JUNE]["value"] == pytest.approx(expected["EMV"], rel=1e-12)
    assert found["count_open_risks", "W17", JUNE]["value"] == 6
    one = found["residual_risk_exposure", "W17", JUNE]
    assert (one["value"], one["flags"]) == (pytest.approx(expected["EMV"], rel=1e-12), "BEFORE_RESPONSE")


def test_threats_and_opportunities_before_and_after_are_those_of_the_worked_example(values):
    found, _ = values
    expected = CASES["W18"]["expected"]  # there, what costs is below zero
    for number in range(1, 5):
        before = found["expected_monetary_value", f"W18|{number}", JUNE]["value"]
        after = found["residual_expected_monetary_value_with_response", f"W18|{number}", JUNE]["value"]
        assert -before == pytest.approx(expected[f"pre_{number}"], rel=1e-12)
        assert -after == pytest.approx(expected[f"post_{number}"], rel=1e-12)
    assert -found["risk_exposure", "W18", JUNE]["value"] == pytest.approx(expected["pre_sum"], rel=1e-12)
