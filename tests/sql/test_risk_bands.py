"""Which light the scores of risks are: high ones, few that are known, and those of opportunities."""

import pytest

from tests.sql.registers import decoys, risk
from tests.sql.together import Together, Told

together = Together()


@together
def test_an_opportunity_never_turns_a_light_red(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("risks", risk("R1", kind="opportunity", probability_score=5, impact_score=5))
    yield
    assert portfolio.values("highest_residual_score", "reason") == {"P1": "NOT_APPLICABLE"}
    assert portfolio.values("count_open_risks") == {"P1": 0}
    (one,) = portfolio.rows("marts.assessed_risks")
    assert (one["current_score"], one["band"]) == (25, None)


BANDS = [((3, 3), "green"), ((2, 5), "amber"), ((4, 4), "amber"), ((4, 5), "red"), ((None, 5), None)]


@pytest.fixture(scope="module")
def of_bands(portfolio_of_cases):
    portfolio = portfolio_of_cases().only("highest_residual_score")
    portfolio.load("projects", *({"project_id": f"{classes}"} for classes, _ in BANDS))
    portfolio.load("risks", *(
        risk("R1", f"{classes}", probability_score=classes[0], impact_score=classes[1]) for classes, _ in BANDS
    ))  # fmt: skip
    return portfolio


@pytest.mark.parametrize(("classes", "band"), BANDS)
def test_the_band_of_a_risk_is_the_light_of_the_project(of_bands, classes: tuple, band: str | None) -> None:
    (one,) = of_bands.rows("marts.assessed_risks", project_id=f"{classes}")
    (highest,) = of_bands.rows("marts.indicators", indicator="highest_residual_score", project_id=f"{classes}")
    assert one["band"] == highest["light"] == band


FEW_KNOWN = [
    ((5, 5), 1, "red", None, "FEW_KNOWN"),
    ((3, 4), 1, "amber", None, "FEW_KNOWN"),
    ((1, 2), 1, None, "FEW_KNOWN", "FEW_KNOWN"),
    ((1, 2), 7, None, "FEW_KNOWN", "FEW_KNOWN"),
    ((1, 2), 8, "green", None, "PARTIAL_COVERAGE"),
    ((1, 2), 10, "green", None, None),
]


@pytest.fixture(scope="module")
def of_few(portfolio_of_cases):
    """Ten open threats of each project; the decoys that are rated are not open, or another project's."""
    portfolio = portfolio_of_cases().only(light="risk")
    portfolio.load("projects", {"project_id": "P2"}, *(
        {"project_id": f"{count} of {classes}"} for classes, count, *_ in FEW_KNOWN
    ))  # fmt: skip
    for classes, count, *_ in FEW_KNOWN:
        rated = {"probability_score": classes[0], "impact_score": classes[1],
                 "residual_probability_score": classes[0], "residual_impact_score": classes[1]}  # fmt: skip
        project = f"{count} of {classes}"
        portfolio.load(
            "risks",
            *(risk(f"R{n}", project, **(rated if n < count else {})) for n in range(10)),
            *(one if one["project_id"] == "P2" else one | {"project_id": project} for one in decoys()),
        )
    return portfolio


@pytest.mark.parametrize(("classes", "count_rated", "light", "reason", "flags"), FEW_KNOWN)
def test_a_few_low_scores_of_many_threats_are_no_green_light_and_a_high_one_stands(
    of_few, classes: tuple, count_rated: int, light: str | None, reason: str | None, flags: str | None
) -> None:
    project = f"{count_rated} of {classes}"
    (highest,) = of_few.rows("marts.indicators", indicator="highest_residual_score", project_id=project)
    assert (highest["value"], highest["light"], highest["flags"]) == (classes[0] * classes[1], light, flags)
    (dimension,) = of_few.rows("marts.lights", project_id=project, dimension="risk")
    assert (dimension["computed"], dimension["reason"]) == (light, reason)


def test_the_bands_are_those_of_the_register_and_not_of_the_sql(portfolio, given) -> None:
    given("reference.indicators", {"indicator": "highest_residual_score", "grain": "project", "better": "lower",
                                   "rollup": "worst", "unit": "score"})  # fmt: skip
    given("reference.profile_bounds", {"profile": "A", "valid_from": "0001-01-01", "amber": 3, "red": 4,
                                       "indicator": "highest_residual_score"})  # fmt: skip
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("risks", risk("R1", probability_score=1, impact_score=5))
    assert portfolio.rows("marts.assessed_risks")[0]["band"] == "red"


def test_the_stretches_of_age_follow_one_another_up_to_a_month_two_three_and_half_a_year(portfolio) -> None:
    bins = [(row["place"], row["from_days"], row["to_days"]) for row in portfolio.rows("core.risk_age_bins")]
    assert bins == [(1, 0, 30), (2, 31, 60), (3, 61, 90), (4, 91, 180), (5, 181, None)]
