"""What a card is made of adds up to the card, and says who is left out and why."""

from collections.abc import Callable
from datetime import date
from functools import cache
from statistics import median
from typing import Any

import pytest

from pmo_analytics import warehouse
from pmo_analytics.errors import UnknownName
from pmo_analytics.explaining import CARDS, CardExplanation, card_sentences, explain_card
from pmo_analytics.explaining.cards import CardPart
from pmo_analytics.ui import budget, capacity, earned_value, portfolio, risks, schedule
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say, set_language
from pmo_analytics.workspace import Workspace
from tests.command_line import Pmo

FEBRUARY, MARCH = date(2026, 2, 28), date(2026, 3, 31)
PAGES = {"overview": portfolio, "schedule": schedule, "budget": budget, "earned_value": earned_value,
         "capacity": capacity, "risk": risks}  # fmt: skip
COUNTED = ("budget", "earned_value")  # pages whose cards say of how many projects they speak


def added(told: CardExplanation) -> float:
    """What the parts make together, by the way that the card names."""
    values = [part.value for part in told.known]
    counted = [part for part in told.known if part.counts]
    match told.card.adds:
        case "sum":
            return sum(values)
        case "ratio":
            return sum(part.numerator for part in told.known) / sum(part.denominator for part in told.known)
        case "count":
            return len(counted)
        case "share":
            return len(counted) / len(told.known)
        case _:
            return median(part.value for part in counted)


@pytest.mark.usefixtures("sample")
def test_the_parts_of_every_card_make_the_card_whoever_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouse, "read", cache(warehouse.read))  # one reading for all cards of a page
    first, *_, last = warehouse.periods()
    choices = warehouse.choices()
    readers = [Filters(period=last), Filters(period=first), Filters(period=last, department=choices["department"][0]),
               Filters(period=last, programme=choices["programme"][-1])]  # fmt: skip
    known = 0
    for reader in readers:
        figures = {page: warehouse.read(f"{page}_cards", reader) for page in PAGES}
        for address, card in CARDS.items():
            told = explain_card(address, reader)
            if told.value is not None:
                assert added(told) == pytest.approx(told.value), (address, reader)
                known += 1
            rows = figures[card.page]
            (row,) = rows[(rows["card"] == card.name) & (rows["period"].dt.date == reader.period)].to_dict("records")
            if card.page in COUNTED:
                counts = (len(told.known), sum(part.is_asked for part in told.parts))
                assert counts == (row["count_with_value"], row["count_projects"]), (address, reader)
    assert known > 60


def test_every_card_of_every_page_can_be_asked() -> None:
    shown = {f"{page}.{name}" for page, module in PAGES.items() for name in module.CARDS}
    assert shown == set(CARDS)


@pytest.fixture
def portfolio_of_four(given: Callable[..., None], rows: Callable) -> Callable[..., None]:
    """P1 to P4 in euros and P5 without a rate; P9 is outside the reader's scope."""
    given("chosen", {"period": MARCH, "compared": None})
    projects = [f"P{number}" for number in range(1, 6)]
    given("scope", [{"project_id": project, "period": month} for project in projects for month in (FEBRUARY, MARCH)])
    given("core.plan_rates", [
        {"project_id": project, "period": MARCH, "currency": "EUR", "rate": {"P2": 2.0, "P5": None}.get(project, 1.0),
         "is_converted": False}
        for project in [*projects, "P9"]
    ])  # fmt: skip
    rows("core.conventions")
    given("marts.project_health", [
        {"project_id": project, "period": month, "project_name": f"Project {project}", "over_budget": 100}
        for project in [*projects, "P9"] for month in (FEBRUARY, MARCH)
    ])  # fmt: skip
    return given


def parts(rows: Callable[[str], list[dict[str, Any]]], card: str, *columns: str) -> dict[str, Any]:
    found = [row for row in rows("queries.card_projects") if row["card"] == card]
    return {row["subject_id"]: tuple(row[column] for column in columns) for row in found}


def test_money_comes_at_the_plan_rate_of_the_month_and_of_the_readers_projects(portfolio_of_four, rows) -> None:
    assert parts(rows, "forecast_overrun", "value", "reason") == {
        "P1": (100, None), "P2": (200, None), "P3": (100, None), "P4": (100, None), "P5": (None, "FX_MISSING"),
    }  # fmt: skip


def test_a_slip_counts_where_its_card_says_so(portfolio_of_four, rows) -> None:
    slip = {"indicator": "finish_slip_days", "grain": "project", "period": MARCH}
    portfolio_of_four("marts.indicators", [
        slip | {"project_id": "P1", "value": 90, "light": "red"},
        slip | {"project_id": "P2", "value": 5, "light": "amber"},
        slip | {"project_id": "P3", "value": 0, "light": "green"},
        slip | {"project_id": "P4", "reason": "ON_HOLD"},
        slip | {"project_id": "P1", "value": 400, "light": "red", "period": FEBRUARY},
        slip | {"project_id": "P9", "value": 500, "light": "red"},
    ])  # fmt: skip
    assert parts(rows, "far_late", "value", "counts", "is_asked", "reason") == {
        "P1": (90, True, True, None), "P2": (5, False, True, None), "P3": (0, False, True, None),
        "P4": (None, None, False, "ON_HOLD"),
    }  # fmt: skip
    assert {name: counts for name, (counts,) in parts(rows, "median_slip", "counts").items()} == {
        "P1": True, "P2": True, "P3": False, "P4": None,
    }  # fmt: skip
    assert [name for name, (counts,) in parts(rows, "finish_on_time", "counts").items() if counts] == ["P3"]


def test_a_light_names_the_indicator_that_gave_it(portfolio_of_four, rows) -> None:
    light = {"dimension": "overall", "period": MARCH}
    portfolio_of_four("marts.lights", [
        light | {"project_id": "P1", "computed": "red", "drivers": "cost_performance_index,finish_slip_days",
                 "declared_on_three": "green", "gap": 2},
        light | {"project_id": "P2", "computed": "red", "drivers": "finish_slip_days"},
        light | {"project_id": "P3", "reason": "MISSING_INPUT(actual_cost)", "declared_on_three": "green"},
        light | {"project_id": "P4", "computed": "red", "dimension": "cost"},
        light | {"project_id": "P9", "computed": "red"},
    ])  # fmt: skip
    columns = ("light", "counts", "indicator", "reason")
    assert parts(rows, "red_projects", *columns) == {
        "P1": ("red", True, "cost_performance_index", None), "P2": ("red", True, "finish_slip_days", None),
        "P3": (None, None, None, "MISSING_INPUT(actual_cost)"),
    }  # fmt: skip
    assert parts(rows, "green_said_red", *columns[1:]) == {
        "P1": (True, "cost_performance_index", None), "P2": (None, "finish_slip_days", "NOTHING_DECLARED"),
        "P3": (None, None, "MISSING_INPUT(actual_cost)"),
    }  # fmt: skip


def test_people_are_those_whom_the_readers_projects_plan(given: Callable, rows: Callable) -> None:
    given("chosen", {"period": MARCH})
    given("scope", {"project_id": "P1", "period": MARCH})
    given("core.project_periods", [{"project_id": project, "period": MARCH} for project in ("P1", "P9")])
    months = [MARCH, date(2026, 4, 30), date(2026, 5, 31)]
    given("core.months_ahead", [{"period": MARCH, "month": month} for month in months[1:]])
    given("core.person_load", [
        {"person": person, "period": MARCH, "month": month, "capacity_hours": 100, "firm_hours": firm,
         "over_hours": max(firm - 100, 0)}
        for person, firm in (("ann", 130), ("bob", 80), ("zoe", 190)) for month in months
    ])  # fmt: skip
    given("core.demand", [
        {"project_id": project, "person": person, "role": "Build", "period": MARCH, "month": months[1]}
        for project, person in (("P1", "ann"), ("P1", "bob"), ("P9", "zoe"))
    ])  # fmt: skip
    given("core.roster", {"person": "ann", "person_name": "Ann", "period": MARCH})
    found = [(row["card"], row["subject_name"], row["value"], row["counts"]) for row in rows("queries.card_people")]
    assert found == [
        ("free_hours", "bob", 40, None), ("free_hours", "Ann", 0, None),
        ("over_hours", "Ann", 60, None), ("over_hours", "bob", 0, None),
        ("over_people", "Ann", 60, True), ("over_people", "bob", 0, False),
    ]  # fmt: skip


def test_a_card_says_how_it_adds_up_and_who_is_left_out() -> None:
    def part(project: str, cost: float | None = None, budget: float | None = None, **more: Any) -> CardPart:
        plain = {"project_id": project, "value": cost and cost / budget, "light": None, "indicator": "percent_spent",
                 "counts": None, "is_asked": True, "reason": None}  # fmt: skip
        return CardPart(project, f"Project {project}", numerator=cost, denominator=budget, **plain | more)

    missing = "MISSING_INPUT(actual_cost)"
    told = CardExplanation(CARDS["overview.budget_spent"], MARCH, 0.6, None, (
        part("P1", 900_000, 1_000_000), part("P2", 300_000, 1_000_000), part("P3", reason=missing),
        part("P4", reason=missing), part("P5", reason="FX_MISSING"), part("P6", reason="ON_HOLD", is_asked=False),
    ))  # fmt: skip
    assert card_sentences.headline(told) == "Budget spent 60%"
    assert card_sentences.made(told) == (
        "Actual cost (AC) 1.2M / Budget at completion 2M: a ratio of two sums, never a mean of ratios."
    )
    assert list(card_sentences.coverage(told)) == [
        "It speaks of 2 of the 5 projects it applies to.",
        "Left out: 2 (missing or unreadable: Actual cost (AC)) and 1 (an exchange rate is missing).",
        "Says nothing about: 1 (the project is on hold).",
    ]
    assert list(card_sentences.rows(told)) == [
        "project_id", "indicator", "subject", "value", "numerator", "denominator", "reason",
    ]  # fmt: skip
    set_language("zh")
    assert card_sentences.headline(told) == "已用预算 60%"
    assert list(card_sentences.coverage(told))[0] == "适用的 5 个项目中，计入 2 个。"


@pytest.mark.usefixtures("sample")
def test_the_command_says_the_same_as_the_drawer() -> None:
    pmo = Pmo()
    told = explain_card("overview.budget_spent", Filters(period=warehouse.periods()[-1]))
    lines = pmo("explain", "overview.budget_spent").stdout.splitlines()
    assert lines[0] == card_sentences.headline(told)
    assert {card_sentences.made(told), *card_sentences.coverage(told)} < set(lines)
    assert told.known[0].subject_name in lines[9]
    department = warehouse.choices()["department"][0]
    narrowed = pmo.json("explain", "overview.budget_spent", "--level", "department", "--name", department)
    assert 0 < len(narrowed["parts"]) < len(told.parts)


@pytest.mark.usefixtures("sample")
def test_a_card_that_is_not_there_is_said() -> None:
    with pytest.raises(UnknownName, match="Known: overview.projects"):
        explain_card("overview.reds", Filters(period=MARCH))
    with pytest.raises(UnknownName, match="nothing in 2020-01"):
        explain_card("overview.red_projects", Filters(period=date(2020, 1, 31)))


def test_the_workspace_without_loads_says_so(workspace: Workspace, pmo: Pmo) -> None:
    assert "Nothing" in str(pmo("explain", "overview.red_projects", expect=1).exception)


@pytest.mark.parametrize("address", CARDS)
def test_every_card_has_a_name_and_a_meaning(address: str) -> None:
    for part in ("label", "meaning"):
        assert say(f"cards.{part}.{address}")
