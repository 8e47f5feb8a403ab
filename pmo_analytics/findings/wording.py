"""A finding in words: what it is about, what the cell says, what that means and how to mend it."""

import pandas as pd

from pmo_analytics.display import is_nothing
from pmo_analytics.naming import field
from pmo_analytics.words import known, say

SEVERITIES = ("error", "warning", "note")
LIGHTS = {"error": "red", "warning": "amber", "note": "unknown"}
LONGEST_TEXT = 200
QUOTED = 80


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Findings, as the mart has them, with `about` (the field's label), `what` (what it means and the remedy), `light`,
    and `text` as long as a person reads."""
    texts = ["" if is_nothing(text) else str(text) for text in rows["text"]]
    fields = zip(rows["entity"], rows["field"], strict=True)
    told = zip(rows["expected"], rows["action"], texts, strict=True)
    return rows.assign(
        text=[_cut(text, LONGEST_TEXT) for text in texts],
        about=[_about(*names) for names in fields],
        what=[explained(*one) for one in told],
        light=rows["severity"].map(LIGHTS),
    )


def severity(name: str) -> str:
    """'cannot be read'."""
    return say(f"imports.severities.{name}")


def explained(expected: str, action: str, text: str) -> str:
    """What a finding means and how to mend it. A cell that could not be typed has one phrase for both; what was noticed
    while reading has one for what was expected and one for what was done."""
    key = expected if "." in expected else f"findings.{expected}"
    if key == action or not known(action):
        return _said(key, text)
    return say("mending.expected", expected=_said(key, text), done=_said(action, text))


def _said(key: str, text: str) -> str:
    return say(key, text=quoted(text), field="") if known(key) else key


def _about(entity: str | None, name: str | None) -> str:
    if is_nothing(name) or not name:
        return ""
    return field(name if is_nothing(entity) else f"{entity}.{name}")


def quoted(text: str) -> str:
    """A cell's text as it stands in a sentence."""
    return _cut(text, QUOTED)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
