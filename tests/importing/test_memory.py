"""Corrections: how they go together, and which table they are remembered for."""

import pytest

from pmo_analytics.importing.memory import Memory, Remembered, said_by
from pmo_analytics.reading import Correction

HEADERS = ("Project", "Budget", "Finish", "Odd")


def remembered(event_id, headers, sheet="Sheet", entity=None, **columns):
    return Remembered(event_id, sheet, said_by(headers), Correction(entity, columns))


def events(memory, tables):
    """Which decision is used for each table, given with its headers."""
    return {place[0]: one.event_id for place, one in memory.of_tables({(s, 1): h for s, h in tables.items()}).items()}


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
    assert events(memory, {"April": HEADERS}) == {"April": 2}
    assert events(memory, {"April": [*HEADERS, "More"]}) == {"April": 3}
    assert events(memory, {"April": ["Project", "Risk", "Owner", "Odd"]}) == {}
    assert events(Memory(), {"April": HEADERS}) == {}


def test_a_month_in_a_header_or_a_sheet_makes_no_other_table():
    memory = Memory((remembered(1, ["Project", "Status March 2026", "Cost 2026-03", "Odd"], "March 2026", "issues"),))
    (used,) = memory.of_tables({("April 2026", 1): ["Project", "Status April 2026", "Cost 2026-04", "Odd"]}).values()
    assert (used.event_id, used.correction.entity) == (1, "issues")


def test_two_like_tables_of_a_file_have_each_their_own():
    memory = Memory((remembered(1, HEADERS, "Live", Odd="a"), remembered(2, HEADERS, "Done", Odd="b")))
    assert events(memory, {"Live": HEADERS, "Done": HEADERS}) == {"Live": 1, "Done": 2}
    assert events(memory, {"Done": HEADERS, "Live": HEADERS, "Other": HEADERS}) == {"Live": 1, "Done": 2}


def test_a_table_is_left_out_only_on_a_sheet_of_that_name():
    memory = Memory((remembered(1, HEADERS, "Closed risks", entity=""),))
    (used,) = memory.of_tables({("Risks", 1): HEADERS}).values()
    assert not used.correction
    (used,) = memory.of_tables({("Closed risks", 1): HEADERS}).values()
    assert used.correction.entity == ""


def test_what_the_rows_are_holds_for_the_same_sheet_or_the_same_headers_only():
    memory = Memory((remembered(1, HEADERS, "Opportunities", entity="issues", Odd="issues.notes"),))
    for sheet, headers, entity in (
        ("Opportunities", [*HEADERS, "More"], "issues"), ("Decisions", HEADERS, "issues"),
        ("Decisions", [*HEADERS, "More"], None),
    ):  # fmt: skip
        (used,) = memory.of_tables({(sheet, 1): headers}).values()
        assert (used.correction.entity, dict(used.correction.columns)) == (entity, {"Odd": "issues.notes"})
