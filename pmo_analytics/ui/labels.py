"""Names of fields and indicators, and reasons and flags of figures, for tables."""

from collections.abc import Iterable

import pandas as pd

from pmo_analytics.naming import field, flags, indicator, reason

__all__ = ["field", "flags", "indicator", "reason", "with_reasons"]


def with_reasons(rows: pd.DataFrame, columns: Iterable[str] = ("reason",)) -> pd.DataFrame:
    """`rows` with the codes in `columns` replaced by what they say."""
    return rows.assign(**{column: rows[column].map(reason) for column in columns})
