"""What the register says of how values are made, held against every value of the sample portfolio."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pmo_analytics.explaining import Explanation, sentences
from pmo_analytics.explaining.formulas import holds, terms
from pmo_analytics.explaining.values import Rule
from pmo_analytics.indicators import register
from pmo_analytics.models import snapshots
from pmo_analytics.words import set_language
from pmo_analytics.workspace import Workspace

Known = Mapping[tuple[str, str, date], dict[str, Any]]

ENTRIES = register().entries
FORMULAS = sorted(name for name, entry in ENTRIES.items() if entry.formula)
RATIOS = sorted(name for name, entry in ENTRIES.items() if entry.parts)
# Of the others a term is missing: a percentage stated without a budget; the recent pace of a project that is complete.
LEAST_SHARE = 0.93
# The sample states no tolerances and no costs of responses; tests/explaining/test_inputs_suffice.py has the first two.
UNKNOWN_IN_SAMPLE = {"cost_tolerance_used", "time_tolerance_used", "residual_expected_monetary_value_with_response"}


@pytest.fixture(scope="module")
def snapshot(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    workspace = Workspace(sample_home)
    path = snapshots.numbered(workspace)[snapshots.pointed(workspace)]
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        yield connection


@pytest.fixture(scope="module")
def known(snapshot: duckdb.DuckDBPyConnection) -> Known:
    """All that is known of each subject and month: its values, and its fields as the calculation reads them."""
    found: dict[tuple[str, str, date], dict[str, Any]] = defaultdict(dict)
    values = "select grain, subject_id, period, indicator, value from marts.indicators where value is not null"
    for grain, subject, period, indicator, value in snapshot.execute(values).fetchall():
        found[grain, subject, period][indicator] = value
    for entity, grain, subject in (
        ("projects", "project", "project_id"),
        ("risks", "risk", "subject_within(project_id, row_key)"),
    ):
        named = {term for name in FORMULAS for term in terms(ENTRIES[name].formula) if term.startswith(f"{entity}.")}
        fields = sorted(term.partition(".")[2] for term in named)
        rows = snapshot.execute(f"select {subject}, period, {', '.join(fields)} from core.{entity}").fetchall()
        for subject_id, period, *told in rows:
            found[grain, subject_id, period] |= zip((f"{entity}.{field}" for field in fields), told, strict=True)
    return found


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_makes_every_value_whose_terms_are_known(name: str, known: Known) -> None:
    formula = ENTRIES[name].formula
    there = {key: row for key, row in known.items() if name in row}
    assert bool(there) != (name in UNKNOWN_IN_SAMPLE)
    whole = {key: row for key, row in there.items() if all(row.get(term) is not None for term in terms(formula))}
    assert len(whole) >= LEAST_SHARE * len(there)
    assert [key for key, row in whole.items() if not holds(formula, row[name], row)] == []


def test_a_formula_that_names_the_wrong_sign_does_not_hold(known: Known) -> None:
    there = [row for row in known.values() if "cost_variance" in row and row["actual_cost"]]
    assert not any(holds("{earned_value} + {actual_cost}", row["cost_variance"], row) for row in there)


def test_the_two_parts_make_the_ratio(snapshot: duckdb.DuckDBPyConnection) -> None:
    asked = "select indicator, value, numerator, denominator from marts.indicators where value is not null"
    rows = [row for row in snapshot.execute(asked).fetchall() if row[0] in RATIOS]
    assert len({name for name, *_ in rows}) > len(RATIOS) / 2
    assert [row for row in rows if row[2] is None or not row[3]] == []
    assert [row for row in rows if row[1] != pytest.approx(float(row[2]) / float(row[3]), abs=1e-9)] == []


def explained(name: str, **known: Any) -> Explanation:
    entry = ENTRIES[name]
    blank = dict.fromkeys(("numerator", "denominator", "formula", "method", "reason", "source"))
    return Explanation(**{
        "indicator": name, "grain": entry.grain, "subject_id": "P-1", "project_id": "P-1", "period": date(2026, 3, 31),
        "label": entry.label, "meaning": entry.meaning, "unit": entry.unit, "parts": {}, "flags": (),
        "rule": Rule(None, {}, False, None), **blank, **known,
    })  # fmt: skip


def test_the_parts_are_said_with_their_figures_and_a_method_as_a_sentence() -> None:
    parts = {part: (said, "count") for part, said in ENTRIES["milestone_hit_rate"].parts.items()}
    rate = explained("milestone_hit_rate", value=7 / 9, numerator=7.0, denominator=9.0, parts=parts)
    median = explained("median_risk_age_days", value=40.0, method=ENTRIES["median_risk_age_days"].method)
    for language, headline, method in (
        ("en", "Milestone hit rate 78% = reached by their approved date 7 / approved for the twelve months up to the "
               "status date 9", "How it is made: Median over the open threats of status date less date raised; five"),
        ("zh", "里程碑达成率 78% = 不晚于批准日期达成 7 ÷ 截至状态日期十二个月内批准应达成 9",
         "计算方法：未关闭威胁的状态日期减提出日期的中位数"),
    ):  # fmt: skip
        set_language(language)
        assert sentences.headline(rate) == headline
        assert list(sentences.method(rate)) == []
        (sentence,) = sentences.method(median)
        assert sentence.startswith(method)


def test_a_formula_may_take_the_smaller_of_two() -> None:
    formula = ENTRIES["spent_against_elapsed_gap"].formula
    late = {"percent_spent": 0.8, "actual_time": 15.0, "planned_duration": 12.0}
    assert holds(formula, -0.2, late)
    assert not holds(formula, 0.8 - 15 / 12, late)


def test_a_formula_may_take_the_larger_of_two() -> None:
    formula = ENTRIES["independent_duration_estimate_earned_duration"].formula
    late = {"actual_time": 14.0, "planned_duration": 12.0, "schedule_performance_index": 0.9}
    assert holds(formula, 14 + 14 - 12.6, late)
    assert not holds(formula, 14 + 12 - 12.6, late)
