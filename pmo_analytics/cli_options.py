"""What several commands take: their common options, and words for months, days and moments as values."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

import typer

from pmo_analytics import operations
from pmo_analytics.errors import WrongUsage
from pmo_analytics.words import set_language

Json = Annotated[bool, typer.Option("--json", help="Print a machine-readable report.")]
Why = Annotated[str | None, typer.Option("--why", help="The reason, kept with the decision.")]
Loads = Annotated[list[int] | None, typer.Argument(metavar="LOAD...", help="Numbers as `pmo loads` shows them.")]
OfFile = Annotated[str | None, typer.Option("--file", help="All tables of the last file of this name.")]


def speak(language: str) -> None:
    """Answer in 'en' or 'zh'; WrongUsage for another language."""
    if language not in ("en", "zh"):
        raise WrongUsage("language_unknown", language=language)
    set_language(language)


def month(text: str | None) -> date | None:
    """The month end that a text such as 2026-03 names; WrongUsage where it names none."""
    if text is None:
        return None
    found = operations.month_in(text)
    if found is None:
        raise WrongUsage("month_unclear", text=text)
    return found


def day(text: str | None) -> date | None:
    """The day that a text such as 2026-03-31 names; WrongUsage where it names none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise WrongUsage("day_unclear", text=text) from error


def moment(text: str | None) -> datetime | None:
    """The moment that a text such as 2026-03-05T12:00 names; WrongUsage where it names none."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise WrongUsage("moment_unclear", text=text) from error


def progress() -> Callable[[str], None] | None:
    """Say on a terminal what is being done; silent where the output goes to a file."""
    if not sys.stderr.isatty():
        return None
    return lambda text: print(f"\r\x1b[2K{text}", end="", file=sys.stderr, flush=True)
