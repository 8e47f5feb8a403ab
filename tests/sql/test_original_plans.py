"""The plan first approved beside the plan in force: what each project would look like had nobody changed its plan."""

import random

import pytest

from pmo_analytics.indicators import register
from tests.sql.conftest import month_end
from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR, MAY = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"
MONTHS = (JAN, FEB, MAR, APR, MAY)
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31"}
PAIRS = {name: name.removesuffix("_original") for name, entry in register().entries.items()
         if entry.family == "original" and name != "budget_growth_ratio"}  # fmt: skip
BY_PLAN_ALONE = [name for name in PAIRS if not name.startswith(("variance", "milestone"))]
SAME = ("value", "numerator", "denominator", "reason", "flags")


def _figures(portfolio, indicator: str, project: str) -> dict[str, tuple]:
    rows = portfolio.rows(f"indicators.{indicator}", project_id=project)
    return {f"{row['period']:%m}": tuple(row[what] for what in SAME) for row in rows}


def _curve(total: float, chance: random.Random) -> list[float]:
    shares = sorted(chance.random() for _ in range(11))
    return [round(total * share, 2) for share in shares] + [total]


def _points(project: str, values: list[float], **more: str) -> list[dict]:
    return [
        {"project_id": project, "month": month_end(f"2026-{month:02}"), "planned_value": value, "period": JAN, **more}
        for month, value in enumerate(values, start=1)
    ]


@together
def test_where_no_plan_was_changed_both_answers_are_one(portfolio) -> Told:
    chance = random.Random(1)
    names = [f"P{place:02}" for place in range(21)]
    budgets = {name: chance.randint(1000, 10**6) for name in names}
    for place, month in enumerate(MONTHS, start=1):
        portfolio.load("projects", *(
            {"project_id": name, "period": month, "percent_complete": min(1, chance.random() * place / 6),
             "actual_cost": budgets[name] * place / 10, "forecast_finish": "2027-02-15",
             "state": chance.choice(["active", "active", "active", "on_hold", "closed", "cancelled"]),
             **({} if number % 9 == 0 else {"budget_at_completion": budgets[name]}),
             **({} if number % 7 == 0 else YEAR)}
            for number, name in enumerate(names)
        ))  # fmt: skip
        portfolio.load("milestones", *(
            {"project_id": name, "period": month, "milestone_id": f"M{number}",
             "baseline_date": f"2026-0{1 + number % 5}-10",
             **({"actual_date": f"2026-0{1 + number % 5}-{10 + 5 * (number % 2)}"} if number % 5 < place else {})}
            for name in names for number in range(10)
        ))  # fmt: skip
    portfolio.load("baseline_periods", *(
        point for number, name in enumerate(names) if number % 3 == 0 for point in _points(
            name, _curve(budgets[name], chance))
    ))  # fmt: skip
    yield
    assert {row["basis"] for row in portfolio.rows("core.plan_curves")} == {"current"}  # and none is computed twice
    for original, current in PAIRS.items():
        found = {name: _figures(portfolio, original, name) for name in names}
        assert found == {name: _figures(portfolio, current, name) for name in names}
        assert any(row[0] is not None for rows in found.values() for row in rows.values()), original


KINDS = ("named curves", "unnamed curve", "straight line", "budgets by month")


def _load_twins(portfolio) -> list[str]:
    """Pairs of projects alike in all that happened; of each, the one called new is given another plan in March, in
    versions or by its report alone. Returns the names of the pairs."""
    chance, rows = random.Random(2), {"projects": [], "baselines": [], "baseline_periods": [], "budgets": []}
    resent: list[dict] = []
    pairs = [f"{kind} {number}" for kind in KINDS for number in range(4)]
    for pair in pairs:
        budget, is_by_version = chance.randint(1000, 10**6), pair.startswith(("named", "straight"))
        plan = {"budget_at_completion": budget, **YEAR}
        later = {**plan, "budget_at_completion": budget * 1.4, "baseline_finish": "2027-03-31"}
        for place, month in enumerate(MONTHS, start=1):
            happened = {"percent_complete": 0.1 * place + chance.uniform(-0.05, 0.05), "period": month,
                        "actual_cost": place * chance.randint(1, 1000), "forecast_finish": "2027-02-15"}  # fmt: skip
            rows["projects"] += [
                {"project_id": f"{pair} {twin}", **happened, **({} if is_by_version else reported)}
                for twin, reported in (("old", plan), ("new", later if place >= 3 else plan))
            ]
        first = {**plan, "version": "1", "kind": "original", "period": JAN}
        second = {**later, "version": "2", "kind": "rebaseline", "effective_period": MAR, "period": JAN}
        values, more = _curve(budget, chance), _curve(budget * 1.4, chance)
        months = [later - earlier for earlier, later in zip([0, *values], values, strict=False)]
        named, renamed = ({"version": "1"}, {"version": "2"}) if pair.startswith("named") else ({}, {})
        for twin in ("old", "new"):
            one = f"{pair} {twin}"
            rows["baselines"] += [{"project_id": one, **first}] if is_by_version else []
            rows["baseline_periods"] += _points(one, values, **named) if "curve" in pair else []
            rows["budgets"] += [
                {"project_id": one, "period": JAN, "month": month_end(f"2026-{month:02}"), "budget": amount}
                for month, amount in enumerate(months, start=1) if pair.startswith("budgets")
            ]  # fmt: skip
        rows["baselines"] += [{"project_id": f"{pair} new", **second}] if is_by_version else []
        if "curve" in pair:
            points = _points(f"{pair} new", more, **renamed)
            resent += [{**point, "period": MAR} for point in points]
    for entity, written in rows.items():
        portfolio.load(entity, *written)
    portfolio.load("baseline_periods", *resent)
    return pairs


@together
def test_a_new_plan_leaves_what_is_told_of_the_first_one_untouched(portfolio) -> Told:
    pairs = _load_twins(portfolio)
    yield
    changed = {row["project_id"] for row in portfolio.rows("core.original_plans") if row["is_rebaselined"]}
    assert changed == {f"{pair} new" for pair in pairs}
    for indicator in BY_PLAN_ALONE:
        for pair in pairs:
            untouched, found = (_figures(portfolio, indicator, f"{pair} {twin}") for twin in ("old", "new"))
            assert {month: _close(found[month], told) for month, told in untouched.items()} == dict.fromkeys(
                ("01", "02", "03", "04", "05"), True
            ), (indicator, pair, untouched, found)
            assert all(told[0] is not None for told in untouched.values())
            assert _figures(portfolio, PAIRS[indicator], f"{pair} new")["05"] != found["05"], indicator


def _close(found: tuple, told: tuple) -> bool:
    return found[3:] == told[3:] and all(
        one == other if one is None or other is None else float(one) == pytest.approx(float(other), rel=1e-6, abs=1e-6)
        for one, other in zip(found[:3], told[:3], strict=True)
    )


@together
def test_the_first_plan_has_its_own_dates_curve_and_budget(portfolio) -> Told:
    """Half done in April: by the plan in force 750 of 1500 and on time, by the first one 500 of the 800 planned."""
    for month in (JAN, APR):
        portfolio.load("projects", *(
            {"project_id": project, "period": month, "percent_complete": 0.1 if month == JAN else 0.5,
             "actual_cost": 60 if month == JAN else 600, "forecast_finish": "2026-08-31"}
            for project in ("P1", "decoy")
        ))  # fmt: skip
    first = {"version": "1", "kind": "original", "budget_at_completion": 1000, "period": JAN,
             "baseline_start": "2026-01-01", "baseline_finish": "2026-05-31"}  # fmt: skip
    second = {**first, "version": "2", "kind": "rebaseline", "budget_at_completion": 1500, "effective_period": APR,
              "baseline_finish": "2026-08-31"}  # fmt: skip
    portfolio.load("baselines", {"project_id": "P1", **first}, {"project_id": "P1", **second},
                   {"project_id": "decoy", **first})  # fmt: skip
    curves = {"1": (100, 300, 500, 800, 1000), "2": (100, 300, 500, 750, 900, 1100, 1300, 1500)}
    portfolio.load("baseline_periods", *(
        point for version, values in curves.items() for point in _points("P1", list(values), version=version)
    ))  # fmt: skip
    yield

    def told(indicator: str) -> tuple:
        return _figures(portfolio, indicator, "P1")["04"]

    assert told("schedule_performance_index")[:3] == (pytest.approx(1), 750, 750)
    assert told("schedule_performance_index_original")[:3] == (pytest.approx(500 / 800), 500, 800)
    assert told("planned_value_original")[:1] == (800,)
    assert told("schedule_performance_index_time_original")[:3] == (pytest.approx(3 / 4), 3, 4)
    assert told("schedule_variance_time_original")[0] == pytest.approx(3 - 4)
    assert told("finish_slip_days")[0] == 0
    assert told("finish_slip_days_original")[0] == 92  # June, July, August
    assert told("finish_slip_ratio_original")[:3] == (pytest.approx(92 / 151), 92, 151)
    assert told("budget_growth_ratio")[:3] == (pytest.approx(0.5), 500, 1000)
    estimate = 1500 / (750 / 600)
    assert told("variance_at_completion_ratio_original")[:3] == (
        pytest.approx((1000 - estimate) / 1000), pytest.approx(1000 - estimate), 1000,
    )  # fmt: skip
    assert _figures(portfolio, "budget_growth_ratio", "decoy")["04"][:3] == (0, 0, 1000)
    assert {row["basis"] for row in portfolio.rows("core.plans", project_id="decoy")} == {"current"}


@together
def test_what_was_first_approved_and_nobody_tells_is_not_known(portfolio) -> Told:
    """A budget first approved that is none; a finish that only the later plan has; no plan at all."""
    told = {"percent_complete": 0.5, "actual_cost": 50, "forecast_finish": "2026-12-31"}
    for month, budget in ((FEB, 100), (MAR, 100)):
        portfolio.load(
            "projects",
            {"project_id": "zero", "period": month, **told, **YEAR, "budget_at_completion": budget,
             "original_budget": 0},
            {"project_id": "no finish", "period": month, **told, "baseline_start": "2026-01-01",
             "budget_at_completion": budget, "original_budget": 80},
            {"project_id": "nothing", "period": month, **told},
        )  # fmt: skip
    yield

    def reason(indicator: str, project: str) -> str | None:
        return _figures(portfolio, indicator, project)["03"][3]

    assert reason("budget_growth_ratio", "zero") == "INVALID_INPUT(original_budget)"
    assert _figures(portfolio, "budget_growth_ratio", "no finish")["03"][0] == pytest.approx(20 / 80)
    assert reason("finish_slip_days_original", "no finish") == "NO_BASELINE"
    assert reason("planned_value_original", "no finish") == "NO_BASELINE"
    assert reason("schedule_performance_index_original", "no finish") == "NO_BASELINE"
    for indicator in ("budget_growth_ratio", "planned_value_original", "variance_at_completion_ratio_original"):
        assert reason(indicator, "nothing") == "NO_BASELINE"


@together
def test_milestones_that_were_moved_are_missed_by_the_dates_first_approved(portfolio) -> Told:
    """Six were due by March. Two moved from February to March, and reached there: a third of them is missed."""
    portfolio.load("projects", *({"project_id": one, "period": month, **YEAR} for one in ("P1", "kept")
                                 for month in (JAN, MAR)))  # fmt: skip
    for month in (JAN, MAR):
        portfolio.load("milestones", *(
            {"project_id": project, "period": month, "milestone_id": f"M{number}",
             "baseline_date": "2026-03-10" if project == "P1" and number < 2 and month == MAR else "2026-02-10",
             "actual_date": None if month == JAN else "2026-03-01" if number < 2 else "2026-02-09"}
            for project in ("P1", "kept") for number in range(6)
        ))  # fmt: skip
    yield
    assert _figures(portfolio, "milestone_hit_rate", "P1")["03"][:3] == (1, 6, 6)
    assert _figures(portfolio, "milestone_hit_rate_original", "P1")["03"][:3] == (pytest.approx(4 / 6), 4, 6)
    kept = _figures(portfolio, "milestone_hit_rate", "kept")
    assert kept["03"][:3] == (pytest.approx(4 / 6), 4, 6)
    assert _figures(portfolio, "milestone_hit_rate_original", "kept") == kept
    assert {row["project_id"] for row in portfolio.rows("core.milestones_due", basis="original")} == {"P1"}


@together
def test_planned_value_is_typed_else_a_curve_else_a_share_else_budgets_else_a_line(portfolio) -> Told:
    """Each project lacks what the one before it has: 310, 320, 330, 340, and a quarter of 1200."""
    all_of_it = {"budget_at_completion": 1200, "status_date": MAR, **YEAR}
    names = ("typed", "curve", "share", "budgets", "line")
    portfolio.load("projects", *(
        {"project_id": name, **all_of_it, **({"planned_value": 310} if place < 1 else {}),
         **({"percent_planned": 330 / 1200} if place < 3 else {})}
        for place, name in enumerate(names)
    ))  # fmt: skip
    portfolio.load("baseline_periods", *(
        {"project_id": name, "month": month_end(f"2026-{month:02}"),
         "planned_value": 320 / 3 * month if month < 12 else 1200}
        for name in names[:2] for month in range(1, 13)
    ))  # fmt: skip
    portfolio.load("budgets", *(
        {"project_id": name, "month": month_end(f"2026-{month:02}"), "cost_type": kind, "budget": amount / 2}
        for name in names[:4] for kind in ("a", "b")
        for month, amount in enumerate([100, 100, 140, *[860 / 9] * 9], start=1)
    ))  # fmt: skip
    yield
    assert {name: float(value) for name, value in portfolio.values("planned_value").items()} == pytest.approx(
        {"typed": 310, "curve": 320, "share": 330, "budgets": 340, "line": 300}, abs=1e-4
    )
    assert portfolio.values("planned_value", "flags") == {
        "typed": "INPUTS_DIFFER", "curve": "INPUTS_DIFFER", "share": None, "budgets": "ESTIMATED", "line": "ESTIMATED",
    }  # fmt: skip


WRONG = {"half of it": [50] * 12, "another currency": [100] * 12, "below zero": [-100, *[1300 / 11] * 11]}


@pytest.fixture(scope="module")
def of_wrong(portfolio_of_cases):
    portfolio = portfolio_of_cases()
    portfolio.load("projects", *(
        {"project_id": wrong, "budget_at_completion": 1200, "status_date": MAR, "currency": "EUR", **YEAR}
        for wrong in WRONG
    ))  # fmt: skip
    portfolio.load("budgets", *(
        {"project_id": wrong, "month": month_end(f"2026-{month:02}"), "budget": amount,
         "currency": "USD" if wrong == "another currency" and month == 5 else "EUR"}
        for wrong, amounts in WRONG.items() for month, amount in enumerate(amounts, start=1)
    ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize("wrong", WRONG)
def test_budgets_that_are_not_the_whole_plan_are_no_curve(of_wrong, wrong: str) -> None:
    """A year's budget of a plan of two, a line in another currency, a month below zero: the straight line stands."""
    assert of_wrong.values("planned_value")[wrong] == 300
    plans = of_wrong.rows("core.plans", project_id=wrong)
    assert plans and all(row["budgets_period"] is None for row in plans)
