"""Long work that a page asks for: it goes on to its end whatever the reader does meanwhile, and the page shows how far
it is. Streamlit breaks a script off when it is asked to run again, wherever it is; half a load would be left."""

import re
import time
from collections.abc import Callable
from contextvars import copy_context
from threading import Thread
from typing import TypeVar

import streamlit as st

from pmo_analytics.ui.text import escaped
from pmo_analytics.words import say

Progress = Callable[[str], None]
Result = TypeVar("Result")

_STEP = re.compile(r"(\d+)/(\d+) .*")
_PAUSE_SECONDS = 0.2


class _Job(Thread):
    """The work in a thread of its own, in the reader's language; `said` is what it told last."""

    def __init__(self, work: Callable[[Progress], object]) -> None:
        super().__init__()
        self.work, self.context = work, copy_context()
        self.said, self.result, self.error = "", None, None
        self.start()

    def run(self) -> None:
        try:
            self.result = self.context.run(self.work, self._tell)
        except Exception as error:  # noqa: BLE001 - raised again where the page waits for it
            self.error = error

    def _tell(self, text: str) -> None:
        self.said = text


def is_running(name: str) -> bool:
    """Whether work of that name, begun in an earlier run of the page, has not been waited for to its end."""
    return f"job_{name}" in st.session_state


def carry_out(name: str, label: str, work: Callable[[Progress], Result]) -> Result:
    """Begin the work, or go on waiting for it, and show how far it is. Returns what it returned, raises what it raised.

    `work` is given a function to tell with what is being done. A reader who leaves the page meanwhile finds the work
    of that name when he is back, so `name` must hold what makes it this work and no other.
    """
    job = st.session_state.setdefault(f"job_{name}", None) or _Job(work)
    st.session_state[f"job_{name}"] = job
    with st.status(label, expanded=True):
        shown = st.empty()
        while job.is_alive():
            shown.caption(escaped(_shown(job.said)))
            time.sleep(_PAUSE_SECONDS)
    del st.session_state[f"job_{name}"]
    if job.error:
        raise job.error
    return job.result


def _shown(said: str) -> str:
    """A step of a build is named by its number; the names of models say nothing to readers."""
    step = _STEP.fullmatch(said)
    return say("welcome.computing", done=step[1], count=step[2]) if step else said or "…"
