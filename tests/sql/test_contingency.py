"""How fast the contingency is used up, and what that does to the light of cost."""

import pytest

from tests.sql.fiscal_years import indicator
from tests.sql.together import Together, Told

together = Together()

CONTINGENCIES = [
    (5, 100, 0.0, (None, "UNDEFINED_MATH", "red")),  # drawn before any work is done
    (0, 100, 0.0, (None, "ZERO_DENOM(earned_value)", None)),
    (5, 0, 0.5, (None, "ZERO_DENOM(contingency_approved)", None)),
    (5, None, 0.5, (None, "MISSING_INPUT(contingency_approved)", None)),
    (None, 100, 0.5, (None, "MISSING_INPUT(contingency_drawn)", None)),
    (50, 100, 0.5, (1.0, None, "green")),
    (55, 100, 0.5, (1.1, None, "amber")),
]


@pytest.fixture(scope="module")
def of_contingencies(portfolio_of_cases):
    portfolio = portfolio_of_cases()
    portfolio.load("projects", *(
        {"project_id": f"{drawn} of {approved} at {share}", "contingency_drawn": drawn,
         "contingency_approved": approved, "budget_at_completion": 1000, "percent_complete": share,
         "actual_start": "2026-01-01"}
        for drawn, approved, share, _ in CONTINGENCIES
    ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize(("drawn", "approved", "share", "expected"), CONTINGENCIES)
def test_contingency_without_work_is_red_by_rule_and_unknown_contingency_is_grey(
    drawn, approved, share, expected, of_contingencies
) -> None:
    assert indicator(of_contingencies, f"{drawn} of {approved} at {share}", "contingency_drawdown") == expected


@together
def test_red_by_rule_decides_the_light_of_cost_also_of_an_early_project(portfolio) -> Told:
    early = {"budget_at_completion": 1000, "percent_complete": 0, "actual_start": "2026-03-01", "actual_cost": 0}
    portfolio.load(
        "projects",
        {"project_id": "A", **early, "contingency_approved": 100, "contingency_drawn": 1},
        {"project_id": "decoy", **early, "contingency_approved": 100, "contingency_drawn": 0},
        {"project_id": "on plan", **early, "percent_complete": 0.1, "actual_cost": 100, "contingency_approved": 100,
         "contingency_drawn": 0},
    )  # fmt: skip
    yield
    portfolio.only(light="overall")
    lights = {row["project_id"]: row for row in portfolio.rows("marts.lights", dimension="cost")}
    assert (lights["A"]["computed"], lights["A"]["drivers"]) == ("red", "contingency_drawdown")
    assert lights["on plan"]["computed"] == "green"
    assert (lights["decoy"]["computed"], lights["decoy"]["reason"]) == (None, "ZERO_DENOM(actual_cost)")
    attention = {row["project_id"]: row["attention"] for row in portfolio.rows("marts.attention")}
    assert attention["A"] > attention["on plan"] == 0
    assert attention["decoy"] is None


@together
def test_contingency_alone_never_makes_the_cost_light_green(portfolio) -> Told:
    known = {"budget_at_completion": 1000, "percent_complete": 0.5, "actual_start": "2026-01-01"}
    drawn = {"contingency_approved": 100, "contingency_drawn": 10}
    portfolio.load(
        "projects",
        {"project_id": "no cost", **known, **drawn},
        {"project_id": "no cost, all drawn", **known, **drawn, "contingency_drawn": 90},
        {"project_id": "known", **known, **drawn, "actual_cost": 500},
        {"project_id": "nothing", **known},
    )
    yield
    portfolio.only(light="overall")
    lights = {
        row["project_id"]: (row["computed"], row["reason"]) for row in portfolio.rows("marts.lights", dimension="cost")
    }
    assert lights == {
        "no cost": (None, "MISSING_INPUT(actual_cost)"),
        "no cost, all drawn": ("red", None),
        "known": ("green", None),
        "nothing": (None, "MISSING_INPUT(actual_cost)"),
    }
    attention = {row["project_id"]: row["attention"] for row in portfolio.rows("marts.attention")}
    assert attention["no cost"] is None
