"""What the page of capacity asks: all hours count, and only those show whom projects in scope plan."""

from datetime import date
from typing import Any

import pytest

from tests.sql.conftest import Portfolio, all_models

MAR, APR, MAY = date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)
FEB = date(2026, 2, 28)


class Asked(Portfolio):
    """A portfolio whose queries can be asked, within a scope."""

    def ask(self, name: str, *projects: str) -> list[dict[str, Any]]:
        """The rows of a query, with March chosen and these projects in scope."""
        for model in sorted(all_models()[f"queries.{name}"].inputs):
            if model.split(".")[0] in ("core", "marts"):
                self.rows(model)
        self.database.given("chosen", {"period": MAR, "compared": FEB})
        self.database.given("scope", [
            {"project_id": project, "period": period} for project in projects for period in (FEB, MAR)
        ])  # fmt: skip
        return self.database.rows(f"queries.{name}")


@pytest.fixture
def team(database) -> Asked:
    """Ann is booked by A and B, Bo by B alone, Cy by nobody; a request for a tester is A's, C plans nothing."""
    portfolio = Asked(database)
    portfolio.load("projects", *(
        {"project_id": one, "project_name": f"Project {one}", "state": "active"} for one in "ABC"
    ))  # fmt: skip
    portfolio.load("people", *(
        {"person_id": number, "person_name": name, "role": role, "month": month, "capacity_hours": hours}
        for number, name, role, hours in (
            ("E1", "Ann", "Tester", 100), ("E2", "Bo", "Buyer", 50), ("E3", "Cy", None, 80),
        )
        for month in (MAR, APR, MAY)
    ))  # fmt: skip
    portfolio.load(
        "assignments",
        {"project_id": "A", "person_id": "E1", "month": APR, "planned_hours": 90},
        {"project_id": "B", "person_id": "E1", "month": APR, "planned_hours": 60},
        {
            "project_id": "B",
            "person_id": "E1",
            "month": APR,
            "planned_hours": 7,
            "firmness": "tentative",
            "task_id": "t",
        },
        {"project_id": "B", "person_id": "E2", "month": MAY, "planned_hours": 55},
        {"project_id": "A", "role": "Tester", "month": APR, "planned_hours": 26},
        {"project_id": "A", "person_id": "E1", "month": MAR, "planned_hours": 120},
    )
    return portfolio


def _cells(rows: list[dict], kind: str) -> dict:
    return {
        (row["subject"], row["month"]): (row["firm_hours"], row["over_hours"], row["light"])
        for row in rows
        if row["kind"] == kind
    }


def _told(rows: list[dict], names: str) -> list[tuple]:
    """Some columns of each row, in the order named."""
    return [tuple(row[name] for name in names.split()) for row in rows]


def test_months_ahead_of_people_and_roles_count_the_hours_of_all_projects(team: Asked) -> None:
    team.load("assignments", covers=[("C", "2026-03-31")])  # C says that it needs nobody
    rows = team.ask("load_months", "A", "B", "C")
    assert _cells(rows, "person") == {
        ("E1", APR): (150, 50, "red"), ("E1", MAY): (0, 0, "green"),
        ("E2", APR): (0, 0, "green"), ("E2", MAY): (55, 5, "amber"),
        ("E3", APR): (0, 0, "green"), ("E3", MAY): (0, 0, "green"),
    }  # fmt: skip
    assert _cells(rows, "role") == {
        ("Tester", APR): (176, 76, "red"), ("Tester", MAY): (0, 0, "green"),
        ("Buyer", APR): (0, 0, "green"), ("Buyer", MAY): (55, 5, "amber"),
        ("unmapped", APR): (0, 0, "green"), ("unmapped", MAY): (0, 0, "green"),
    }  # fmt: skip
    first = next(row for row in rows if row["kind"] == "person")
    assert (first["subject_name"], first["tentative_hours"], first["utilisation"]) == ("Ann", 7, 1.5)
    assert (first["amber"], first["red"], first["total_over_hours"]) == (1.0, 1.2, 50)
    assert first["short_people"] == pytest.approx(50 / 176)


def test_with_filters_only_people_of_these_projects_show_with_all_their_hours(team: Asked) -> None:
    rows = team.ask("load_months", "A")
    assert set(_cells(rows, "person")) == {("E1", APR), ("E1", MAY)}
    assert _cells(rows, "person")["E1", APR] == (150, 50, "red")
    assert {subject for subject, _ in _cells(rows, "role")} == {"Tester"}


def test_projects_out_of_scope_stand_together_without_a_name(team: Asked) -> None:
    rows = team.ask("load_projects", "A")
    shown = _told(rows, "kind subject project_id project_name firm_hours tentative_hours")
    assert shown == [
        ("person", "E1", "A", "Project A", 90, 0),
        ("person", "E1", "", None, 60, 7),
        ("role", "Tester", "A", "Project A", 116, 0),
        ("role", "Tester", "", None, 60, 7),
    ]


def test_overbooked_people_come_with_the_projects_that_plan_the_hours(team: Asked) -> None:
    rows = team.ask("overbooked_people", "A", "B", "C")
    names = "person_name count_months peak_month peak_utilisation is_peak_red over_hours project_name other_projects"
    shown = _told(rows, names)
    assert shown == [
        ("Ann", 1, APR, 1.5, True, 50, "Project A", "Project B"),
        ("Bo", 1, MAY, 1.1, False, 5, "Project B", None),
    ]


def test_overbooked_people_of_other_projects_do_not_show(team: Asked) -> None:
    (row,) = team.ask("overbooked_people", "A")
    assert (row["person_name"], row["over_hours"], row["project_id"], row["other_projects"]) == ("Ann", 50, "A", None)


def test_while_a_project_has_no_plan_only_who_is_booked_has_hours(team: Asked) -> None:
    unknown = (None, None, None)
    assert _cells(team.ask("load_months", "A", "B", "C"), "person") == {
        ("E1", APR): (150, 50, "red"), ("E1", MAY): unknown, ("E2", APR): unknown, ("E2", MAY): (55, 5, "amber"),
        ("E3", APR): unknown, ("E3", MAY): unknown,
    }  # fmt: skip
    cards = {row["card"]: row for row in team.database.rows("queries.capacity_cards") if row["period"] == MAR}
    assert {card: (row["value"], row["count_known"]) for card, row in cards.items()} == {
        "over_people": (2, 2), "over_hours": (55, 2), "short_roles": (2, 2), "free_hours": (0, 2),
    }  # fmt: skip


def test_cards_speak_of_the_months_ahead_as_the_rest_of_the_page_does(team: Asked) -> None:
    """Ann's 120 hours of March are in none of them."""
    team.load("assignments", covers=[("C", "2026-03-31")])
    rows = {row["card"]: row for row in team.ask("capacity_cards", "A", "B", "C") if row["period"] == MAR}
    assert {card: (row["value"], row["count_known"]) for card, row in rows.items()} == {
        "over_people": (2, 3), "over_hours": (55, 3), "short_roles": (2, 2), "free_hours": (100 + 50 + 80 + 80, 3),
    }  # fmt: skip


def test_a_card_without_any_plan_says_why(database) -> None:
    portfolio = Asked(database)
    portfolio.load("projects", {"project_id": "A"})
    rows = portfolio.ask("capacity_cards", "A")
    assert {(row["value"], row["reason"]) for row in rows} == {(None, "MISSING_INPUT(planned_hours)")}
    assert portfolio.rows("core.months_ahead") == []


def test_projects_without_a_plan_are_counted(team: Asked) -> None:
    assert team.ask("plan_coverage", "A", "B", "C") == [{"count_projects": 3, "count_with_plan": 2}]


def test_a_team_shows_what_it_does_here_and_how_full_its_people_are_everywhere(team: Asked) -> None:
    rows = team.ask("project_team", "A")
    shown = _told(rows, "person_name role this_month next_month third_month peak_month is_overbooked")
    assert shown == [
        (None, "Tester", None, 26, None, APR, True),
        ("Ann", "Tester", 120, 90, None, APR, True),
    ]
    assert [row["utilisation"] for row in rows] == [1.76, 1.5]
