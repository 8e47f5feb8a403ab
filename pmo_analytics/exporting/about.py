"""What a table or chart that leaves the product says about itself: what it is, of which month, filtered how, known
when, from how many files, and in which currency."""

from dataclasses import replace

from pmo_analytics import warehouse
from pmo_analytics.display import is_nothing, show
from pmo_analytics.naming import term
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

ATTRIBUTES = ("portfolio", "programme", "department", "manager", "stage", "project", "search")

Facts = list[tuple[str, str]]


def about(title: str, filters: Filters) -> Facts:
    """Label and text of each fact that is known: title, filters, month, month compared, status date, sources."""
    said = replace(filters, stage=term("projects.stage", filters.stage))
    chosen = [(say(f"filters.name.{name}"), getattr(said, name)) for name in ATTRIBUTES]
    facts = [
        (say("export.table"), title),
        *(pair for pair in chosen if pair[1]),
        (say("filters.period"), show(filters.period, "month") if filters.period else say("export.all_months")),
        (say("filters.compared"), show(filters.compared, "month") if filters.compared else ""),
        (say("export.status_date"), show(filters.period, "date") if filters.period else ""),
        (say("export.as_of"), (filters.as_of or "").replace("T", " ")),
        (say("export.sources"), sources(filters)),
        (say("export.snapshot"), show(warehouse.snapshot_number(filters.as_of), "count")),
    ]
    return [(label, text) for label, text in facts if text]


def sources(filters: Filters) -> str:
    """'Money in EUR · from 3 files, last loaded 2026-11-05': what the figures rest on."""
    row = warehouse.read("sources", filters).to_dict("records")[0]
    currency = "" if is_nothing(row["currency"]) else say("export.currency", currency=row["currency"])
    files = int(row["count_files"])
    loaded = say("export.files", count=files, day=show(row["last_loaded_on"], "date")) if files else ""
    return " · ".join(part for part in (currency, loaded) if part)
