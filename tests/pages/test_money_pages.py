"""The pages about money on a small real portfolio, its totals recomputed from the ledger's own text, and on portfolios
that lack the data."""

from calendar import monthrange
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pmo_analytics import operations, warehouse
from pmo_analytics.warehouse import Filters
from pmo_analytics.workspace import Workspace
from tests.command_line import Pmo
from tests.pages.conftest import OpenPage, figures, shown, tables
from tests.workbooks import workbook

PAGES = ("money/budget", "money/earned_value")
FEBRUARY, MARCH = date(2026, 2, 28), date(2026, 3, 31)
START, FINISH = date(2026, 1, 1), date(2026, 12, 31)
STATUS = [
    "Project ID", "Project name", "Department", "Status date", "Currency", "BAC", "% complete", "Actual cost",
    "EAC manager", "Baseline start", "Baseline finish", "Forecast finish", "Actual start",
]  # fmt: skip
BUDGETS = ["Project ID", "Month", "Cost type", "Budget (thousands)", "Actual (thousands)", "Forecast (thousands)"]
RATES = ["Currency", "To currency", "Rate type", "Fiscal year", "Rate"]
PLACES = {"A": ("IT", "CNY"), "B": ("HR", "CNY"), "C": ("HR", "EUR"), "D": ("IT", "USD"), "E": ("Plant", "CNY"),
          "F": ("Plant", "CNY")}  # fmt: skip
# Monthly cost in thousands. B has a credit note in February; of E that month is missing.
COSTS = {"A": (100, 110, 120), "B": (10, -2, 12), "C": (5, 5, 6), "D": (7, 7, 7), "E": (9, None, 9)}


def status(project: str, period: date) -> list:
    department, currency = PLACES[project]
    if project == "F":  # a name, and nothing else
        return [project, "Name only", department, period, currency]
    costs = COSTS[project][: period.month]
    spent = None if None in costs else sum(costs) * 1000
    return [project, f"Project {project}", department, period, currency, 1_200_000, period.month / 15, spent, 1_250_000,
            START, FINISH, FINISH, START]  # fmt: skip


def lines(project: str, period: date) -> list[list]:
    """The year's budget of 100 a month, costs so far, 105 a month to come; another fiscal year beside it."""
    found = [[project, "2025-12", "staff", 7777, 7777, None]]
    for number in range(1, 13):
        is_past = number <= period.month
        if project == "E" and number == 2:
            continue
        cost = COSTS[project][number - 1] if is_past else None
        found.append([project, f"2026-{number:02}", "staff", 100, cost, None if is_past else 105])
        if project == "B":
            found.append([project, f"2026-{number:02}", "travel", 5, 1 if is_past else None, None if is_past else 2])
    return found


@pytest.fixture(scope="session")
def money_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with February and March of six projects: two currencies with a rate, one without, a gap, a name."""
    home = tmp_path_factory.mktemp("money")
    files = [
        workbook(home / "sent" / f"money {period:%Y-%m}.xlsx", {
            "Status": [STATUS, *(status(project, period) for project in PLACES)],
            "Budgets": [BUDGETS, *(line for project in COSTS for line in lines(project, period))],
            "Exchange rates": [RATES, ["EUR", "CNY", "plan", "2026", 8]],
        })
        for period in (FEBRUARY, MARCH)
    ]  # fmt: skip
    reports = operations.load(Workspace(home), files, operations.Said(), "Ann")
    assert [report.status for report in reports] == ["loaded"] * 2
    return home


@pytest.fixture(scope="session")
def ratings_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose projects report nothing but a rating."""
    home = tmp_path_factory.mktemp("ratings")
    rows = [["Project ID", "Project name", "Status date", "Overall RAG"], *(
        [f"P{number}", f"Rated {number}", period, "Amber"] for number in range(3) for period in (FEBRUARY, MARCH)
    )]  # fmt: skip
    operations.load(Workspace(home), [workbook(home / "sent" / "ratings.xlsx", {"Status": rows})],
                    operations.Said(), "Ann")  # fmt: skip
    return home


@pytest.fixture
def on_money(money_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PMO_HOME", str(money_home))
    return money_home


def written_totals(home: Path) -> dict[str, Decimal]:
    """Budget and actual of January to March 2026 of each project, in its own currency, from the text of the cells."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    ledger = next(home.glob("ledger*.duckdb"))
    with duckdb.connect() as connection:
        connection.execute(f"attach '{ledger}' as files (read_only)")
        rows = connection.execute(
            "select project_id, month, budget, actual from files.ledger.budgets where period = '2026-03-31'"
        ).fetchall()
    for project, month, budget, actual in rows:
        if month.startswith("2026-") and int(month[5:7]) <= 3:
            totals[f"{project} budget"] += Decimal(budget) * 1000
            totals[f"{project} actual"] += Decimal(actual or 0) * 1000
    return totals


def test_totals_of_the_year_are_those_of_the_cells_as_they_were_sent(on_money: Path) -> None:
    written = written_totals(on_money)
    cards = warehouse.read("budget_cards", Filters(period=MARCH, compared=FEBRUARY)).set_index(["card", "period"])
    rates = {"A": 1, "B": 1, "C": 8}  # D has no rate, of E a month is missing, F sent nothing
    spent = sum(written[f"{project} actual"] * rate for project, rate in rates.items())
    planned = sum(written[f"{project} budget"] * rate for project, rate in rates.items())
    card = cards.loc[("actual_year_to_date", MARCH.isoformat())]
    assert (card["value"], card["planned"], card["count_with_value"]) == (float(spent), float(planned), 3)
    years = warehouse.read("budget_year", Filters(period=MARCH)).set_index("project_id")
    for project in ("A", "B", "C", "D"):
        assert years["actual_year_to_date"][project] == float(written[f"{project} actual"]), project
        assert years["budget_year_to_date"][project] == float(written[f"{project} budget"]), project
    assert years["actual_reason"]["E"] == "PERIOD_GAP"
    assert (written["B actual"], written["C actual"] * 8) == (23_000, 128_000)


def test_a_filter_narrows_every_figure_of_the_year(on_money: Path) -> None:
    hr = Filters(period=MARCH, compared=FEBRUARY, department="HR")
    cards = warehouse.read("budget_cards", hr).set_index(["card", "period"])
    assert cards.loc[("actual_year_to_date", "2026-03-31"), "value"] == 23_000 + 128_000
    months = warehouse.read("budget_by_month", hr).set_index("month")
    assert months.loc["2026-03-31", "actual"] == 13_000 + 6_000 * 8
    assert months.loc["2026-04-30", "forecast"] == 107_000 + 105_000 * 8
    assert set(warehouse.read("budget_projects", hr)["project_id"]) == {"B", "C"}
    assert set(warehouse.read("earned_value_projects", hr)["project_id"]) == {"B", "C"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_a_money_page_opens_with_a_sentence_its_cards_and_charts(
    on_money: Path, open_page: OpenPage, page: str, language: str
) -> None:
    app = open_page(page, lang=language)
    assert not app.error
    (title,) = app.title
    assert title.value.endswith("。" if language == "zh" else ".")
    assert len(title.value) <= 130
    assert len(app.metric) == 4
    drawn = figures(app)
    assert len(drawn) == 3
    for chart in drawn:
        assert chart["title"] and chart["caption"] and chart["alt"]


@pytest.mark.parametrize("page", PAGES)
def test_a_chinese_money_page_holds_no_english_of_ours(on_money: Path, open_page: OpenPage, page: str) -> None:
    english = shown(open_page(page, lang="en")).split("\n")
    chinese = set(shown(open_page(page, lang="zh")).split("\n"))
    ours = [line for line in english if " " in line]
    assert ours
    assert [line for line in ours if line in chinese] == []


def test_the_budget_page_tells_who_is_behind_and_what_is_missing(on_money: Path, open_page: OpenPage) -> None:
    app = open_page("money/budget")
    assert (
        app.title[0]
        .value.replace("\\", "")
        .startswith("HR spends well behind the calendar: 1% against 25% of the year")
    )
    text = shown(app)
    assert "fiscal year 2026: 3 of 12 months passed" in text and "money in CNY" in text
    (table,) = tables(app).values()
    rows = {row["id"]: row for row in table["rows"]}
    assert rows["A"]["execution_rate"][1] == "28%"
    assert rows["C"]["actual_year_to_date"][1] == "128k"
    assert rows["D"]["remark"] == "an exchange rate is missing"
    assert rows["E"]["remark"] == "the month before was not reported"
    assert rows["F"]["remark"].startswith("missing or unreadable: Budget this year")
    assert rows["F"]["budget_this_year"][:3] == [None, "–", ""]
    assert rows["A"]["q"]["project"] == "A"


def test_a_card_of_the_budget_names_whom_it_leaves_out_and_how_much_money(
    on_money: Path, open_page: OpenPage
) -> None:
    app = open_page("money/budget")
    told = {metric.label: metric.proto.help.split("\n") for metric in app.metric}
    assert told["Spent this year"][0] == "Left out:" and told["Budget 2026"][0] == "Left out:"
    assert told["Spent this year"][2:] == [
        "- Name only: missing or unreadable: Actual this year", "- Project D: an exchange rate is missing",
        "- Project E: the month before was not reported",
    ]  # fmt: skip
    assert "3 of 6 projects" in shown(app)


def test_the_earned_value_page_compares_value_plan_and_cost(on_money: Path, open_page: OpenPage) -> None:
    app = open_page("money/earned_value")
    assert app.title[0].value.replace("\\", "").startswith("Value earned lags plan by ")
    (table,) = tables(app).values()
    rows = {row["id"]: row for row in table["rows"]}
    # 240k earned for 330k: 0.73, beyond its red bound
    assert rows["A"]["cost_index"][1:3] == ["0.73", "bad"]
    assert rows["F"]["reason"].startswith("missing or unreadable: Percent complete")
    assert "plan, value and cost from 3 of 6 projects under way or complete" in shown(app)
    assert "No project finished in the last twelve months" in shown(app)


def test_the_overview_of_ratings_opens_too(
    ratings_home: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMO_HOME", str(ratings_home))
    cards = {metric.label: metric.value for metric in open_page("portfolio/overview").metric}
    assert cards["Budget spent"] == "–"


def test_the_first_month_has_nothing_to_be_compared_with(on_money: Path, open_page: OpenPage) -> None:
    text = shown(open_page("money/budget", period="2026-02"))
    assert "No estimates to compare" in text and "An estimate at completion is needed in both months" in text
    assert "No curve can be drawn" in shown(open_page("money/earned_value", period="2026-02"))


@pytest.mark.parametrize("page", PAGES)
def test_a_portfolio_of_ratings_is_grey_and_says_what_would_fill_it(
    ratings_home: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("PMO_HOME", str(ratings_home))
    app = open_page(page)
    assert not app.error and not figures(app)
    assert {metric.value for metric in app.metric} == {"–"}
    text = shown(app)
    if page == "money/budget":
        assert app.title[0].value == "No budget of the fiscal year is known for any of 3 projects."
        assert "Load a sheet of budgets with the columns Project, Month, Budget, Actual and Forecast" in text
        assert "missing or unreadable: Budget this year" in text
    else:
        assert app.title[0].value.replace("\\", "").startswith("Earned value is not known: none of 3 projects")
        assert "columns BAC, % complete, Actual cost, and a baseline by month or baseline dates" in text


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_workspace_shows_how_to_begin(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("PMO_HOME", str(tmp_path / "empty"))
    assert open_page(page).title[0].value == "No data yet. Start with one of these."


@pytest.mark.parametrize("page", PAGES)
def test_filters_that_match_nothing_say_so(on_money: Path, open_page: OpenPage, page: str) -> None:
    assert "0 of 6 projects match in 2026-03." in shown(open_page(page, search="nothing like it"))


def test_the_command_line_reads_the_same_figures(on_money: Path) -> None:
    pmo = Pmo()
    (march,) = [
        row for row in pmo.read("rollup", "2026-03")
        if (row["indicator"], row["level"], row["name"]) == ("actual_year_to_date", "portfolio", "")
    ]  # fmt: skip
    assert (march["value"], march["count_with_value"]) == (330_000 + 23_000 + 128_000, 3)
    months = {row["month"]: row for row in pmo.read("budget_months", "2026-03") if row["project_id"] == "C"}
    assert sorted(months) == [date(2026, number, monthrange(2026, number)[1]).isoformat() for number in range(1, 13)]
    assert (months["2026-12-31"]["budget"], months["2026-12-31"]["budget_converted"]) == (100_000, 800_000)
