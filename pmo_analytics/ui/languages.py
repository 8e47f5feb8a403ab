"""The language of the page: the browser's until the reader chooses, then his; `lang` in the address says it."""

import streamlit as st

from pmo_analytics.words import LANGUAGES, set_language

PARAMETER = "lang"
_KEY = "language"


def choose() -> str:
    """Settle and set the language of this run: the address, else what was chosen before, else the browser's."""
    asked = st.query_params.get(PARAMETER)
    if asked in LANGUAGES:
        st.session_state[_KEY] = asked
        st.session_state["language_chosen"] = True
    elif st.session_state.get("language_chosen"):
        st.query_params[PARAMETER] = st.session_state[_KEY]
    elif _KEY not in st.session_state:
        st.session_state[_KEY] = "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
    set_language(st.session_state[_KEY])
    return st.session_state[_KEY]


def switch() -> None:
    """The control at the right of the filter bar."""
    st.segmented_control(
        "English / 中文", LANGUAGES, key=_KEY, format_func={"en": "EN", "zh": "中文"}.get, required=True,
        label_visibility="collapsed", on_change=_chosen,
    )  # fmt: skip


def _chosen() -> None:
    st.session_state["language_chosen"] = True
    st.query_params[PARAMETER] = st.session_state[_KEY]
