"""Which load is heard: replacement, withdrawal, standing lists, precedence, and which project a name stands for."""

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"


def _costs(portfolio) -> dict[tuple[str, str], float | None]:
    rows = portfolio.rows("core.projects")
    return {(row["project_id"], f"{row['period']:%m}"): row["actual_cost"] for row in rows}


def test_a_corrected_register_replaces_only_what_both_cover(portfolio) -> None:
    first = portfolio.load(
        "risks",
        {"project_id": "P1", "risk_id": "R1", "owner": "Ann"},
        {"project_id": "P1", "risk_id": "R2"},
        {"project_id": "P2", "risk_id": "R1", "owner": "Bob"},
    )
    portfolio.load("risks", {"project_id": "P1", "risk_id": "R1"}, replaces=first)
    found = [
        (row["project_id"], row["row_key"], row["owner"], int(row["load_id"])) for row in portfolio.rows("core.risks")
    ]
    assert found == [("P1", "R1", None, 2), ("P2", "R1", "Bob", 1)]


def test_a_withdrawn_correction_lets_what_it_replaced_speak_again(portfolio) -> None:
    first = portfolio.load("projects", {"project_id": "P1", "actual_cost": 10}, {"project_id": "P2", "actual_cost": 1})
    portfolio.load("projects", {"project_id": "P1", "actual_cost": 20}, replaces=first, is_active=False)
    assert _costs(portfolio) == {("P1", "03"): 10, ("P2", "03"): 1}


def test_what_a_withdrawn_load_had_replaced_stays_replaced_by_a_later_one(portfolio) -> None:
    first = portfolio.load("risks", {"project_id": "P1", "risk_id": "old"}, {"project_id": "P2", "risk_id": "kept"})
    second = portfolio.load("risks", {"project_id": "P1", "risk_id": "middle"}, replaces=first, is_active=False)
    portfolio.load("risks", {"project_id": "P1", "risk_id": "new"}, replaces=second)
    assert [row["row_key"] for row in portfolio.rows("core.risks")] == ["new", "kept"]


def test_a_replacement_that_covers_a_project_without_rows_means_none(portfolio) -> None:
    first = portfolio.load("risks", {"project_id": "P1", "risk_id": "R1"}, {"project_id": "P2", "risk_id": "R2"})
    portfolio.load("risks", {"project_id": "P2", "risk_id": "R2"}, covers=[("P1", MAR)], replaces=first)
    assert [(row["project_id"], row["row_key"]) for row in portfolio.rows("core.risks")] == [("P2", "R2")]


def test_loads_of_different_shape_are_merged_field_by_field_the_newest_first(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", "actual_cost": 100, "budget_at_completion": 900, "manager": "Ann"},
        {"project_id": "P2", "actual_cost": 7},
    )
    portfolio.load(
        "projects", {"project_id": "P1", "actual_cost": 120, "stage": "Build"}, {"project_id": "P1", "stage": "Test"}
    )
    found = [
        {
            name: row[name]
            for name in ("project_id", "actual_cost", "budget_at_completion", "manager", "stage", "source_row")
        }
        for row in portfolio.rows("core.projects")
    ]
    assert found == [
        {"project_id": "P1", "actual_cost": 120, "budget_at_completion": 900, "manager": "Ann", "stage": "Build",
         "source_row": 2},
        {"project_id": "P2", "actual_cost": 7, "budget_at_completion": None, "manager": None, "stage": None,
         "source_row": 3},
    ]  # fmt: skip


def test_a_standing_plan_holds_for_every_later_month_until_one_with_the_same_rows(portfolio) -> None:
    for period in (JAN, FEB, MAR, APR):
        portfolio.load("projects", {"project_id": "P1", "period": period}, {"project_id": "P2", "period": period})
    portfolio.load(
        "baselines",
        {"project_id": "P1", "period": JAN, "version": "1", "budget_at_completion": 100},
        {"project_id": "P2", "period": FEB, "version": "1", "budget_at_completion": 5},
    )
    portfolio.load("baselines", {"project_id": "P1", "period": MAR, "version": "1", "budget_at_completion": 130})
    found = {
        (row["project_id"], f"{row['period']:%m}"): row["budget_at_completion"]
        for row in portfolio.rows("core.baselines")
    }
    assert found == {
        ("P1", "01"): 100, ("P1", "02"): 100, ("P1", "03"): 130, ("P1", "04"): 130,
        ("P2", "02"): 5, ("P2", "03"): 5, ("P2", "04"): 5,
    }  # fmt: skip


def test_a_standing_load_with_other_rows_adds_to_the_older_one(portfolio) -> None:
    for period in (JAN, FEB):
        portfolio.load("projects", {"project_id": "P1", "period": period})
    portfolio.load("calendars", {"period": JAN, "day": "2026-05-01", "kind": "holiday"})
    portfolio.load("calendars", {"period": FEB, "day": "2027-05-01", "kind": "holiday"})
    found = [(f"{row['period']:%m}", f"{row['day']:%Y}") for row in portfolio.rows("core.calendars")]
    assert found == [("01", "2026"), ("02", "2026"), ("02", "2027")]


def test_a_months_own_report_goes_before_a_standing_list(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "period": JAN, "manager": "Ann", "actual_cost": 10})
    portfolio.load("projects", {"project_id": "P1", "period": FEB, "manager": "Bob"})
    portfolio.load(
        "projects",
        {"project_id": "P1", "period": JAN, "manager": "Cho", "sponsor": "Dee", "actual_cost": 99, "state": "active"},
        {"project_id": "P2", "period": JAN, "manager": "Eve", "actual_cost": 5},
        standing=True,
    )
    found = [
        (row["project_id"], f"{row['period']:%m}", row["manager"], row["sponsor"], row["actual_cost"], row["state"])
        for row in portfolio.rows("core.projects")
    ]
    assert found == [
        ("P1", "01", "Ann", "Dee", 10, "active"),
        ("P1", "02", "Bob", "Dee", None, None),
        ("P2", "01", "Eve", None, 5, None),
        ("P2", "02", "Eve", None, None, None),
    ]


def test_aliases_are_followed_to_their_end(portfolio) -> None:
    portfolio.load("projects", {"project_id": "OLD", "actual_cost": 1})
    portfolio.load("projects", {"project_id": "NEWER", "manager": "Ann"}, {"project_id": "OTHER", "actual_cost": 3})
    portfolio.decide("alias", old="OLD", new="NEW")
    portfolio.decide("alias", old="NEW", new="NEWER")
    assert _costs(portfolio) == {("NEWER", "03"): 1, ("OTHER", "03"): 3}


def test_the_last_word_on_an_alias_counts_and_a_circle_changes_nothing(portfolio) -> None:
    portfolio.load("projects", {"project_id": "A"}, {"project_id": "B"}, {"project_id": "C"}, {"project_id": "D"})
    portfolio.decide("alias", old="A", new="B")
    portfolio.decide("alias", old="A", new="C")
    portfolio.decide("alias", old="B", new="D")
    portfolio.decide("alias", old="D", new="B")
    found = {row["raw_project_id"]: row["project_id"] for row in portfolio.rows("core.project_identity")}
    assert found == {"A": "C", "B": "B", "C": "C", "D": "D"}


def test_a_name_without_a_code_stands_for_the_one_code_that_bears_it(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_code": "P1", "project_name": "River  Bridge", "actual_cost": 10},
        {"project_code": "P2", "project_name": "Harbour", "actual_cost": 20},
        {"project_code": "P3", "project_name": "Harbour", "actual_cost": 30},
    )
    portfolio.load(
        "risks",
        {"project_name": " river bridge", "risk_id": "R1"},
        {"project_name": "Harbour", "risk_id": "R2"},
        {"project_name": "桥梁", "risk_id": "R3"},
    )
    found = {row["row_key"]: row["project_id"] for row in portfolio.rows("core.risks")}
    assert found == {"R1": "P1", "R2": "Harbour", "R3": "桥梁"}


def test_two_spellings_of_a_name_without_a_code_are_one_project(portfolio) -> None:
    portfolio.load("projects", {"project_name": "Data Centre", "actual_cost": 10})
    portfolio.load(
        "risks", {"project_name": "DATA CENTRE", "risk_id": "R1"}, {"project_name": "Data Center", "risk_id": "R2"}
    )
    found = {row["row_key"]: row["project_id"] for row in portfolio.rows("core.risks")}
    assert found == {"R1": "Data Centre", "R2": "Data Center"}


def test_a_name_found_only_in_a_withdrawn_load_stands_for_nothing(portfolio) -> None:
    portfolio.load("projects", {"project_code": "P1", "project_name": "Bridge"}, is_active=False)
    portfolio.load("projects", {"project_name": "Bridge", "actual_cost": 4}, {"project_id": "P2"})
    assert _costs(portfolio) == {("Bridge", "03"): 4, ("P2", "03"): None}


def test_rows_of_no_project_are_kept_by_month(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1"})
    portfolio.load("people", {"person_name": "Ann", "month": MAR, "capacity_hours": 120, "role": "Engineer"})
    portfolio.load(
        "people", {"person_name": "Ann", "month": MAR, "capacity_hours": 100}, {"person_name": "Bo", "month": APR}
    )
    found = [(row["person_name"], row["capacity_hours"], row["role"]) for row in portfolio.rows("core.people")]
    assert found == [("Ann", 100, "Engineer"), ("Bo", None, None)]


def test_months_are_those_reported_for_and_know_the_month_before(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "period": JAN})
    portfolio.load("projects", {"project_id": "P1", "period": FEB})
    portfolio.load("projects", {"project_id": "P1", "period": APR})
    portfolio.load("baselines", {"project_id": "P1", "period": "2025-06-30", "version": "1"})
    found = [(f"{row['period']:%m}", row["previous_period"]) for row in portfolio.rows("core.periods")]
    assert [(month, previous and f"{previous:%m}") for month, previous in found] == [
        ("01", None),
        ("02", "01"),
        ("04", None),
    ]


def test_a_plan_sent_again_takes_away_the_rows_it_no_longer_has(portfolio) -> None:
    for period in (JAN, FEB):
        portfolio.load("projects", {"project_id": "P1", "period": period}, {"project_id": "P2", "period": period})
    versions = ("1", "2")
    portfolio.load(
        "baselines",
        *({"project_id": one, "period": JAN, "version": version} for one in ("P1", "P2") for version in versions),
    )
    portfolio.load("baselines", {"project_id": "P1", "period": FEB, "version": "1"})
    found = [(row["project_id"], f"{row['period']:%m}", row["version"]) for row in portfolio.rows("core.baselines")]
    assert found == [
        ("P1", "01", "1"),
        ("P1", "01", "2"),
        ("P1", "02", "1"),
        ("P2", "01", "1"),
        ("P2", "01", "2"),
        ("P2", "02", "1"),
        ("P2", "02", "2"),
    ]
