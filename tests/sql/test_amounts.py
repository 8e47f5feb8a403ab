"""The four amounts: where each comes from, why it is missing, what is flagged, what a project's state does to them."""

import pytest

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
DECOY = {"project_id": "decoy", "budget_at_completion": 77, "earned_value": 7, "actual_cost": 7, "planned_value": 7}


def _facts(portfolio, project: str = "P1", month: str = "03") -> dict:
    return next(
        row
        for row in portfolio.rows("core.earned_value")
        if row["project_id"] == project and f"{row['period']:%m}" == month
    )


def test_a_portfolio_of_names_only_has_reasons_and_no_figures(portfolio) -> None:
    portfolio.load("projects", {"project_name": "Alpha"}, {"project_name": "Beta"}, DECOY)
    row = _facts(portfolio, "Alpha")
    amounts = ("budget_at_completion", "planned_value", "earned_value", "actual_cost")
    assert {name: (row[name], row[f"{name}_reason"]) for name in amounts} == {
        "budget_at_completion": (None, "NO_BASELINE"),
        "planned_value": (None, "NO_BASELINE"),
        "earned_value": (None, "MISSING_INPUT(percent_complete)"),
        "actual_cost": (None, "MISSING_INPUT(actual_cost)"),
    }
    named = [one for one in portfolio.rows("marts.indicators") if one["project_id"] != "decoy"]
    assert len(named) == 2 * len({one["indicator"] for one in named})
    assert {one["value"] for one in named} == {None}
    assert all(one["reason"] for one in named)


@together
def test_a_typed_amount_goes_before_percent_times_budget_and_a_difference_is_flagged(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "P1", "budget_at_completion": 1000, "earned_value": 300, "percent_complete": 0.5,
         "planned_value": 400, "percent_planned": 0.4},
        {"project_id": "P2", "budget_at_completion": 1000, "percent_complete": 0.5, "percent_planned": 0.4},
    )  # fmt: skip
    yield
    first, second = _facts(portfolio), _facts(portfolio, "P2")
    assert (first["earned_value"], first["planned_value"], first["flags"]) == (300, 400, "INPUTS_DIFFER")
    assert (second["earned_value"], second["planned_value"], second["flags"]) == (500, 400, None)


@together
def test_a_percentage_in_whole_points_does_not_contradict_the_earned_value_it_rounds(portfolio) -> Told:
    portfolio.load(
        "projects",
        *({"project_id": project_id, "budget_at_completion": 600_000, "earned_value": 340_000, "actual_cost": 1,
           "percent_complete": percent, "planned_value": 340_000}
          for project_id, percent in (("P1", 0.57), ("P2", 0.58))),
    )  # fmt: skip
    yield
    assert portfolio.values("earned_value", "flags") == {"P1": None, "P2": "INPUTS_DIFFER"}


IMPOSSIBLE = [
    ({"percent_complete": 1.2}, "earned_value", "INVALID_INPUT(percent_complete)"),
    ({"percent_complete": -0.1}, "earned_value", "INVALID_INPUT(percent_complete)"),
    ({"earned_value": -1}, "earned_value", "INVALID_INPUT(earned_value)"),
    ({"percent_planned": 1e300}, "planned_value", "INVALID_INPUT(percent_planned)"),
    ({"planned_value": -1}, "planned_value", "INVALID_INPUT(planned_value)"),
    ({"actual_cost": -1}, "actual_cost", "INVALID_INPUT(actual_cost)"),
    ({"budget_at_completion": 0}, "budget_at_completion", "INVALID_INPUT(budget_at_completion)"),
    ({"budget_at_completion": -5, "percent_complete": 0.5}, "earned_value", "INVALID_INPUT(budget_at_completion)"),
]


@pytest.fixture(scope="module")
def of_impossible(portfolio_of_cases):
    portfolio = portfolio_of_cases()
    cases = ({"project_id": f"{typed}", "budget_at_completion": 100, **typed} for typed, *_ in IMPOSSIBLE)
    portfolio.load("projects", *cases, DECOY)
    return portfolio


@pytest.mark.parametrize(("typed", "measure", "reason"), IMPOSSIBLE)
def test_an_impossible_input_gives_no_value(typed, measure, reason, of_impossible) -> None:
    row = _facts(of_impossible, f"{typed}")
    assert (row[measure], row[f"{measure}_reason"]) == (None, reason)
    assert _facts(of_impossible, "decoy")[measure] is not None


@together
def test_months_are_added_to_the_last_amount_to_date_and_a_missing_month_is_a_gap(portfolio) -> Told:
    months = {
        "added": {JAN: {"actual_cost": 100}, FEB: {"actual_cost_this_period": 10}, MAR: {"actual_cost_this_period": 5}},
        "gap": {JAN: {"actual_cost": 100}, FEB: {}, MAR: {"actual_cost_this_period": 5}},
        "blank": {JAN: {"actual_cost": 100}, FEB: {"actual_cost": 110}, MAR: {}},
        "late": {FEB: {"actual_cost_this_period": 10}, MAR: {"actual_cost_this_period": 5}},
    }
    started = {"added": "2025-06-01", "gap": "2026-01-01", "blank": "2026-01-01", "late": "2025-11-01"}
    for project, by_month in months.items():
        for period, typed in by_month.items():
            portfolio.load(
                "projects", {"project_id": project, "period": period, "actual_start": started[project], **typed}
            )
    yield
    found = {project: (_facts(portfolio, project)["actual_cost"], _facts(portfolio, project)["actual_cost_reason"])
             for project in months}  # fmt: skip
    assert found == {
        "added": (115, None),
        "gap": (None, "PERIOD_GAP"),
        "blank": (None, "MISSING_INPUT(actual_cost)"),
        "late": (None, "PERIOD_GAP"),
    }


@together
def test_months_of_a_project_whose_start_nobody_gave_are_an_estimate(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", "actual_cost_this_period": 5}, DECOY)
    yield
    row = _facts(portfolio)
    assert (row["actual_cost"], row["actual_flags"]) == (5, ["ESTIMATED"])


@together
def test_an_amount_to_date_and_its_month_that_contradict_each_other_are_not_believed(portfolio) -> Told:
    of_month = {"too little": 10, "too much": 90, "near enough": 50.3}
    for period, to_date in ((FEB, 100), (MAR, 150)):
        portfolio.load(
            "projects",
            *(
                {"project_id": one, "period": period, "actual_cost": to_date, "actual_cost_this_period": month}
                for one, month in of_month.items()
            ),
        )
    yield
    assert {one: _facts(portfolio, one)["actual_cost_reason"] for one in of_month} == {
        "too little": "INVALID_INPUT(actual_cost)",
        "too much": "INVALID_INPUT(actual_cost)",
        "near enough": None,
    }
    assert _facts(portfolio, "near enough")["actual_cost"] == 150


@together
def test_a_credit_is_kept_and_flagged(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", "period": FEB, "actual_cost": 100}, {**DECOY, "period": FEB})
    portfolio.load("projects", {"project_id": "P1", "actual_cost": 90}, DECOY)
    yield
    assert (_facts(portfolio)["actual_cost"], _facts(portfolio)["flags"]) == (90, "NEG_AC")
    assert _facts(portfolio, "decoy")["flags"] is None


@together
def test_actual_cost_comes_from_the_budget_tables_where_no_report_states_it(portfolio) -> Told:
    for period in (JAN, FEB, MAR):
        portfolio.load("projects", {"project_id": "P1", "period": period, "actual_start": "2026-01-10"}, DECOY)
    lines = [(JAN, "labour", 10), (JAN, "travel", 1), (FEB, "labour", 20), (MAR, "labour", 30), (APR, "labour", 99)]
    portfolio.load(
        "budgets",
        *({"project_id": "P1", "month": month, "cost_type": kind, "actual": cost} for month, kind, cost in lines[:3]),
        {"project_id": "decoy", "month": JAN, "actual": 5000},
    )
    portfolio.load(
        "budgets",
        *({"project_id": "P1", "month": month, "cost_type": kind, "actual": cost} for month, kind, cost in lines[3:]),
        {"project_id": "P1", "month": JAN, "cost_type": "labour", "actual": 12},
    )
    yield
    assert _facts(portfolio)["actual_cost"] == 12 + 1 + 20 + 30
    assert _facts(portfolio)["flags"] is None
    assert _facts(portfolio, "decoy")["actual_cost"] == 7


@together
def test_budget_tables_that_list_one_month_each_add_up_and_a_month_left_out_is_a_gap(portfolio) -> Told:
    for period, cost in ((JAN, 10), (FEB, 20), (APR, 40)):
        portfolio.load("projects", {"project_id": "P1", "period": period, "actual_start": "2026-01-10"})
        portfolio.load("budgets", {"project_id": "P1", "period": period, "month": period, "actual": cost})
    portfolio.load("projects", {"project_id": "P1", "period": MAR})
    yield
    facts = {month: _facts(portfolio, month=month) for month in ("01", "02", "03", "04")}
    found = {month: (row["actual_cost"], row["actual_cost_reason"]) for month, row in facts.items()}
    assert found == {
        "01": (10, None), "02": (30, None), "03": (None, "MISSING_INPUT(actual_cost)"), "04": (None, "PERIOD_GAP"),
    }  # fmt: skip


@together
def test_budget_tables_may_state_the_cost_to_date(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1"}, DECOY)
    portfolio.load(
        "budgets",
        {"project_id": "P1", "month": FEB, "cost_type": "labour", "actual_to_date": 50},
        {"project_id": "P1", "month": MAR, "cost_type": "labour", "actual_to_date": 80},
        {"project_id": "P1", "month": MAR, "cost_type": "travel", "actual_to_date": 5},
    )
    yield
    assert (_facts(portfolio)["actual_cost"], _facts(portfolio)["flags"]) == (85, None)


STATES = {
    "proposed": ({"state": "proposed"}, "NOT_STARTED"),
    "at zero": ({"percent_complete": 0, "actual_cost": 0}, "NOT_STARTED"),
    "planned later": ({"forecast_start": "2026-06-01"}, "NOT_STARTED"),
    "unknown": ({}, "IN_PROGRESS"),
    "started at zero": ({"percent_complete": 0, "actual_cost": 0, "actual_start": "2026-03-01"}, "IN_PROGRESS"),
    "proposed but spending": ({"state": "proposed", "actual_cost": 1}, "IN_PROGRESS"),
    "on hold": ({"state": "on_hold", "actual_start": "2026-01-01"}, "ON_HOLD"),
    "finished": ({"state": "active", "actual_finish": "2026-03-20"}, "COMPLETE"),
    "finish in the future": ({"actual_finish": "2026-05-20", "percent_complete": 0.2}, "IN_PROGRESS"),
    "closed": ({"state": "closed"}, "COMPLETE"),
    "cancelled": ({"state": "cancelled", "actual_finish": "2026-03-20"}, "CANCELLED"),
}


@together
def test_the_state_of_a_project_is_what_it_reports_checked_against_its_figures(portfolio) -> Told:
    portfolio.load("projects", *({"project_id": name, **typed} for name, (typed, _) in STATES.items()))
    yield
    found = {row["project_id"]: row["progress_state"] for row in portfolio.rows("core.earned_value")}
    assert found == {name: state for name, (_, state) in STATES.items()}


@together
def test_what_is_over_or_on_hold_keeps_its_last_figures_and_what_is_under_way_does_not(portfolio) -> Told:
    figures = {"budget_at_completion": 100, "earned_value": 60, "actual_cost": 70}
    states = {"P1": "on_hold", "P2": "cancelled", "P3": "closed", "P4": "active"}
    portfolio.load("projects", *({"project_id": project, "period": FEB, **figures} for project in states))
    portfolio.load("projects", *({"project_id": project, "state": state} for project, state in states.items()))
    yield
    found = {
        project: (row["earned_value"], row["actual_cost"], row["flags"])
        for project in states
        for row in [_facts(portfolio, project)]
    }
    assert found == {
        "P1": (60, 70, "ESTIMATED"),
        "P2": (60, 70, "ESTIMATED"),
        "P3": (60, 70, "ESTIMATED"),
        "P4": (None, None, "ESTIMATED"),
    }
    reasons = {project: _facts(portfolio, project)["actual_cost_reason"] for project in states}
    assert reasons == {"P1": None, "P2": None, "P3": None, "P4": "MISSING_INPUT(actual_cost)"}


@together
def test_what_was_never_sent_of_a_complete_project_is_missing_and_not_without_meaning(portfolio) -> Told:
    states = {"P1": "on_hold", "P2": "cancelled", "P3": "closed", "P4": "active", "P5": "proposed"}
    portfolio.load(
        "projects",
        *({"project_id": project, "budget_at_completion": 100, "state": state} for project, state in states.items()),
        {"project_id": "spent", "budget_at_completion": 100, "actual_cost": 90, "state": "closed"},
        {"project_id": "sent", "budget_at_completion": 100, "earned_value": 100, "actual_cost": 90, "state": "closed"},
    )
    yield
    missing = ("MISSING_INPUT(percent_complete)", "MISSING_INPUT(actual_cost)")
    found = {project: (_facts(portfolio, project)["earned_value_reason"],
                       _facts(portfolio, project)["actual_cost_reason"])
             for project in (*states, "spent", "sent")}  # fmt: skip
    assert found == {
        "P1": ("ON_HOLD", "ON_HOLD"), "P2": ("CANCELLED", "CANCELLED"), "P3": missing, "P4": missing,
        "P5": ("NOT_STARTED", "NOT_STARTED"), "spent": (missing[0], None), "sent": (None, None),
    }  # fmt: skip
    # the index has a meaning after the finish, and counts as unknown; what only looks ahead has none
    index = portfolio.values("cost_performance_index", "reason")
    assert (index["P3"], index["spent"], index["sent"]) == (missing[0], missing[0], None)
    assert portfolio.values("to_complete_performance_index", "reason")["P3"] == "COMPLETE"


@together
def test_states_silence_what_makes_no_sense_in_them_and_nothing_else(portfolio) -> Told:
    figures = {"budget_at_completion": 100, "planned_value": 80, "earned_value": 60, "actual_cost": 70}
    figures |= {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "forecast_finish": "2027-01-10"}
    nothing = {"earned_value": 0, "actual_cost": 0}
    portfolio.load(
        "projects",
        {"project_id": "hold", **figures, "state": "on_hold"},
        {"project_id": "gone", **figures, "state": "cancelled"},
        {"project_id": "done", **figures, "state": "closed", "actual_finish": "2026-03-31"},
        {"project_id": "late start", **figures, **nothing, "state": "proposed"},
        {"project_id": "early days", **figures, **nothing, "state": "proposed", "baseline_start": "2026-06-01"},
        {"project_id": "decoy", **figures},
    )
    yield
    said = {
        name: {project: reason for project, reason in portfolio.values(name, "reason").items() if reason}
        for name in ("actual_cost", "cost_performance_index", "schedule_variance", "estimate_at_completion",
                     "to_complete_performance_index", "schedule_variance_time", "finish_slip_days", "percent_spent")
    }  # fmt: skip
    out = {"hold": "ON_HOLD", "gone": "CANCELLED"}
    idle = {"late start": "NOT_STARTED", "early days": "NOT_STARTED"}
    assert said == {
        "actual_cost": {},
        "cost_performance_index": out | idle,
        "schedule_variance": out | {"early days": "NOT_STARTED"},
        "estimate_at_completion": out | idle,
        "to_complete_performance_index": out | idle | {"done": "COMPLETE"},
        "schedule_variance_time": out | {"early days": "NOT_STARTED"},
        "finish_slip_days": out,
        "percent_spent": {"gone": "CANCELLED"},
    }
    assert portfolio.values("estimate_at_completion")["done"] == 70
    assert portfolio.values("schedule_variance_time")["late start"] == pytest.approx(-3)


@together
def test_earned_value_that_falls_or_exceeds_the_budget_is_kept_and_flagged(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", "period": FEB, "budget_at_completion": 100, "earned_value": 50})
    portfolio.load(
        "projects",
        {"project_id": "P1", "budget_at_completion": 100, "earned_value": 40},
        {"project_id": "P2", "budget_at_completion": 100, "earned_value": 104, "actual_cost": 90},
    )
    yield
    assert (_facts(portfolio)["earned_value"], _facts(portfolio)["flags"]) == (40, "EV_REGRESSION")
    assert (_facts(portfolio, "P2")["earned_value"], _facts(portfolio, "P2")["flags"]) == (104, "EV_GT_BAC")
    assert portfolio.values("percent_complete")["P2", "2026-03"] == pytest.approx(1.04)
    assert portfolio.values("estimate_at_completion", "reason")["P2", "2026-03"] == "INVALID_INPUT(earned_value)"


@together
def test_a_budget_table_sent_again_in_full_is_not_added_twice_and_its_corrections_count(portfolio) -> Told:
    months = (JAN, FEB, MAR)
    costs = {JAN: (10,), FEB: (10, 20), MAR: (12, 20, 30)}
    for period in months:
        portfolio.load(
            "projects", *({"project_id": one, "period": period, "actual_start": JAN} for one in ("P1", "behind"))
        )
        lines = [{"month": month, "actual": cost} for month, cost in zip(months, costs[period], strict=False)]
        portfolio.load("budgets", *({"project_id": "P1", "period": period, **line} for line in lines))
        portfolio.load("budgets", *({"project_id": "behind", "period": period, **line} for line in lines[:2]))
    yield
    found = portfolio.values("actual_cost")
    assert [found["P1", month] for month in ("2026-01", "2026-02", "2026-03")] == [10, 30, 62]
    assert [found["behind", month] for month in ("2026-01", "2026-02", "2026-03")] == [10, 30, None]
    assert portfolio.values("actual_cost", "reason")["behind", "2026-03"] == "PERIOD_GAP"
