"""What the explanation of a card says, in the reader's words, and its parts as rows of a table."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from pmo_analytics.display import figure, show
from pmo_analytics.explaining.cards import CardExplanation, CardPart
from pmo_analytics.explaining.doubts import told as doubts_told
from pmo_analytics.naming import field, reason
from pmo_analytics.words import listing, say

RATIO = ("numerator", "denominator")
COLUMNS = ("subject", "value", "light", "numerator", "denominator", "counts", "reason")


def label(told: CardExplanation) -> str:
    """What the card is called, without what stands for the month on its page."""
    return say(f"cards.label.{told.card.address}")


def headline(told: CardExplanation) -> str:
    """'Budget spent 62%', or why it has no figure."""
    if told.value is None:
        return say("explaining.unknown_value", name=label(told), reason=reason(told.reason))
    return say("explaining.plain", name=label(told), value=show(told.value, told.card.unit, sign=told.card.sign))


def meaning(told: CardExplanation) -> str:
    """What the card says."""
    return say(f"cards.meaning.{told.card.address}")


def made(told: CardExplanation) -> str:
    """How its parts are added up: 'Spent 1.2M / budget 1.9M ...'."""
    return say(
        f"cards.adds.{told.card.adds}", count=told.count_counted, known=len(told.known),
        **{part: _sum(told, part) for part in RATIO},
    )  # fmt: skip


def _sum(told: CardExplanation, part: str) -> str:
    amounts = [getattr(one, part) for one in told.known]
    total = sum(amount for amount in amounts if amount is not None)
    return say("explaining.term", name=part_name(told, part), figure=figure(total, told.card.ratio_of))


def part_name(told: CardExplanation, part: str) -> str:
    """What the numerator or denominator of a ratio is called."""
    name = told.card.ratio[RATIO.index(part)]
    return field(name) if name else say(f"cards.column.{part}")


def coverage(told: CardExplanation) -> Iterator[str]:
    """How many it speaks of, how many are left out and why, how many it has nothing to say about; and the amounts in
    doubt that it rests on."""
    kind = say(f"cards.kind.{told.card.kind}")
    asked = sum(part.is_asked for part in told.parts)
    known = len(told.known)
    yield say("cards.known" if known < asked else "cards.all_known", known=known, all=asked, kind=kind)
    if told.left_out:
        yield say("cards.left_out", reasons=_counted(told.left_out))
    if told.not_asked:
        yield say("cards.not_asked", reasons=_counted(told.not_asked))
    if told.in_doubt and told.value is not None:
        yield say("doubts.rests_on", amounts=doubts_told(told.in_doubt))


def _counted(reasons: Counter[str]) -> str:
    return listing(say("cards.because", count=count, reason=reason(why)) for why, count in reasons.most_common())


def rows(told: CardExplanation) -> pd.DataFrame:
    """One row per part: those that are counted first, those that bring nothing last. What no part has is left out, but
    for the value and why there is none."""
    frame = pd.DataFrame([_row(part) for part in told.parts], columns=[key(told), "indicator", *COLUMNS])
    said = frame.notna() & (frame != "")
    always = ("subject", "light" if told.card.of == "light" else "value")
    return frame.drop(columns=[name for name in COLUMNS if name not in always and not said[name].any()])


def key(told: CardExplanation) -> str:
    """The column of the rows that says whose part it is."""
    return "project_id" if told.card.kind == "project" else "subject_id"


def _row(part: CardPart) -> dict[str, Any]:
    return {
        "project_id": part.project_id,
        "subject_id": part.subject_id,
        "indicator": part.indicator or "",
        "subject": part.subject_name,
        "value": part.value,
        "light": part.light or "",
        "numerator": part.numerator,
        "denominator": part.denominator,
        "counts": say("cards.counted") if part.counts else "",
        "reason": reason(part.reason),
    }
