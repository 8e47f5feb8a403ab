"""The numbers that the method fixes, as sql/core/conventions.sql states them, for the sentences that tell of them."""

import re
from functools import cache

from pmo_analytics.display import show
from pmo_analytics.workspace import PROJECT_ROOT

UNITS = {"early_progress": "percent", "late_progress": "percent", "early_months": "months", "least_coverage": "percent",
         "least_count": "count", "least_percentile_count": "count"}  # fmt: skip
_LINE = re.compile(r"^ {4}([0-9.e-]+)(?:::[a-z0-9(), ]+)? as (\w+),?$", re.MULTILINE)


@cache
def conventions() -> dict[str, float]:
    """Every number by its name."""
    text = (PROJECT_ROOT / "sql" / "core" / "conventions.sql").read_text(encoding="utf-8")
    return {name: float(number) for number, name in _LINE.findall(text)}


def conventions_said() -> dict[str, str]:
    """Those that phrases speak of, as the reader writes them: the blanks {early_progress} and so on."""
    return {name: show(conventions()[name], unit) for name, unit in UNITS.items()}
