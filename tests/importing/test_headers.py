"""A header is taken apart into its name, its unit, its year and its month."""

from datetime import date
from decimal import Decimal

import pytest

from pmo_analytics.importing.headers import key, normalise, read_header
from pmo_analytics.importing.units import unit_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("projectName", "project name"),
        ("wlc_baseline_incl_NCG", "wlc baseline incl ncg"),
        ("％ Complete", "percent complete"),
        ("Variance %age", "variance percent"),
        ("Risks & Issues", "risks and issues"),
        ("Manager's EAC", "managers eac"),
        ("项目 名称", "项目名称"),
        ("ＰＭ", "pm"),
        ("Proj Mgr", "project manager"),
        ("  Project\nName ", "project name"),
    ],
)
def test_headers_are_compared_by_their_words(text: str, words: str):
    assert normalise(text) == words
    assert key(text) == words.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "kind", "multiplier", "currency"),
    [
        ("万元", "money", 10_000, "CNY"), ("亿元", "money", 100_000_000, "CNY"), ("£m", "money", 1_000_000, "GBP"),
        ("£million", "money", 1_000_000, "GBP"), ("k€", "money", 1_000, "EUR"), ("kEUR", "money", 1_000, "EUR"),
        ("£'000", "money", 1_000, "GBP"), ("万美元", "money", 10_000, "USD"), ("$M", "money", 1_000_000, None),
        ("元", "money", None, "CNY"), ("in thousands", "money", 1_000, None), ("单位：万元", "money", 10_000, "CNY"),
        ("人天", "hours", 8, None), ("hrs", "hours", None, None), ("person-days", "hours", 8, None),
        ("天", "days", None, None), ("weeks", "days", 7, None), ("%", "percent", None, None),
        ("yyyy-mm-dd", "date", None, None),
    ],
)  # fmt: skip
def test_a_unit_is_read(text: str, kind: str, multiplier: int | None, currency: str | None):
    unit = unit_in(text)
    assert (unit.kind, unit.multiplier, unit.currency) == (kind, multiplier and Decimal(multiplier), currency)


@pytest.mark.parametrize(
    "text", ["m", "k", "b", "BAC", "RAG", "incl. VAT", "Budget", "PM", "必填", "", "Stage 1", "million reasons"]
)
def test_what_is_no_unit_is_not_read_as_one(text: str):
    assert unit_in(text) is None


@pytest.mark.parametrize(
    ("text", "name", "unit", "years", "month"),
    [
        ("预算(万元)", "预算", "万元", None, None),
        ("Budget £m", "budget", "£m", None, None),
        ("Budget_kEUR", "budget", "kEUR", None, None),
        ("预算万元", "预算", "万元", None, None),
        ("Cost in k€", "cost", "in k€", None, None),
        ("2013/2014 Budget (£million)", "budget", "£million", "2013/2014", None),
        ("2026年度预算（万元）", "预算", "万元", "2026年度", None),
        ("FY25/26 budget", "budget", None, "fy25/26", None),
        ("Planned hours", "plannedhours", "hours", None, None),
        ("1月", "", None, None, 1),
        ("Jan", "", None, None, 1),
        ("Jan-26", "", None, None, date(2026, 1, 31)),
        ("2026-01-01", "", None, None, date(2026, 1, 31)),
        ("2026-82-01", "20268201", None, None, None),
        ("2026年1月", "", None, None, date(2026, 1, 31)),
        ("Budget / Jan-26", "budget", None, None, date(2026, 1, 31)),
        ("2026 / 1月", "", None, None, date(2026, 1, 31)),
        ("3月实际(万元)", "实际", "万元", None, 3),
        ("Q1 2026", "q12026", None, None, None),
        ("Target Market", "targetmarket", None, None, None),
        ("Decision date", "decisiondate", None, None, None),
        ("Project B", "projectb", None, None, None),
        ("Stage 1", "stage1", None, None, None),
        ("* Project Name (必填)", "projectname", None, None, None),
        ("3. Project name", "projectname", None, None, None),
    ],
)
def test_a_header_is_taken_apart(text: str, name: str, unit: str | None, years: str | None, month: date | int | None):
    said = read_header(text)
    assert (said.name, said.unit and said.unit.text, said.years, said.month) == (name, unit, years, month)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("MPA RAG rating\n(A Delivery Confidence Assessment)", "mparagrating"),
        ("Project - Start Date\n(Latest approved start date)", "projectstartdate"),
        ("完工预算(BAC)", "bac"),
        ("完工预算(BAC)", "完工预算"),
        ("项目名称 Project Name", "projectname"),
        ("项目名称/Project Name", "项目名称"),
        ("Planned hours", "planned"),
        ("Schedule / Owner", "owner"),
    ],
)  # fmt: skip
def test_a_long_or_double_header_may_stand_for_a_part_of_it(text: str, reading: str):
    assert reading in read_header(text).readings[1:]
