"""The plan in force, row by row, and its curve as steps: where each figure comes from, and what is an estimate."""

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, JUL, DEC = "2026-01-31", "2026-02-28", "2026-03-31", "2026-07-31", "2026-12-31"
START = "2026-01-01"
PLAN = {"baseline_start": START, "baseline_finish": DEC, "budget_at_completion": 100}


@together
def test_what_nobody_approved_in_the_month_is_an_estimate_and_what_is_not_known_is_none(portfolio) -> Told:
    """Reported in both months, or in January alone; approved as a version; told by a curve, by tasks, by nothing."""
    names = ("reported", "carried", "version", "curve", "tasks", "nothing")
    for period in (JAN, FEB):
        portfolio.load("projects", *(
            {"project_id": name, "period": period, **(PLAN if name == "reported" or (name, period) == ("carried", JAN)
                                                      else {})} for name in names
        ))  # fmt: skip
    portfolio.load("baselines", {"project_id": "version", "version": "1", "period": JAN, **PLAN})
    portfolio.load("baseline_periods", *(
        {"project_id": "curve", "period": JAN, "month": month, "planned_value": value}
        for month, value in ((JAN, 20), (JUL, 90))
    ))  # fmt: skip
    portfolio.load("tasks", {"project_id": "tasks", "task_name": "T", "period": FEB, "baseline_start": "2026-01-12",
                             "baseline_finish": "2026-09-18"})  # fmt: skip
    yield
    columns = ("baseline_start", "baseline_finish", "budget_at_completion", "budget_reason", "is_start_estimated",
               "is_finish_estimated", "is_budget_estimated", "is_start_of_tasks", "is_finish_of_tasks")  # fmt: skip
    told = {
        row["project_id"]: tuple(f"{row[name]}" if hasattr(row[name], "day") else row[name] for name in columns)
        for row in portfolio.rows("core.baseline_in_force") if f"{row['period']}" == FEB
    }  # fmt: skip
    assert told == {
        "reported": (START, DEC, 100, None, False, False, False, False, False),
        "carried": (START, DEC, 100, None, True, True, True, False, False),
        "version": (START, DEC, 100, None, False, False, False, False, False),
        "curve": (START, JUL, 90, None, True, True, True, False, False),
        "tasks": ("2026-01-12", "2026-09-18", None, "NO_BASELINE", True, True, False, True, True),
        "nothing": (None, None, None, "NO_BASELINE", False, False, False, False, False),
    }


@together
def test_a_budget_in_force_is_possible_above_zero_and_up_to_the_greatest_amount(portfolio) -> Told:
    budgets = {"one": 1, "greatest": 10**17, "beyond": 10**17 + 1, "none": 0}
    for period in (JAN, FEB):  # in February they are carried on, as far as they are possible
        portfolio.load("projects", *(
            {"project_id": name, "period": period, "budget_at_completion": budget if period == JAN else None}
            for name, budget in budgets.items()
        ))  # fmt: skip
    yield
    invalid = (None, "INVALID_INPUT(budget_at_completion)")
    of_months = {period: [
        (row["project_id"], row["budget_at_completion"], row["budget_reason"], row["is_budget_estimated"])
        for row in portfolio.rows("core.baseline_in_force") if row["project_id"] in budgets
        and f"{row['period']}" == period
    ] for period in (JAN, FEB)}  # fmt: skip
    assert of_months == {
        JAN: [("beyond", *invalid, False), ("greatest", 10**17, None, False), ("none", *invalid, False),
              ("one", 1, None, False)],
        FEB: [("beyond", *invalid, False), ("greatest", 10**17, None, True), ("none", *invalid, False),
              ("one", 1, None, True)],
    }  # fmt: skip


@together
def test_the_way_to_a_step_is_a_line_where_nobody_sent_the_step(portfolio) -> Told:
    """A whole curve with a pause in spring, one that stops at 40 and is drawn on to 100, a straight line, and one that
    falls in July."""
    curves = {
        "whole": {JAN: 10, FEB: 40, "2026-04-30": 40, DEC: 100}, "short": {JAN: 10, FEB: 40},
        "line": {}, "falls": {JAN: 10, FEB: 40, JUL: 30, DEC: 100},
    }  # fmt: skip
    portfolio.load("projects", *({"project_id": name, "period": JAN, **PLAN} for name in curves))
    portfolio.load("baseline_periods", *(
        {"project_id": name, "period": JAN, "month": month, "planned_value": value}
        for name, points in curves.items() for month, value in points.items()
    ))  # fmt: skip
    yield
    columns = ("planned_value", "first_number", "last_number", "next_value", "next_number", "is_estimated",
               "is_falling")  # fmt: skip
    told = {name: [tuple(row[column] for column in columns) for row in portfolio.rows(
        "core.curve_steps", project_id=name)] for name in curves}  # fmt: skip
    assert told == {
        "whole": [(0, 0, 0, 10, 1, False, False), (10, 1, 1, 40, 2, False, False), (40, 2, 4, 100, 12, False, False),
                  (100, 12, 12, None, None, False, False)],
        "short": [(0, 0, 0, 10, 1, False, False), (10, 1, 1, 40, 2, False, False), (40, 2, 2, 100, 12, True, False),
                  (100, 12, 12, None, None, True, False)],
        "line": [(0, 0, 0, 100, 12, True, False), (100, 12, 12, None, None, True, False)],
        "falls": [(0, 0, 0, 10, 1, False, True), (10, 1, 1, 30, 7, False, True), (30, 7, 7, 40, 2, False, True),
                  (40, 2, 2, 100, 12, False, True), (100, 12, 12, None, None, False, True)],
    }  # fmt: skip


@together
def test_amounts_begin_anew_where_they_fall_below_the_last_ones_in_the_month_of_another_plan(portfolio) -> Told:
    """A's cost rose to 300 and is 200 under the plan of March, B's earned value; C's rise, D has no other plan."""
    amounts = {
        "A": ((100, 100), (150, 300), (160, 200)), "B": ((100, 100), (150, 300), (120, 310)),
        "C": ((100, 100), (150, 300), (160, 310)), "D": ((100, 100), (150, 300), (120, 200)),
    }  # fmt: skip
    for place, period in enumerate((JAN, FEB, MAR)):
        portfolio.load("projects", *(
            {"project_id": name, "period": period, **PLAN, "actual_start": START,
             "budget_at_completion": 900 if period == MAR and name != "D" else 800,
             "earned_value": told[place][0], "actual_cost": told[place][1]} for name, told in amounts.items()
        ))  # fmt: skip
    yield
    columns = ("period", "changed_on", "window_start", "earned_anew_on", "cost_anew_on")
    breaks = {row["project_id"]: tuple(row[column] and f"{row[column]}" for column in columns)
              for row in portfolio.rows("core.plan_breaks") if row["project_id"] in amounts}  # fmt: skip
    assert breaks == {
        "A": (MAR, MAR, MAR, None, MAR), "B": (MAR, MAR, MAR, MAR, None), "C": (MAR, MAR, None, None, None),
    }  # fmt: skip


@together
def test_an_earned_value_differs_from_the_share_of_work_by_more_than_half_a_percent_of_the_budget(portfolio) -> Told:
    """Half of 1000 is 500: 505 and 495 agree with it, 506 and 494 do not."""
    values = {"a": 505, "b": 495, "c": 506, "d": 494}
    portfolio.load("projects", *(
        {"project_id": name, "period": JAN, **PLAN, "budget_at_completion": 1000, "percent_complete": 0.5,
         "earned_value": value} for name, value in values.items()
    ))  # fmt: skip
    yield
    told = {row["project_id"]: row["is_disputed"] for row in portfolio.rows("core.earned_to_date")
            if row["project_id"] in values}  # fmt: skip
    assert told == {"a": False, "b": False, "c": True, "d": True}


@together
def test_of_versions_that_count_from_one_month_the_original_is_the_one_that_was_followed(portfolio) -> Told:
    versions = {"numbered": (("9", "original"), ("2", "replan")), "only": (("9", "original"),)}
    portfolio.load("projects", *({"project_id": name, "period": JAN} for name in versions))
    portfolio.load("baselines", *(
        {"project_id": name, "period": JAN, **PLAN, "version": version, "kind": kind, "effective_period": JAN}
        for name, listed in versions.items() for version, kind in listed
    ))  # fmt: skip
    yield
    told = {row["project_id"]: row["version"] for row in portfolio.rows("core.baseline_in_force")
            if row["project_id"] in versions}  # fmt: skip
    assert told == {"numbered": "2", "only": "9"}


@together
def test_of_two_curves_of_one_month_the_one_is_taken_whose_version_the_report_names(portfolio) -> Told:
    named = {"first": "1", "second": "2", "none": None}
    portfolio.load("projects", *(
        {"project_id": name, "period": JAN, **PLAN, "baseline_version": version} for name, version in named.items()
    ))  # fmt: skip
    portfolio.load("baseline_periods", *(
        {"project_id": name, "period": JAN, "version": version, "month": month, "planned_value": value}
        for name in named for version in ("1", "2") for month, value in ((JAN, 10), (DEC, 100))
    ))  # fmt: skip
    yield
    told = {row["project_id"]: (row["version"], row["curve_version"]) for row in portfolio.rows(
        "core.baseline_in_force") if row["project_id"] in named}  # fmt: skip
    assert told == {"first": ("1", "1"), "second": ("2", "2"), "none": ("2", "2")}
