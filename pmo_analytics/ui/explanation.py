"""The drawer that says where a number comes from: formula, light, and the cells it was read from."""

from collections.abc import Callable

import streamlit as st

from pmo_analytics.display import figure, is_nothing, light_steps, mark
from pmo_analytics.explaining import Explanation, explain, rows, sentences
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.ui.text import escaped
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import language, say

PARAMETER, SUBJECT = "explain", "of"
COLOURS = {"red": "red", "amber": "orange", "green": "green", "unknown": "gray"}


def ask(indicator: str) -> None:
    """Have the drawer opened at the next run; for on_click and for links."""
    st.query_params[PARAMETER] = indicator


def asked() -> str | None:
    """The indicator that the address asks about."""
    return st.query_params.get(PARAMETER)


def drawer(indicator: str, subject: str, chosen: Filters) -> None:
    """Open the drawer on the value of `indicator` for `subject` in the month chosen."""
    told = explain(indicator, subject, chosen.period, chosen.as_of)
    opened(told.label[language()], lambda: _contents(told))


def opened(title: str, contents: Callable[[], None]) -> None:
    """A drawer at the right of the page, until the reader closes it."""
    st.dialog(escaped(title), width="medium", position="right", on_dismiss=_close)(contents)()


def light_badge(light: str | None) -> str:
    """Markdown of a light as a badge: sign and word in its colour."""
    name = "unknown" if is_nothing(light) else str(light)
    return f":{COLOURS[light_steps(name)[-1]]}-badge[{mark(name)} {say(f'lights.{name}')}]"


def _close() -> None:
    for name in (PARAMETER, SUBJECT):
        st.query_params.pop(name, None)


def _contents(told: Explanation) -> None:
    st.caption(escaped(sentences.whose(told)))
    st.markdown(escaped(told.meaning[language()]))
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{escaped(sentences.headline(told))}**")
        for sentence in sentences.method(told):
            st.markdown(escaped(sentence))
        light, *others = sentences.rule(told)
        st.markdown(f"{light_badge(told.rule.light)} {escaped(light)}" if _is_lit(told) else escaped(light))
        for sentence in others:
            st.caption(escaped(sentence))
        _parts(told)
    _cells(told)
    for sentence in sentences.remarks(told):
        st.caption(escaped(sentence))
    if told.source:
        st.caption(escaped(say("explaining.source", source=told.source)))


def _is_lit(told: Explanation) -> bool:
    return bool(told.rule.bounds) and not told.rule.is_withheld


def _cells(told: Explanation) -> None:
    """The cells as a table; all of them, those of earlier months too, as a download."""
    cells, count_earlier = rows.cells(told), rows.count_earlier(told)
    if cells.empty:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch"):
            st.markdown(f"**{escaped(say('explaining.cells'))}**")
        with st.container(width="content"):
            name = f"{told.subject_id}-{told.indicator}"
            download(rows.cells(told, everything=True), _everything(), name, "cells_download")
    columns = [column for column in _columns() if column.name != "note" or cells["note"].any()]
    table(cells, columns, f"cells_{told.indicator}", say("explaining.cells"), framed=True)
    if count_earlier:
        st.caption(escaped(say("explaining.earlier_cells", count=count_earlier)))


def _parts(told: Explanation) -> None:
    """A button for each indicator that the value is made of: it opens that one's own explanation."""
    made_of = [one for one in told.inputs if not one.is_field]
    if not made_of:
        return
    with st.container(horizontal=True, gap="small"):
        for one in made_of:
            text = f"{sentences.short_name(one.label)} {figure(one.value, one.unit)}"
            if st.button(escaped(text), key=f"part_{one.address}", icon=":material/info:", type="tertiary",
                         help=say("explaining.open_part")):  # fmt: skip
                ask(one.address)
                st.rerun()


def _columns() -> list[Column]:
    return [
        Column("input", say("explaining.column.input"), "head", detail="part_of"),
        Column("value", say("explaining.column.value")),
        Column("text", say("explaining.column.text")),
        Column("file", say("explaining.column.file"), "text", detail="sheet"),
        Column("cell", say("explaining.column.cell")),
        Column("note", say("explaining.column.note"), "text"),
    ]


def _everything() -> list[Column]:
    return [Column(name, say(f"explaining.column.{name}")) for name in rows.COLUMNS]
