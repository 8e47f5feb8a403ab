"""Columns find their fields: by format, by the dictionary's words, by likeness, and by what their values say."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from header_sets import HEADER_SETS, HeaderSet

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.formats import formats
from pmo_analytics.importing.layout import Table, tables
from pmo_analytics.importing.recognise import Melt, Recognition, recognise, vocabulary
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.workspace import PROJECT_ROOT

PORTFOLIOS = PROJECT_ROOT.parent / "shared" / "data"
needs_portfolios = pytest.mark.skipif(
    not PORTFOLIOS.is_dir(), reason="the public portfolios of ../shared/data are not on this machine"
)


def table_of(rows: list[list[str | None]], sheet: str = "Sheet1") -> Table:
    (table,) = tables(Grid.from_rows(sheet, rows), vocabulary)
    return table


def understood(rows: list[list[str | None]], sheet: str = "Sheet1", **said) -> tuple[Table, Recognition]:
    table = table_of(rows, sheet)
    return table, recognise(table, dictionary(), formats(), **said)


def fields(table: Table, meaning: Recognition) -> dict[str, str]:
    return {table.headers[match.header].text: f"{match.entity}.{match.field}" for match in meaning.matches}


def meant(rows: list[list[str | None]], sheet: str = "Sheet1", **said) -> dict[str, str]:
    return fields(*understood(rows, sheet, **said))


EXAMPLES = {
    "date": ("2026-03-01", "2026-04-15", "2026-05-31"), "money": ("1200000", "85000.5", "310000"),
    "ratio": ("45%", "100%", "0%"), "light": ("G", "A", "R"), "flag": ("yes", "no", "yes"),
    "person": ("Li Wei", "Ann Smith", "王芳"), "currency": ("EUR", "EUR", "CNY"), "id": ("X-01", "X-02", "X-03"),
    "text": ("Pumps and valves", "New warehouse", "Training"), "score": ("3", "5", "1"),
}  # fmt: skip


def filled(one: HeaderSet, count: int = 3) -> list[list[str | None]]:
    """Rows of values such as the fields of a header set hold; a column of no field holds numbers of its own."""
    columns = []
    for place, told in enumerate(one.fields.values()):
        address = told.split("|")[0] or told.split("|")[-1]
        field = dictionary().field(address) if address else None
        words = [texts[0] for texts in field.values.values()] if field and field.values else []
        kind = field.type if field else ""
        columns.append(words[:count] or EXAMPLES.get(kind) or [str(place * 7 + row) for row in range(count)])
    return [[column[row % len(column)] for column in columns] for row in range(count)]


def measured(sets: list[tuple[HeaderSet, list[list[str | None]], frozenset[str]]]) -> tuple[int, int, list, list]:
    """(fields right, fields asked for, what was surely wrong, what was missed); each set with its rows of values and
    the headers that are blanked, which no field may be surely found for and which are not asked for."""
    right, asked, surely_wrong, missed = 0, 0, [], []
    for one, rows, blanked in sets:
        table, meaning = understood([[None if h in blanked else h for h in one.fields], *rows], one.sheet)
        found = {table.headers[match.header].place: match for match in meaning.matches}
        for place, (header, told) in enumerate(one.fields.items()):
            accepted, match = told.split("|"), found.get(place)
            address = f"{match.entity}.{match.field}" if match else ""
            asked += "" not in accepted and header not in blanked
            if address in accepted:
                right += "" not in accepted and header not in blanked
            elif match and match.confidence >= 0.8:
                surely_wrong.append((one.name, header, address, match.confidence))
            elif header not in blanked:
                missed.append((one.name, header, address))
    return right, asked, surely_wrong, missed


def test_recognition_is_right_and_never_surely_wrong_on_many_kinds_of_headers():
    assert len(HEADER_SETS) >= 40
    right, asked, surely_wrong, missed = measured([(one, one.rows, frozenset()) for one in HEADER_SETS])
    assert surely_wrong == [], surely_wrong
    assert right / asked >= 0.9, missed


@pytest.mark.parametrize("share", [3, 4, 6])
def test_headers_that_are_blanked_do_not_mislead_the_others(share: int):
    """In most sets every third (fourth, sixth) header is missing, and the values under it stay; not those that a tool's
    export is known by, nor the one that names what a row is."""
    sets, signs = [], {header for format in formats() for header in (*format.headers, *format.any_of)}
    signs |= {"Milestone"}
    for number, one in enumerate(HEADER_SETS):
        names = list(one.fields)
        blanked = frozenset(names[number % share :: share]) - signs if number % 3 != share % 3 else frozenset()
        sets.append((one, filled(one), blanked))
    assert sum(bool(blanked) for *_, blanked in sets) >= len(HEADER_SETS) // 3
    right, asked, surely_wrong, missed = measured(sets)
    assert surely_wrong == [], surely_wrong
    assert right / asked >= 0.9, missed


def test_a_match_carries_confidence_runner_up_and_multiplier():
    table, meaning = understood(
        [["项目名称", "预算(万元)", "Budgt £m", "Weather"], ["甲", "10", "3", "dry"], ["乙", "20", "4", "wet"]]
    )
    assert meaning.entities == ("projects",)
    assert [(match.header, match.field, match.multiplier) for match in meaning.matches] == [
        (0, "project_name", None),
        (1, "budget_at_completion", Decimal(10_000)),
    ]
    assert all(match.confidence >= 0.9 for match in meaning.matches)
    assert meaning.unmapped == (2, 3)
    assert [(note.cell, note.field, note.severity, note.expected) for note in meaning.notes] == [
        ("C1", "projects.budget_at_completion", "note", "layout.one_column_per_field")
    ]


def test_a_slip_of_the_pen_is_matched_with_less_confidence_and_an_opposite_word_is_not():
    _, meaning = understood([["Project name", "Aproved Budget", "Sponsor"], ["A", "1", "Li"], ["B", "2", "Wu"]])
    (typo,) = [match for match in meaning.matches if match.field == "budget_at_completion"]
    assert 0.5 < typo.confidence < 0.8
    found = meant([["项目名称", "项目计划完工日期", "拟定启用日期"], ["甲", "2026-01-01", "2026-02-01"]])
    assert found == {"项目名称": "projects.project_name", "项目计划完工日期": "projects.baseline_finish"}


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("Status", ["G", "A", "R"], "declared_overall"),
        ("Status", ["Green", "Amber/Red", "Red"], "declared_overall"),
        ("状态", ["绿", "黄", "红"], "declared_overall"),
        ("Status", ["In progress", "Closed", "On hold"], "state"),
        ("状态", ["进行中", "已完成", "暂停"], "state"),
        ("Health", ["Open", "Closed", "In progress"], "state"),
        ("Schedule", ["G", "R", "G"], "declared_schedule"),
        ("Progress", ["45%", "50%", "100%"], "percent_complete"),
        (
            "Progress",
            ["The design was approved by the board", "Testing goes on until May 2026", "Nothing new"],
            "highlights",
        ),
        ("Cost", ["G", "A", "G"], "declared_cost"),
    ],
)
def test_values_tell_what_an_ambiguous_header_means(header: str, values: list[str], field: str):
    rows = [["Project name", "Project manager", header]]
    rows += [[name, "Li", value] for name, value in zip(("A", "B", "C"), values, strict=True)]
    assert meant(rows)[header] == f"projects.{field}"


DAYS = (["2026-01-01", "2026-03-01"], ["2026-02-01", "2026-03-01"], ["2026-02-03", None])
AMOUNTS = (["100", "2000"], ["120", "1900"], ["20", "150"])
FINISHES = ["baseline_finish", "forecast_finish", "actual_finish"]
COSTS = ["budget_at_completion", "manager_estimate_at_completion", "actual_cost"]


@pytest.mark.parametrize("headers", [["Baseline", "Forecast", "Actual"], ["基线", "预测", "实际"]])
@pytest.mark.parametrize(("columns", "named"), [(DAYS, FINISHES), (AMOUNTS, COSTS)])
@pytest.mark.parametrize("count", [2, 3])
def test_baseline_forecast_and_actual_are_days_or_amounts_by_their_values(headers, columns, named, count):
    rows = [["Project", "PM", *headers[:count]]]
    rows += [[project, manager, *(column[at] for column in columns[:count])]
             for at, (project, manager) in enumerate([("A", "x"), ("B", "y")])]  # fmt: skip
    wanted = {"Project": "projects.project_name", "PM": "projects.manager"}
    wanted |= {header: f"projects.{field}" for header, field in zip(headers[:count], named, strict=False)}
    assert meant(rows) == wanted
    without_manager = [[row[0], *row[2:]] for row in rows]
    assert meant(without_manager) == {header: field for header, field in wanted.items() if header != "PM"}


@pytest.mark.parametrize(
    ("upper", "spans"), [("Spend", ("This month", "YTD", "To date")), ("支出", ("本月", "本年累计", "累计"))]
)
def test_spend_of_this_month_is_no_spend_to_date(upper: str, spans: tuple[str, ...]):
    rows = [["Project", "Budget", upper, None, None], [None, None, *spans]]
    found = meant([*rows, ["A", "100", "5", "20", "50"], ["B", "200", "6", "30", "60"]])
    wanted = ("actual_cost_this_period", "actual_this_year", "actual_cost")
    told = {f"{upper} / {span}": f"projects.{field}" for span, field in zip(spans, wanted, strict=True)}
    assert found == {"Project": "projects.project_name", "Budget": "projects.budget_at_completion", **told}
    assert meant([["Project", "Spend this month"], ["A", "5"]])["Spend this month"] == (
        "projects.actual_cost_this_period"
    )


def test_a_baseline_that_is_numbered_is_a_version_and_a_second_one_of_days_is_not():
    assert meant([["Project", "PM", "Baseline"], ["A", "x", "1"], ["B", "y", "2"]])["Baseline"] == (
        "projects.baseline_version"
    )
    assert "实际" not in meant([["项目", "项目经理", "实际"], ["甲", "张", "50%"], ["乙", "李", "60%"]])
    rows = [["Project", "Baseline finish", "Baseline"], ["A", "2026-01-01", "2026-02-01"]]
    assert meant(rows) == {"Project": "projects.project_name", "Baseline finish": "projects.baseline_finish"}


def test_a_column_of_money_is_no_light():
    assert "Cost" not in meant([["Project name", "Manager", "Cost"], ["A", "Li", "100.5"], ["B", "Wu", "200"]])


def test_two_columns_for_one_field_leave_the_second_unmapped_with_a_note():
    table, meaning = understood(
        [["Project name", "Budget at completion", "Approved budget"], ["A", "1", "2"], ["B", "3", "4"]]
    )
    assert fields(table, meaning)["Budget at completion"] == "projects.budget_at_completion"
    assert meaning.unmapped == (2,)
    assert [(note.text, note.cell) for note in meaning.notes] == [("Approved budget", "C1")]


def test_a_repeated_header_fills_no_field_and_is_noted_unless_the_format_repeats_it():
    table, meaning = understood([["Project name", "Budget", "budget"], ["A", "1", "2"], ["B", "3", "4"]])
    assert fields(table, meaning) == {
        "Project name": "projects.project_name",
        "Budget": "projects.budget_at_completion",
    }
    assert [(note.text, note.expected) for note in meaning.notes] == [("budget (2)", "layout.header_only_once")]
    issues = ["Summary", "Issue key", "Issue Type", "Status", "Project key", "Sprint", "Sprint", "Votes", "Votes"]
    table, meaning = understood([issues, ["Fix", "A-1", "Bug", "Done", "A", "S1", "S2", "1", "2"]], "jira")
    assert meaning.format == "jira"
    assert fields(table, meaning)["Sprint"] == "tasks.iteration"
    assert [note.text for note in meaning.notes] == ["Votes (2)"]


def test_units_in_headers_become_multipliers_and_the_table_s_unit_holds_for_the_rest():
    rows = [
        ["单位：万元", None, None, None, None],
        ["项目名称", "预算", "实际成本（元）", "计划工时(人天)", "工期(天)"],
        ["甲", "10", "5000", "3", "20"],
        ["乙", "11", "6000", "4", "30"],
    ]
    _, meaning = understood(rows)
    assert {match.field: match.multiplier for match in meaning.matches} == {
        "project_name": None,
        "budget_at_completion": Decimal(10_000),
        "actual_cost": None,
        "planned_hours": Decimal(8),
        "planned_duration_days": None,
    }


@pytest.mark.parametrize(
    ("rows", "remarked"),
    [
        ([["项目名称", "预算(万元)", "实际支出"], ["甲", "300", "120"], ["乙", "80", "80"]], ["C1"]),
        ([["Project", "Budget (£k)", "Actual"], ["A", "300", "90"], ["B", "80", "1,100"]], ["C1"]),
        ([["Project", "Budget (£k)", "Actual"], ["A", "300", "120000"], ["B", "80", "80000"]], []),
        ([["Project", "Budget (£k)", "Actual (£)"], ["A", "300", "120"], ["B", "80", "80"]], []),
        ([["Project", "Budget (£k)", "Actual"], ["A", "300", "120k"], ["B", "80", "£0.1m"]], []),
        ([["Project", "Budget", "Actual"], ["A", "300", "120"], ["B", "80", "80"]], []),
        ([["单位：万元"], ["项目名称", "预算(万元)", "实际支出"], ["甲", "300", "120"], ["乙", "80", "80"]], []),
    ],
)  # fmt: skip
def test_a_scale_that_only_some_headers_of_money_name_is_remarked_on_and_never_guessed(rows, remarked):
    _, meaning = understood(rows)
    told = [note.cell for note in meaning.notes if note.expected == "layout.scale_of_money"]
    steps = {match.field: match.multiplier for match in meaning.matches}
    assert told == remarked
    assert steps["actual_cost"] == (10_000 if len(rows[0]) == 1 else None)


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("2026年3月项目月报（单位：万元）", 10_000),
        ("单位：人民币万元", 10_000),
        ("金额单位：亿元", 100_000_000),
        ("Portfolio status (in £ million)", 1_000_000),
        ("All figures in k€, as of March", 1_000),
        ("Amounts in USD thousands", 1_000),
        ("All figures £k unless stated", 1_000),
        ("Figures £ million", 1_000_000),
        ("Key figures March 2026", None),
        ("Status in March 2026", None),
        ("Report (draft)", None),
    ],
)
def test_the_lines_around_a_table_may_give_its_unit_of_money(line: str, steps: int | None):
    header, rows = ["Project name", "Budget", "% complete"], [["A", "1", "5%"], ["B", "2", "6%"]]
    for sheet in ([[line, None, None], header, *rows], [header, *rows, [None] * 3, [f"Note: {line}", None, None]]):
        _, meaning = understood(sheet)
        found = {match.field: match.multiplier for match in meaning.matches}
        assert found == {
            "project_name": None,
            "budget_at_completion": steps and Decimal(steps),
            "percent_complete": None,
        }


def test_person_days_are_worth_what_the_setting_says():
    rows = [["Project name", "Planned hours (person-days)", "Delay (hours)"], ["A", "3", "15"], ["B", "4", "30"]]
    _, meaning = understood(rows, hours_per_day=7.5)
    steps = {match.field: match.multiplier for match in meaning.matches}
    assert steps["planned_hours"] == Decimal("7.5")
    assert steps["reported_slip_days"] == 1 / Decimal("7.5")


def test_a_year_in_a_header_makes_it_that_year_s_money():
    found = meant(
        [["Project name", "2013/2014 Budget (£million)", "Whole Life Cost", "FY2026 Forecast"], ["A", "1", "2", "3"]]
    )
    assert found == {
        "Project name": "projects.project_name",
        "2013/2014 Budget (£million)": "projects.budget_this_year",
        "Whole Life Cost": "projects.budget_at_completion",
        "FY2026 Forecast": "projects.forecast_this_year",
    }


def test_months_across_the_columns_become_rows_of_the_entity_the_sheet_names():
    rows = [
        ["Project", "Cost type", "2026-01", "Feb-26", "2026年3月"],
        ["A", "Labour", "1", "2", "3"],
        ["B", "Labour", "4", "5", "6"],
    ]
    _, meaning = understood(rows, "Actual spend")
    assert meaning.entities == ("budgets",)
    assert meaning.melts == (
        Melt("budgets", (2, 3, 4), "month", ("2026-01-31", "2026-02-28", "2026-03-31"), "actual", None),
    )
    assert [match.field for match in meaning.matches] == ["project_name", "cost_type"]


def test_bare_months_take_the_year_of_the_title_and_two_measures_make_two_melts():
    rows = [
        ["2026年度 单位：万元", None, None, None, None, None, None],
        ["项目名称", "预算", None, None, "实际", None, None],
        [None, "1月", "2月", "3月", "1月", "2月", "3月"],
        ["甲", "1", "2", "3", "4", "5", "6"],
        ["乙", "1", "2", "3", "4", "5", "7"],
    ]
    _, meaning = understood(rows)
    ends = ("2026-01-31", "2026-02-28", "2026-03-31")
    assert [(melt.value_field, melt.names, melt.headers) for melt in meaning.melts] == [
        ("budget", ends, (1, 2, 3)),
        ("actual", ends, (4, 5, 6)),
    ]
    assert meaning.entities == ("budgets",)


@pytest.mark.parametrize(
    ("sheet", "headers", "figures", "target"),
    [
        ("Resource plan", ["Name", "Role", "Project"], ["10", "20", "5"], ("assignments", "planned_hours")),
        ("Timesheets", ["Employee", "Role", "Project"], ["10", "20", "5"], ("assignments", "actual_hours")),
        ("Capacity", ["Name", "Role", "Team"], ["160", "150", "160"], ("people", "capacity_hours")),
        ("PV", ["Project", "Version", "Notes"], ["10", "20", "50"], ("baseline_periods", "planned_value")),
        ("PV", ["Project", "Version", "Notes"], ["10", "20", "5"], ("baseline_periods", "planned_value_this_period")),
        ("预算", ["项目名称", "部门", "费用类型"], ["10", "20", "5"], ("budgets", "budget")),
        ("Benefits", ["Project", "Benefit", "Owner"], ["10", "20", "50"], ("benefits", "planned")),
    ],
)
def test_the_sheet_tells_what_its_months_hold(
    sheet: str, headers: list[str], figures: list[str], target: tuple[str, str]
):
    rows = [[*headers, "2026-01", "2026-02", "2026-03"], ["A", "x", "k", *figures], ["B", "y", "l", *figures]]
    _, meaning = understood(rows, sheet)
    assert [(melt.entity, melt.value_field) for melt in meaning.melts] == [target]
    assert meaning.entities[0] == target[0]


def test_a_column_that_tells_budget_lines_from_actual_ones_makes_a_melt_of_each():
    rows = [
        ["Project", "Line", "2026-01", "2026-02", "2026-03"],
        ["A", "Budget", "1", "2", "3"],
        ["A", "Actual spend", "1", "1", "4"],
        ["B", "Budget", "5", "5", "5"],
        ["B", "Actual spend", "6", "6", "6"],
    ]
    _, meaning = understood(rows)
    assert meaning.entities == ("budgets",)
    assert [(melt.value_field, melt.headers, melt.only) for melt in meaning.melts] == [
        ("budget", (2, 3, 4), (1, frozenset({"Budget"}))),
        ("actual", (2, 3, 4), (1, frozenset({"Actual spend"}))),
    ]


@pytest.mark.parametrize("words", [("Capex", "Opex", "Capex"), ("资本性支出", "运营支出", "资本性支出")])
def test_lines_of_capex_and_opex_are_cost_types_by_month(sheet, words: tuple[str, ...]):
    rows = [["Project name", "Cost type", "2026-01", "2026-02", "2026-03"]]
    rows += [[name, word, "10", "20", "1"] for name, word in zip(("Alpha", "Alpha", "Beta"), words, strict=True)]
    budgets = sheet(rows, name="Budget").rows("budgets", "project_id", "cost_type", "budget")
    named = list(zip(("Alpha", "Alpha", "Beta"), words, strict=True))
    assert budgets == [(*one, figure) for figure in (10, 20, 1) for one in named]


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["2026年1月", "2026年2月"], ["2026-01-31", "2026-02-28"]),
        (["Jan-26", "Feb-26"], ["2026-01-31", "2026-02-28"]),
        (["1月", "2月"], []),
        (["Jan-26 total", "Feb-26 total"], []),
        (["2026", "2027", "2028"], ["2026", "2027", "2028"]),
        (["2026", "2027"], []),
    ],
)
def test_two_months_with_their_year_or_three_years_are_enough(headers: list[str], fields: list[str]):
    figures = ["10", "20", "30"][: len(headers)]
    rows = [["项目", "费用类别", *headers], ["甲", "人工", *figures], ["甲", "设备", *figures]]
    _, meaning = understood(rows, "预算")
    assert [(melt.entity, melt.value_field, list(melt.names)) for melt in meaning.melts] == (
        [("budgets", "budget", fields)] if fields else []
    )


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("2026年各项目支出计划（万元）", "budget"), ("Planned spend 2026 (£k)", "budget"),
        ("Spend profile 2026", "budget"), ("2026 spend forecast", "forecast"), ("Spend 2026", "actual"),
        ("2026年支出", "actual"), ("Plant spend 2026", "actual"), ("2026 plan: actual spend", "actual"),
        ("2026年计划内实际支出", "actual"),
    ],
)  # fmt: skip
def test_what_is_planned_to_be_spent_is_no_actual(title: str, field: str):
    months = ["1月", "2月", "3月", "4月"]
    _, meaning = understood([[title], ["项目", *months], ["甲", "1", "2", "3", "4"], ["乙", "1", "1", "1", "1"]])
    assert [(melt.entity, melt.value_field) for melt in meaning.melts] == [("budgets", field)]


def test_planned_spend_in_the_headers_of_months_is_budget_beside_the_actual():
    months = [f"{month} {kind}" for kind in ("planned spend", "spend") for month in ("Jan-26", "Feb-26", "Mar-26")]
    _, meaning = understood([["Project", *months], ["A", *"123456"], ["B", *"223344"]])
    assert [(melt.value_field, melt.headers) for melt in meaning.melts] == [
        ("budget", (1, 2, 3)), ("actual", (4, 5, 6))
    ]  # fmt: skip


def test_years_that_no_sheet_and_no_title_explain_stay_as_they_are():
    rows = [["Project", "PM", "Budget", "2026", "2027", "2028"], ["A", "x", "6", "1", "2", "3"]]
    assert understood(rows)[1].melts == ()


def test_months_that_nothing_explains_stay_as_they_are():
    rows = [
        ["Project", "Manager", "Budget", "2026-01", "2026-02", "2026-03"],
        ["A", "Li", "9", "1", "2", "3"],
        ["B", "Wu", "8", "3", "2", "1"],
    ]
    _, meaning = understood(rows)
    assert (meaning.entities, meaning.melts) == (("projects",), ())
    assert meaning.unmapped == (3, 4, 5)


def test_months_of_progress_notes_are_no_figures_to_spread():
    rows = [
        ["项目名称", "项目经理", "3月进展", "4月进展", "5月进展"],
        ["甲", "李", "完成设计", "完成开发", "上线"],
        ["乙", "王", "招标", "签约", "启动"],
    ]
    assert understood(rows)[1].melts == ()


def test_a_giant_sheet_speaks_of_projects_first_and_of_what_else_it_holds():
    rows = [
        ["Project ID", "Project name", "Project manager", "Budget", "Actual cost", "Milestone", "Milestone forecast",
         "Top risk", "Risk level", "Mitigation", "Risk owner"],
        ["P1", "Alpha", "Li", "100", "40", "Go live", "2026-05-01", "Supplier late", "High", "Second source", "Wu"],
        ["P2", "Beta", "Wu", "200", "50", "Design", "2026-06-01", "No staff", "Low", "Hire", "Li"],
    ]  # fmt: skip
    table, meaning = understood(rows)
    assert meaning.entities == ("projects", "milestones", "risks")
    assert fields(table, meaning) == {
        "Project ID": "projects.project_id",
        "Project name": "projects.project_name",
        "Project manager": "projects.manager",
        "Budget": "projects.budget_at_completion",
        "Actual cost": "projects.actual_cost",
        "Milestone": "milestones.milestone_name",
        "Milestone forecast": "milestones.forecast_date",
        "Top risk": "risks.risk_name",
        "Risk level": "risks.level",
        "Mitigation": "risks.response",
        "Risk owner": "risks.owner",
    }


def test_a_single_risk_column_of_a_tracker_is_the_project_s_own():
    rows = [["Project name", "Budget", "% complete", "Top risk"], ["A", "1", "50%", "Late"], ["B", "2", "60%", "Dear"]]
    table, meaning = understood(rows)
    assert meaning.entities == ("projects",)
    assert fields(table, meaning)["Top risk"] == "projects.top_risks"


@pytest.mark.parametrize(
    ("headers", "entity"),
    [
        (["Project", "PM", "Milestone", "Baseline date", "Forecast date", "Actual date", "Status"], "milestones"),
        (["Project ID", "Department", "PM", "Risk", "Probability", "Impact", "Owner", "Status"], "risks"),
        (["项目名称", "任务名称", "负责人", "开始日期", "截止日期", "前置任务", "进度"], "tasks"),
        (["Project", "Month", "Cost type", "Budget", "Actual", "Forecast"], "budgets"),
        (["项目", "问题描述", "严重程度", "提出日期", "责任人", "状态"], "issues"),
        (["Employee", "Role", "Month", "Capacity hours"], "people"),
        (["Course", "Employee", "Completed on", "Expires on"], "training"),
    ],
)
def test_a_list_that_names_its_project_in_each_row_is_one_entity(headers: list[str], entity: str):
    assert understood([headers, [f"v{i}" for i in range(len(headers))], ["w"] * len(headers)])[1].entities == (entity,)


def test_a_list_with_an_id_of_its_own_and_repeated_projects_is_no_list_of_projects():
    header = ["id", "project", "task", "status", "owner", "created date", "due date", "actual"]
    rows = [[f"T{n}", f"P{n % 3}", f"do {n}", "Open", "Li", "2026-01-02", "2026-02-03", str(n)] for n in range(9)]
    assert understood([header, *rows])[1].entities == ("tasks",)


def test_the_sheet_s_name_decides_between_projects_and_another_entity():
    rows = [["ID", "Title", "Owner", "Status", "Due date"], ["1", "Order pumps", "Li", "Open", "2026-04-01"]]
    assert understood(rows, "Risk register")[1].entities == ("risks",)
    assert understood(rows, "问题清单")[1].entities == ("issues",)
    assert understood(rows, "Actions")[1].entities == ("actions",)
    trackers = [["Project", "Name", "Budget", "% complete"], ["P1", "A", "1", "5%"], ["P2", "B", "2", "6%"]]
    assert understood(trackers, "Aggregated 2026")[1].entities == ("projects",)


def test_the_words_of_hand_kept_trackers_are_known():
    wanted = {
        "投资额": "budget_at_completion", "批复投资": "budget_at_completion", "计划投资": "budget_at_completion",
        "Curr. Budget": "budget_at_completion", "Orig. Budget": "original_budget", "Original budget": "original_budget",
        "责任处室": "department", "主责处室": "department", "责任部门": "department", "支付率": "execution_rate",
        "存在问题及建议": "top_issues", "Exec Sponsor": "sponsor", "ITD Actuals": "actual_cost",
        "Inception to date": "actual_cost", "Exec summary": "narrative", "Finish (current)": "forecast_finish",
        "Current RAG": "declared_overall", "本月健康度": "declared_overall", "本月进度": "percent_complete",
        "% complete to date": "percent_complete", "调整预算数": "budget_this_year", "本周工作": "highlights",
        "本周进展": "highlights", "下周计划": "next_steps", "下周工作": "next_steps", "下步打算": "next_steps",
    }  # fmt: skip
    values = {"money": "120", "ratio": "45%", "light": "G", "date": "2026-05-31"}
    found = {}
    for header, field in wanted.items():
        value = values.get(dictionary().field(f"projects.{field}").type, "Li Wei")
        rows = [["Project ID", "Project name", header], ["P1", "Alpha", value], ["P2", "Beta", value]]
        found[header] = meant(rows).get(header)
    assert found == {header: f"projects.{field}" for header, field in wanted.items()}
    both = meant([["项目名称", "年初预算数", "调整预算数"], ["甲", "100", "120"], ["乙", "50", "60"]])
    assert both == {"项目名称": "projects.project_name", "调整预算数": "projects.budget_this_year"}


def test_what_the_user_says_it_is_goes_before_what_it_looks_like():
    rows = [["ID", "Title", "Owner", "Status"], ["1", "Order pumps", "Li", "Open"]]
    assert understood(rows, "Risk register", entity="issues")[1].entities == ("issues",)


def test_a_remembered_mapping_goes_before_words_and_formats():
    rows = [["Project name", "Owner", "Manager", "Oddity"], ["A", "Li", "Wu", "7"], ["B", "Ann", "Bo", "8"]]
    remembered = {"Owner": "projects.sponsor", "Manager": "", "oddity": "projects.team_size"}
    table, meaning = understood(rows, remembered=remembered)
    assert fields(table, meaning) == {
        "Project name": "projects.project_name",
        "Owner": "projects.sponsor",
        "Oddity": "projects.team_size",
    }
    assert meaning.unmapped == (2,)


def test_projects_under_a_corner_that_only_says_field_are_named_by_the_first_row():
    rows = [
        ["指标", "甲", "乙", "丙"],
        ["项目经理", "李", "王", "张"],
        ["预算(万元)", "10", "20", "5"],
        ["健康度", "绿", "红", "绿"],
    ]
    table, meaning = understood(rows)
    assert table.orientation == "columns"
    assert fields(table, meaning)["指标"] == "projects.project_name"
    assert table.columns[0].to_pylist() == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Product", "Price", "Shelf"], ["Pen", "2", "B"], ["Ink", "3", "C"]],
        [["Field", "Description"], ["Project name", "What it is called"], ["Budget", "Approved money"]],
        [["x", "y"], ["1", "2"]],
    ],
)
def test_a_table_of_something_else_is_not_recognised_and_says_what_is_missing(rows: list[list[str | None]]):
    _, meaning = understood(rows)
    assert (meaning.entities, meaning.matches, meaning.melts) == ((), (), ())
    assert meaning.unmapped == tuple(range(len(rows[0])))
    entity, missing = meaning.nearest
    assert entity in dictionary().entities and missing
    assert set(missing) <= set(dictionary().entities[entity].fields)


def grid_of(path: Path) -> Grid:
    """The file as the reader makes it: cp1252 where it is not UTF-8, the delimiter that its first line uses."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    delimiter = ";" if text.split("\n", 1)[0].count(";") > 5 else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return Grid.from_rows(path.stem, [[cell if cell.strip() else None for cell in row] for row in rows])


GMPP = {"project_name", "department", "declared_overall", "objective", "narrative", "baseline_start", "baseline_finish"}
GMPP |= {"schedule_narrative", "budget_this_year", "forecast_this_year", "budget_at_completion", "cost_narrative"}
CANADA = {
    "project_id",
    "project_name",
    "department",
    "objective",
    "budget_at_completion",
    "forecast_finish",
    "status_date",
}
GATES = ("Tender Closed", "BNI", "BCA", "PBC", "Stage1", "Stage2", "Stage3")


@needs_portfolios
@pytest.mark.parametrize(
    ("file", "orientation", "count", "format", "mapped"),
    [
        ("uk_major_projects/uk_2014.csv", "columns", 199, "uk_gmpp", GMPP),
        ("uk_major_projects/uk_2015.csv", "columns", 188, "uk_gmpp", GMPP),
        ("uk_major_projects/uk_2017.csv", "columns", 143, "uk_gmpp", GMPP),
        ("uk_major_projects/uk_2018.csv", "rows", 133, "uk_gmpp_rows", GMPP),
        ("uk_major_projects/uk_2020.csv", "rows", 125, "uk_gmpp_rows", GMPP | {"project_id", "project_type"}),
        ("uk_major_projects/uk_2021.csv", "rows", 184, "uk_gmpp_rows", GMPP | {"project_id", "project_type"}),
        ("canada_it_projects/data_2016.csv", "rows", 398, "canada_it_projects", CANADA),
        ("canada_it_projects/data_2019.csv", "rows", 463, "canada_it_projects", CANADA),
        ("melbourne_water/Capital_Delivery_Project_deidentified.csv", "rows", 445, "melbourne_capital",
         {"project_id", "budget_at_completion", "programme", "department", "project_class", "delivery_organisation"}),
        ("jira_agile/jira.csv", "rows", 4123, "jira_tasks_anonymised",
         {"project_id", "task_id", "task_name", "created_on", "actual_finish"}),
    ],
)  # fmt: skip
def test_real_portfolios_give_every_record_and_their_main_fields(
    file: str, orientation: str, count: int, format: str, mapped: set[str]
):
    (table,) = tables(grid_of(PORTFOLIOS / file), vocabulary)
    meaning = recognise(table, dictionary(), formats())
    assert (table.orientation, len(table.records), table.set_aside) == (orientation, count, ())
    assert meaning.format == format
    assert {match.field for match in meaning.matches} == mapped
    money = {
        match.field: match.multiplier
        for match in meaning.matches
        if "budget" in match.field or "forecast_t" in match.field
    }
    expected = Decimal(1_000_000) if format.startswith("uk") else None
    assert set(money.values()) <= {expected}
    if format == "melbourne_capital":
        assert [(melt.entity, melt.name_field, melt.value_field, melt.names) for melt in meaning.melts] == [
            ("gates", "gate_name", "planned_date", GATES)
        ]
        assert meaning.entities == ("projects", "gates")


@needs_portfolios
@pytest.mark.parametrize("year", [2014, 2015, 2017, 2018, 2020, 2021])
def test_the_main_fields_of_the_ministry_s_files_are_found_without_their_format(year: int):
    (table,) = tables(grid_of(PORTFOLIOS / f"uk_major_projects/uk_{year}.csv"), vocabulary)
    meaning = recognise(table, dictionary(), ())
    found = {match.field for match in meaning.matches if match.confidence >= 0.8}
    assert {"project_name", "department", "baseline_start", "baseline_finish", "forecast_this_year"} <= found
    assert meaning.format is None


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("完成情况 (%)", ("0.45", "30%", "90"), "percent_complete"),
        ("完成情况 / %", ("45", "30", "90"), "percent_complete"),
        ("完成情况", ("0.45", "30%", "90"), "percent_complete"),
        ("Progress update", ("45%", "30%", "90%"), "percent_complete"),
        ("完成情况", ("主体结构施工完成45%", "正在进行设备安装与调试", "验收资料已全部提交给业主"), "highlights"),
        ("完成情况", ("已完成", "未完成", "部分完成"), "highlights"),
    ],
)
def test_percentages_are_no_narrative(header, values, field):
    rows = [[f"P-{number}", f"甲{number}", "1000", value] for number, value in enumerate(values)]
    assert meant([["项目编号", "项目名称", "预算", header], *rows])[header] == f"projects.{field}"


def test_a_percentage_that_nothing_names_is_no_narrative_either():
    rows = [["P-1", "甲", "1000", "5%"], ["P-2", "乙", "2000", "8%"]]
    found = meant([["项目编号", "项目名称", "预算", "备注 (%)"], *rows])
    assert "备注 (%)" not in found


def test_the_next_best_is_a_field_of_the_kind_that_no_other_column_fills():
    header = ["Project ID", "Project name", "Baseline finish", "Forecast finish", "Budget", "Favourite", "Dog"]
    rows = [["P-1", "Alpha", "2026-01-01", "2026-12-31", "100", "x", "Rex"],
            ["P-2", "Beta", "2026-02-01", "2026-11-30", "80", "y", "Bo"]]  # fmt: skip
    _, meaning = understood([header, *rows])
    assert {match.field: match.runner_up for match in meaning.matches} == {
        "project_id": None, "project_name": None, "baseline_finish": "projects.baseline_start",
        "forecast_finish": "projects.actual_finish", "budget_at_completion": "projects.budget_this_year",
    }  # fmt: skip
    _, meaning = understood([header, *rows], remembered={"Forecast finish": "projects.actual_finish"})
    found = {match.field: match.runner_up for match in meaning.matches}
    assert found["actual_finish"] is None and found["baseline_finish"] == "projects.baseline_start"


def test_the_next_best_is_none_that_the_values_contradict():
    rows = [["P-1", "Alpha", "30%"], ["P-2", "Beta", "50%"]]
    _, meaning = understood([["Project ID", "Project name", "Completion"], *rows])
    assert meaning.matches[2].runner_up == "projects.percent_planned"


@pytest.mark.parametrize(
    ("head", "name", "nearest"),
    [
        (["Project", "Foo", "Bar"], "Sheet1", ("projects", ("state", "manager", "baseline_finish"))),
        (["项目名称", "甲乙", "丙丁"], "Sheet1", ("projects", ("state", "manager", "baseline_finish"))),
        (["Project ID", "Foo", "Bar"], "Sheet1", ("projects", ("state", "manager", "baseline_finish"))),
        (["Foo", "Bar", "Baz"], "Sheet1", ("projects", ("project_name",))),
        (["Project", "Foo", "Bar"], "Risks", ("risks", ("description",))),
        (["Risk", "Foo", "Bar"], "Sheet1", ("risks", ("consequence", "category", "kind"))),
    ],
)
def test_what_a_table_nobody_knows_is_said_to_lack_is_not_there(head, name, nearest):
    assert understood([head, ["A", "x", "y"], ["B", "z", "w"]], name)[1].nearest == nearest


def test_what_is_no_table_lacks_a_field_of_the_entity_it_is_nearest_to():
    _, meaning = understood([["Resource", "Site visit"], ["Ann", "x"], ["Bo", "y"]], "Resource plan")
    nearest, missing = meaning.nearest
    assert nearest == "people" and set(missing) <= dictionary().entities["people"].fields.keys() and missing
