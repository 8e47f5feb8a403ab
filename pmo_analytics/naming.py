"""Names of fields and indicators, and reasons and flags of figures, in the reader's words."""

import re

from pmo_analytics.display import is_nothing
from pmo_analytics.fields import dictionary
from pmo_analytics.indicators import register
from pmo_analytics.words import known, language, listing, say

_CODE = re.compile(r"(\w+)(?:\((.*)\))?")


def indicator(name: str) -> str:
    """The label of an indicator; its own name where the register has none."""
    entry = register().entries.get(name)
    return entry.label[language()] if entry else name


def field(name: str) -> str:
    """The label of a field, given as `entity.field` or by its name alone; of an entity or an indicator otherwise."""
    entity, _, alone = name.rpartition(".")
    if name in dictionary().entities:
        return dictionary().entities[name].label[language()]
    for found in dictionary().entities.values():
        if entity in ("", found.name) and alone in found.fields:
            return found.fields[alone].label[language()]
    return indicator(alone)


def reason(code: str | None) -> str:
    """Why there is no value: 'MISSING_INPUT(actual_cost)' becomes 'Actual cost was not loaded'; '' for no reason."""
    if is_nothing(code) or not code:
        return ""
    name, argument = _CODE.fullmatch(code.strip()).groups() if _CODE.fullmatch(code.strip()) else (code, None)
    key = f"reasons.{name.lower()}"
    if argument and known(f"{key}_of"):
        fields = listing(field(part.strip()) for part in argument.split(","))
        return say(f"{key}_of", what=fields)
    return say(key) if known(key) else code


def flags(codes: str | None) -> str:
    """What to know about a value, as one text; '' for nothing."""
    if is_nothing(codes) or not codes:
        return ""
    parts = [_CODE.match(code.strip())[1].lower() for code in str(codes).split(",") if code.strip()]
    return say("flags.separator").join(say(f"flags.{part}") if known(f"flags.{part}") else part for part in parts)
