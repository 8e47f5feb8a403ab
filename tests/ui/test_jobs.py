"""Long work of a page: begun once, waited for to its end, its error said where the page waits."""

from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from pmo_analytics.errors import WrongUsage
from pmo_analytics.ui import jobs
from pmo_analytics.words import language, set_language


def page() -> None:
    import streamlit as st

    from pmo_analytics.errors import PmoError
    from pmo_analytics.ui import jobs

    try:
        st.markdown(jobs.carry_out("sums", "Adding up", st.session_state["work"]))
    except PmoError as error:
        st.error(str(error))


def opened(**state: object) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    for name, value in state.items():
        app.session_state[name] = value
    return app.run()


def test_the_page_goes_on_when_the_work_is_done_and_forgets_it() -> None:
    told = []
    app = opened(work=lambda tell: told.append(tell("reading")) or "done")
    assert (len(told), app.markdown[0].value, app.status[0].label) == (1, "done", "Adding up")
    assert "job_sums" not in app.session_state


def test_an_error_of_the_work_is_raised_where_the_page_waits() -> None:
    def refuse(tell: object) -> None:
        raise WrongUsage("out_missing")

    app = opened(work=refuse)
    assert [error.value for error in app.error] == ["A workbook needs a file to go to: --out FILE."]
    assert not app.markdown and "job_sums" not in app.session_state


def test_work_that_goes_on_from_an_earlier_run_is_waited_for_and_not_begun_again() -> None:
    may_end, begun = Event(), []

    def work(tell: object) -> str:
        begun.append("once")
        may_end.wait(20)
        return "done"

    job = jobs._Job(work)
    may_end.set()
    app = opened(work=work, job_sums=job)
    assert begun == ["once"] and app.markdown[0].value == "done"


def test_the_work_speaks_the_readers_language() -> None:
    set_language("zh")
    spoken = []
    job = jobs._Job(lambda tell: spoken.append(language()))
    set_language("en")
    job.join(20)
    assert spoken == ["zh"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [("12/140 core.visible", "Computing, step 12 of 140"), ("Reading a.xlsx", "Reading a.xlsx"), ("", "…")],
)
def test_steps_are_shown_by_their_number(said: str, shown: str) -> None:
    assert jobs._shown(said) == shown
