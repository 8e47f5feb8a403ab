"""Tables are found wherever a sheet hides them, and no row below a header is lost."""

from dataclasses import replace

import pytest

from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.layout import Table, tables
from pmo_analytics.importing.orientation import MOST_ROWS
from pmo_analytics.importing.sheets import Grid

FIELD_NAMES = """
project name|project id|project|project manager|manager|department|sponsor|budget|actual cost|forecast|status
start date|finish date|percent complete|milestone|baseline date|forecast date|actual date|risk|probability|impact
owner|due date|name|people|hours|report date|prepared by|highlights|next steps|pv|ev|ac|date|role|cost type|notes
comment|description|priority
项目名称|项目编号|项目经理|部门|预算|实际成本|状态|开始日期|完成日期|里程碑|计划日期|实际日期|风险|责任人|填报人|报告期|进度
"""
KNOWN = {key(name) for name in FIELD_NAMES.replace("\n", "|").split("|")} - {""}


def vocabulary(text: str) -> float:
    return 1.0 if KNOWN & set(read_header(text).readings) else 0.0


def found(rows: list[list[str | None]], merged: tuple = (), name: str = "Sheet1") -> list[Table]:
    result = tables(replace(Grid.from_rows(name, rows), merged=merged), vocabulary)
    for table in result:
        if table.orientation == "rows":
            places = [row for row, cells in enumerate(rows) if any(cells) and row > max(table.header_places)]
            spoken_of = sorted([*table.records, *(aside.place for aside in table.set_aside)])
            assert len(result) > 1 or spoken_of == places, "a row below the header is neither record nor set aside"
    return result


def content(table: Table) -> list[tuple[str | None, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def headers(table: Table) -> list[str]:
    return [header.text for header in table.headers]


def aside(table: Table) -> list[tuple[int, str]]:
    return [(one.place, one.reason) for one in table.set_aside]


HEAD = ["Project name", "Manager", "Budget", "Status"]
ALPHA = ["Alpha", "Li", "100", "Open"]
BETA = ["Beta", "Wu", "250", "Closed"]
GAMMA = ["Gamma", "Ann", "50", "Open"]


def test_a_plain_table_is_its_header_and_its_rows():
    (table,) = found([HEAD, ALPHA, BETA])
    assert (table.orientation, table.number, table.sheet) == ("rows", 1, "Sheet1")
    assert headers(table) == HEAD
    assert [header.place for header in table.headers] == [0, 1, 2, 3]
    assert table.records == (1, 2)
    assert content(table) == [tuple(ALPHA), tuple(BETA)]
    assert table.set_aside == () and table.title == () and table.labels == {}


def test_an_empty_sheet_and_a_sheet_of_prose_hold_no_table():
    assert found([]) == []
    assert found([[None, None], [None, None]]) == []
    assert found([["How to fill this in"], ["Please send it by the fifth of the month."]]) == []


@pytest.mark.parametrize("count", [1, 7, 44])
def test_the_header_is_found_below_title_rows(count: int):
    title = [["Portfolio report", None, None, None], ["Report date:", "2026-03-31", "Prepared by", "Wang"]]
    blanks = [[None] * 4 for _ in range(count)]
    (table,) = found([*title, *blanks, HEAD, ALPHA, BETA])
    assert headers(table) == HEAD
    assert content(table) == [tuple(ALPHA), tuple(BETA)]
    assert table.title[0] == ("A1", "Portfolio report")
    assert table.labels == {"Report date": ("2026-03-31", "B2"), "Prepared by": ("Wang", "D2")}


def test_labels_in_title_rows_are_read_in_one_cell_and_in_two_and_in_both_scripts():
    rows = [
        ["项目名称：新零售平台    填报人：王五", None, None, None],
        ["报告期", "2026年3月", None, None],
        [None] * 4,
        ["里程碑", "计划日期", "实际日期", "责任人"],
        ["上线", "2026-05-01", None, "张三"],
    ]
    (table,) = found(rows)
    assert table.labels == {"项目名称": ("新零售平台", "A1"), "填报人": ("王五", "A1"), "报告期": ("2026年3月", "B2")}
    assert content(table) == [("上线", "2026-05-01", None, "张三")]


def test_a_header_of_unknown_words_is_found_above_figures():
    (table,) = found(
        [["Some register", None, None], ["Vorhaben", "Kosten", "Leiter"], ["A", "10", "X"], ["B", "20", "Y"]]
    )
    assert headers(table) == ["Vorhaben", "Kosten", "Leiter"]
    assert table.records == (2, 3)


def test_a_blank_first_column_and_blank_leading_rows_do_not_matter():
    (table,) = found([[None] * 5, [None] * 5, [None, *HEAD], [None, *ALPHA]])
    assert [header.place for header in table.headers] == [1, 2, 3, 4]
    assert content(table) == [tuple(ALPHA)]


def test_merged_two_row_headers_are_joined():
    rows = [
        ["Project name", "Budget", None, "Actual cost", None, "Status"],
        [None, "2025", "2026", "2025", "2026", None],
        ["Alpha", "1", "2", "3", "4", "Open"],
    ]
    merged = ((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 1, 5))
    for ranges in (merged, ()):
        (table,) = found(rows, ranges)
        assert headers(table) == [
            "Project name", "Budget / 2025", "Budget / 2026", "Actual cost / 2025", "Actual cost / 2026", "Status",
        ]  # fmt: skip
        assert content(table) == [("Alpha", "1", "2", "3", "4", "Open")]
        assert table.header_places == (0, 1)


@pytest.mark.parametrize("spans", [("This month", "YTD", "Cumulative"), ("本月", "本年", "累计")])
def test_a_lower_row_that_says_of_which_months_completes_a_header_without_merged_cells(spans: tuple[str, ...]):
    head = [["Project", "Budget", "Actual cost", None, None], [None, None, *spans]]
    (table,) = found([*head, ["Alpha", "100", "5", "20", "50"], ["Beta", "200", "6", "30", "60"]])
    assert headers(table) == ["Project", "Budget", *(f"Actual cost / {span}" for span in spans)]
    assert (table.records, aside(table)) == ((2, 3), [])


def test_group_names_above_a_full_header_row_are_joined_to_it():
    rows = [
        ["Quarterly plan", None, None, None, None],
        [None, None, "Plan", None, "Now"],
        ["Project name", "Manager", "Start date", "Finish date", "Status"],
        ["Alpha", "Li", "2026-01-01", "2026-05-01", "Open"],
    ]
    (table,) = found(rows, ((0, 0, 0, 4), (1, 2, 1, 3)))
    assert headers(table) == ["Project name", "Manager", "Plan / Start date", "Plan / Finish date", "Now / Status"]
    assert table.title == (("A1", "Quarterly plan"),)


def test_a_title_merged_over_the_whole_table_is_no_header():
    (table,) = found([["Projects", None, None, None], HEAD, ALPHA], ((0, 0, 0, 3),))
    assert headers(table) == HEAD
    assert table.title == (("A1", "Projects"),)


def test_a_first_row_under_a_merged_header_is_a_record_when_it_holds_figures():
    (table,) = found([["Project name", "Budget", None], ["Alpha", "100", "200"], ["Beta", "1", "2"]], ((0, 1, 0, 2),))
    assert headers(table) == ["Project name", "Budget", "[C]"]
    assert table.records == (1, 2)


def test_a_row_of_units_belongs_to_the_header():
    rows = [["项目名称", "预算", "实际成本", "进度"], [None, "(万元)", "万元", "%"], ["甲", "10", "5", "50"]]
    (table,) = found(rows)
    assert [header.unit_text for header in table.headers] == [None, "万元", "万元", "%"]
    assert content(table) == [("甲", "10", "5", "50")]
    assert table.header_places == (0, 1)


def test_a_unit_in_the_header_text_is_told():
    (table,) = found([["Project name", "Budget (£m)", "Status"], ["Alpha", "1.5", "Open"]])
    assert [header.unit_text for header in table.headers] == [None, "£m", None]


def test_blank_rows_and_columns_inside_a_table_are_passed_over():
    rows = [
        ["Project name", None, "Budget", None, "Status"],
        ["Alpha", None, "100", None, "Open"],
        [None] * 5,
        ["Beta", None, "250", None, None],
        [None] * 5,
        ["Gamma", None, None, None, "Closed"],
    ]
    (table,) = found(rows)
    assert headers(table) == ["Project name", "Budget", "Status"]
    assert table.records == (1, 3, 5)
    assert table.set_aside == ()


def test_a_column_without_a_header_is_kept_under_its_letter():
    (table,) = found([["Project name", "Budget", None], ["Alpha", "100", "see mail"]])
    assert headers(table) == ["Project name", "Budget", "[C]"]


def test_repeated_headers_get_a_number_and_say_so():
    (table,) = found([["Project name", "Owner", "owner", "Ｏｗｎｅｒ"], ["Alpha", "Li", "Wu", "Ann"]])
    assert headers(table) == ["Project name", "Owner", "owner (2)", "Ｏｗｎｅｒ (3)"]
    assert [header.repeat for header in table.headers] == [1, 1, 2, 3]


def test_stacked_tables_are_told_apart_with_their_titles():
    rows = [
        ["项目名称：甲", None, None, None],
        [None] * 4,
        HEAD,
        ALPHA,
        BETA,
        [None] * 4,
        ["Risks this month", None, None, None],
        ["Risk", "Probability", "Impact", "Owner"],
        ["Supplier late", "3", "4", "Li"],
        [None] * 4,
        ["Milestone", "Baseline date", "Forecast date", None],
        ["Go live", "2026-05-01", "2026-06-01", None],
    ]
    projects, risks, milestones = found(rows)
    assert [table.number for table in (projects, risks, milestones)] == [1, 2, 3]
    assert content(projects) == [tuple(ALPHA), tuple(BETA)] and projects.set_aside == ()
    assert headers(risks) == ["Risk", "Probability", "Impact", "Owner"]
    assert risks.title == (("A7", "Risks this month"), ("A1", "项目名称：甲"))
    assert risks.records == (8,)
    assert content(milestones) == [("Go live", "2026-05-01", "2026-06-01")]
    assert milestones.labels == {"项目名称": ("甲", "A1")}


def test_tables_of_one_form_for_two_projects_stay_apart():
    rows = [
        ["项目名称：甲", None, None],
        ["里程碑", "计划日期", "责任人"],
        ["设计", "2026-01-01", "张"],
        [None] * 3,
        ["项目名称：乙", None, None],
        ["里程碑", "计划日期", "责任人"],
        ["上线", "2026-02-01", "李"],
    ]
    first, second = found(rows)
    assert (content(first), first.labels["项目名称"]) == ([("设计", "2026-01-01", "张")], ("甲", "A1"))
    assert (content(second), second.labels["项目名称"]) == ([("上线", "2026-02-01", "李")], ("乙", "A5"))


def test_tables_side_by_side_are_told_apart_by_their_headers():
    rows = [
        ["Project name", "Budget", None, "Risk", "Project name", "Owner"],
        ["Alpha", "100", None, "Late", "Alpha", "Li"],
        ["Beta", "200", None, "Dear", "Beta", "Wu"],
        ["Gamma", "300", None, None, None, None],
    ]
    left, right = found(rows)
    assert content(left) == [("Alpha", "100"), ("Beta", "200"), ("Gamma", "300")]
    assert content(right) == [("Late", "Alpha", "Li"), ("Dear", "Beta", "Wu")]
    assert [header.place for header in right.headers] == [3, 4, 5]


def test_tables_side_by_side_that_begin_in_different_rows_are_two():
    rows = [
        ["Project name", "Budget", None, None, None],
        ["Alpha", "100", None, "Role", "Hours"],
        ["Beta", "200", None, "Tester", "12"],
    ]
    left, right = found(rows)
    assert (content(left), content(right)) == ([("Alpha", "100"), ("Beta", "200")], [("Tester", "12")])


def test_a_giant_sheet_with_spacer_columns_is_one_table():
    rows = [
        ["Project name", "Budget", None, "Milestone", "Forecast date", None, "Risk", "Impact"],
        ["Alpha", "100", None, "Go live", "2026-05-01", None, "Late", "4"],
        ["Beta", "200", None, None, None, None, "Dear", "2"],
        ["Gamma", "300", None, "Design", "2026-02-01", None, None, None],
    ]
    (table,) = found(rows)
    assert headers(table) == ["Project name", "Budget", "Milestone", "Forecast date", "Risk", "Impact"]
    assert table.records == (1, 2, 3)


def test_fields_down_and_projects_across_are_a_table_of_columns():
    rows = [
        ["Project name", "Alpha", "Beta", None, "Gamma"],
        ["Manager", "Li", "Wu", None, "Ann"],
        ["Budget (£million)\n(whole life, all sources of money)", "1.5", None, None, "3"],
        ["Status", "Amber/Green", "Red", None, "Green"],
        [None] * 5,
        ["The figures were sent in by the departments and were not audited.", None, None, None, None],
    ]
    (table,) = found(rows)
    assert table.orientation == "columns"
    assert headers(table) == [
        "Project name",
        "Manager",
        "Budget (£million)\n(whole life, all sources of money)",
        "Status",
    ]
    assert [header.place for header in table.headers] == [0, 1, 2, 3]
    assert table.records == (1, 2, 4)
    assert content(table) == [
        ("Alpha", "Li", "1.5", "Amber/Green"),
        ("Beta", "Wu", None, "Red"),
        ("Gamma", "Ann", "3", "Green"),
    ]
    assert table.title == (("A6", rows[5][0]),)
    assert table.set_aside == ()


def test_a_total_column_and_a_repeated_column_of_a_turned_table_are_set_aside():
    rows = [
        ["Project name", "Alpha", "Beta", "Beta", "Total"],
        ["Budget", "1", "2", "2", "3"],
        ["Manager", "Li", "Wu", "Wu", None],
    ]
    (table,) = found(rows)
    assert table.records == (1, 2)
    assert aside(table) == [(3, "repeat"), (4, "total")]


def test_lines_of_figures_under_months_are_a_table_of_columns():
    rows = [
        ["DATE", "2026-01-01", "2026-02-01", "2026-03-01"],
        ["PV", "1", "2", "3"],
        ["EV", "1", "1", "2"],
        ["AC", "2", "3", "4"],
    ]
    (table,) = found(rows)
    assert table.orientation == "columns"
    assert content(table)[1] == ("2026-02-01", "2", "1", "3")


def test_one_column_of_known_words_among_rows_does_not_turn_a_table():
    rows = [
        ["Description", "Priority", "Owner"],
        ["Budget", "High", "Li"],
        ["Risk", "Low", "Wu"],
        ["Status", "High", "Ann"],
        ["Milestone", "High", "Ann"],
    ]
    (table,) = found(rows)
    assert table.orientation == "rows"
    assert table.records == (1, 2, 3, 4)


@pytest.mark.parametrize("words", [("Budget", "Forecast", "Budget"), ("Actual cost", "Actual cost", "Actual cost")])
def test_a_column_of_values_that_are_known_words_does_not_turn_a_table(words: tuple[str, ...]):
    rows = [["Project name", "Cost type", "Jan-26", "Feb-26", "Mar-26"]]
    rows += [[name, word, "10", "20", "1"] for name, word in zip(("Alpha", "Beta", "Gamma"), words, strict=True)]
    (table,) = found(rows)
    assert (table.orientation, headers(table)) == ("rows", rows[0])
    assert content(table) == [tuple(row) for row in rows[1:]]


def test_a_list_of_thousands_is_not_turned_however_its_first_column_reads():
    labels = ["Manager", "Department", "Sponsor", "Budget", "Actual cost", "Forecast", "Priority"]
    turned = [["Project name", "Alpha", "Beta"], *([label, "1", "2"] for label in labels)]
    rest = [["Note", str(number), "x"] for number in range(10)]
    assert found(turned + rest)[0].orientation == "columns"
    assert found(turned + rest + [[None, "3", "4"]] * MOST_ROWS)[0].orientation == "rows"


def test_labels_that_repeat_under_the_names_of_projects_turn_a_table_all_the_same():
    rows = [["Project name", "Alpha", "Beta", "Gamma"], ["Status", "G", "A", "R"], ["Comment", "x", "y", "z"],
            ["Budget", "1", "2", "3"], ["Comment", "u", "v", "w"],
            ["Forecast", "4", "5", "6"], ["Comment", "r", "s", "t"]]  # fmt: skip
    (table,) = found(rows)
    assert table.orientation == "columns" and [one[0] for one in content(table)] == ["Alpha", "Beta", "Gamma"]


def test_a_form_for_one_project_is_a_table_of_one_record():
    rows = [
        ["Project status report", None, None, None],
        ["Project name", "Alpha", "Manager", "Li"],
        ["Budget (£m)", "1.5", "Status", "Green"],
        ["Start date", "2026-01-01", None, None],
        [None] * 4,
        ["Highlights", None, None, None],
        ["Design is done.", None, None, None],
    ]
    (table,) = found(rows)
    assert (table.orientation, table.records) == ("form", (1,))
    assert [(header.text, header.cell, header.unit_text) for header in table.headers] == [
        ("Project name", "B2", None),
        ("Manager", "D2", None),
        ("Budget (£m)", "B3", "£m"),
        ("Status", "D3", None),
        ("Start date", "B4", None),
        ("Highlights", "A7", None),
    ]
    assert content(table) == [("Alpha", "Li", "1.5", "Green", "2026-01-01", "Design is done.")]


def test_a_form_above_a_table_gives_both_and_the_table_knows_the_project():
    rows = [
        ["项目名称", "甲", "项目经理", "王"],
        ["预算", "100", "状态", "正常"],
        ["部门", "信息部", "报告期", "2026年3月"],
        [None] * 4,
        ["里程碑", "计划日期", "实际日期", "责任人"],
        ["上线", "2026-05-01", None, "张三"],
    ]
    form, milestones = found(rows)
    assert form.orientation == "form"
    assert content(form) == [("甲", "王", "100", "正常", "信息部", "2026年3月")]
    assert content(milestones) == [("上线", "2026-05-01", None, "张三")]
    assert milestones.labels["项目名称"] == ("甲", "B1")


def test_a_list_of_fields_and_their_meaning_is_no_form():
    rows = [
        ["Field", "Description"],
        ["Project name", "What it is called"],
        ["Budget", "Approved money"],
        ["Status", "G, A or R"],
    ]
    (table,) = found(rows)
    assert table.orientation == "rows"
    assert headers(table) == ["Field", "Description"]


def test_group_rows_and_repeated_headers_are_set_aside_as_headings():
    rows = [
        HEAD,
        ["IT department", None, None, None],
        ALPHA,
        BETA,
        [None] * 4,
        ["Finance department", None, None, None],
        HEAD,
        GAMMA,
    ]
    (table,) = found(rows)
    assert content(table) == [tuple(ALPHA), tuple(BETA), tuple(GAMMA)]
    assert aside(table) == [(1, "heading"), (5, "heading"), (6, "heading")]


def test_a_project_of_which_only_the_name_is_known_stays_a_record():
    (table,) = found([HEAD, ALPHA, ["Newcomer", None, None, None], BETA, ["Latest", None, None, None]])
    assert table.records == (1, 2, 3, 4)
    assert table.set_aside == ()


def test_a_row_that_numbers_the_columns_is_a_heading():
    (table,) = found([HEAD, ["1", "2", "3", "4"], ALPHA])
    assert aside(table) == [(1, "heading")]


@pytest.mark.parametrize(
    "word",
    [
        "Total",
        "TOTALS",
        "Sub-total",
        "Subtotal",
        "sub total",
        "Grand Total:",
        "合计",
        "合  计",
        "小计",
        "总计：",
        "Total (k€)",
    ],
)
def test_a_total_row_is_set_aside_whatever_it_is_called(word: str):
    (table,) = found([HEAD, ALPHA, BETA, [word, None, "350", None]])
    assert table.records == (1, 2)
    assert aside(table) == [(3, "total")]
    assert table.notes == ()


def test_totals_are_found_at_the_top_between_groups_and_in_the_second_column():
    rows = [
        ["部门", "项目名称", "预算", "状态"],
        ["总计", None, "400", None],
        ["信息部", "甲", "100", "正常"],
        [None, "乙", "250", "正常"],
        [None, "小计", "350", None],
        ["财务部", "丙", "50", "正常"],
        ["财务部小计", None, "50", None],
    ]
    (table,) = found(rows)
    assert aside(table) == [(1, "total"), (4, "total"), (6, "total")]
    assert table.records == (2, 3, 5)
    assert table.notes == ()


def test_projects_with_a_total_word_in_their_name_are_records():
    rows = [
        HEAD,
        ["Total quality programme", "Li", "100", "Open"],
        ["Total", "Wu", "250", "Closed"],
        ["合计系统升级", "张", "50", "Open"],
        ["Subtotal engine", "Ann", None, None],
        ["Alpha", "Total", "70", "Open"],
    ]
    (table,) = found(rows)
    assert table.records == (1, 2, 3, 4, 5)
    assert table.set_aside == ()


def test_a_name_that_begins_with_a_total_word_is_a_total_only_where_its_figures_are_the_sum():
    head = ["项目名称", "预算", "实际成本"]
    (table,) = found([head, ["总部大楼", "10", "1"], ["小计系统升级", "20", "2"], ["总计", "30", "3"]])
    assert (table.records, aside(table)) == ((1, 2), [(3, "total")])
    (table,) = found([head, ["总部大楼", "10", "1"], ["园区", "20", "2"], ["合计项目数", "30", "3"]])
    assert (table.records, aside(table)) == ((1, 2), [(3, "total")])
    (table,) = found([head, ["总部大楼", "10", "1"], ["园区", "20", "2"], ["小计 北区", "31", "4"]])
    assert (table.records, aside(table)) == ((1, 2), [(3, "total")])


def test_a_cost_type_called_total_is_no_total_row_unless_it_sums():
    header = ["Project", "Cost type", "Budget"]
    (only_totals,) = found([header, ["Alpha", "Total", "100"], ["Beta", "Total", "30"], ["Gamma", "Total", "20"]])
    assert only_totals.records == (1, 2, 3)
    (summed,) = found([header, ["Alpha", "Labour", "70"], ["Alpha", "Hardware", "30"], ["Alpha", "Total", "100"]])
    assert aside(summed) == [(3, "total")]


def test_a_total_that_is_not_the_sum_of_its_rows_is_a_finding():
    (table,) = found([HEAD, ALPHA, BETA, ["Total", None, "360", None]])
    (note,) = table.notes
    assert (note.cell, note.text, note.expected, note.severity) == ("C4", "360", "layout.sum_of_its_rows", "warning")


def test_exact_repeats_are_set_aside_and_near_repeats_are_not():
    near = ["Alpha", "Li", "100", "Closed"]
    (table,) = found([HEAD, ALPHA, BETA, ALPHA, near, ALPHA])
    assert table.records == (1, 2, 4)
    assert aside(table) == [(3, "repeat"), (5, "repeat")]


def test_notes_and_signatures_under_a_table_are_headings():
    rows = [
        HEAD,
        ALPHA,
        BETA,
        [None] * 4,
        ["注：金额单位为万元", None, None, None],
        ["填报人：王五", None, "报告期：2026年3月", None],
        ["* figures are provisional", None, None, None],
    ]
    (table,) = found(rows)
    assert table.records == (1, 2)
    assert [(place, reason) for place, reason in aside(table)] == [(4, "heading"), (5, "heading"), (6, "heading")]


def test_a_value_merged_over_rows_holds_for_each_of_them():
    rows = [["部门", "项目名称", "预算"], ["信息部", "甲", "1"], [None, "乙", "2"], ["财务部", "丙", "3"]]
    (table,) = found(rows, ((1, 0, 2, 0),))
    assert content(table) == [("信息部", "甲", "1"), ("信息部", "乙", "2"), ("财务部", "丙", "3")]


def test_a_board_with_subitems_keeps_items_and_subitems_apart():
    rows = [
        ["My board", None, None, None, None],
        ["Group A", None, None, None, None],
        ["Name", "People", "Status", "Due date", "Hours"],
        ["Build", "Li", "Open", "2026-03-01", "8"],
        ["Subitems", "Name", "Owner", "Status", "Hours"],
        [None, "Draw", "Li", "Open", "3"],
        [None, "Cut", "Li", "Closed", "5"],
        ["Test", "Wu", "Open", "2026-04-01", "4"],
        [None] * 5,
        ["Group B", None, None, None, None],
        ["Name", "People", "Status", "Due date", "Hours"],
        ["Ship", "Ann", "Open", "2026-05-01", "2"],
    ]
    items, subitems = found(rows)
    assert [row[0] for row in content(items)] == ["Build", "Test", "Ship"]
    assert [row[1] for row in content(subitems)] == ["Draw", "Cut"]
    assert aside(items) == [(9, "heading"), (10, "heading")]


def test_a_later_table_with_more_known_headers_does_not_swallow_the_first():
    rows = [
        ["Project name", "Budget", None, None, None],
        ["Alpha", "100", None, None, None],
        [None] * 5,
        ["Milestone", "Baseline date", "Forecast date", "Actual date", "Owner"],
        ["Go live", "2026-05-01", "2026-06-01", None, "Li"],
    ]
    first, second = found(rows)
    assert (content(first), headers(second)) == ([("Alpha", "100")], rows[3])


def test_labels_right_above_the_header_are_no_header():
    (table,) = found([["Prepared by", "Li", "Project manager", "Wu"], HEAD, ALPHA, BETA])
    assert headers(table) == HEAD
    assert table.labels == {"Prepared by": ("Li", "B1"), "Project manager": ("Wu", "D1")}


def test_a_spacer_column_does_not_part_a_table_under_a_group_row():
    rows = [
        ["Plan", None, None, None, None, None],
        ["Project name", "Start date", "Finish date", None, "Risk", "Impact"],
        ["Alpha", "2026-01-01", "2026-02-01", None, "Late", "4"],
        ["Beta", "2026-01-01", "2026-02-01", None, "Dear", "3"],
    ]
    (table,) = found(rows, ((0, 0, 0, 2),))
    assert headers(table)[-2:] == ["Risk", "Impact"]
    assert table.records == (2, 3)


def test_a_sparse_table_keeps_its_single_cells_as_records():
    rows = [["Description", "Priority", "Owner"]] + [[f"step {number}", None, None] for number in range(60)]
    (table,) = found(rows)
    assert len(table.records) == 60


@pytest.mark.parametrize("word", ["合计", "Total", "小计", "Total of all projects"])
@pytest.mark.parametrize("result", ["#UNCALCULATED", "#REF!"])
def test_a_total_is_one_whether_or_not_its_formulas_have_results(word: str, result: str):
    header = ["Project name", "Project manager", "Budget", "Actual cost"]
    records = [["Alpha", "Ann", "100", "90"], ["Beta", "Bo", "200", result]]
    (table,) = found([header, *records, [word, None, result, result]])
    assert aside(table) == [(3, "total")]
    assert table.records == (1, 2)


def test_a_project_that_is_called_total_and_has_failed_formulas_is_a_record():
    header = ["Project name", "Project manager", "Phase", "Budget", "Actual cost"]
    rows = [["Alpha", "Ann", "Build", "100", "90"], ["Total Energies rollout", "Bo", "Plan", "#REF!", "#REF!"]]
    (table,) = found([header, *rows])
    assert table.records == (1, 2)


def test_an_average_beside_a_plan_rate_is_no_total(sheet):
    one = sheet([["Rate", "Kind", "Currency"], ["7.1", "Plan", "USD"], ["7.2", "Average", "USD"]], name="FX rates")
    assert [kind for (kind,) in one.rows("fx_rates", "rate_type")] == ["plan", "average"]
    two = sheet([["Project", "Budget"], ["Alpha", "100"], ["Beta", "200"], ["Average", "150"]])
    assert two.aside() == [(4, "total")]
