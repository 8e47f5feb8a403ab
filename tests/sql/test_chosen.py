"""What tests of a few indicators stand on: of the others nothing can be asked, and what is chosen is all there."""

import pytest

from tests.sql.conftest import EVERY_VALUE, month_end, named_in
from tests.sql.together import Together, Told

MARCH = month_end("2026-03")
KNOWN = {"budget_at_completion": 100, "percent_complete": 0.5, "actual_cost": 60, "actual_start": "2026-01-01"}
INDICATORS, LIGHTS, HEALTH = "marts.indicators", "marts.lights", "marts.project_health"


together = Together()


@together
def test_of_several_tests_in_one_portfolio_each_sees_its_own_projects(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", **KNOWN}, {"project_name": "Alpha", **KNOWN, "actual_cost": 7})
    yield
    assert portfolio.values("actual_cost") == {"P1": 60, "Alpha": 7}
    assert [row["subject_id"] for row in portfolio.rows("indicators.actual_cost", project_id="P1")] == ["P1"]
    with pytest.raises(AssertionError, match="not of projects"):
        portfolio.rows("core.periods")


@together
def test_the_same_names_told_of_in_another_test_are_other_projects(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", **KNOWN, "actual_cost": 50}, covers=[("P3", f"{MARCH}")])
    with pytest.raises(AssertionError, match="of no project"):
        portfolio.load("fx_rates", {"currency": "EUR", "rate": 2})
    yield
    assert portfolio.values("actual_cost") == {"P1": 50}
    assert portfolio.only("actual_cost").rows("marts.indicators", project_id="P2") == []


@pytest.fixture(scope="module")
def whole(portfolio_of_cases):
    """All indicators of a portfolio; the other one has the same projects and makes what is chosen."""
    return _loaded(portfolio_of_cases())


@pytest.fixture(scope="module")
def part(portfolio_of_cases):
    return _loaded(portfolio_of_cases())


def _loaded(portfolio):
    portfolio.load("projects", {"project_id": "P1", **KNOWN}, {"project_id": "P2", **KNOWN, "actual_cost": None})
    portfolio.load("risks", {"project_id": "P1", "risk_id": "R1", "probability_score": 5, "impact_score": 5})
    return portfolio


def test_only_what_is_chosen_is_made_and_another_choice_makes_it_anew(part) -> None:
    for names in (("cost_variance", "actual_cost"), ("earned_value",)):
        part.only(*names)
        assert {row["indicator"] for row in part.rows(EVERY_VALUE)} == set(names)
        assert {row["indicator"] for row in part.rows("marts.rollup")} == set(names)


@pytest.mark.parametrize("light", ["cost", "schedule", "risk", "resource"])
def test_a_light_is_the_same_with_and_without_the_others(light: str, whole, part) -> None:
    part.only(light=light)
    for name in ("marts.light_drivers", "marts.light_readings", LIGHTS):
        assert part.rows(name, dimension=light) == whole.rows(name, dimension=light) != []


def test_all_lights_and_what_is_made_of_them_are_the_same_as_of_all_indicators(whole, part) -> None:
    part.only(*named_in(HEALTH), light="overall")
    for name in (LIGHTS, "marts.attention", "marts.red_runs", HEALTH):
        assert part.rows(name) == whole.rows(name) != []


@pytest.mark.parametrize(
    ("names", "light", "model", "where"),
    [
        (["actual_cost"], None, INDICATORS, {"indicator": "earned_value"}),
        (["actual_cost"], None, "marts.rollup", {"indicator": "earned_value"}),
        (["actual_cost"], None, EVERY_VALUE, {"indicator": "earned_value"}),
        (["cost_performance_index"], None, LIGHTS, {"dimension": "cost"}),
        ([], "cost", LIGHTS, {"dimension": "risk"}),
        ([], "cost", LIGHTS, {"dimension": "overall"}),
        ([], "cost", LIGHTS, {}),
        ([], "cost", "marts.light_drivers", {"indicator": "cost_performance_index"}),
        ([], "cost", "marts.attention", {}),
        ([], "overall", HEALTH, {}),
    ],
)
def test_what_was_not_chosen_cannot_be_asked_for(names, light, model, where, part) -> None:
    part.only(*names, light=light)
    with pytest.raises(AssertionError, match="chosen"):
        part.rows(model, **where)


def test_a_query_of_what_was_not_chosen_fails(part) -> None:
    part.only("actual_cost")
    with pytest.raises(AssertionError, match="milestone_hit_rate.* was not chosen"):
        part.answer("schedule_cards")


@pytest.mark.parametrize(("names", "light"), [(["actual_costs"], None), ([], None), ([], "colour")])
def test_a_choice_of_nothing_and_of_what_there_is_not_fails(names: list[str], light: str | None, part) -> None:
    with pytest.raises(AssertionError, match="no indicators|nothing steers"):
        part.only(*names, light=light).rows(INDICATORS)


def test_another_profile_decides_anew_what_steers_a_light(portfolio) -> None:
    _loaded(portfolio).only(light="cost")
    before = {row["indicator"] for row in portfolio.rows("marts.light_drivers", dimension="cost")}
    portfolio.decide("setting", setting="profile", profile="D", **{"from": f"{MARCH}"})
    portfolio.database.made -= {name for name in portfolio.database.made if name.startswith("core.")}
    after = {row["indicator"] for row in portfolio.rows("marts.light_drivers", dimension="cost")}
    assert (after, before & after) == ({"cost_tolerance_used"}, set())
