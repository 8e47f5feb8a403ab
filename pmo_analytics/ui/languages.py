"""The language of the page: the browser's until the reader chooses, then his. `lang` in the address decides first; what
was chosen is kept in a cookie, so that it outlives the session."""

from collections.abc import Callable

import streamlit as st

from pmo_analytics.words import LANGUAGES, set_language

PARAMETER = "lang"
COOKIE = "pmo_language"
_KEY = "language"


def choose() -> str:
    """Settle and set the language of this run: the address, else this session's, the cookie's, the browser's."""
    asked = st.query_params.get(PARAMETER)
    if asked in LANGUAGES:
        st.session_state[_KEY] = asked
    elif _KEY not in st.session_state:
        chosen = st.context.cookies.get(COOKIE)
        browser = "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
        st.session_state[_KEY] = chosen if chosen in LANGUAGES else browser
    set_language(st.session_state[_KEY])
    return st.session_state[_KEY]


def switch(on_change: Callable[[], None]) -> None:
    """The control at the right of the filter bar; `on_change` is called when the reader has chosen."""

    def chosen() -> None:
        st.session_state["language_chosen"] = True
        st.query_params[PARAMETER] = st.session_state[_KEY]
        on_change()

    st.segmented_control(
        "English / 中文", LANGUAGES, key=_KEY, format_func={"en": "EN", "zh": "中文"}.get, required=True,
        label_visibility="collapsed", on_change=chosen,
    )  # fmt: skip


def to_remember() -> str | None:
    """The cookie to set, where the reader has chosen in this session."""
    return f"{COOKIE}={st.session_state[_KEY]}" if st.session_state.get("language_chosen") else None
