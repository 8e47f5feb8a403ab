"""The invisible watcher at the end of every page: language, theme and the way to another page. See frame_watch.js."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from pmo_analytics.ui import languages
from pmo_analytics.words import language

_IS_WATCHED = "frame_is_watched"
_watch = st.components.v2.component(
    "pmo_frame_watch", js=(Path(__file__).parent / "frame_watch.js").read_text(encoding="utf-8")
)


def mode() -> str:
    """'light' or 'dark', as the browser shows it."""
    return st.context.theme.type or "light"


@contextmanager
def watched() -> Iterator[None]:
    """What is drawn inside is followed by the watcher, also where a page ends early or breaks."""
    st.session_state[_IS_WATCHED] = False
    try:
        yield
    finally:
        if not st.session_state[_IS_WATCHED]:
            watch()


def watch(go: Mapping[str, Any] | None = None) -> None:
    """Tell the browser the language and keep the reader's choice of it; rerun the page when it shows another mode than
    the one drawn for; go to another page where `go` names its `page` and `parameters`."""
    st.session_state[_IS_WATCHED] = True
    st.session_state["count_drawn"] = st.session_state.get("count_drawn", 0) + 1
    _watch(
        data={
            "mode": mode(),
            "lang": "zh-CN" if language() == "zh" else "en",
            "cookie": languages.to_remember(),
            "go": go,
            "drawn": st.session_state["count_drawn"],
        },
        key="frame_watch",
        on_mode_change=lambda: None,
    )
