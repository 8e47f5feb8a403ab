"""What is said when something is wrong, missing, or done; each once, in the reader's language, without a traceback."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.display import show
from pmo_analytics.errors import NothingLoaded, PmoError
from pmo_analytics.ui import as_of, filters, menu
from pmo_analytics.ui.text import escaped
from pmo_analytics.words import known, say

_SENTENCE_END = re.compile(r"(?<=\.)\s+|(?<=。)(?=.)")


def broken_page(error: Exception) -> bool:
    """What a reader sees when a page breaks: that it did, and what he can do. The log has the rest."""
    st.error(say("messages.broken_page"), icon=":material/error:")
    return True


class PageEnds(Exception):
    """The page has said all that it has to say."""


def end_page() -> None:
    """End the page here. Not by st.stop: after it nothing more can be drawn, and the frame has its last part to add."""
    raise PageEnds


@contextmanager
def said_in_place(welcome: Callable[[], None]) -> Iterator[None]:
    """Our own errors are said where the page would have gone on; `welcome` shows how to begin in an empty workspace."""
    try:
        yield
    except PageEnds:
        pass
    except NothingLoaded as error:
        if as_of.moment():
            problem(error)
        else:
            welcome()
    except PmoError as error:
        problem(error)


def problem(error: PmoError) -> None:
    """One of our own errors: what, where, how to mend it."""
    text = error.said() if known(error.key) else say("messages.broken_page")
    st.error(escaped(text), icon=":material/error:")


def done(key: str, **details: object) -> None:
    """A toast for something that worked."""
    st.toast(escaped(say(key, **details)), icon=":material/check:")


def nothing_to_show(key: str | None = None, **details: object) -> None:
    """Say why a page has nothing to show, and end it.

    Where the filters leave no project: how many match without the one that excludes most, with a button to clear it.
    Otherwise the phrase at `key`; without one, that the month has no report.
    """
    chosen = filters.filters()
    names = filters.active(chosen)
    if names and _matching(chosen) == 0:
        _no_match(chosen, names)
    else:
        month = {"month": show(chosen.period, "month")}
        _nothing(say(key or "messages.no_report", **(month | details)))
    end_page()


def _nothing(said: str) -> None:
    """The first sentence as the headline of the page, what follows below it, and the way to load what is missing."""
    answer, *how = _SENTENCE_END.split(said, maxsplit=1)
    st.title(escaped(answer), anchor=False)
    if how:
        st.caption(escaped(how[0]))
    st.page_link(
        menu.page("import_files"), label=say("welcome.files.do"), icon=":material/arrow_forward:",
        query_params=filters.address(),
    )  # fmt: skip


def _matching(chosen: warehouse.Filters) -> int:
    return int(warehouse.read("matching_projects", chosen)["count_projects"].iloc[0])


def _no_match(chosen: warehouse.Filters, names: list[str]) -> None:
    without = {name: _matching(replace(chosen, **{name: None})) for name in names}
    most = max(without, key=lambda name: without[name])
    total = _matching(replace(chosen, **dict.fromkeys(names)))
    with st.container(border=True):
        st.title(say("messages.no_match", total=total, month=show(chosen.period, "month")), anchor=False)
        label = filters.named(most, getattr(chosen, most))
        if without[most]:
            st.button(
                escaped(say("messages.clear_one", filter=label, count=without[most])), icon=":material/filter_alt_off:",
                on_click=filters.clear, args=(most,),
            )  # fmt: skip
        else:
            st.button(
                say("messages.clear_all", count=total), icon=":material/filter_alt_off:", on_click=filters.clear,
                args=tuple(names),
            )  # fmt: skip
