"""What an explanation says: lines that can be done again, which estimate was taken, what is missing where it is."""

from datetime import date
from pathlib import Path

import pytest

from pmo_analytics import operations
from pmo_analytics.display import figure, show
from pmo_analytics.explaining import sentences
from pmo_analytics.explaining.digits import written
from pmo_analytics.explaining.finishes import finish_methods
from pmo_analytics.explaining.values import FinishMethod
from pmo_analytics.indicators import register
from pmo_analytics.words import set_language
from pmo_analytics.workspace import Workspace
from tests.command_line import Pmo
from tests.workbooks import workbook

HEADERS = ["Project ID", "Project name", "Status date", "Baseline start", "Baseline finish", "Forecast finish",
           "Actual start", "BAC", "PV", "EV", "AC", "Manager EAC"]  # fmt: skip
DATES = [date(2026, 4, 30), date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31), date(2026, 1, 1)]


@pytest.fixture(scope="module")
def told_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("told")
    rows = [
        ("close", 2_469_134, 1_234_567, 1_234_567, 1_235_867, None),  # BAC / CPI = 2,471,734; VAC -2,600
        ("late", 1200, 400, 383, 383, 1300),  # earned schedule 3 + 83 / 100 months in 4: 0.9575
        ("free", 1200, 400, 383, None, None),
        ("discarded", 1200, 400, 400, 500, 450),
        ("early", 1200, 200, 120, 120, 1400),
        ("early, discarded", 1200, 200, 120, 120, 100),
    ]
    file = workbook(home / "sent" / "tracker 2026-04.xlsx", {
        "Projects": [HEADERS, *([name, name, *DATES, *amounts] for name, *amounts in rows)],
    })  # fmt: skip
    (report,) = operations.load(Workspace(home), [file], operations.Said(), "Ann")
    assert report.status == "loaded"
    return home


@pytest.fixture
def told(told_home: Path, workspace: Workspace, pmo: Pmo, monkeypatch: pytest.MonkeyPatch):
    """told("late", "actual_cost"): the lines of an explanation. The tests only read."""
    monkeypatch.setenv("PMO_HOME", str(told_home))
    return lambda project, indicator, language="en": pmo(
        "--language", language, "explain", indicator, project
    ).stdout.splitlines()


def test_the_line_of_a_formula_gives_the_value_it_shows_when_it_is_done_again(told) -> None:
    assert told("close", "variance_at_completion")[0] == (
        "VAC −2.6k = budget at completion 2.4691M − estimate at completion 2.4717M"
    )
    assert told("late", "schedule_performance_index_time")[0] == (
        "SPI(t) 0.96 = earned schedule 3.83 months / actual time 4 months"
    )
    assert told("late", "schedule_performance_index_time", "zh")[0].startswith("SPI(t) 0.96 = ")


def test_what_is_made_of_an_index_is_not_called_by_its_name(told) -> None:
    """SPI(t) 3.83 / 4 = 0.9575. Eight months to go, 8.17 of plan: TSPI(ED) 1.0212, 0.06 more. 383 + 817 / 0.9575."""
    (first, *_), (estimate, *_), (needed, *_) = (
        told("late", name) for name in ("schedule_efficiency_gap", "estimate_at_completion_earned_schedule",
                                        "to_complete_schedule_index_forecast")
    )  # fmt: skip
    assert first.startswith("Credibility of the forecast finish: TSPI(ED) less SPI(t) 0.06 = ")
    assert estimate.startswith("Estimate at completion by SPI(t) 1.236k = ")
    assert needed.startswith("To-complete schedule index to the forecast, TSPI(ED) 1.02 = ")


@pytest.mark.parametrize("speak", ["en", "zh"])
def test_an_abbreviation_names_one_indicator(speak: str) -> None:
    set_language(speak)
    short = [sentences.short_name(entry.label) for entry in register().entries.values()]
    of_several = {name for name in short if short.count(name) > 1}
    assert of_several == {"EQF"}  # of the cost and of the finish
    assert {"CPI", "EAC", "SPI(t)", "SV(t)", "TSPI", "ED"} <= set(short)


def test_a_part_is_named_without_saying_that_it_is_a_sum() -> None:
    """Of a group it is the 'sum of' its name, '之和'."""
    parts = [part for entry in register().entries.values() for part in entry.parts.values()]
    assert len(parts) > 20
    assert not [part for part in parts if {"sum", "added"} & set(part["en"].split()) or part["zh"].endswith("合计")]


@pytest.mark.parametrize(
    ("numbers", "unit", "texts"),
    [
        (((1_200_000, "money"), (1_350_000, "money")), "ratio", ("1.2M", "1.35M")),
        (((3.83, "months"), (4.0, "months")), "ratio", ("3.83 months", "4 months")),
        (((-3.83, "months"), (4.0, "months")), "ratio", ("−3.83 months", "4 months")),
        (((0.12345678, "percent"), (0.1, "percent")), "ratio", ("12.35%", "10%")),
        (((None, "money"), (4.0, "money")), "ratio", ("–", "4")),
    ],
)
def test_a_line_has_no_more_digits_than_it_needs(numbers, unit, texts) -> None:
    def made(values: dict) -> float | None:
        return None if None in values.values() else values["upper"] / values["lower"]

    terms = dict(zip(("upper", "lower"), numbers, strict=True))
    found = written(terms, made, lambda value: show(value, unit))
    assert (found["upper"], found["lower"]) == texts
    assert figure(2_469_134, "money", digits=6) == "2.46913M"


@pytest.mark.parametrize(
    ("project", "said"),
    [
        ("late", ["Taken here: BAC / CPI, since 20% or more is done."]),
        ("discarded", ["Taken here: BAC / CPI, since 20% or more is done.",
                       "The manager's estimate is discarded: it is below the actual cost."]),
        ("early", ["Taken here: the manager's estimate, since less than 20% is done."]),
        ("early, discarded", [
            "Taken here: BAC / CPI, since the manager's estimate is not known: not valid: "
            "Manager's estimate at completion (EAC).",
            "The manager's estimate is discarded: it is below the actual cost.",
        ]),
    ],
)  # fmt: skip
def test_the_recommended_estimate_says_which_was_taken_and_why(project, said, told) -> None:
    lines = told(project, "estimate_at_completion_selected")
    assert [line for line in lines if line.startswith(("Taken here", "The manager's estimate is"))] == said
    chinese = told(project, "estimate_at_completion_selected", "zh")
    assert len([line for line in chinese if line.startswith(("此处取", "经理估算未采用"))]) == len(said)
    assert not [line for line in told(project, "estimate_at_completion") if line.startswith("Taken here")]


def test_what_was_looked_for_is_listed_only_where_something_is_missing_or_estimated(told) -> None:
    def looked(indicator: str) -> bool:
        return any(line.startswith("Looked for and not loaded") for line in told("late", indicator))

    assert not looked("cost_performance_index")
    assert looked("contingency_drawdown")
    assert looked("earned_schedule")  # on a straight line, since no curve was sent: estimated


def test_a_status_date_alone_is_no_word_of_tasks(told) -> None:
    assert not [line for line in told("late", "contingency_drawdown") if "by tasks" in line]
    assert not [line for line in told("late", "finish_slip_days") if "by tasks" in line]


def test_beside_a_finish_stand_all_methods_that_tell_one_and_which_was_taken(told) -> None:
    """BAC 1200, a hundred a month; after four months 383 of 400 earned for 383: ES 3.83, SPI 0.9575, CPI 1.
    Earned schedule: 4 + 8.17 = 12.17, 12 / 0.9575 = 12.53. Planned value: 12 + 17 / 100 = 12.17 and 12.53.
    Earned duration: 4 + (12 - 3.83) = 12.17, 4 + 8.17 / 0.9575 = 12.53. 0.17 and 0.53 of January: the 6th, the 17th."""
    lines = told("late", "independent_finish_slip_days_performance")
    start = lines.index("Finish by progress: 2027-01-06 – 2027-01-17, 9 methods.")
    assert lines[start + 1 : start + 4] == [
        "Earned schedule: rest as planned 2027-01-06, pace so far 2027-01-17 (taken here), pace and cost 2027-01-17.",
        "Planned value: rest as planned 2027-01-06, pace so far 2027-01-17, pace and cost 2027-01-17.",
        "Earned duration: rest as planned 2027-01-06, pace so far 2027-01-17, pace and cost 2027-01-17.",
    ]
    beside = told("late", "finish_slip_days")
    assert [line for line in beside if line.startswith("Earned schedule:")] == [
        lines[start + 1].replace(" (taken here)", "")
    ]
    chinese = told("late", "independent_finish_slip_days_performance", "zh")
    assert "挣得进度：按计划 2027-01-06，现有进度 2027-01-17（此处采用），进度与成本 2027-01-17。" in chinese
    assert not [line for line in told("late", "cost_performance_index") if line.startswith("Finish by progress")]


def test_a_method_that_tells_no_finish_says_why(told) -> None:
    lines = told("free", "forecast_finish_realism_days")
    assert "Finish by progress: 2027-01-06 – 2027-01-17, 6 methods." in lines
    (line,) = [line for line in lines if line.startswith("Planned value:")]
    assert line.endswith("pace and cost none (missing or unreadable: Actual cost (AC)).")


def test_methods_that_say_little_do_not_stretch_the_range_of_the_others() -> None:
    """Planned value 13.5 months of 12, in the fourteenth month: a finish that has passed. It stands in its own line."""
    def methods(*bases: tuple[str, date, tuple[str, ...]]) -> list[FinishMethod]:
        return [FinishMethod(basis, "planned", None, day, None, flags, False) for basis, day, flags in bases]

    past = ("planned_value", date(2026, 10, 16), ("PAST_PLAN",))
    both = list(finish_methods(methods(("earned_schedule", date(2027, 1, 20), ()), past)))
    assert both[0] == "Finish by progress: 2027-01-20, one method."
    assert both[2] == (
        "Planned value: rest as planned 2026-10-16; the planned duration is over: this method says little."
    )
    assert next(finish_methods(methods(past))) == "Finish by progress: 2026-10-16, one method."
