"""The portfolio as it was known at a moment: chosen in History, kept for the session, said above every page."""

import streamlit as st

from pmo_analytics.ui.text import escaped
from pmo_analytics.words import say

PARAMETER = "as_of"
_KEY = "as_of_moment"


def moment() -> str | None:
    """The ISO moment that this session looks at, None for the present; it is in the address as `as_of`."""
    asked = st.query_params.get(PARAMETER)
    if asked:
        st.session_state[_KEY] = asked
    elif st.session_state.get(_KEY):
        st.query_params[PARAMETER] = st.session_state[_KEY]
    return st.session_state.get(_KEY)


def look_at(when: str | None) -> None:
    """Look at the portfolio as known at `when` from here on; None is the present."""
    st.session_state[_KEY] = when
    if when:
        st.query_params[PARAMETER] = when
    else:
        st.query_params.pop(PARAMETER, None)


def banner() -> None:
    """Say that the page shows an earlier knowledge, with the way back; nothing in the present."""
    when = moment()
    if not when:
        return
    with st.container(key="as_of", horizontal=True, vertical_alignment="center", gap="small"):
        st.info(escaped(say("frame.as_of", moment=when.replace("T", " "))), icon=":material/history:")
        st.button(say("frame.back_to_present"), icon=":material/undo:", on_click=look_at, args=(None,))
