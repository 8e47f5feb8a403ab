"""The plan first approved, row by row: which of several sources tells it, and from when another one is in force."""

from typing import Any

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
START, FINISH = "2026-01-01", "2026-12-31"
YEAR = {"baseline_start": START, "baseline_finish": FINISH}


def _report(portfolio, period: str, **projects: dict) -> None:
    portfolio.load("projects", *({"project_id": name, "period": period, **one} for name, one in projects.items()))


def _told(portfolio, project: str, *names: str) -> list[tuple[Any, ...]]:
    """These columns of a project's first plan, month by month; days and months as text."""
    rows = portfolio.rows("core.original_plans", project_id=project)
    return [tuple(f"{row[name]}" if hasattr(row[name], "day") else row[name] for name in names) for row in rows]


@together
def test_of_two_plans_called_original_the_earlier_one_is_the_first(portfolio) -> Told:
    """By when they were approved, else by the month from which they count, else by the month they were sent for; of two
    of one day the one with the lower number."""
    early = {"kind": "original", "version": "early", "budget_at_completion": 100, "period": JAN,
             "baseline_start": "2026-01-05", "baseline_finish": "2026-11-30"}  # fmt: skip
    late = {"kind": "original", "version": "late", "budget_at_completion": 120, "period": JAN,
            "baseline_start": "2026-02-02", "baseline_finish": "2027-02-28"}  # fmt: skip
    since = {
        "approved": ({"approved_on": "2025-12-01", "effective_period": MAR},
                     {"approved_on": "2026-01-15", "effective_period": JAN}),
        "effective": ({"effective_period": "2025-12-31"}, {"approved_on": "2026-01-15"}),
        "reported": ({}, {"approved_on": "2026-02-10"}),  # in January, also where it is asked in April
        "number": ({"version": "2", "approved_on": "2026-01-15"}, {"version": "10", "approved_on": "2026-01-15"}),
    }  # fmt: skip
    for period in (JAN, APR):
        _report(portfolio, period, **{name: {} for name in since})
    portfolio.load("baselines", *(
        {"project_id": name, **plan, **dates} for name, pair in since.items()
        for plan, dates in zip((early, late), pair, strict=True)
    ))  # fmt: skip
    yield
    names = ("version", "baseline_start", "baseline_finish", "budget_at_completion", "budget_reason")
    for name in since:
        version = since[name][0].get("version", "early")
        assert _told(portfolio, name, *names) == [(version, "2026-01-05", "2026-11-30", 100, None)] * 2, name


@together
def test_the_budget_first_approved_is_the_one_in_the_report_else_of_the_original_else_the_first_in_force(
    portfolio,
) -> Told:
    """80, 90 and 100 are told of; dates are those of the original also where the first report had others."""
    original = {"kind": "original", "version": "1", "budget_at_completion": 90, "period": JAN,
                "baseline_start": "2025-12-15", "baseline_finish": "2026-10-31"}  # fmt: skip
    reported = {**YEAR, "budget_at_completion": 100}
    for period in (JAN, FEB):
        _report(portfolio, period, report={**reported, "original_budget": 80}, original=reported, force=reported)
    portfolio.load("baselines", *({"project_id": name, **original} for name in ("report", "original")))
    yield
    names = ("budget_at_completion", "baseline_start", "baseline_finish", "version", "is_rebaselined", "held_until")
    assert {name: _told(portfolio, name, *names) for name in ("report", "original", "force")} == {
        "report": [(80, "2025-12-15", "2026-10-31", "1", True, None)] * 2,
        "original": [(90, "2025-12-15", "2026-10-31", "1", True, None)] * 2,
        "force": [(100, START, FINISH, "", False, JAN), (100, START, FINISH, "", False, FEB)],
    }


@together
def test_a_budget_first_approved_is_possible_above_zero_and_up_to_the_greatest_amount(portfolio) -> Told:
    """A budget of one is one; a hundred quadrillion is the greatest amount that is believed."""
    budgets = {"one": 1, "greatest": 10**17, "beyond": 10**17 + 1, "none": 0}
    _report(portfolio, JAN, **{
        name: {**YEAR, "budget_at_completion": 5, "original_budget": budget} for name, budget in budgets.items()
    })  # fmt: skip
    yield
    told = {name: _told(portfolio, name, "budget_at_completion", "budget_reason")[0] for name in budgets}
    invalid = (None, "INVALID_INPUT(original_budget)")
    assert told == {"one": (1, None), "greatest": (10**17, None), "beyond": invalid, "none": invalid}


@together
def test_what_is_first_known_later_is_the_first_plan_and_what_comes_after_is_not(portfolio) -> Told:
    """Nothing is approved in January; in February start and finish are, in March others."""
    months = {JAN: {}, FEB: YEAR, MAR: {"baseline_start": "2026-02-01", "baseline_finish": "2027-01-31"}}
    for period, dates in months.items():
        _report(portfolio, period, A={"budget_at_completion": 100, **dates})
    yield
    names = ("baseline_start", "baseline_finish", "is_start_estimated", "is_rebaselined", "rebaselined_on")
    assert _told(portfolio, "A", *names) == [
        (None, None, False, False, None), (START, FINISH, False, False, None), (START, FINISH, False, True, MAR),
    ]  # fmt: skip


@together
def test_a_start_that_only_tasks_tell_is_an_estimate_of_the_first_plan_too(portfolio) -> Told:
    _report(portfolio, JAN, tasks={"budget_at_completion": 100}, report={"budget_at_completion": 100, **YEAR})
    portfolio.load("tasks", *(
        {"project_id": name, "task_name": "T", "period": JAN, "baseline_start": "2026-01-12"}
        for name in ("tasks", "report")
    ))  # fmt: skip
    yield
    told = {name: _told(portfolio, name, "baseline_start", "is_start_estimated") for name in ("tasks", "report")}
    assert told == {"tasks": [("2026-01-12", True)], "report": [(START, False)]}


@together
def test_a_plan_is_another_where_its_budget_differs_by_more_than_half_a_percent_either_way(portfolio) -> Told:
    """0.5 % of 1000 is 5. Without a budget in force, or a finish, nothing is known to differ."""
    budgets = {"more": 1006, "at the edge": 1005, "less": 994, "no budget": None}
    _report(portfolio, JAN, **{
        name: {**YEAR, "budget_at_completion": budget, "original_budget": 1000} for name, budget in budgets.items()
    }, nothing={})  # fmt: skip
    yield
    told = {name: _told(portfolio, name, "is_rebaselined")[0][0] for name in (*budgets, "nothing")}
    assert told == {"more": True, "at the edge": False, "less": True, "no budget": False, "nothing": False}


@together
def test_a_first_plan_that_has_no_name_takes_none_from_the_one_in_force(portfolio) -> Told:
    """The version called 2 came into force at once, with the budget and finish of the original that has no name."""
    plan = {"project_id": "A", **YEAR, "budget_at_completion": 100, "period": JAN}
    for period in (JAN, FEB):
        _report(portfolio, period, A={}, B={**YEAR, "budget_at_completion": 100, "original_budget": 50})
    portfolio.load("baselines", {**plan, "kind": "original", "effective_period": "2025-12-31"},
                   {**plan, "version": "2", "kind": "replan", "effective_period": JAN})  # fmt: skip
    yield
    assert [row["version"] for row in portfolio.rows("core.baseline_in_force", project_id="A")] == ["2", "2"]
    assert _told(portfolio, "A", "version", "is_rebaselined") == [("", False), ("", False)]
    assert _told(portfolio, "B", "version", "is_rebaselined", "rebaselined_on") == [("", True, None)] * 2


@together
def test_an_original_keeps_its_name_where_another_was_in_force_first(portfolio) -> Told:
    """Version 2 was in force from the first report on with the same budget and finish, version 3 is not the same."""
    plan = {"project_id": "A", **YEAR, "budget_at_completion": 100, "period": JAN}
    for period in (JAN, FEB):
        _report(portfolio, period, A={})
    portfolio.load("baselines", {**plan, "version": "1", "kind": "original", "effective_period": "2025-12-31"},
                   {**plan, "version": "2", "kind": "replan", "effective_period": JAN},
                   {**plan, "version": "3", "kind": "rebaseline", "effective_period": FEB, "approved_on": "2026-02-10",
                    "budget_at_completion": 150})  # fmt: skip
    yield
    names = ("version", "is_rebaselined", "rebaselined_on", "held_until")
    assert _told(portfolio, "A", *names) == [("1", False, None, JAN), ("1", True, "2026-02-10", JAN)]


@together
def test_a_plan_without_a_name_was_approved_when_the_latest_that_has_none_was(portfolio) -> Told:
    original = {"project_id": "A", **YEAR, "version": "1", "kind": "original", "budget_at_completion": 100,
                "period": JAN, "effective_period": JAN}  # fmt: skip
    later = {"project_id": "A", **YEAR, "kind": "rebaseline", "budget_at_completion": 150, "period": MAR}
    for period in (JAN, MAR):
        _report(portfolio, period, A={})
    portfolio.load("baselines", original)
    portfolio.load("baselines", original | {"period": MAR},
                   {**later, "approved_on": "2026-02-10", "effective_period": FEB},
                   {**later, "approved_on": "2026-03-12", "effective_period": MAR})  # fmt: skip
    yield
    assert _told(portfolio, "A", "is_rebaselined", "rebaselined_on") == [(False, None), (True, "2026-03-12")]


@together
def test_the_curve_of_a_first_plan_is_the_one_that_held_when_it_was_last_in_force(portfolio) -> Told:
    """Sent in January and once more in February, when budget and finish were still the first ones; another in March."""
    for period, budget in ((JAN, 100), (FEB, 100), (MAR, 150), (APR, 150)):
        _report(portfolio, period, A={**YEAR, "budget_at_completion": budget})
        if period != APR:
            portfolio.load("baseline_periods", *(
                {"project_id": "A", "period": period, "month": month, "planned_value": value}
                for month, value in ((JAN, budget / 10), (FINISH, budget))
            ))  # fmt: skip
    yield
    names = ("curve_period", "curve_version", "held_until", "is_rebaselined", "rebaselined_on")
    assert _told(portfolio, "A", *names) == [
        (JAN, "", JAN, False, None), (FEB, "", FEB, False, None), (FEB, "", FEB, True, MAR), (FEB, "", FEB, True, MAR),
    ]  # fmt: skip


@together
def test_while_nothing_differs_the_curve_is_the_one_in_force_whatever_its_name(portfolio) -> Told:
    """Version 2 has the budget and the finish of version 1, and a curve of its own."""
    for period in (JAN, FEB):
        _report(portfolio, period, A={})
    for period, version, kind in ((JAN, "1", "original"), (FEB, "2", "replan")):
        portfolio.load("baselines", {"project_id": "A", **YEAR, "version": version, "kind": kind, "period": period,
                                     "budget_at_completion": 100, "effective_period": period})  # fmt: skip
        portfolio.load("baseline_periods", *(
            {"project_id": "A", "period": period, "version": version, "month": month, "planned_value": value}
            for month, value in ((JAN, 10), (FINISH, 100))
        ))  # fmt: skip
    yield
    assert _told(portfolio, "A", "is_rebaselined", "curve_version", "curve_period") == [
        (False, "1", JAN), (False, "2", FEB),
    ]  # fmt: skip


@together
def test_a_month_in_which_only_a_milestone_is_reported_has_its_first_plan_all_the_same(portfolio) -> Told:
    _report(portfolio, JAN, A={**YEAR, "budget_at_completion": 100})
    portfolio.load("milestones", {"project_id": "A", "period": FEB, "milestone_id": "M", "baseline_date": FEB})
    yield
    assert _told(portfolio, "A", "period", "baseline_finish", "budget_at_completion") == [
        (JAN, FINISH, 100), (FEB, FINISH, 100),
    ]  # fmt: skip


@together
def test_the_budgets_by_month_of_a_first_plan_are_those_that_were_sent_while_it_held(portfolio) -> Told:
    """A hundred in January, 150 in March, when the budget is raised to that."""
    for period, budget in ((JAN, 100), (FEB, 100), (MAR, 150), (APR, 150)):
        _report(portfolio, period, A={**YEAR, "budget_at_completion": budget})
        if period in (JAN, MAR):
            portfolio.load("budgets", *(
                {"project_id": "A", "period": period, "month": month, "budget": budget / 2} for month in (JAN, FINISH)
            ))  # fmt: skip
    yield
    told = {(row["basis"], f"{row['period']}"): f"{row['budgets_period']}"
            for row in portfolio.rows("core.plans", project_id="A")}  # fmt: skip
    assert told == {
        ("current", JAN): JAN, ("current", FEB): JAN, ("current", MAR): MAR, ("current", APR): MAR,
        ("original", MAR): JAN, ("original", APR): JAN,
    }  # fmt: skip
