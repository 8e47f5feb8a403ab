"""Names of fields and indicators, and reasons and flags of figures, in the reader's words."""

import re

from pmo_analytics.conventions import conventions_said
from pmo_analytics.display import is_nothing
from pmo_analytics.fields import dictionary
from pmo_analytics.indicators import register
from pmo_analytics.profiles import profiles
from pmo_analytics.words import known, language, listing, say

_CODE = re.compile(r"(\w+)(?:\((.*)\))?")


def indicator(name: str) -> str:
    """The label of an indicator; its own name where the register has none."""
    entry = register().entries.get(name)
    return entry.label[language()] if entry else name


def profile(name: str) -> str:
    """'B, US federal': a threshold profile with its label; its own name where there is none such any more."""
    entry = profiles().entries.get(name)
    return say("thresholds.profile", name=name, label=entry.label[language()]) if entry else name


def field(name: str) -> str:
    """The label of a field, given as `entity.field` or by its name alone; of an entity or an indicator otherwise."""
    entity, _, alone = name.rpartition(".")
    if name in dictionary().entities:
        return dictionary().entities[name].label[language()]
    for found in dictionary().entities.values():
        if entity in ("", found.name) and alone in found.fields:
            return found.fields[alone].label[language()]
    return indicator(alone)


def term(address: str, value: str | None) -> str | None:
    """A term of the field `entity.field` as the reader's language writes it, Design as 设计; other text as it is."""
    spellings = () if is_nothing(value) else dictionary().field(address).values.get(value, ())
    if language() == "zh":
        return next((text for text in spellings if not text.isascii()), value)
    return value


def meant_by(address: str, text: str) -> str:
    """The term that a text of either language names, else the text itself."""
    values = dictionary().field(address).values
    return next((value for value, spellings in values.items() if text in (value, *spellings)), text)


def reason(code: str | None) -> str:
    """Why there is no value: 'MISSING_INPUT(actual_cost)' becomes 'Actual cost was not loaded'; '' for no reason."""
    if is_nothing(code) or not code:
        return ""
    name, argument = _CODE.fullmatch(code.strip()).groups() if _CODE.fullmatch(code.strip()) else (code, None)
    key = f"reasons.{name.lower()}"
    if argument and known(f"{key}_of"):
        fields = listing(field(part.strip()) for part in argument.split(","))
        return say(f"{key}_of", what=fields)
    said = conventions_said() | ({"least_count": argument.partition("<")[2]} if "<" in (argument or "") else {})
    return say(key, **said) if known(key) else code


def flags(codes: str | None) -> str:
    """What to know about a value, as one text; '' for nothing."""
    if is_nothing(codes) or not codes:
        return ""
    parts = [_CODE.match(code.strip())[1].lower() for code in str(codes).split(",") if code.strip()]
    return say("flags.separator").join(map(_flag, parts))


def _flag(name: str) -> str:
    return say(f"flags.{name}", **conventions_said()) if known(f"flags.{name}") else name
