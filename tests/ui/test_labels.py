"""Reasons, flags and names in the reader's words."""

import re

import pytest

from pmo_analytics import naming
from pmo_analytics.ui import labels
from pmo_analytics.words import known, set_language
from pmo_analytics.workspace import PROJECT_ROOT

CODE = re.compile(r"'([A-Z]{2,}(?:_[A-Z]+)+|STALE|EARLY|RESTATED|ESTIMATED|COMPLETE|CANCELLED)(?:\(|')")


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("MISSING_INPUT(actual_cost)", "missing or unreadable: Actual cost (AC)", "缺失或无法读取：实际成本（AC）"),
        ("MISSING_INPUT(risks.probability)", "missing or unreadable: Probability", "缺失或无法读取：概率"),
        ("MISSING_INPUT(risks)", "missing or unreadable: Risks", "缺失或无法读取：风险"),
        ("MISSING_INPUT", "an input is missing or unreadable", "输入数据缺失或无法读取"),
        ("NOT_STARTED", "the project has not started", "项目未开始"),
        ("SMALL_N(3<5)", "too few for a share, fewer than 5", "数量不足 5 个，不计算比例"),
        ("SOMETHING_NEW", "SOMETHING_NEW", "SOMETHING_NEW"),
        (None, "", ""),
    ],
)
def test_a_reason_says_what_is_missing(code: str | None, english: str, chinese: str) -> None:
    set_language("en")
    said = labels.reason(code)
    set_language("zh")
    chinese_said = labels.reason(code)
    set_language("en")
    assert (said, chinese_said) == (english, chinese)


def test_a_term_is_written_in_the_readers_language_and_any_other_text_as_it_stands() -> None:
    assert [naming.term("projects.stage", text) for text in ("Design", "Gate 3", None)] == ["Design", "Gate 3", None]
    set_language("zh")
    said = [naming.term("projects.stage", text) for text in ("Design", "Gate 3")]
    set_language("en")
    assert said == ["设计", "Gate 3"]
    assert [naming.meant_by("projects.stage", text) for text in ("设计", "Design", "X")] == ["Design", "Design", "X"]


def test_flags_are_one_text() -> None:
    early = "early: less than 20% done, or 2 months passed"
    assert labels.flags("EARLY,EV_GT_BAC") == f"{early}; earned value exceeds the budget"
    assert labels.flags(None) == ""


def test_every_code_that_the_models_give_has_its_words() -> None:
    sql = "\n".join(path.read_text(encoding="utf-8") for path in PROJECT_ROOT.glob("sql/**/*.sql"))
    codes = {code for code in CODE.findall(sql) if code not in STATES}
    assert codes
    assert {
        code for code in codes if not known(f"reasons.{code.lower()}") and not known(f"flags.{code.lower()}")
    } == set()


STATES = {"IN_PROGRESS"}
