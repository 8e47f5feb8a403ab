"""Formulas of the register: "{earned_value} / {actual_cost}" names others of the same subject and month."""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from datetime import date

from pmo_analytics.indicators import TERM

TOLERANCE = 1e-6

Term = float | date | None

_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def terms(formula: str | None) -> tuple[str, ...]:
    """The indicators and inputs that a formula names, each once."""
    return tuple(dict.fromkeys(TERM.findall(formula or "")))


def holds(formula: str | None, value: float | None, values: Mapping[str, Term]) -> bool:
    """Whether the formula makes `value` of the others; of dates, in days. It need not, for a project that is complete,
    say, or that states what others let be calculated."""
    made = of(formula, values) if formula is not None and value is not None else None
    return made is not None and math.isclose(made, value or 0, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def of(formula: str, values: Mapping[str, Term]) -> float | None:
    """What a formula makes of the values that it names; None where one is missing or it cannot be done."""
    names = terms(formula)
    if any(values.get(name) is None for name in names):
        return None
    written = TERM.sub(lambda term: f"term{names.index(term[1])}", formula)
    numbers = {f"term{place}": _number(values[name]) for place, name in enumerate(names)}
    try:
        return _made(ast.parse(written, mode="eval").body, numbers)
    except ZeroDivisionError:
        return None


def _number(value: Term) -> float:
    return value.toordinal() if isinstance(value, date) else float(value or 0)


def _made(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.BinOp(left, sign, right):
            return _OPERATIONS[type(sign)](_made(left, values), _made(right, values))
        case ast.Call(ast.Name("min" | "max" as which), arguments):
            return {"min": min, "max": max}[which](_made(one, values) for one in arguments)
        case ast.Name(name):
            return values[name]
        case ast.Constant(number):
            return float(number)
    raise ValueError(ast.dump(node))
