"""What the risks of a project add up to, and those of a portfolio."""

import pytest

from tests.sql.registers import FEB, MAR, RATED, VALUED, decoys, risk
from tests.sql.together import Together, Told

together = Together()

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
        {"project_id": "P5", "contingency_approved": 300}, {"project_id": "P6", **money}, {"project_id": "P7"},
        {"project_id": "P8", **money},
    )  # fmt: skip
    valued = [risk("R1", f"P{n}", **VALUED) for n in (1, 2, 4, 5)]
    chance = risk("R1", "P3", **(VALUED | {"kind": "opportunity"}))
    # of P6 two threats are valued, a third and an opportunity are not
    more = [risk("R1", "P6", **VALUED), risk("R2", "P6", **VALUED), risk("R3", "P6"),
            risk("R4", "P6", kind="opportunity")]  # fmt: skip
    portfolio.load("risks", *valued, chance, *more, risk("R2", "P2", probability_score=5),
                   risk("R1", "P7", **VALUED), risk("R2", "P7"),
                   # of P8 only the opportunity is valued: that nothing is exposed is not known
                   risk("R1", "P8", **(VALUED | {"kind": "opportunity"})), risk("R2", "P8"))  # fmt: skip
    yield
    assert portfolio.values("contingency_cover") == {
        "P1": pytest.approx(300 / 160), "P2": None, "P3": None, "P4": None, "P5": None, "P6": None,
        "P7": None, "P8": None,
    }  # fmt: skip
    assert portfolio.values("contingency_cover", "reason") == {
        "P1": None,
        "P2": "MISSING_INPUT(risks.probability,risks.cost_impact)",
        "P3": "NOT_APPLICABLE",
        "P4": "MISSING_INPUT(contingency_approved)",
        "P5": "MISSING_INPUT(contingency_drawn)",
        "P6": "MISSING_INPUT(risks.probability,risks.cost_impact)",
        "P7": "MISSING_INPUT(risks.probability,risks.cost_impact)",  # nor has it a contingency
        "P8": "MISSING_INPUT(risks.probability,risks.cost_impact)",
    }
    assert portfolio.values("residual_risk_exposure", "flags")["P2"] == "PARTIAL_COVERAGE"


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


def test_how_much_the_largest_risks_make_needs_more_of_them_that_are_valued(portfolio) -> None:
    """Six of six are one more than five; one is not, and of none nothing is known."""
    valued = {"six": 6, "one": 1, "none": 0}
    portfolio.load("projects", *({"project_id": name} for name in valued))
    portfolio.load("risks", *(
        risk(f"R{number}", name, **(VALUED if number < count else {}))
        for name, count in valued.items() for number in range(max(count, 2))
    ))  # fmt: skip
    columns = ("value", "numerator", "denominator", "reason")
    assert {row["project_id"]: tuple(row[name] for name in columns)
            for row in portfolio.rows("indicators.risk_concentration_ratio")} == {
        "six": (pytest.approx(5 / 6), 800, 960, None), "one": (None, 160, 160, "NOT_APPLICABLE"),
        "none": (None, None, None, "MISSING_INPUT(risks.probability,risks.cost_impact)"),
    }  # fmt: skip
