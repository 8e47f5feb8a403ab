"""The parts of a page: its headline, its cards of figures and its charts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pmo_analytics.charts import Figure as Drawn
from pmo_analytics.display import NOTHING, is_nothing, show
from pmo_analytics.explaining import doubts as explained_doubts
from pmo_analytics.ui import card_drawer, doubts, explanation, filters
from pmo_analytics.ui.chart_image import image_button
from pmo_analytics.ui.text import escaped
from pmo_analytics.ui.watch import watch
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

CONFIG = {"displayModeBar": False, "scrollZoom": False, "responsive": True}


@dataclass(frozen=True)
class Figure:
    """One card: a value with its unit, how it changed, and its last months.

    `better` says which way is good: 'higher', 'lower', or None where neither is. `note` stands beside the change or,
    where there is no value, is the reason. `trend` draws bars for counts and a line for the rest. `explained_by` is
    the indicator, or the card as explaining.CARDS calls it, that the drawer behind its button explains. `below` stands
    under it all, in as many lines as it takes; `help` is said where the reader points at the label. A change that is
    not `is_against_month` is against a plan.
    """

    label: str
    value: Any
    unit: str
    change: Any = None
    change_unit: str | None = None
    better: str | None = None
    note: str = ""
    trend: Sequence[float] = ()
    sign: bool = False
    explained_by: str | None = None
    below: str = ""
    help: str = ""
    is_against_month: bool = True


def headline(question: str, answer: str, *facts: str, shows: Collection[str] = ()) -> None:
    """The page's question, its answer in one sentence, and in small what it rests on; also which amounts are in doubt
    among those that the page `shows`, by the names of cards."""
    with st.container(gap="xsmall"):
        st.caption(escaped(question))
        st.title(escaped(answer), anchor=False)
        if facts:
            st.caption(escaped(" · ".join(fact for fact in facts if fact)))
        if shows:
            doubts.headline_note(filters.of_what_is_shown(), shows)


def figures(cards: Iterable[Figure], columns: int = 6) -> None:
    """A row of cards, level with each other; behind them the drawer of the one that the address asks about."""
    grid, shown = st.grid(columns, min_column_width=150), list(cards)
    in_doubt = explained_doubts(filters.of_what_is_shown()) if any(one.explained_by for one in shown) else ()
    for one in shown:
        with grid:
            has_change = one.is_against_month and not is_nothing(one.change)
            _figure(one, doubts.of_card(in_doubt, one.explained_by, has_change))
    card_drawer.open_asked({one.explained_by for one in shown}, filters.filters())


def one_card(cards: pd.DataFrame, name: str, chosen: Filters) -> tuple[pd.Series, list[float]]:
    """The row of a card (of a query *_cards) in the month shown, and its known values month by month."""
    months = cards[cards["card"] == name].sort_values("period")
    return months[months["period"] == pd.Timestamp(chosen.period)].squeeze(), list(months["value"].dropna())


def chart(
    figure: Drawn, key: str, opens_project: bool = False, picks: bool = False,
    control: Callable[[], None] | None = None, below: Callable[[], None] | None = None,
) -> None:
    """A figure in its card: title and caption as text above it, then the widget that `control` draws, if any; under it
    what `below` draws. A click on a mark opens its project where asked; where it `picks`, the page is run again and
    `clicked` knows the mark."""
    meta: Mapping[str, str] = figure.layout.meta
    with card(meta["title"], meta["caption"], key=f"card_{key}") as beside:
        with beside:
            image_button(key, figure)
        if control:
            control()
        st.plotly_chart(
            figure, key=key, theme=None, config=CONFIG, alt=meta["alt"] or meta["title"], height="stretch",
            **({"on_select": "rerun", "selection_mode": "points"} if opens_project or picks else {}),
        )  # fmt: skip
        if below:
            below()
    project = clicked(key) if opens_project else None
    if project:
        open_project(project[0] if isinstance(project, list) else project)


def clicked(key: str) -> Any:
    """The customdata of the mark last clicked in the chart of that key, also before it is drawn; None where none is."""
    points = st.session_state[key]["selection"]["points"] if st.session_state.get(key) else []
    return next((point["customdata"] for point in points if point.get("customdata")), None)


def missing(text: str, why: str) -> None:
    """The card of a chart that cannot be drawn, and why."""
    with card(text):
        st.caption(escaped(why))


def title(text: str, caption: str = "") -> None:
    """The title of a card and what is shown in it."""
    st.markdown(f"**{escaped(text)}**")
    if caption:
        st.caption(escaped(caption))


@contextmanager
def card(text: str, caption: str = "", key: str | None = None) -> Iterator[DeltaGenerator]:
    """A bordered card with its title; what is drawn inside comes below. Yields the place at the right of the title."""
    with st.container(border=True, height="stretch", key=key, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="top", gap="small"):
            with st.container(gap="xsmall", width="stretch"):
                title(text, caption)
            beside = st.container(width="content")
        yield beside


def open_project(project_id: str) -> None:
    """Go to the page of a project, keeping the filters."""
    _open_page("project", project=project_id)


def open_projects(**narrowed: str) -> None:
    """Go to the list of projects, keeping the filters but for `narrowed`, such as department='IT'."""
    _open_page("projects", **narrowed)


def _open_page(name: str, **parameters: str) -> None:
    """Not by st.switch_page: that leaves a step in the browser's history for every filter, and Back would have to be
    pressed for each."""
    watch(go={"page": name, "parameters": filters.address(**parameters)})
    st.stop()


def _figure(card: Figure, doubt: str) -> None:
    """The border is the container's: st.metric draws bars beyond its own. `doubt` is what the mark at its foot says."""
    with st.container(border=True, height="stretch", horizontal=True, gap=None):
        with st.container(width="stretch"):
            _known(card) if not is_nothing(card.value) else _grey(card)
            if card.below:
                st.caption(escaped(card.below))
            if doubt and not is_nothing(card.value):
                doubts.mark(doubt)
        if card.explained_by is None:
            return
        # the name of the button is for those who hear the page: the frame's style hides it beside the icon
        st.button(f"{say('explaining.open_part')} {card.label}", icon=":material/info:", type="tertiary",
                  help=say("explaining.open_part"), key=f"explain_{card.explained_by}", on_click=explanation.ask,
                  args=[card.explained_by])  # fmt: skip


def _known(card: Figure) -> None:
    trend = [None if is_nothing(value) else float(value) for value in card.trend]
    st.metric(
        card.label,
        show(card.value, card.unit, sign=card.sign),
        _change(card),
        delta_color=_colour(card),
        delta_arrow="off" if _colour(card) == "off" else "up" if card.change > 0 else "down",
        delta_description=card.note if not is_nothing(card.change) else None,
        chart_data=trend if len(trend) > 1 else None,
        chart_type="bar" if card.unit == "count" else "line" if card.better else "area",
        height="stretch",
        help=card.help or None,
    )


def _grey(card: Figure) -> None:
    """A card without a value: the dash, and why, in as many lines as it takes."""
    with st.container(height="stretch", gap="xxsmall"):
        st.metric(card.label, NOTHING, help=card.help or None)
        st.caption(escaped(card.note))


def _change(card: Figure) -> str | None:
    """The signed change, '=' where it is written as zero; else the note."""
    if is_nothing(card.change):
        return card.note or None
    written = show(card.change, card.change_unit or card.unit, sign=True)
    return written if any(digit in written for digit in "123456789") else "="


def _colour(card: Figure) -> str:
    """Said outright: st.metric reads the sign of a change from an ASCII '-' only, and ours has the real minus sign."""
    if is_nothing(card.change) or not card.better or _change(card) == "=":
        return "off"
    return "green" if (card.change > 0) == (card.better == "higher") else "red"
