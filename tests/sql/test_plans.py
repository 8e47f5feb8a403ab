"""The plan a project is measured against: versions, curves, and planned value by day."""

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31"}


def _row(portfolio, model: str, project: str = "P1", month: str = "03") -> dict:
    found = [row for row in portfolio.rows(model) if row["project_id"] == project and f"{row['period']:%m}" == month]
    assert len(found) == 1
    return found[0]


@together
def test_without_a_curve_the_plan_is_a_straight_line_and_says_so(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "P1", "budget_at_completion": 1200, "status_date": "2026-03-31", **YEAR},
        {"project_id": "mid month", "budget_at_completion": 1200, "status_date": "2026-02-14", **YEAR},
        {"project_id": "before", "budget_at_completion": 1200, "status_date": "2025-12-20", **YEAR},
        {"project_id": "after", "budget_at_completion": 1200, "status_date": "2027-02-28", **YEAR},
        {"project_id": "no finish", "budget_at_completion": 1200, "baseline_start": "2026-01-01"},
    )
    yield
    assert portfolio.values("planned_value") == {
        "P1": 300, "mid month": 150, "before": 0, "after": 1200, "no finish": None,
    }  # fmt: skip
    assert portfolio.values("planned_value", "flags")["P1"] == "ESTIMATED"
    assert portfolio.values("planned_value", "reason")["no finish"] == "NO_BASELINE"


@together
def test_a_curve_is_followed_by_the_share_of_days_between_its_months(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "P1", "budget_at_completion": 100, "status_date": "2026-02-14", **YEAR},
        {"project_id": "P2", "budget_at_completion": 100, "status_date": "2026-02-14", **YEAR},
    )
    portfolio.load(
        "baseline_periods",
        {"project_id": "P1", "month": JAN, "planned_value": 10},
        {"project_id": "P1", "month": FEB, "planned_value": 50},
        {"project_id": "P1", "month": MAR, "planned_value": 100},
        {"project_id": "P2", "month": JAN, "planned_value_this_period": 10},
        {"project_id": "P2", "month": FEB, "planned_value_this_period": 40},
    )
    yield
    assert portfolio.values("planned_value") == {"P1": 30, "P2": 30}
    assert portfolio.values("planned_value", "flags") == {"P1": None, "P2": None}


@together
def test_a_curve_of_shares_is_one_of_the_budget(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", "budget_at_completion": 1000, "status_date": FEB, **YEAR})
    portfolio.load(
        "baseline_periods",
        {"project_id": "P1", "month": JAN, "planned_percent": 0.1},
        {"project_id": "P1", "month": FEB, "planned_percent": 0.4},
        {"project_id": "P1", "month": MAR, "planned_percent": 1},
    )
    yield
    assert portfolio.values("planned_value") == {"P1": 400}


@together
def test_a_curve_that_stops_short_is_drawn_on_to_budget_and_finish(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", "budget_at_completion": 120, "status_date": "2026-07-31", **YEAR})
    portfolio.load(
        "baseline_periods",
        {"project_id": "P1", "month": JAN, "planned_value": 10},
        {"project_id": "P1", "month": FEB, "planned_value": 20},
    )
    yield
    assert portfolio.values("planned_value") == {"P1": 70}
    assert portfolio.values("planned_value", "flags") == {"P1": "ESTIMATED"}


@together
def test_where_report_and_curve_differ_the_report_wins_and_is_flagged(portfolio) -> Told:
    portfolio.load(
        "projects",
        {"project_id": "P1", "budget_at_completion": 100, "planned_value": 60, "status_date": FEB, **YEAR},
        {"project_id": "P2", "budget_at_completion": 100, "planned_value": 50.25, "status_date": FEB, **YEAR},
    )
    curve = [{"month": month, "planned_value": value} for month, value in ((JAN, 10), (FEB, 50), (MAR, 100))]
    portfolio.load("baseline_periods", *({"project_id": one, **point} for one in ("P1", "P2") for point in curve))
    yield
    assert portfolio.values("planned_value") == {"P1": 60, "P2": 50.25}
    assert portfolio.values("planned_value", "flags") == {"P1": "INPUTS_DIFFER", "P2": None}


@together
def test_the_version_in_force_is_the_latest_effective_one_and_its_curve_goes_with_it(portfolio) -> Told:
    for period in (FEB, MAR):
        portfolio.load("projects", {"project_id": "P1", "period": period}, {"project_id": "P2", "period": period})
    plan = {"project_id": "P1", "period": JAN, "baseline_start": "2026-01-01"}
    portfolio.load(
        "baselines",
        {**plan, "version": "9", "kind": "original", "baseline_finish": "2026-06-30", "budget_at_completion": 600},
        {**plan, "version": "10", "effective_period": "2026-03-15", "baseline_finish": "2026-12-31",
         "budget_at_completion": 1200},
        {**plan, "version": "11", "effective_period": "2026-04-30", "budget_at_completion": 9999},
        {"project_id": "P2", "period": JAN, "version": "1", "budget_at_completion": 5},
    )  # fmt: skip
    points = [("9", FEB, 150), ("9", MAR, 300), ("10", FEB, 110), ("10", MAR, 222), ("11", FEB, 1), ("11", MAR, 2)]
    portfolio.load(
        "baseline_periods",
        *({"project_id": "P1", "period": JAN, "version": one, "month": month, "planned_value": value}
          for one, month, value in points),
    )  # fmt: skip
    yield
    names = ("version", "budget_at_completion", "baseline_finish")
    found = {month: tuple(str(_row(portfolio, "core.baseline_in_force", month=month)[name]) for name in names)
             for month in ("02", "03")}  # fmt: skip
    assert found == {"02": ("9", "600.000000", "2026-06-30"), "03": ("10", "1200.000000", "2026-12-31")}
    assert _row(portfolio, "core.planned_to_date", month="02")["planned_value"] == 150
    assert _row(portfolio, "core.planned_to_date", month="03")["planned_value"] == 222
    assert _row(portfolio, "core.baseline_in_force", "P2")["budget_at_completion"] == 5


@together
def test_a_project_is_rebaselined_where_budget_or_finish_differ_from_the_first_plan(portfolio) -> Told:
    """By versions; by reports alone; by what the report calls the first budget; and two that keep to their plan."""
    for period, budget, finish in ((JAN, 62, "2026-06-30"), (FEB, 78, "2026-06-30"), (MAR, 78, "2026-12-31")):
        portfolio.load(
            "projects",
            {"project_id": "versions", "period": period},
            {"project_id": "reports", "period": period, "budget_at_completion": budget, "baseline_finish": finish},
            {"project_id": "first", "period": period, "budget_at_completion": 90, "original_budget": 80},
            {"project_id": "same", "period": period, "budget_at_completion": 10, "baseline_finish": "2026-12-31"},
            {"project_id": "rounded", "period": period, "budget_at_completion": 1000, "original_budget": 1000.4},
            {"project_id": "late start", "period": period,
             "budget_at_completion": None if period == JAN else 10},
        )  # fmt: skip
    plan = {"project_id": "versions", "period": JAN}
    portfolio.load(
        "baselines",
        {**plan, "version": "1", "kind": "original", "approved_on": "2025-12-12", "baseline_finish": "2026-06-30",
         "budget_at_completion": 62},
        {**plan, "version": "2", "kind": "rebaseline", "approved_on": "2026-02-06", "baseline_finish": "2026-12-31",
         "budget_at_completion": 78},
    )  # fmt: skip
    yield
    names = ("budget_at_completion", "baseline_finish", "is_rebaselined", "rebaselined_on")

    def found(month: str) -> dict[str, tuple]:
        return {
            row["project_id"]: tuple(None if row[name] is None else str(row[name]) for name in names)
            for row in portfolio.rows("core.original_plans") if f"{row['period']:%m}" == month
        }  # fmt: skip

    assert {name for name, row in found("01").items() if row[2] == "True"} == {"first"}
    assert found("03") == {
        "versions": ("62.000000", "2026-06-30", "True", "2026-02-06"),
        "reports": ("62.000000", "2026-06-30", "True", "2026-03-31"),
        "first": ("80.000000", None, "True", None),
        "same": ("10.000000", "2026-12-31", "False", None),
        "rounded": ("1000.400000", None, "False", None),
        "late start": ("10.000000", None, "False", None),
    }


@together
def test_a_report_that_names_its_version_is_measured_against_that_one(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", "baseline_version": "A"}, {"project_id": "P2"})
    for project in ("P1", "P2"):
        portfolio.load(
            "baselines",
            {"project_id": project, "version": "A", "approved_on": "2026-01-01", "budget_at_completion": 10},
            {"project_id": project, "version": "B", "approved_on": "2026-02-01", "budget_at_completion": 20},
        )
    yield
    found = {row["project_id"]: row["budget_at_completion"] for row in portfolio.rows("core.baseline_in_force")}
    assert found == {"P1": 10, "P2": 20}


@together
def test_a_budget_that_is_not_repeated_is_carried_on_and_flagged(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1", "period": JAN, "budget_at_completion": 100})
    portfolio.load(
        "projects", {"project_id": "P1", "period": FEB, "percent_complete": 0.5}, {"project_id": "P2", "period": FEB}
    )
    yield
    assert portfolio.values("earned_value") == {("P1", "2026-01"): None, ("P1", "2026-02"): 50, ("P2", "2026-02"): None}
    assert portfolio.values("budget_at_completion", "flags")["P1", "2026-02"] == "ESTIMATED"
    assert portfolio.values("earned_value", "flags")["P1", "2026-02"] == "ESTIMATED"


@together
def test_a_long_plan_is_written_once_and_not_again_for_every_month(portfolio) -> Told:
    for period in (JAN, FEB, MAR, APR):
        portfolio.load("projects", {"project_id": "P1", "period": period, "budget_at_completion": 100, **YEAR})
    months = [f"2026-{month:02}-28" for month in range(1, 13)]
    portfolio.load(
        "baseline_periods",
        *({"project_id": "P1", "period": JAN, "month": month, "planned_value": 8} for month in months),
    )
    portfolio.load("baseline_periods", {"project_id": "P1", "period": APR, "month": months[0], "planned_value": 9})
    yield
    assert len(portfolio.rows("core.baseline_periods")) == 12 + 1
    assert {f"{row['period']:%m}" for row in portfolio.rows("core.baseline_periods")} == {"01", "04"}
    assert len(portfolio.rows("core.plan_curves")) < 2 * 14
    assert {f"{row['period']:%m}" for row in portfolio.rows("core.planned_value_curve")} == {"01", "02", "03", "04"}


@together
def test_versions_without_dates_are_counted_as_numbers(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1"}, {"project_id": "P2"})
    portfolio.load(
        "baselines",
        {"project_id": "P1", "version": "9", "budget_at_completion": 9},
        {"project_id": "P1", "version": "10", "budget_at_completion": 10},
        {"project_id": "P2", "version": "A", "budget_at_completion": 1},
        {"project_id": "P2", "version": "B", "budget_at_completion": 2},
    )
    yield
    assert portfolio.values("budget_at_completion") == {"P1": 10, "P2": 2}
