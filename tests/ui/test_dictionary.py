"""The formulas of the dictionary."""

import pandas as pd
import pytest

from pmo_analytics.ui import dictionary
from pmo_analytics.words import set_language

REGISTER = pd.DataFrame([
    {"indicator": name, "family": "cost", "unit": "ratio", "rollup": "ratio", "inputs": ["projects.actual_cost"],
     "label_en": name, "label_zh": name, "meaning_en": "", "meaning_zh": "", "amber": None, "red": None,
     "better": "higher", "source": None, "formula": formula, "count_with_value": 0, "count_subjects": 0}
    for name, formula in (
        ("to_complete", "({budget_at_completion} - {earned_value}) / ({budget_at_completion} - {actual_cost})"),
        ("median", None),
    )
])  # fmt: skip

BOUNDS = pd.DataFrame(columns=["indicator", "profile", "is_chosen"])


@pytest.mark.parametrize(
    ("language", "formula"),
    [
        ("en", "(Budget at completion − Earned value) / (Budget at completion − Actual cost)"),
        ("zh", "(完工预算 − 挣值) ÷ (完工预算 − 实际成本)"),
    ],
)
def test_an_indicator_made_of_others_says_how(language: str, formula: str) -> None:
    set_language(language)
    assert list(dictionary.indicator_rows(REGISTER, BOUNDS)["formula"]) == [formula, ""]
