"""A waiting file as it is shown: its findings in words, and what is said of a table nobody knows."""

from types import SimpleNamespace

import pandas as pd
import pytest

from pmo_analytics.importing.found import FINDING_COLUMNS
from pmo_analytics.ui import understood
from pmo_analytics.words import set_language


def test_a_finding_without_a_field_stands_beside_one_with_a_field():
    rows = [
        ("S", "C4", None, None, "#UNCALCULATED", "reading.stored_result", "note", "reading.stored_result"),
        ("S", "B2", "projects", "budget_at_completion", "tbc", "not_a_number", "error", "findings.not_a_number"),
    ]
    shown = understood._findings(pd.DataFrame(rows, columns=list(FINDING_COLUMNS)))
    assert list(shown["cell"]) == ["B2", "C4"]  # what cannot be read comes first
    assert list(shown["about"]) == ["Budget at completion", ""]


@pytest.mark.parametrize(
    ("nearest", "missing", "language", "said"),
    [
        ("risks", ("description",), "en", "Menu: not recognised. Nearest is Risks; it lacks Description. Nothing of"),
        ("risks", ("description",), "zh", "Menu：未能识别。最接近“风险”，缺少风险描述。除非"),
        (None, (), "en", "Menu: not recognised. Nothing of this table is loaded unless you say below what it holds."),
    ],
)
def test_of_a_table_nobody_knows_it_is_said_what_it_is_near_to_where_it_is_near_to_anything(
    nearest, missing, language, said
):
    set_language(language)
    sheet = SimpleNamespace(sheet="Menu", nearest=nearest, missing=missing)
    assert understood._unknown(sheet).startswith(said)
