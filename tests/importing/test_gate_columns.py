"""Gates across the columns become a row each: passed, not passed, or passed on a day."""

from datetime import date

import pytest


def gates(one):
    """(project, gate) -> (held on, planned, decision, status), the rows of one gate together."""
    found = {}
    fields = ("held_on", "planned_date", "decision", "status")
    for project, name, *told in one.rows("gates", "project_name", "gate_name", *fields):
        earlier = found.get((project, name), (None,) * 4)
        found[project, name] = tuple(new or old for new, old in zip(told, earlier, strict=True))
    return found


def test_ticks_crosses_days_and_words_of_gates(sheet):
    one = sheet([
        ["Project", "Manager", "Gate 1", "Gate 2", "Gate 3 - Build"],
        ["Alpha", "Li", "✓", "✔ 2026-02-10", "2026-09-01"], ["Beta", "Wu", "√", "2026-03-01", "×"],
        ["Gamma", "Bo", "Y", "Passed", "N"], ["Delta", "Cy", "Yes", "Conditional", "Pending"],
        ["Epsilon", "Di", "Failed", "-", None],
    ])  # fmt: skip
    assert gates(one) == {
        ("Alpha", "Gate 1"): (None, None, "go", None), ("Beta", "Gate 1"): (None, None, "go", None),
        ("Gamma", "Gate 1"): (None, None, "go", None), ("Delta", "Gate 1"): (None, None, "go", None),
        ("Epsilon", "Gate 1"): (None, None, "stop", None),
        ("Alpha", "Gate 2"): (date(2026, 2, 10), None, "go", None),
        ("Beta", "Gate 2"): (date(2026, 3, 1), None, None, None),
        ("Gamma", "Gate 2"): (None, None, "go", None), ("Delta", "Gate 2"): (None, None, "conditional", None),
        ("Epsilon", "Gate 2"): (None, None, None, None),
        ("Alpha", "Gate 3 - Build"): (None, date(2026, 9, 1), None, None),
        ("Beta", "Gate 3 - Build"): (None, None, None, "not_started"),
        ("Gamma", "Gate 3 - Build"): (None, None, None, "not_started"),
        ("Delta", "Gate 3 - Build"): (None, None, None, "in_progress"),
    }  # fmt: skip
    assert one.rows("projects", "project_name", "manager")[0] == ("Alpha", "Li")
    assert one.problems() == [("D6", "-", "placeholder")]


def test_reviews_in_chinese_with_circles_beside_crosses(sheet):
    one = sheet([["项目名称", "立项评审", "方案评审", "上线评审"], ["甲", "○", "○", "×"], ["乙", "○", "未通过", None]])
    assert gates(one) == {
        ("甲", "立项评审"): (None, None, "go", None), ("乙", "立项评审"): (None, None, "go", None),
        ("甲", "方案评审"): (None, None, "go", None), ("乙", "方案评审"): (None, None, "stop", None),
        ("甲", "上线评审"): (None, None, None, "not_started"),
    }  # fmt: skip
    assert one.problems() == []


def test_two_columns_of_one_gate_are_one_gate(sheet):
    one = sheet([["Project", "Gate 1 status", "Gate 1 date", "Gate 2 status", "Gate 2 date"],
                 ["Alpha", "Passed", "2026-01-10", "Planned", "2026-06-01"],
                 ["Beta", "Passed", "2026-02-01", "Failed", "2026-03-01"]])  # fmt: skip
    assert gates(one) == {
        ("Alpha", "Gate 1"): (date(2026, 1, 10), None, "go", None),
        ("Beta", "Gate 1"): (date(2026, 2, 1), None, "go", None),
        ("Alpha", "Gate 2"): (None, date(2026, 6, 1), None, "not_started"),
        ("Beta", "Gate 2"): (date(2026, 3, 1), None, "stop", None),
    }
    two = sheet([["项目名称", "G1结论", "G1日期"], ["甲", "通过", "2026-01-05"], ["乙", "不通过", "2026-02-05"]])
    assert gates(two) == {("甲", "G1"): (date(2026, 1, 5), None, "go", None),
                          ("乙", "G1"): (date(2026, 2, 5), None, "stop", None)}  # fmt: skip


def test_a_letter_x_is_a_cross_beside_ticks_and_else_a_finding(sheet):
    one = sheet([["Project", "Gate 1", "Gate 2"], ["Alpha", "✓", "x"], ["Beta", "✓", "X"]])
    assert gates(one)["Beta", "Gate 2"] == (None, None, None, "not_started") and one.problems() == []
    two = sheet([["Project", "Gate 1", "Gate 2"], ["Alpha", "x", None], ["Beta", "x", "x"]])
    assert [cell for cell, *_ in two.problems()] == ["B2", "B3", "C3"]


def test_a_column_beside_gates_is_one_though_some_of_it_cannot_be_read(sheet):
    one = sheet([["專案名稱", "立項審查", "設計審查", "上線審查"], ["甲", "✓", "✓", "✗"], ["乙", "✓", "115/3/1", "✗"],
                 ["丙", "✓", "未通過", None]])  # fmt: skip
    assert gates(one)["丙", "設計審查"] == (None, None, "stop", None)
    assert one.problems() == [("C3", "115/3/1", "not_a_choice")]


def test_a_sign_that_cannot_be_told_is_a_finding(sheet):
    one = sheet([["Project", "G1", "G2"], ["Alpha", "✓", "○"], ["Beta", "✓", "✓"], ["Gamma", "✓", "see mail"],
                 ["Delta", "✓", "×"], ["Epsilon", "✓", "2026-01-05"]])  # fmt: skip
    assert one.problems() == [("C2", "○", "not_a_choice"), ("C4", "see mail", "not_a_choice")]
    assert gates(one)["Alpha", "G2"] == (None, None, None, None)
    assert len(one.typed["gates"]) == 10


@pytest.mark.parametrize(
    "rows",
    [
        [["Project", "Gate 1", "Gate 2"], ["Alpha", "2026-01-10", "2026-03-01"], ["Beta", "2026-02-10", "-"]],
        [["Project", "Manager", "VPN", "Badge"], ["Alpha", "Li", "✓", "×"], ["Beta", "Wu", "✓", "✓"]],
        [["Project", "Gate", "Budget"], ["Alpha", "Passed", "100"], ["Beta", "Failed", "20"]],
        [["Project", "Gate 1 cost", "Gate 2 cost"], ["Alpha", "100", "50"], ["Beta", "70", "20"]],
        [["Project", "Gate 1", "Gate 2"], ["Alpha", "✓", "×"], ["Alpha", "×", "✓"], ["Alpha", "✓", "✓"]],
        [["Project", "Gate valves", "Gate house"], ["Alpha", "Yes", "No"], ["Beta", "No", "Yes"]],
    ],
    ids=["days alone", "ticks of no gate", "one gate", "figures", "several rows a project", "gates of hardware"],
)
def test_what_looks_alike_is_no_row_of_gates(sheet, rows):
    one = sheet(rows)
    assert "gates" not in one.typed or len(one.typed["gates"]) <= len(rows) - 1
    assert not [row for row in one.typed.get("gates", []) if row["gate_name"] in rows[0]]


def test_valves_beside_gates_are_none(sheet):
    one = sheet([["Project", "Gate valves", "Gate 1", "Gate 2"], ["Alpha", "Yes", "Yes", "No"],
                 ["Beta", "No", "No", "No"]])  # fmt: skip
    assert {name for (name,) in one.rows("gates", "gate_name")} == {"Gate 1", "Gate 2"}
