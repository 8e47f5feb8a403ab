"""The mark of a figure that rests on an amount which jumped like another unit: on cards, under headlines, in lists."""

from collections.abc import Collection, Sequence

import pandas as pd
import streamlit as st

from pmo_analytics.explaining import CARDS, Doubt, doubts, doubts_told
from pmo_analytics.ui.text import escaped
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

ICON, SIGN = ":material/warning:", "⚠"


def of_card(found: Sequence[Doubt], name: str | None, has_change: bool) -> str:
    """What a card rests on in the month shown, else, where it shows a change, in the compared one; '' where on nothing
    doubtful. `name` is the card's own, or as explaining.CARDS calls it."""
    own = [one for one in found if one.card == (CARDS[name].name if name in CARDS else name)]
    now = [one for one in own if not one.is_compared]
    if now:
        return say("doubts.rests_on", amounts=doubts_told(now))
    return say("doubts.change_rests_on", amounts=doubts_told(own)) if own and has_change else ""


def headline_note(chosen: Filters, cards: Collection[str]) -> None:
    """A line under the headline of a page whose headline, charts and lists show what these cards do."""
    shown = _now(chosen, cards)
    if shown:
        st.caption(f":orange[{ICON}] {escaped(say('doubts.page', amounts=doubts_told(shown)))}")


def mark(text: str) -> None:
    """The quiet mark at the foot of a card: what it rests on is told where the reader points at it."""
    st.caption(f":orange[{ICON}] {escaped(say('doubts.mark'))}", help=escaped(text))


def in_rows(
    rows: pd.DataFrame, column: str, chosen: Filters, cards: Collection[str], sign: str | None = None
) -> pd.DataFrame:
    """`rows` of projects, with the mark's words before what `column` says of those that bring an amount in doubt to one
    of the cards in the month shown; and with its sign in a column `sign`, where asked."""
    is_marked = rows["project_id"].isin({one.project_id for one in _now(chosen, cards)})
    words = say("doubts.mark")
    marked = rows[column].fillna("").astype(str).map(lambda text: " · ".join(filter(None, (words, text))))
    signs = {sign: is_marked.map({True: SIGN, False: ""})} if sign else {}
    return rows.assign(**{column: rows[column].mask(is_marked, marked)}, **signs)


def _now(chosen: Filters, cards: Collection[str]) -> list[Doubt]:
    return [one for one in doubts(chosen) if one.card in cards and not one.is_compared]
