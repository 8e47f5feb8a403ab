"""What a report says of the values that a file makes others, in words: for the command line and for the page."""

from decimal import Decimal

import pandas as pd

from pmo_analytics.display import exact, is_nothing
from pmo_analytics.fields import dictionary
from pmo_analytics.naming import field, term
from pmo_analytics.words import known, language, listing, say

ROWS = ("came", "went")
# text of a typed cell -> a number of the unit it is shown in
NUMBERS = {"money": "money", "ratio": "percent", "number": "ratio", "count": "count", "hours": "count", "days": "count",
           "months": "count", "score": "count"}  # fmt: skip

TITLES = {"project": "project", "month": "month", "row": "row", "about": "field", "kind": "kind", "before": "before",
          "after": "after", "cell": "cell", "cell_before": "cell_before"}  # fmt: skip


def counted(revisions: pd.DataFrame) -> str:
    """'Against what stood before: 3 values changed, 1 row new and 2 rows gone.'; '' where nothing is revised."""
    if revisions.empty:
        return ""
    kinds = revisions["kind"]
    counts = {"values": int((~kinds.isin(ROWS)).sum()), **{kind: int((kinds == kind).sum()) for kind in ROWS}}
    told = [say(f"report.revised_counts.{name}", count=count) for name, count in counts.items() if count]
    return say("report.revised", told=listing(told))


def in_words(revisions: pd.DataFrame, *, as_file: bool = False) -> pd.DataFrame:
    """A row for each revision in the columns of TITLES and its project_id; all of it is text, but for the numbers of a
    file. Where a file, a sheet or a cell is not there the place is shorter."""
    written = number if as_file else value
    rows = revisions.astype(object).where(revisions.notna(), None)
    return pd.DataFrame(
        [
            {
                "project": one.project_name or one.project_id,
                "project_id": one.project_id,
                "month": one.period,
                "row": " · ".join(filter(None, (one.row_key or "").split("|"))),
                "about": field(f"{one.entity}.{one.field}") if one.field else say("report.revisions.whole_row"),
                "kind": say(f"report.revision_kinds.{one.kind}"),
                "before": written(one.entity, one.field, one.before),
                "after": written(one.entity, one.field, one.after),
                "cell": _place(None, one.sheet_now, one.cell_now),
                "cell_before": _place(one.file_before, one.sheet_before, one.cell_before),
            }
            for one in rows.itertuples(index=False)
        ],
        columns=list(TITLES) + ["project_id"],
    )


def titles() -> dict[str, str]:
    """The columns of `in_words` that are shown, each with its title."""
    return {name: say(f"report.revisions.{title}") for name, title in TITLES.items()}


def value(entity: str, name: str | None, text: str | None) -> str:
    """A typed value as a reader writes it, with every digit: two that differ little may not look alike; '' for none."""
    if is_nothing(text) or text is None or name is None:
        return ""
    found = dictionary().entities[entity].fields[name]
    if found.type in NUMBERS:
        return exact(Decimal(text), NUMBERS[found.type])
    match found.type:
        case "light":
            return say(f"lights.{text}")
        case "flag":
            return say("units.yes" if text == "true" else "units.no")
        case "choice" if known(f"restatements.states.{text}"):
            return say(f"restatements.states.{text}")
        case "choice" if language() == "en":
            return text.replace("_", " ")
    return term(found.address, text) or text


def number(entity: str, name: str | None, text: str | None) -> str | Decimal:
    """The same for a file: a number as a number."""
    is_number = name and text and dictionary().entities[entity].fields[name].type in NUMBERS
    return Decimal(text) if is_number else value(entity, name, text)


def _place(file: str | None, sheet: str | None, cell: str | None) -> str:
    at = f"{sheet}!{cell}" if sheet and cell else sheet or cell
    return " ".join(filter(None, (file, at)))
