"""Formulas of the register: "{earned_value} / {actual_cost}" names other indicators of the same subject and month."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping

TERM = re.compile(r"\{(\w+)\}")
TOLERANCE = 1e-6

_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def terms(formula: str | None) -> tuple[str, ...]:
    """The indicators that a formula names, each once."""
    return tuple(dict.fromkeys(TERM.findall(formula or "")))


def holds(formula: str | None, value: float | None, values: Mapping[str, float | None]) -> bool:
    """Whether the formula makes `value` of the others: it need not for a project that is complete, say."""
    if formula is None or value is None or any(values.get(term) is None for term in terms(formula)):
        return False
    try:
        made = _made(ast.parse(TERM.sub(r"\1", formula), mode="eval").body, values)
    except ZeroDivisionError:
        return False
    return math.isclose(made, value, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def _made(node: ast.expr, values: Mapping[str, float | None]) -> float:
    match node:
        case ast.BinOp(left, sign, right):
            return _OPERATIONS[type(sign)](_made(left, values), _made(right, values))
        case ast.Name(name):
            return float(values[name])
        case ast.Constant(number):
            return float(number)
    raise ValueError(ast.dump(node))
