"""What was first agreed is the baseline and what stands now is the forecast, of a project, a task or a milestone."""

from datetime import date

import pytest

FIRST, NOW, DONE = date(2026, 5, 1), date(2026, 6, 15), date(2026, 6, 20)
NOTE = "layout.finish_of_project"


def of_atlas(one, entity="projects", *fields):
    fields = fields or ("baseline_finish", "forecast_finish")
    return one.rows(entity, *fields)[0]


@pytest.fixture
def dated(sheet):
    """dated(headers of dates, beside, name): what projects with these dates would bring."""

    def read(heads, beside="Manager", name="Sheet1"):
        days = ["2026-05-01", "2026-06-15", "2026-06-20"][: len(heads)]
        return sheet([["Project", beside, *heads], ["Atlas", "Ann", *days], ["Borealis", "Bo", *days]], name=name)

    return read


@pytest.mark.parametrize(
    ("original", "current"),
    [
        ("Original end date", "Revised end date"), ("Initial target date", "Revised target date"),
        ("Original Due Date", "Current Due Date"), ("Original finish", "Current forecast"),
        ("Target date", "Revised target date"), ("原计划完成日期", "调整后完成日期"),
        ("原定完成时间", "最新预计完成时间"),
    ],
)  # fmt: skip
def test_an_original_and_a_current_end_are_baseline_and_forecast(dated, original, current):
    one = dated([original, current])
    assert of_atlas(one) == (FIRST, NOW)
    assert set(one.typed) == {"projects"} and one.problems() == []


@pytest.mark.parametrize(
    ("original", "current"),
    [
        ("Original go-live", "Current go-live"), ("Go-live", "Revised go-live"),
        ("Launch (original)", "Launch (latest)"),
        ("原计划上线日期", "现计划上线日期"), ("初始上线时间", "最新上线时间"), ("原上线日期", "变更后上线日期"),
    ],
)  # fmt: skip
def test_a_go_live_is_the_finish_where_nothing_else_is_and_a_note_says_so(dated, original, current):
    one = dated([original, current])
    assert of_atlas(one) == (FIRST, NOW)
    assert set(one.typed) == {"projects"} and one.problems() == [("C1", original, NOTE)]
    assert set(one.findings["severity"]) == {"note"}


@pytest.mark.parametrize(
    "heads",
    [["Original end", "Revised end", "Current forecast end"],
     ["Original end date", "Revised end date", "Latest end date"],
     ["原计划完成时间", "调整后完成时间", "当前预计完成时间"]],
)  # fmt: skip
def test_what_is_current_is_surer_of_what_stands_now_than_what_was_revised(dated, heads):
    one = dated(heads)
    assert of_atlas(one) == (FIRST, DONE)
    assert [problem[1:] for problem in one.problems()] in ([], [(heads[1], "layout.one_column_per_field")])


def test_the_actual_go_live_goes_with_them(dated):
    one = dated(["Original go-live", "Current go-live", "Actual go-live"])
    assert of_atlas(one, "projects", "baseline_finish", "forecast_finish", "actual_finish") == (FIRST, NOW, DONE)


def test_a_go_live_beside_another_finish_is_a_milestone_with_both_dates(sheet):
    head = ["Project", "Baseline finish", "Forecast finish", "Original go-live", "Current go-live"]
    days = ["2026-09-01", "2026-09-30", "2026-05-01", "2026-06-15"]
    one = sheet([head, ["Atlas", *days], ["Borealis", *days]])
    assert of_atlas(one) == (date(2026, 9, 1), date(2026, 9, 30))
    fields = ("milestone_name", "baseline_date", "forecast_date")
    assert [row[1:] for row in one.rows("milestones", "project_name", *fields) if row[0] == "Atlas"] == [
        ("go-live", FIRST, None), ("go-live", None, NOW),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "name", "kinds"),
    [
        (["Original FID", "Current FID"], "FID", ("baseline_date", "forecast_date")),
        (["计划评审", "实际评审"], "评审", ("baseline_date", "actual_date")),
        (["初始封顶日期", "现计划封顶日期"], "封顶", ("baseline_date", "forecast_date")),
    ],
)
def test_two_dates_of_another_event_are_those_of_one_milestone(dated, heads, name, kinds):
    one = dated(heads)
    first, second = kinds
    assert {(row["milestone_name"], row[first], row[second]) for row in one.typed["milestones"]} == {
        (name, FIRST, None), (name, None, NOW),
    }  # fmt: skip


def test_words_of_a_version_alone_stay_part_of_a_milestone_s_name(dated):
    one = dated(["New office opening", "Current audit", "计划评审"])
    assert sorted(set(one.rows("milestones", "milestone_name", "baseline_date"))) == [
        ("Current audit", NOW), ("New office opening", FIRST), ("评审", DONE),
    ]  # fmt: skip


def test_tasks_and_milestones_have_both_dates_too(sheet):
    days = ["2026-05-01", "2026-06-15"]
    tasks = sheet([["Project", "Task", "Original finish", "Current finish"], ["Atlas", "Dig", *days],
                   ["Atlas", "Lay", *days]], name="Tasks")  # fmt: skip
    assert tasks.rows("tasks", "task_name", "baseline_finish", "forecast_finish")[0] == ("Dig", FIRST, NOW)
    listed = sheet([["Project", "Milestone", "Original due date", "Latest due date"], ["Atlas", "Gate", *days],
                    ["Atlas", "Go", *days]], name="Milestones")  # fmt: skip
    assert listed.rows("milestones", "milestone_name", "baseline_date", "forecast_date")[0] == ("Gate", FIRST, NOW)


def test_a_column_that_names_the_baseline_outright_keeps_it(dated):
    one = dated(["Original end date", "Forecast finish", "Baseline finish"])
    assert of_atlas(one) == (DONE, NOW)
    assert one.typed["projects"][0]["extra"] == '{"Original end date":"2026-05-01"}'


def test_an_original_budget_and_a_start_are_no_finish(sheet):
    one = sheet([["Project", "Original budget", "Original start", "Current start"], ["A", "10", "2026-05-01",
                 "2026-06-15"], ["B", "20", "2026-05-01", "2026-06-15"]])  # fmt: skip
    assert of_atlas(one, "projects", "original_budget", "baseline_start", "forecast_start", "baseline_finish") == (
        10, FIRST, NOW, None)  # fmt: skip
