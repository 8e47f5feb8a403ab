"""Threshold profiles: which holds where in which month, what it makes of lights and roll-ups, and own bounds."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmo_analytics.errors import DictionaryBroken
from pmo_analytics.indicators import register
from pmo_analytics.models import reference
from pmo_analytics.profiles import FILE, Profiles
from tests.sql.conftest import Portfolio, month_end

JAN, FEB, MAR, APR = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")
MONTHS = (JAN, FEB, MAR, APR)

Row = dict[str, Any]


def chosen(profile: str | None, since: str, portfolio: str | None = None) -> Row:
    return {"setting": "profile", "profile": profile, "from": f"{month_end(since)}", "portfolio": portfolio}


def bounded(indicator: str, since: str, **bounds: float) -> Row:
    return {"setting": "bounds", "indicator": indicator, "from": f"{month_end(since)}", "bounds": bounds or None}


@pytest.fixture
def reported(portfolio: Portfolio):
    """Months of projects with a plan, an earned value and a cost; decisions that were made of thresholds."""

    def run(*decisions: Row, months: tuple[str, ...] = MONTHS, **projects: Row) -> Portfolio:
        for month in months:
            rows = [
                {"project_id": name, "period": month, "status_date": month, "state": "active",
                 "baseline_start": "2025-01-01", "baseline_finish": "2026-12-31", "actual_start": "2025-01-01",
                 "forecast_finish": "2026-12-31", "budget_at_completion": 1000, "planned_value": 500,
                 "earned_value": 500, "actual_cost": 500, **{k: v for k, v in row.items() if k not in MONTHS},
                 **row.get(month, {})}
                for name, row in projects.items()
            ]  # fmt: skip
            portfolio.load("projects", *rows)
        for decision in decisions:
            portfolio.decide("setting", **decision)
        return portfolio

    return run


def lights(portfolio: Portfolio, dimension: str = "cost", project: str = "P1") -> list[str | None]:
    rows = portfolio.rows("marts.lights", project_id=project, dimension=dimension)
    return [row["computed"] for row in sorted(rows, key=lambda row: row["period"])]


def test_a_profile_holds_from_its_month_and_the_months_before_stay_as_they_were(portfolio, reported, database) -> None:
    weak = {"earned_value": 460, "actual_cost": 500}  # CPI 0.92, cost variance -8.7%
    found = reported(chosen("B", "2026-03"), P1=weak).only("cost_variance_ratio", light="cost")
    values = {
        f"{row['period']:%m}": (row["profile"], row["light"])
        for row in found.rows("marts.indicators", indicator="cost_variance_ratio")
    }
    assert values == {"01": ("A", "amber"), "02": ("A", "amber"), "03": ("B", "green"), "04": ("B", "green")}
    # March is held: February is read under the bounds of February, and a light turns better in the second month only
    assert lights(found) == ["amber", "amber", "amber", "green"]
    held = found.rows("marts.lights", project_id="P1", dimension="cost", period=month_end("2026-03"))[0]
    assert (held["is_held"], held["drivers"]) == (True, "cost_performance_index,variance_at_completion_ratio")


def test_earlier_months_are_identical_whether_or_not_something_was_decided_after_them(reported) -> None:
    bad = {"earned_value": 430, "planned_value": 480, "actual_cost": 500}
    found = reported(P1=bad, P2={})
    names = ("marts.indicators", "marts.light_drivers", "marts.light_readings", "marts.lights", "marts.rollup")
    before = {name: [row for row in found.rows(name) if row["period"] < month_end("2026-03")] for name in names}
    march = found.rows("marts.lights", period=month_end("2026-03"))
    found.decide("setting", **chosen("B", "2026-03"))
    found.decide("setting", **bounded("finish_slip_ratio", "2026-03", amber=0.01, red=0.02))
    found.database.made -= {name for name in found.database.made if name.startswith(("core.", "marts."))}
    for name in names:
        rows = found.rows(name)
        assert before[name]
        assert [row for row in rows if row["period"] < month_end("2026-03")] == before[name], name
    assert found.rows("marts.lights", period=month_end("2026-03")) != march


def test_under_the_variances_an_index_steers_nothing_and_value_against_plan_is_silent_late(reported) -> None:
    found = reported(
        chosen("B", "2026-01"), months=(MAR,),
        P1={"planned_value": 500, "earned_value": 440, "actual_cost": 440},
        P2={"planned_value": 900, "earned_value": 700, "actual_cost": 700},
    ).only(light="overall")  # fmt: skip
    drivers = {
        (row["project_id"], row["indicator"]): (row["dimension"], row["light"], row["is_silent"])
        for row in found.rows("marts.light_drivers") if row["dimension"] in ("cost", "schedule")
    }  # fmt: skip
    assert drivers == {
        ("P1", "schedule_variance_ratio"): ("schedule", "amber", False),
        ("P1", "finish_slip_ratio"): ("schedule", "green", False),
        ("P1", "cost_variance_ratio"): ("cost", "green", False),
        ("P1", "variance_at_completion_ratio"): ("cost", "green", False),
        ("P2", "schedule_variance_ratio"): ("schedule", None, True),
        ("P2", "finish_slip_ratio"): ("schedule", "green", False),
        ("P2", "cost_variance_ratio"): ("cost", "green", False),
        ("P2", "variance_at_completion_ratio"): ("cost", "green", False),
    }


def test_the_defence_profile_looks_at_tasks_as_well(reported, portfolio) -> None:
    for month in (JAN, FEB, MAR, APR):
        finished = {"period": month, "baseline_finish": "2025-12-01", "actual_finish": "2025-11-30", "status": "done"}
        left = {"period": month, "baseline_finish": "2025-12-01", "status": "open"}
        portfolio.load("tasks", *({"project_id": "P1", "task_id": f"T{number}", **(finished if number < 4 else left)}
                                  for number in range(5)))  # fmt: skip
    on_plan = {month: dict.fromkeys(("planned_value", "earned_value", "actual_cost"), value)
               for month, value in zip(MONTHS, (550, 600, 650, 700), strict=True)}  # fmt: skip
    found = reported(chosen("C", "2026-03"), P1=on_plan, P2=on_plan).only(light="schedule")
    assert lights(found, "schedule") == ["green", "green", "red", "red"]
    assert lights(found, "schedule", "P2") == ["green"] * 4
    (held,) = found.rows("marts.lights", project_id="P1", dimension="schedule", period=month_end("2026-03"))
    assert held["drivers"] == "baseline_execution_index,missed_task_rate"


def test_the_variances_turn_at_ten_and_thirty_percent_and_an_index_says_the_same(reported) -> None:
    costs = {500: "green", 549.9: "green", 550.1: "amber", 649.9: "amber", 650.1: "red"}
    found = reported(chosen("B", "2026-01"), months=(MAR,), **{f"{cost}": {"actual_cost": cost} for cost in costs})
    names = ("cost_variance_ratio", "cost_performance_index")
    found.only(*names)
    for indicator in names:
        shown = {row["subject_id"]: row["light"] for row in found.rows("marts.indicators", indicator=indicator)}
        assert shown == {f"{cost}": light for cost, light in costs.items()}, indicator


def test_a_tolerance_is_used_by_halves_and_a_project_without_one_has_a_reason(reported) -> None:
    tolerated = {"cost_tolerance": 0.1, "time_tolerance_days": 20}
    found = reported(
        chosen("D", "2026-01"), months=(MAR,),
        INSIDE={**tolerated, "actual_cost": 520, "forecast_finish": "2027-01-10"},
        HALF={**tolerated, "actual_cost": 530, "forecast_finish": "2027-01-11"},
        OVER={**tolerated, "actual_cost": 560, "forecast_finish": "2027-01-21"},
        AHEAD={**tolerated, "actual_cost": 400, "forecast_finish": "2026-12-01"},
        NONE={"actual_cost": 500},
        NOTHING={"cost_tolerance": 0, "time_tolerance_days": 0, "actual_cost": 501, "forecast_finish": "2027-01-01"},
    ).only(light="overall")  # fmt: skip
    shown = {
        (row["project_id"], row["dimension"]): (row["computed"], row["reason"])
        for row in found.rows("marts.lights") if row["dimension"] in ("schedule", "cost", "overall")
    }  # fmt: skip
    assert {key: value for key, value in shown.items() if key[0] != "NONE"} == {
        (project, dimension): (light, None)
        for project, light in {"INSIDE": "green", "HALF": "amber", "OVER": "red", "AHEAD": "green",
                               "NOTHING": "red"}.items()
        for dimension in ("schedule", "cost", "overall")
    }  # fmt: skip
    assert {key[1]: value for key, value in shown.items() if key[0] == "NONE"} == {
        "cost": (None, "MISSING_INPUT(cost_tolerance)"),
        "schedule": (None, "MISSING_INPUT(time_tolerance_days)"),
        "overall": (None, "MISSING_INPUT(time_tolerance_days)"),
    }
    values = found.values("cost_tolerance_used")
    assert values["HALF"] == pytest.approx(0.6) and values["AHEAD"] == pytest.approx(-2)
    assert values["NONE"] is values["NOTHING"] is None
    assert found.values("cost_tolerance_used", "flags")["NOTHING"] == "RED_BY_RULE"


def test_own_bounds_stand_above_every_profile_until_they_are_taken_back(reported) -> None:
    found = reported(
        chosen("B", "2026-03"),
        bounded("cost_performance_index", "2026-02", amber=0.99, red=0.97),
        bounded("cost_performance_index", "2026-04"),
        P1={"earned_value": 480},  # CPI 0.96
    ).only("cost_performance_index")
    shown = {
        f"{row['period']:%m}": (row["profile"], row["light"])
        for row in found.rows("marts.indicators", indicator="cost_performance_index")
    }
    assert shown == {"01": ("A", "green"), "02": ("A", "red"), "03": ("B", "red"), "04": ("B", "green")}
    decoy = found.rows("core.light_bounds", indicator="schedule_performance_index", profile="A")
    assert {(row["amber"], row["is_own"]) for row in decoy} == {(0.95, False)}
    own = [(row["valid_from"], row["valid_until"], row["amber"], row["red"]) for row in found.rows("marts.own_bounds")]
    assert own == [
        (month_end("2026-02"), month_end("2026-04"), 0.99, 0.97), (month_end("2026-04"), None, None, None),
    ]  # fmt: skip


def test_a_portfolio_may_have_a_profile_of_its_own_and_the_last_word_on_a_month_counts(reported) -> None:
    found = reported(
        chosen("B", "2026-02", "Ships"),
        chosen("D", "2026-03", "Ships"),
        chosen(None, "2026-03", "Ships"),
        chosen("D", "2026-03"),
        chosen("B", "2026-04", "Ships"),
        P1={"portfolio": "Ships"}, P2={"portfolio": "Trains"}, P3={},
    )  # fmt: skip
    rows = found.rows("core.project_profiles")
    shown = {name: "".join(row["profile"] for row in rows if row["project_id"] == name) for name in ("P1", "P2", "P3")}
    assert shown == {"P1": "ABDB", "P2": "AADD", "P3": "AADD"}
    assert "".join(row["profile"] for row in rows if row["project_id"] == "") == "AADD"
    ships = [row for row in rows if row["project_id"] == "P1"]
    assert [(row["held_from"], row["is_of_portfolio"]) for row in ships] == [
        (None, False), (month_end("2026-02"), True), (month_end("2026-03"), False), (month_end("2026-04"), True),
    ]  # fmt: skip
    held = [(row["portfolio"], row["profile"], row["valid_from"], row["valid_until"])
            for row in found.rows("marts.profiles_held")]  # fmt: skip
    feb, mar, apr = (month_end(f"2026-0{month}") for month in (2, 3, 4))
    assert sorted(held, key=str) == sorted([
        ("", "A", None, mar), ("", "D", mar, None),
        ("Ships", "B", feb, mar), ("Ships", None, mar, apr), ("Ships", "B", apr, None),
    ], key=str)  # fmt: skip


def test_a_group_is_coloured_by_the_profile_all_its_projects_share_else_by_the_organisations(reported) -> None:
    weak = {"earned_value": 460, "actual_cost": 500}  # CPI 0.92: amber under A, green under B
    found = reported(
        chosen("B", "2026-01", "Ships"), chosen("A", "2026-02"), months=(MAR,),
        P1={**weak, "portfolio": "Ships", "department": "Yard"}, P2={**weak, "portfolio": "Ships", "department": "IT"},
        P3={**weak, "portfolio": "Trains", "department": "IT"},
    ).only("cost_performance_index")  # fmt: skip
    shown = {
        (row["level"], row["name"]): (row["profile"], row["light"])
        for row in found.rows("marts.rollup", indicator="cost_performance_index")
    }
    assert shown == {
        ("portfolio", ""): ("A", "amber"), ("portfolio", "Ships"): ("B", "green"),
        ("portfolio", "Trains"): ("A", "amber"), ("department", "Yard"): ("B", "green"),
        ("department", "IT"): ("A", "amber"),
    }  # fmt: skip
    since = {(row["level"], row["name"]): f"{row['held_from']}" for row in found.rows("core.group_profiles")}
    assert since == {
        ("portfolio", ""): FEB, ("portfolio", "Ships"): JAN, ("portfolio", "Trains"): FEB, ("department", "Yard"): JAN,
        ("department", "IT"): FEB,
    }  # fmt: skip


VERSIONS = """
default = "A"
[A]
label   = { en = "One", zh = "一" }
meaning = { en = "One.", zh = "一。" }
origin  = { en = "Here", zh = "此" }
[[A.versions]]
[[A.versions]]
from   = "2026-03"
bounds = { cost_performance_index = { amber = 0.99, red = 0.98 } }
drivers = { cost = ["cost_performance_index"] }
"""


def test_a_later_version_of_a_profile_leaves_earlier_months_as_they_were(reported, tmp_path: Path, database) -> None:
    path = tmp_path / "profiles.toml"
    path.write_text(VERSIONS, encoding="utf-8")
    versions = Profiles.from_file(path, register())
    for table, rows in (("profiles", reference.profile_rows(versions)),
                        ("profile_bounds", reference.bound_rows(versions, register()))):  # fmt: skip
        database.given(f"reference.{table}", rows)
    found = reported(P1={"earned_value": 490}).only("cost_performance_index")  # CPI 0.98
    shown = {f"{row['period']:%m}": row["light"]
             for row in found.rows("marts.indicators", indicator="cost_performance_index")}  # fmt: skip
    assert shown == {"01": "green", "02": "green", "03": "amber", "04": "amber"}
    bounds = found.rows("core.light_bounds", indicator="cost_performance_index")
    assert [row["bounds_from"] for row in bounds] == [None, None, date(2026, 3, 31), date(2026, 3, 31)]
    steers = {f"{row['period']:%m}": row["dimension"]
              for row in found.rows("core.light_bounds", indicator="variance_at_completion_ratio")}  # fmt: skip
    assert steers == {"01": "cost", "02": "cost", "03": None, "04": None}


@pytest.mark.parametrize(
    ("setting", "was", "now"),
    [
        ("default", 'default = "A"', 'default = "Z"'),
        ("label", 'zh = "一" }\nmeaning', 'zh = " " }\nmeaning'),
        ("entry", "origin ", "colour "),
        ("from", 'from   = "2026-03"', ""),
        ("from", '"2026-03"', '"soon"'),
        ("bounds", "red = 0.98", "red = 1.2"),
        ("bounds", "{ cost_performance_index =", "{ nobody ="),
        ("drivers", '["cost_performance_index"]', '["actual_cost"]'),
        ("drivers", '["cost_performance_index"]', '["planned_utilisation"]'),
        ("drivers", "cost = [", "mood = ["),
        ("versions", "drivers =", "steers ="),
        ("toml", "[A]", "[A"),
    ],
)
def test_what_is_wrong_with_a_profile_is_said(setting: str, was: str, now: str, tmp_path: Path) -> None:
    assert was in VERSIONS
    path = tmp_path / "profiles.toml"
    path.write_text(VERSIONS.replace(was, now), encoding="utf-8")
    with pytest.raises(DictionaryBroken) as broken:
        Profiles.from_file(path, register())
    assert broken.value.details["setting"] == setting


def test_the_default_of_our_own_profiles_is_the_register() -> None:
    own = Profiles.from_file(FILE, register())
    (version,) = own.entries[own.default].versions
    assert (version.bounds, version.drivers) == ({}, {})
