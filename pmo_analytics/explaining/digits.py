"""How many digits the terms of a calculation have: enough for whoever does it again to get the value shown."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pmo_analytics.display import MINUS, figure, is_nothing, money_scale, show
from pmo_analytics.words import say

FEWEST, MOST = 4, 12

Terms = Mapping[str, tuple[Any, str]]


def written(
    terms: Terms, made: Callable[[dict[str, Any]], float | None], shown: Callable[[float], str]
) -> dict[str, str]:
    """The `terms`, values with their units, as text; `made` of them is then `shown` as it is of the exact ones. Where
    no number of digits does it, the fewest stand."""
    exact = made({name: value for name, (value, _) in terms.items()})
    for digits in range(FEWEST, MOST + 1):
        texts = {name: _text(value, unit, digits) for name, (value, unit) in terms.items()}
        again = made({name: _read(texts[name], value, unit) for name, (value, unit) in terms.items()})
        if exact is None or again is not None and shown(again) == shown(exact):
            return texts
    return {name: _text(value, unit, FEWEST) for name, (value, unit) in terms.items()}


def _text(value: Any, unit: str, digits: int) -> str:
    if unit == "months" and digits > FEWEST and not is_nothing(value):
        count = f"{float(value):.{digits - 3}f}".rstrip("0").rstrip(".")
        return say("units.months", count=count.replace("-", MINUS))
    return figure(value, unit, digits=digits)


def _read(text: str, value: Any, unit: str) -> Any:
    """The number that a reader takes from the text of a `value`."""
    if is_nothing(value) or unit not in ("money", "ratio", "percent", "months"):
        return value
    size = money_scale(float(value))[0] if unit == "money" else 0.01 if unit == "percent" else 1
    number = float(re.sub(r"[^\d.]", "", text)) * size
    return -number if value < 0 else number


def shown(unit: str) -> Callable[[float], str]:
    """How the outcome of a calculation is written: money as its terms are, all else as everywhere."""
    return lambda value: figure(value, unit) if unit == "money" else show(value, unit)
