"""The invisible watcher at the end of every page: see frame_watch.js."""

from pathlib import Path

import streamlit as st

_watch = st.components.v2.component(
    "pmo_frame_watch", js=(Path(__file__).parent / "frame_watch.js").read_text(encoding="utf-8")
)


def watch(mode: str, language: str) -> None:
    """Tell the browser the language; rerun the page when it shows another mode than the one drawn for."""
    tag = "zh-CN" if language == "zh" else "en"
    _watch(data={"mode": mode, "lang": tag}, key="frame_watch", on_mode_change=lambda: None)
