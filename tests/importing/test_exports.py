"""Each known export, in the shape its tool writes it, becomes these typed rows, with no needless word."""

from datetime import date
from decimal import Decimal

import pytest

from pmo_analytics.importing.formats import formats
from tests.importing import exports

MARCH = date(2026, 3, 31)
MILLION = Decimal(1_000_000)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_project_tasks_of_the_export_wizard(loaded):
    one = loaded(exports.ms_project_tasks(), "plan.xlsx", period=MARCH, project="Plant")
    assert one.table.format == "ms_project_tasks"
    assert one.rows("tasks", "task_id", "task_name", "baseline_start", "baseline_finish", "forecast_finish",
                    "actual_start", "actual_finish", "percent_complete", "duration_days", "is_summary", "owner") == [
        ("11", "Relocate plant", day("2026-01-12"), day("2026-03-13"), day("2026-03-18"), day("2026-01-15"), None, 0.5,
         45, True, None),
        ("12", "Move the press", None, None, day("2026-01-28"), day("2026-01-15"), day("2026-01-29"), 1, 10, False,
         "Ann[50%],Bo"),
        ("15", "Plant runs", day("2026-03-13"), day("2026-03-13"), day("2026-03-18"), None, None, 0, 0, False, "Cy"),
    ]  # fmt: skip
    assert one.rows("tasks", "is_milestone", "predecessors", "outline_level")[2] == (True, "2FS+5 days", 2)
    assert {(text, expected) for _, text, expected in one.problems()} == {("NA", "placeholder")}


def test_project_tasks_in_chinese_keep_baseline_and_current_schedule_apart(loaded):
    one = loaded(exports.ms_project_tasks_zh(), "计划.xlsx", period=MARCH, project="厂房")
    assert one.table.format == "ms_project_tasks_zh"
    assert one.rows("tasks", "task_id", "task_name", "baseline_finish", "forecast_finish", "actual_finish",
                    "percent_complete", "duration_days", "is_critical", "owner") == [
        ("11", "厂房搬迁", day("2026-03-13"), day("2026-03-18"), None, 0.5, 45, False, None),
        ("12", "吊装压机", None, day("2026-01-28"), day("2026-01-29"), 1, 10, True, "张三[50%],李四"),
    ]  # fmt: skip


def test_jira_issues_with_repeated_headers_three_shapes_of_dates_and_a_row_too_wide(loaded):
    one = loaded(exports.jira(), "jira.csv", period=MARCH)
    assert one.table.format == "jira"
    assert one.rows("tasks", "project_id", "task_id", "task_name", "status", "owner", "created_on", "baseline_finish",
                    "actual_finish", "planned_hours", "remaining_hours", "actual_hours", "iteration", "tags") == [
        ("POW", "POW-1", "Pump, main", "in_progress", "li", day("2024-05-11"), day("2024-06-20"), None, 8, 4, 2, "S 1",
         "valve"),
        ("POW", "POW-2", "Valve", "done", "wu", day("2023-11-03"), None, day("2023-11-05"), 1, 0, 1, "S 1", None),
        ("GRID", "GRID-7", "Gauge", "not_started", None, day("2024-06-21"), day("2024-07-31"), None, None, None, None,
         None, None),
    ]  # fmt: skip
    assert one.problems() == [("AH3", "4", "reading.as_wide_as_most")]
    assert one.rows("tasks", "description")[0] == ("Line one\nline two",)


def test_smartsheet_projects(loaded):
    one = loaded(exports.smartsheet_summary(), "Apollo.xlsx", period=MARCH)
    assert one.table.format == "smartsheet_projects"
    assert one.said("projects") == [{
        "project_id": "6f3c0a1e-77", "project_name": "Apollo", "period": MARCH, "objective": "Land on the moon",
        "manager": "Li Wei", "baseline_start": day("2026-01-05"), "baseline_finish": day("2026-11-30"),
        "state": "active", "priority": "High", "percent_complete": 0.45, "created_on": day("2025-12-01"),
        "updated_on": day("2026-03-30"),
    }]  # fmt: skip
    assert one.problems() == []


def test_smartsheet_tasks_in_hours_with_people_by_name_and_mail(loaded):
    one = loaded(exports.smartsheet_tasks(), "Apollo.xlsx", period=MARCH, project="Apollo")
    assert one.table.format == "smartsheet_tasks"
    assert one.rows("tasks", "task_name", "baseline_start", "baseline_finish", "latest_finish", "percent_complete",
                    "status", "planned_hours", "actual_hours", "duration_days", "is_milestone", "owner") == [
        ("Design", day("2026-01-05"), day("2026-02-13"), None, 1, "done", 240, 256, 30, False, "Li Wei"),
        ("Build", day("2026-02-16"), day("2026-06-30"), day("2026-07-15"), 0.4, "in_progress", 40, 16, 95, False,
         "Bo, Cy"),
        ("Landing", day("2026-11-30"), day("2026-11-30"), None, 0, "not_started", 0, 0, 0, True, None),
    ]  # fmt: skip


def test_a_monday_board_gives_items_by_group_and_their_sub_items_and_no_money_of_summary_rows(loaded):
    one = loaded(exports.monday_board(), "board.xlsx", period=MARCH, project="Plant")
    assert [table.format for table in one.reading.tables] == ["monday_board", "monday_board"]
    assert one.rows("tasks", "task_id", "task_name", "stage", "parent_task", "owner", "status", "baseline_finish",
                    "forecast_finish", "planned_cost") == [
        ("101", "Move the press", "This month", None, "Ann", "in_progress", day("2026-03-20"), day("2026-03-20"), 1200),
        ("102", "Connect power", "This month", None, "Bo", "done", day("2026-03-09"), day("2026-03-09"), 800),
        ("103", "Test run", "Next month", None, "Ann", None, day("2026-04-15"), None, None),
        ("201", "Rent a crane", None, "Move the press", "Bo", "done", day("2026-03-05"), None, None),
        ("202", "Pour a base", None, "Move the press", "Cy", "on_hold", day("2026-03-12"), None, None),
    ]  # fmt: skip
    assert one.aside() == [(10, "total"), (12, "heading"), (13, "heading"), (15, "total")]


def test_sub_items_at_the_end_of_a_group_belong_to_their_own_item(loaded):
    board = exports.book_of(board=[
        ["Board"], ["Group A"],
        ["Name", "Subitems", "Status", "Item ID (auto generated)"],
        ["First", None, "Done", "1"],
        ["Second", "x", "Done", "2"],
        ["Subitems", "Name", "Status", "Item ID (auto generated)"],
        [None, "of the second", "Done", "21"],
        ["Third", "y", "Done", "3"],
        ["Subitems", "Name", "Status", "Item ID (auto generated)"],
        [None, "of the third", "Done", "31"],
        [None, None, "2 of 3", None],
    ])  # fmt: skip
    one = loaded(board, "board.xlsx", period=MARCH, project="Plant")
    assert one.rows("tasks", "task_id", "parent_task") == [
        ("1", None), ("2", None), ("3", None), ("21", "Second"), ("31", "Third"),
    ]  # fmt: skip
    assert (11, "total") in one.aside()


def test_openproject_work_packages_are_counted_once_whatever_they_relate_to(loaded):
    one = loaded(exports.openproject_xls(), "export.xlsx", period=MARCH, project="Water")
    assert one.table.format == "openproject_work_packages"
    assert one.rows("tasks", "task_id", "task_name", "task_type", "status", "owner", "planned_hours",
                    "remaining_hours", "percent_complete") == [
        ("31", "Dig", "Task", "in_progress", "Ann", Decimal("8.5"), 4, 0.5),
        ("32", "Water flows", "Milestone", "not_started", None, None, None, 0),
        ("40", "Survey", "Task", "done", "Bo", 3, 0, 1),
    ]  # fmt: skip
    assert one.aside() == [(4, "repeat")]
    assert one.problems() == []


def test_openproject_projects_say_their_light(loaded):
    one = loaded(exports.openproject_projects(), "projects.csv", period=MARCH)
    assert one.table.format == "openproject_projects"
    assert one.rows("projects", "project_id", "project_name", "objective", "declared_overall") == [
        ("apollo", "Apollo", "Land on the moon", "green"), ("gemini", "Gemini", None, "amber"),
        ("mercury", "Mercury", "First flight", "red"),
    ]  # fmt: skip
    assert one.problems() == []


@pytest.mark.parametrize(
    ("content", "name", "encoding", "project", "subject", "author"),
    [
        (exports.redmine_en, "redmine_issues", "cp1252", "Apollo", "Café pump fails", "José Núñez"),
        (exports.redmine_zh, "redmine_issues_zh", "gb18030", "登月", "水泵故障", "李雷"),
    ],
    ids=["en", "zh"],
)
def test_redmine_issues_in_the_encoding_of_their_language(loaded, content, name, encoding, project, subject, author):
    one = loaded(content(), "issues.csv", period=MARCH)
    assert one.table.format == name
    assert one.rows("tasks", "project_id", "task_id", "task_name", "reporter", "parent_task", "status",
                    "baseline_start", "baseline_finish", "planned_hours", "actual_hours", "percent_complete",
                    "actual_finish")[0] == (
        project, "17", subject, author, None, "in_progress", day("2026-02-01"), day("2026-04-30"), 8, Decimal("4.5"),
        0.5, None,
    )  # fmt: skip
    assert one.rows("tasks", "task_id", "parent_task", "status", "actual_finish")[1] == (
        "18", "17", "done", day("2026-02-19"),
    )  # fmt: skip
    assert one.problems() == [("", encoding, "reading.utf8_text")]


def test_redmine_projects_in_chinese(loaded):
    one = loaded(exports.redmine_projects_zh(), "projects.csv", period=MARCH)
    assert one.table.format == "redmine_projects_zh"
    assert one.rows("projects", "project_id", "project_name", "programme", "state", "created_on", "updated_on") == [
        ("apollo", "登月", "航天", "active", day("2026-01-15"), day("2026-03-01")),
        ("mercury", "水星", "航天", "closed", day("2020-01-01"), day("2021-01-01")),
    ]  # fmt: skip


def test_zentao_projects_with_open_ends_and_budgets_in_words(loaded):
    one = loaded(exports.zentao_projects(), "项目.csv", period=MARCH)
    assert one.table.format == "zentao_projects"
    assert one.rows("projects", "project_id", "project_name", "state", "budget_at_completion", "baseline_finish",
                    "planned_hours", "actual_hours", "percent_complete", "team_size", "actual_cost") == [
        ("7", "登月", "active", 120 * MILLION, None, 1200, 300, 0.25, 20, None),
        ("8", "水星", "proposed", None, day("2026-12-31"), 0, 0, 0, 0, None),
        ("9", "双子", "on_hold", Decimal(865_000), day("2026-06-30"), 400, 120, 0.3, 6, None),
    ]  # fmt: skip
    assert ("J3", "待定", "placeholder") in one.problems() and ("N2", "长期", "placeholder") in one.problems()


def test_zentao_tasks_with_dates_that_were_never_set(loaded):
    one = loaded(exports.zentao_tasks(), "任务.csv", period=MARCH, project="登月")
    assert one.table.format == "zentao_tasks"
    assert one.rows("tasks", "task_id", "task_name", "stage", "status", "owner", "baseline_start", "baseline_finish",
                    "actual_start", "actual_finish", "planned_hours", "actual_hours", "remaining_hours",
                    "percent_complete") == [
        ("101", "换泵", "登月一期(#12)", "done", "王梅", day("2026-02-01"), day("2026-02-20"), day("2026-02-02"),
         day("2026-02-19"), 16, 18, 0, 1),
        ("102", "试车", "登月一期(#12)", "not_started", "韩梅梅", day("2026-03-01"), day("2026-03-15"), None, None,
         8, 0, 8, 0),
    ]  # fmt: skip
    assert {expected for _, text, expected in one.problems() if text.startswith("0000")} == {"placeholder"}


def test_project_online_projects_with_variances_in_hours(loaded):
    one = loaded(exports.online_projects(), "Projects.csv")
    assert one.table.format == "ms_project_online"
    assert one.rows("projects", "project_id", "period", "manager", "currency", "forecast_finish", "actual_start",
                    "percent_complete", "budget_at_completion", "manager_estimate_at_completion", "actual_cost",
                    "reported_slip_days") == [
        ("6f3c-1", MARCH, "Li Wei", "USD", day("2026-11-30"), day("2026-01-06"), 0.45, MILLION, Decimal(1_100_000),
         Decimal(400_000), 10),
        ("6f3c-2", MARCH, "Bo", "USD", day("2026-06-30"), None, 0, None, 0, 0, 0),
    ]  # fmt: skip


def test_project_online_baselines_risks_and_issues(loaded):
    baselines = loaded(exports.online_baselines(), "ProjectBaselines.csv", period=MARCH)
    assert baselines.table.format == "ms_project_online_baselines"
    assert baselines.rows("baselines", "project_id", "baseline_finish", "budget_at_completion", "planned_hours") == [
        ("6f3c-1", day("2026-11-16"), Decimal(900_000), 4800), ("6f3c-2", None, None, None),
    ]  # fmt: skip
    risks = loaded(exports.online_risks(), "Risks.csv", period=MARCH)
    assert risks.rows("risks", "risk_id", "risk_name", "status", "probability", "impact_score", "cost_impact",
                      "expected_value", "owner", "action_owner", "due_on") == [
        ("r-1", "Late parts", "open", 0.5, None, Decimal(50_000), Decimal(25_000), "Li Wei", "Bo", day("2026-05-01")),
    ]  # fmt: skip
    issues = loaded(exports.online_issues(), "Issues.csv", period=MARCH)
    assert issues.rows("issues", "issue_id", "issue_name", "status", "priority", "due_on", "resolution") == [
        ("i-1", "No crane", "open", "high", day("2026-04-10"), None),
        ("i-2", "No cement", "closed", "low", day("2026-02-01"), "Bought"),
    ]  # fmt: skip
    assert baselines.problems() + risks.problems() + issues.problems() == []


def test_a_sheet_of_budget_execution_speaks_of_the_year_s_money(loaded):
    one = loaded(exports.budget_execution(), "预算.xlsx", period=MARCH)
    assert one.table.format == "budget_execution_zh"
    assert one.rows("projects", "project_name", "department", "budget_this_year", "actual_this_year",
                    "execution_rate", "time_elapsed_rate", "reported_cost_variance") == [
        ("登月", "信息部", 12 * MILLION, Decimal(2_400_000), 0.2, 0.25, None),
        ("水星", None, 3 * MILLION, Decimal(900_000), 0.3, 0.25, None),
        ("双子", "财务部", Decimal(800_000), 0, 0, 0.25, None),
    ]  # fmt: skip
    assert one.aside() == [(6, "total"), (8, "total"), (9, "heading")]
    assert one.problems() == []


def test_a_hand_kept_sheet_of_budget_execution_is_read_by_its_words(loaded):
    sheet = exports.book_of(执行=[
        ["项目名称", "预算数（万元）", "执行数（万元）", "执行率", "序时进度", "差值"],
        ["登月", 1200, 240, (0.2, "0%"), (0.25, "0%"), (-0.05, "0%")],
        ["水星", 300, 90, (0.3, "0%"), (0.25, "0%"), (0.05, "0%")],
    ])  # fmt: skip
    one = loaded(sheet, "预算 2026-03.xlsx")
    assert one.table.format is None
    assert one.rows("projects", "project_name", "budget_at_completion", "actual_cost", "execution_rate",
                    "time_elapsed_rate", "reported_cost_variance") == [
        ("登月", 12 * MILLION, Decimal(2_400_000), 0.2, 0.25, None),
        ("水星", 3 * MILLION, Decimal(900_000), 0.3, 0.25, None),
    ]  # fmt: skip


def test_a_ledger_of_contracts_and_receipts(loaded):
    one = loaded(exports.contract_ledger(), "台账.xlsx")
    assert one.rows("projects", "project_id", "project_name", "period", "contract_number", "contract_value",
                    "invoiced", "receipts", "actual_finish", "customer", "manager", "budget_at_completion") == [
        ("P-01", "登月", MARCH, "HT-2026-001", 12 * MILLION, 6 * MILLION, Decimal(4_800_000), None, "航天局", "李雷",
         None),
        ("P-02", "水星", MARCH, "HT-2026-002", 3 * MILLION, 3 * MILLION, 3 * MILLION, day("2026-02-28"), "航天局",
         "王梅", None),
    ]  # fmt: skip
    assert one.aside() == [(5, "total")]


def test_every_format_without_a_real_file_has_an_export_here_in_its_shape(loaded):
    made = {name for name in vars(exports) if not name.startswith("_")}
    known_by = {
        "ms_project_online": "online_projects", "ms_project_online_baselines": "online_baselines",
        "ms_project_online_risks": "online_risks", "ms_project_online_issues": "online_issues",
        "smartsheet_projects": "smartsheet_summary", "openproject_work_packages": "openproject_xls",
        "redmine_issues": "redmine_en", "redmine_issues_zh": "redmine_zh", "budget_execution_zh": "budget_execution",
    }  # fmt: skip
    documented = [one.name for one in formats() if one.evidence["level"] == "documented"]
    assert documented and not [name for name in documented if known_by.get(name, name) not in made]
