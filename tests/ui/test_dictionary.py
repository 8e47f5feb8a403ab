"""How the dictionary says that indicators are made."""

import pandas as pd
import pytest

from pmo_analytics.ui import dictionary
from pmo_analytics.words import set_language

MADE = dict.fromkeys(
    (*(f"{way}_{language}" for way in ("numerator", "denominator", "method") for language in ("en", "zh")), "formula")
)
REGISTER = pd.DataFrame([
    {"indicator": name, "family": "cost", "unit": "ratio", "rollup": "ratio", "inputs": ["projects.actual_cost"],
     "label_en": name, "label_zh": name, "meaning_en": "", "meaning_zh": "", "amber": None, "red": None,
     "better": "higher", "source": None, "count_with_value": 0, "count_subjects": 0, **MADE, **made}
    for name, made in (
        ("to_complete",
         {"formula": "({budget_at_completion} - {earned_value}) / ({budget_at_completion} - {actual_cost})"}),
        ("hit_rate", {"numerator_en": "reached in time", "numerator_zh": "按期达成",
                      "denominator_en": "approved by now", "denominator_zh": "应达成"}),
        ("median", {"method_en": "Median of all.", "method_zh": "全部数值的中位数。"}),
    )
])  # fmt: skip

BOUNDS = pd.DataFrame(columns=["indicator", "profile", "is_chosen"])


@pytest.mark.parametrize(
    ("language", "made"),
    [
        (
            "en",
            [
                "(Budget at completion − Earned value) / (Budget at completion − Actual cost)",
                "reached in time / approved by now",
                "Median of all.",
            ],
        ),
        ("zh", ["(完工预算 − 挣值) ÷ (完工预算 − 实际成本)", "按期达成 ÷ 应达成", "全部数值的中位数。"]),
    ],
)
def test_an_indicator_says_how_it_is_made(language: str, made: list[str]) -> None:
    set_language(language)
    assert list(dictionary.indicator_rows(REGISTER, BOUNDS)["made"]) == made
