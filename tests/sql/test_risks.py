"""Risks: open or not, rated and valued before and after the response, what a project's add up to, and their history."""

import pytest

from pmo_analytics.indicators import register as indicators
from tests.sql.together import Together, Told

together = Together()

FEB, MAR = "2026-02-28", "2026-03-31"
RATED = {"probability_score": 4, "impact_score": 5, "residual_probability_score": 3, "residual_impact_score": 4}
VALUED = {
    "probability": 0.5, "cost_impact": 1000, "residual_probability": 0.2, "residual_cost_impact": 800,
}  # fmt: skip


def risk(risk_id: str, project: str = "P1", **more) -> dict:
    return {"project_id": project, "risk_id": risk_id, "risk_name": f"Risk {risk_id}", **more}


@pytest.fixture
def register(portfolio):
    """register(risk(...), ...): the states of the risks by id, of a portfolio that has P1 in March."""

    def run(*risks: dict, **project) -> dict:
        portfolio.load("projects", {"project_id": "P1", "project_name": "Alpha", **project})
        portfolio.load("risks", *risks, covers=[("P1", MAR)])
        return {row["row_key"]: row for row in portfolio.rows("core.risk_states")}

    return run


def test_a_score_is_the_product_of_its_classes_and_the_registers_own_is_kept_apart(register) -> None:
    found = register(
        risk("R1", **RATED, score=20, residual_score=12),
        risk("R2", **RATED, score=15),
        risk("R3", impact_score=3, score=9),
        risk("R4", probability_score=6, impact_score=3),
        risk("R5", probability_score=4, impact_score=4),
        risk("R6", probability_score=4, impact_score=4, residual_probability_score=0, residual_impact_score=4),
    )
    names = ("inherent_score", "inherent_score_reason", "residual_score", "residual_score_reason", "current_score",
             "is_rated_before", "is_score_disputed")  # fmt: skip
    missing = "MISSING_INPUT(risks.residual_probability_score)"
    assert {key: tuple(row[name] for name in names) for key, row in found.items()} == {
        "R1": (20, None, 12, None, 12, False, False),
        "R2": (20, None, 12, None, 12, False, True),
        "R3": (None, "MISSING_INPUT(risks.probability_score)", None, missing, None, False, False),
        "R4": (None, "INVALID_INPUT(risks.probability_score)", None, missing, None, False, False),
        "R5": (16, None, None, missing, 16, True, False),
        "R6": (16, None, None, "INVALID_INPUT(risks.residual_probability_score)", None, False, False),
    }


def test_an_expected_value_needs_a_chance_and_a_cost_and_an_opportunity_counts_against_threats(register) -> None:
    found = register(
        risk("R1", **VALUED, expected_value=500),
        risk("R2", **(VALUED | {"kind": "opportunity"}), expected_value=900),
        risk("R3", **(VALUED | {"kind": "opportunity", "cost_impact": -1000, "residual_cost_impact": -800})),
        risk("R4", probability_score=5, cost_impact=1000),
        risk("R5", probability=0.5, cost_impact=-1000),
        risk("R6", probability=0.5, cost_impact=1000, residual_probability=0.1),
        risk("R7", probability=1, cost_impact=10),
        risk("R8", probability=0.5, cost_impact=1000, residual_probability=1.5),
    )
    names = ("inherent_value", "inherent_value_reason", "residual_value", "current_value", "is_valued_before",
             "is_carried", "is_value_disputed", "is_certain")  # fmt: skip
    assert {key: tuple(row[name] for name in names) for key, row in found.items()} == {
        "R1": (500, None, 160, 160, False, False, False, False),
        "R2": (-500, None, -160, -160, False, False, True, False),
        "R3": (-500, None, -160, -160, False, False, False, False),
        "R4": (None, "MISSING_INPUT(risks.probability)", None, None, False, False, False, False),
        "R5": (None, "INVALID_INPUT(risks.cost_impact)", None, None, False, False, False, False),
        "R6": (500, None, 100, 100, False, True, False, False),
        "R7": (10, None, None, 10, True, False, False, True),
        "R8": (500, None, None, None, False, False, False, False),
    }
    assert found["R8"]["residual_value_reason"] == "INVALID_INPUT(risks.residual_probability)"


def test_what_is_open_follows_the_status_and_the_dates_where_there_is_none(register) -> None:
    states = {"R1": "proposed", "R2": "open", "R3": "on_hold", "R4": "occurred", "R5": "closed", "R6": "cancelled"}
    found = register(
        *(risk(key, status=status) for key, status in states.items()),
        risk("R7"),
        risk("R8", closed_on="2026-03-10"),
        risk("R9", closed_on="2026-04-10"),
        risk("X1", "decoy", status="open"),
    )
    assert {key: (row["state"], row["is_open"]) for key, row in found.items()} == {
        "R1": ("open", True), "R2": ("open", True), "R3": ("open", True), "R4": ("materialised", False),
        "R5": ("closed", False), "R6": ("cancelled", False), "R7": ("open", True), "R8": ("closed", False),
        "R9": ("open", True), "X1": ("open", True),
    }  # fmt: skip


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_an_open_risk_of_a_project_that_is_over_is_not_open_any_more(register, portfolio, state: str) -> None:
    found = register(risk("R1", status="open"), state=state)
    assert (found["R1"]["state"], found["R1"]["is_open"]) == ("open", False)
    assert portfolio.values("count_open_risks", "reason") == {"P1": "COMPLETE" if state == "closed" else "CANCELLED"}


def test_days_count_to_the_status_date_and_never_to_a_clock(register) -> None:
    found = register(
        risk("R1", raised_on="2026-01-01", reviewed_on="2026-03-01", due_on="2026-03-15"),
        risk("R2", raised_on="2026-03-10", reviewed_on="2026-01-01", due_on="2026-04-15"),
        risk("R3", raised_on="2026-04-01"),
        risk("R4", raised_on="2026-01-01", status="closed", closed_on="2026-01-31"),
        risk("R5", raised_on="2026-03-28", reviewed_on="2026-03-29"),
        status_date="2026-03-20",
    )
    names = ("days_open", "days_open_reason", "days_since_review", "days_overdue", "days_overdue_reason")
    assert {key: tuple(row[name] for name in names) for key, row in found.items()} == {
        "R1": (78, None, 19, 5, None),
        "R2": (10, None, 10, 0, None),
        "R3": (None, "INVALID_INPUT(risks.raised_on)", None, None, "MISSING_INPUT(risks.due_on)"),
        "R4": (30, None, None, None, "MISSING_INPUT(risks.due_on)"),
        "R5": (0, None, 0, None, "MISSING_INPUT(risks.due_on)"),
    }


NAMES = {"count_open_risks", "risk_exposure", "residual_risk_exposure", "residual_risk_reduction",
         "highest_residual_score", "contingency_cover", "overdue_response_ratio", "stale_risk_ratio",
         "median_risk_age_days", "risk_concentration_ratio"}  # fmt: skip


def project_values(portfolio, project: str) -> dict:
    rows = portfolio.rows("marts.indicators", project_id=project, grain="project")
    return {row["indicator"]: (row["value"], row["reason"], row["flags"]) for row in rows if row["indicator"] in NAMES}


@together
def test_a_register_without_an_open_risk_is_a_true_zero_and_a_missing_one_is_not_known(portfolio) -> Told:
    portfolio.load(
        "projects", {"project_id": "covered", "contingency_approved": 10, "contingency_drawn": 0},
        {"project_id": "unknown"},
    )  # fmt: skip
    portfolio.load("risks", risk("R1", "covered", status="closed", **RATED, **VALUED), covers=[("covered", MAR)])
    yield
    none = {name: (None, "NOT_APPLICABLE", None) for name in (
        "residual_risk_reduction", "highest_residual_score", "contingency_cover", "overdue_response_ratio",
        "stale_risk_ratio", "median_risk_age_days", "risk_concentration_ratio",
    )}  # fmt: skip
    zeros = {name: (0, None, None) for name in ("count_open_risks", "risk_exposure", "residual_risk_exposure")}
    portfolio.only(*NAMES, light="risk")
    assert project_values(portfolio, "covered") == none | zeros
    unknown = project_values(portfolio, "unknown")
    assert set(unknown.values()) == {(None, "MISSING_INPUT(risks)", None)} and len(unknown) == 10
    lights = {row["project_id"]: row for row in portfolio.rows("marts.lights", dimension="risk")}
    assert (lights["covered"]["computed"], lights["covered"]["reason"]) == (None, "NOT_APPLICABLE")
    assert lights["unknown"]["reason"] == "MISSING_INPUT(risks)"


def decoys() -> list[dict]:
    """Risks that must change nothing for P1: closed, happened, cancelled, of another project."""
    large = {**RATED, **VALUED, "cost_impact": 10**9, "due_on": "2025-01-01", "raised_on": "2020-01-01"}
    return [risk("D1", status="closed", **large), risk("D2", status="occurred", **large),
            risk("D3", status="cancelled", **large), risk("D4", "P2", **large)]  # fmt: skip


@together
def test_what_a_project_adds_up_to(portfolio) -> Told:
    dates = {"raised_on": "2026-01-30", "reviewed_on": "2026-03-01", "due_on": "2026-04-30"}
    portfolio.load("projects", {"project_id": "P1", "contingency_approved": 300, "contingency_drawn": 60},
                   {"project_id": "P2"})  # fmt: skip
    portfolio.load(
        "risks",
        *(risk(f"R{number}", **RATED, **VALUED, **dates) for number in range(1, 5)),
        risk("R5", **(RATED | {"residual_probability_score": 5}), **VALUED, **(dates | {"due_on": "2026-03-01"})),
        risk("R6", probability_score=2, impact_score=2, probability=0.1, cost_impact=2000, raised_on="2025-09-30",
             reviewed_on="2025-12-31", due_on="2026-03-30"),
        risk("R7", **(VALUED | {"kind": "opportunity", "residual_cost_impact": 700}), **dates, probability_score=5,
             impact_score=5),
        *decoys(),
    )  # fmt: skip
    portfolio.load("risks", risk("R1", period=FEB, **RATED, **(VALUED | {"cost_impact": 10**8})))
    yield
    found = project_values(portfolio.only(*NAMES), "P1")
    march = {row["indicator"]: row for row in portfolio.rows("marts.indicators", project_id="P1")
             if f"{row['period']}" == MAR}  # fmt: skip
    assert len(found) == 10
    assert {name: (march[name]["value"], march[name]["flags"], march[name]["light"]) for name in found} == {
        "count_open_risks": (6, None, None),
        "risk_exposure": (5 * 500 + 200 - 500, None, None),
        "residual_risk_exposure": (5 * 160 + 200 - 140, "BEFORE_RESPONSE", None),
        "residual_risk_reduction": (pytest.approx(1 - 160 / 500), "PARTIAL_COVERAGE", None),
        "highest_residual_score": (20, "BEFORE_RESPONSE", "red"),
        "contingency_cover": (pytest.approx(240 / 860), "BEFORE_RESPONSE", "red"),
        "overdue_response_ratio": (pytest.approx(2 / 6), None, "amber"),
        "stale_risk_ratio": (pytest.approx(1 / 6), None, "green"),
        "median_risk_age_days": (60, None, None),
        "risk_concentration_ratio": (pytest.approx((200 + 4 * 160) / 1000), None, None),
    }


def test_shares_and_medians_of_a_few_are_not_shown_but_count_in_the_portfolio(portfolio) -> None:
    dates = {"raised_on": "2026-01-30", "reviewed_on": "2026-03-01"}
    portfolio.load("projects", {"project_id": "P1"}, {"project_id": "P2"})
    portfolio.load(
        "risks",
        *(risk(f"R{n}", project, due_on="2026-03-01" if n < late else "2026-05-01", **dates)
          for project, late in (("P1", 1), ("P2", 3)) for n in range(4)),
    )  # fmt: skip
    assert portfolio.values("overdue_response_ratio", "reason") == {"P1": "SMALL_N(4<5)", "P2": "SMALL_N(4<5)"}
    assert portfolio.values("median_risk_age_days", "reason") == {"P1": "SMALL_N(4<5)", "P2": "SMALL_N(4<5)"}
    portfolio.only("overdue_response_ratio")
    (rolled,) = portfolio.rows("marts.rollup", indicator="overdue_response_ratio", level="portfolio", name="")
    assert (rolled["value"], rolled["numerator"], rolled["denominator"]) == (0.5, 4, 8)


def test_where_no_response_is_due_there_is_nothing_to_divide_by(portfolio) -> None:
    portfolio.load("risks", *(risk(f"R{number}", **RATED) for number in range(6)))
    columns = ("value", "numerator", "denominator", "reason")
    for indicator, missing in {"overdue_response_ratio": "due_on", "stale_risk_ratio": "reviewed_on"}.items():
        (row,) = portfolio.rows(f"indicators.{indicator}")
        assert tuple(row[name] for name in columns) == (None, 0, None, f"MISSING_INPUT(risks.{missing})")


@together
def test_contingency_cover_is_not_told_where_most_risks_have_no_cost(portfolio) -> Told:
    money = {"contingency_approved": 300, "contingency_drawn": 0}
    portfolio.load(
        "projects", *({"project_id": f"P{n}", **money} for n in (1, 2, 3)), {"project_id": "P4"},
        {"project_id": "P5", "contingency_approved": 300}, {"project_id": "P6", **money},
    )  # fmt: skip
    valued = [risk("R1", f"P{n}", **VALUED) for n in (1, 2, 4, 5)]
    chance = risk("R1", "P3", **(VALUED | {"kind": "opportunity"}))
    # of P6 two threats are valued, a third and an opportunity are not
    more = [risk("R1", "P6", **VALUED), risk("R2", "P6", **VALUED), risk("R3", "P6"),
            risk("R4", "P6", kind="opportunity")]  # fmt: skip
    portfolio.load("risks", *valued, chance, *more, risk("R2", "P2", probability_score=5))
    yield
    assert portfolio.values("contingency_cover") == {
        "P1": pytest.approx(300 / 160), "P2": None, "P3": None, "P4": None, "P5": None, "P6": None,
    }  # fmt: skip
    assert portfolio.values("contingency_cover", "reason") == {
        "P1": None,
        "P2": "MISSING_INPUT(risks.probability,risks.cost_impact)",
        "P3": "NOT_APPLICABLE",
        "P4": "MISSING_INPUT(contingency_approved)",
        "P5": "MISSING_INPUT(contingency_drawn)",
        "P6": "MISSING_INPUT(risks.probability,risks.cost_impact)",
    }
    assert portfolio.values("residual_risk_exposure", "flags")["P2"] == "PARTIAL_COVERAGE"


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


def test_exposure_rolls_up_in_the_portfolios_currency(portfolio) -> None:
    portfolio.load(
        "projects", *({"project_id": f"P{n}", "currency": "CNY"} for n in (1, 2)),
        {"project_id": "P3", "currency": "USD"}, {"project_id": "P4", "currency": "GBP"},
    )  # fmt: skip
    portfolio.load("fx_rates", {"project_id": "", "currency": "USD", "to_currency": "CNY", "rate": 7,
                                "rate_type": "plan", "fiscal_year": "2026"}, covers=[("", MAR)])  # fmt: skip
    portfolio.load("risks", *(risk("R1", f"P{n}", **VALUED) for n in (1, 3, 4)), covers=[("P2", MAR)])
    portfolio.only("residual_risk_exposure")
    (rolled,) = portfolio.rows("marts.rollup", indicator="residual_risk_exposure", level="portfolio", name="")
    assert (rolled["value"], rolled["count_with_value"], rolled["count_projects"]) == (160 + 7 * 160, 3, 4)
    exposures = {row["project_id"]: (row["current_exposure"], row["exposure_reason"])
                 for row in portfolio.rows("marts.assessed_risks")}  # fmt: skip
    assert exposures == {"P1": (160, None), "P3": (1120, None), "P4": (None, "FX_MISSING")}


def test_a_risk_has_a_first_month_and_the_issues_that_name_it(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "project_name": "Alpha"}, {"project_id": "P2"})
    portfolio.load("risks", risk("R1", period=FEB), risk("R9", period=FEB))
    portfolio.load("risks", risk("R1", status="occurred"), risk("R2"), risk("R1", "P2"))
    portfolio.load(
        "issues",
        {"project_id": "P1", "issue_id": "I-12", "risk_id": "R1"},
        {"project_id": "P1", "issue_id": "I-3", "risk_id": "R1"},
        {"project_id": "P1", "issue_id": "I-4", "risk_id": "R7"},
        {"project_id": "P1", "issue_id": "I-5"},
    )
    found = {
        (row["project_id"], row["risk_id"]): (row["state"], f"{row['first_period']}", row["issues"])
        for row in portfolio.rows("marts.assessed_risks") if f"{row['period']}" == MAR
    }  # fmt: skip
    assert found == {
        ("P1", "R1"): ("materialised", FEB, "I-12, I-3"),
        ("P1", "R2"): ("open", MAR, None),
        ("P2", "R1"): ("open", MAR, None),
    }


@together
def test_each_risk_has_its_own_figures_and_a_closed_one_has_none(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1"}, {"project_id": "A|B"})
    portfolio.load(
        "risks",
        risk("R1", **RATED, **VALUED, response_cost=40, score=19),
        risk("R2", status="closed", **RATED),
        risk("R1", "A|B", probability=0.5, cost_impact=10, residual_probability=0.1),
    )
    yield
    of_risks = [name for name, entry in indicators().entries.items() if entry.grain == "risk"]
    rows = portfolio.only(*of_risks).rows("marts.indicators", grain="risk")
    values = {(row["subject_id"], row["indicator"]): (row["value"], row["reason"], row["flags"]) for row in rows}
    assert len(values) == 3 * 5
    assert values["P1|R1", "risk_score"] == (20, None, "INPUTS_DIFFER")
    assert values["P1|R1", "residual_risk_score"] == (12, None, "INPUTS_DIFFER")
    assert values["P1|R1", "expected_monetary_value"] == (500, None, None)
    assert values["P1|R1", "residual_expected_monetary_value"] == (160, None, None)
    assert values["P1|R1", "residual_expected_monetary_value_with_response"] == (200, None, None)
    assert values["P1|R2", "risk_score"] == (None, "NOT_APPLICABLE", None)
    assert values["A%7CB|R1", "residual_expected_monetary_value"] == (1, None, "ESTIMATED")
    assert values["A%7CB|R1", "residual_expected_monetary_value_with_response"] == (
        None, "MISSING_INPUT(risks.response_cost)", None,
    )  # fmt: skip
    assert {row["project_id"] for row in rows} == {"P1", "A|B"}
