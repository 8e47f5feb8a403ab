"""A waiting file as it is shown: its findings in words."""

import pandas as pd

from pmo_analytics.importing.found import FINDING_COLUMNS
from pmo_analytics.ui import understood


def test_a_finding_without_a_field_stands_beside_one_with_a_field():
    rows = [
        ("S", "C4", None, None, "#UNCALCULATED", "reading.stored_result", "note", "reading.stored_result"),
        ("S", "B2", "projects", "budget_at_completion", "tbc", "not_a_number", "error", "findings.not_a_number"),
    ]
    shown = understood._findings(pd.DataFrame(rows, columns=list(FINDING_COLUMNS)))
    assert list(shown["cell"]) == ["B2", "C4"]  # what cannot be read comes first
    assert list(shown["about"]) == ["Budget at completion", ""]
