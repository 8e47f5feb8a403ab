"""The ways to begin: an invented portfolio to look around in, files of one's own; and from the one to the other."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pmo_analytics.ui import filters, jobs, menu
from pmo_analytics.words import say
from pmo_analytics.workspace import person

_STATE = "leaving_the_sample"  # None, "asked" or "sure"


def way(place: DeltaGenerator, name: str, icon: str) -> DeltaGenerator:
    """A card in `place` that says what a way to begin is."""
    card = place.container(border=True, height="stretch", key=f"begin_{name}")
    card.markdown(f"{icon} **{say(f'welcome.{name}.title')}**")
    card.caption(say(f"welcome.{name}.why"))
    return card


def your_name() -> str:
    """Who acts, typed once: the same on every page that asks."""
    return st.text_input(
        say("imports.who"), person(), help=say("imports.who_hint"), key="who", width=180, persist_state="session"
    )


def link(page: str, label: str) -> None:
    """The way to another page with the same choice."""
    st.page_link(menu.page(page), label=label, icon=":material/arrow_forward:", query_params=filters.address())


def is_invented() -> None:
    """The quiet line above an invented portfolio, with the way to files of one's own."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="invented"):
        st.caption(f":material/explore: {say('welcome.invented')}", width="content")
        link("import_files", say("welcome.instead"))


def leave(remove: Callable[[str, jobs.Progress], object]) -> None:
    """The card that stands before one's own files are loaded into an invented portfolio: `remove` withdraws it, told
    who asks, once he has confirmed. It asks in its place: a click in a dialog is lost while the page behind it runs."""
    with st.container(border=True, key="leave"):
        st.markdown(f":material/explore: **{say('welcome.invented')}**")
        if jobs.is_running("leave") or st.session_state.get(_STATE) == "sure":
            who = st.session_state.get("who") or person()
            jobs.carry_out("leave", say("welcome.leaving"), lambda said: remove(who, said))
            _now(None)
            st.rerun()
        if st.session_state.get(_STATE) == "asked":
            st.caption(say("welcome.leave_what"))
            with st.container(horizontal=True, gap="small"):
                _button("leave_do", ":material/undo:", "sure", "primary")
                _button("leave_not", None, None)
        else:
            st.caption(say("welcome.leave_why"))
            _button("leave", ":material/close:", "asked")


def _button(word: str, icon: str | None, state: str | None, kind: str = "secondary") -> None:
    st.button(say(f"welcome.{word}"), type=kind, icon=icon, on_click=_now, args=(state,))


def _now(state: str | None) -> None:
    st.session_state[_STATE] = state
