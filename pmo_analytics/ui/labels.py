"""Names of fields and indicators, and reasons and flags of figures, for tables."""

from collections.abc import Iterable

import pandas as pd

from pmo_analytics.display import NOTHING, is_nothing
from pmo_analytics.naming import field, flags, indicator, reason
from pmo_analytics.words import listing

__all__ = ["drivers", "field", "flags", "indicator", "reason", "with_reasons"]


def drivers(names: str | None, limit: int = 2) -> str:
    """The indicators that gave a light, the first `limit` of them."""
    if is_nothing(names) or not names:
        return NOTHING
    return listing(indicator(name.strip()) for name in list(dict.fromkeys(names.split(",")))[:limit])


def with_reasons(rows: pd.DataFrame, columns: Iterable[str] = ("reason",)) -> pd.DataFrame:
    """`rows` with the codes in `columns` replaced by what they say."""
    return rows.assign(**{column: rows[column].map(reason) for column in columns})
