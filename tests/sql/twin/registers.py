"""Rows of every register with a value in any field, and what is then known: names by alias, amounts at plan rates."""

from datetime import date, timedelta
from random import Random
from typing import Any

from pmo_analytics.fields import INHERITED, Entity, Field, dictionary
from tests.sql.conftest import Portfolio
from tests.sql.twin.invented import Row, month_end
from tests.sql.twin.loads import load_in_parts
from tests.sql.twin.shapes import Tables

PROJECTS = ("P1", "P2", "P3", "P4")
RATES = {"EUR": 1, "USD": 0.9, "CNY": 0.125}  # in euros; none is known of pounds
CALLED = {"person": {"LEE  Ann": "Ann Lee", "lee ann": "Ann Lee"}, "department": {"it": "Digital", "IT ": "Digital"}}
CHANGED_IN = month_end(3)  # the third project reports in yuan from this month on
MONTHS = [month_end(number) for number in (2, 3, 4)]


def registers() -> list[Entity]:
    """The entities of projects that a month reports anew, but for the projects themselves."""
    return [one for one in dictionary().entities.values()
            if one.of_project and not one.by_month and not one.standing and one.name != "projects"]  # fmt: skip


def told_of(entity: Entity) -> dict[str, Field]:
    """The fields that tell something of what a row is about, beyond which it is."""
    return {name: field for name, field in entity.fields.items() if name not in (*INHERITED, *entity.key)}


def load_registers(portfolio: Portfolio, seed: int) -> Tables:
    """Load rows of all registers in parts; what is then known of each, by table."""
    portfolio.load("projects", *(
        {"project_id": name, "period": month, "currency": _own(name, month), "budget_at_completion": 1000}
        for name in PROJECTS for month in MONTHS
    ))  # fmt: skip
    portfolio.load("fx_rates", *(
        {"project_id": "", "period": MONTHS[0], "currency": currency, "to_currency": "EUR", "rate": rate,
         "rate_type": "plan"} for currency, rate in RATES.items() if currency != "EUR"
    ))  # fmt: skip
    portfolio.decide("alias", kind="person", old="Lee Ann", new="Ann Lee")
    portfolio.decide("alias", kind="department", old="IT", new="Digital")
    found: Tables = {}
    for entity in registers():
        chance = Random(f"{seed}-{entity.name}")
        rows = [_row(chance, entity, project, month, number)
                for project in PROJECTS for month in MONTHS for number in range(chance.randint(2, 5))]  # fmt: skip
        load_in_parts(portfolio, entity.name, rows, chance, lambda row, one=entity: _wrong(one, row), entity.key)
        found[f"core.{entity.name}"] = [_known(entity, row) for row in rows]
    return found


def _own(project: str, month: date) -> str:
    return "CNY" if project == "P3" and month >= CHANGED_IN else "EUR"


def _row(chance: Random, entity: Entity, project: str, month: date, number: int) -> Row:
    keys = {part[0]: f"{entity.name} {number}" for part in entity.key_parts}
    values = {name: _value(chance, field) for name, field in told_of(entity).items()}
    kept = {name: value for name, value in values.items() if chance.random() < 0.7}
    return {"project_id": project, "period": month, **keys, **kept}


def _value(chance: Random, field: Field) -> Any:
    number = chance.randint(1, 5)
    match field.type:
        case "date":
            return date(2024, 5, 1) + timedelta(days=number)
        case "money" | "hours":
            return 100 * number + chance.choice((0, 0.25))
        case "ratio" | "number" | "days":
            return number / 8
        case "count" | "score":
            return number
        case "flag":
            return number > 3
        case "choice":
            return chance.choice(sorted(field.values))
        case "light":
            return chance.choice(("green", "red"))
        case "currency":
            return chance.choice(("EUR", "USD", "CNY", "GBP"))
        case "person" | "department":
            return chance.choice((*CALLED[field.type], *CALLED[field.type].values(), "Bo"))
    return f"{field.name} {number}"


def _wrong(entity: Entity, row: Row) -> Row:
    chance = Random(str(sorted(row)))
    fields = {name: field for name, field in told_of(entity).items() if name in row}
    others = {name: next((value for _ in range(9) if (value := _value(chance, field)) != row[name]), None)
              for name, field in fields.items() if field.type != "currency"}  # fmt: skip
    return {name: value for name, value in others.items() if value is not None}


def _known(entity: Entity, row: Row) -> Row:
    own = _own(row["project_id"], row["period"])
    written = row.get("currency", own)
    found = {name: row.get(name) for name in ("project_id", "period", *told_of(entity))}
    for name, field in told_of(entity).items():
        if field.type in CALLED and name in row:
            found[name] = CALLED[field.type].get(row[name], row[name])
        if field.type == "money" and name in row and written != own:
            found[name] = row[name] * RATES[written] / RATES[own] if written in RATES else None
        if field.type == "currency" and name in row and written in RATES:
            found[name] = own
    key = "|".join(str(row.get(part[0], "")) for part in entity.key_parts)
    return found | {"row_key": key}
