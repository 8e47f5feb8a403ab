"""Corrections: how they go together, and which table they are remembered for."""

import pytest

from pmo_analytics.importing.memory import Memory, Remembered, said_by
from pmo_analytics.reading import Correction

HEADERS = ("Project", "Budget", "Finish", "Odd")


def remembered(event_id, headers, **columns):
    return Remembered(event_id, "Sheet", said_by(headers), Correction(None, columns))


@pytest.mark.parametrize(
    ("earlier", "now", "both"),
    [
        (Correction(), Correction(None, {"A": "risks.name"}), Correction(None, {"A": "risks.name"})),
        (Correction(None, {"A": "risks.name", "B": ""}), Correction(None, {"A": ""}),
         Correction(None, {"A": "", "B": ""})),
        (Correction("risks", {"A": "risks.name"}), Correction(), Correction("risks", {"A": "risks.name"})),
        (Correction("risks", {"A": "risks.name", "B": "issues.name"}), Correction("issues"),
         Correction("issues", {"B": "issues.name"})),
        (Correction("risks", {"A": "risks.name"}), Correction(""), Correction("", {})),
    ],
)  # fmt: skip
def test_a_later_correction_stands_upon_the_earlier(earlier, now, both):
    assert now.upon(earlier) == both


def test_the_most_alike_table_is_remembered_the_newest_of_several():
    memory = Memory(
        (remembered(1, HEADERS, Odd="old"), remembered(2, HEADERS, Odd="new"), remembered(3, (*HEADERS, "More")))
    )
    assert memory.of_table(HEADERS).event_id == 2
    assert memory.of_table([*HEADERS, "More"]).event_id == 3
    assert memory.of_table(["Project", "Risk", "Owner", "Odd"]) is None
    assert Memory().of_table(HEADERS) is None


def test_a_month_in_a_header_makes_no_other_table():
    memory = Memory((remembered(1, ["Project", "Status March 2026", "Cost 2026-03", "Odd"]),))
    assert memory.of_table(["Project", "Status April 2026", "Cost 2026-04", "Odd"]).event_id == 1
