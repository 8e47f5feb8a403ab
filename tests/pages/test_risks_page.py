"""The page of the risks, and the risks on a project's page, on registers as managers keep them, in both languages."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pmo_analytics import operations, warehouse
from pmo_analytics.warehouse import Filters
from pmo_analytics.workspace import Workspace
from tests.pages.conftest import OpenPage, figures, shown, tables
from tests.workbooks import workbook

PROJECTS = ["Project ID", "Project name", "Programme", "Currency", "Contingency", "Contingency used", "State"]
RISKS = [
    "Project ID", "Risk ID", "Risk", "Category", "Threat or opportunity", "Probability %", "Likelihood", "Impact",
    "Risk score", "Cost impact", "Residual probability %", "Residual likelihood", "Residual impact",
    "Residual cost impact", "Response", "Owner", "Date raised", "Due", "Last review", "Status",
]  # fmt: skip
ISSUES = ["Project ID", "Issue ID", "Issue", "From risk", "Status"]
RATES = ["Currency", "To currency", "Rate", "Rate type", "Fiscal year"]
FEBRUARY, MARCH = date(2026, 2, 28), date(2026, 3, 31)


def registers(month: str) -> list[list]:
    """Threats and opportunities of P1 and of P2, which reports in dollars; P3's register is empty, P5 is over."""
    now = month == "2026-03"
    threats = [
        ["P1", "R1", "Steel <b>price</b>", "Market", None, "60%", 4, 5, 20, 4_000_000, "30%", 3, 4, 2_000_000,
         "Fix *prices*", "Li Na", "2025-06-01", "2026-02-15", "2026-03-01", "Open"],
        ["P1", "R2", "Subsidy granted early", "Funding", "Opportunity", "40%", 5, 5, 25, 500_000, "60%", 5, 5,
         500_000, "Apply now", "Li Na", "2025-11-01", "2026-06-15", "2026-03-01", "Open"],
        ["P1", "R3", "许可延期", "法规", "威胁", None, 2, 3, 9, 800_000, None, None, None, None, None, None,
         "2026-03-01", None, None, "Open"],
        ["P2", "R1", "Supplier fails", "Supplier", None, "50%", 5, 5, 25, 1_000_000, "40%", 5 if now else 3, 5,
         900_000, "Second source", "Zhang Min", "2025-01-01", "2026-01-31", "2025-12-01", "Open"],
        ["P2", "R2", "Server room floods", "Technical", None, "10%", 1, 5, 5, 200_000, "5%", 1, 4, 100_000, "Move",
         "Zhang Min", "2026-01-15", "2026-05-31", "2026-02-20", "Occurred" if now else "Open"],
        ["P2", "R3", "Staff leave", "People", None, "30%", 5, 5, 25, 400_000, "10%", 5, 5, 400_000, "Bonus",
         "K. Lindqvist", "2025-12-15", "2026-03-01", "2026-02-20", "Closed" if now else "Open"],
        ["P5", "R1", "Left open", "People", None, "90%", 5, 5, 25, 9_000_000, "90%", 5, 5, 9_000_000, None, None,
         None, None, None, "Open"],
    ]  # fmt: skip
    return [RISKS, *threats]


def tracker(folder: Path, month: str) -> Path:
    issues = [["P2", "I-12", "Server room flooded", "R2", "Open"], ["P1", "I-1", "Other", None, "Open"]]
    projects = [
        ["P1", "Warehouse", "Plant", "EUR", 3_000_000, 1_000_000, "Active"],
        ["P2", "客服知识库", "Channels", "USD", 100_000, 20_000, "Active"],
        ["P3", "Payroll", "Quiet", "EUR", 10_000, 0, "Active"],
        ["P5", "Over and done", "Plant", "EUR", None, None, "Closed"],
    ]
    rates = [RATES, ["USD", "EUR", 0.8, "plan", "2026"]]
    sheets = {"Status": [PROJECTS, *projects], "Risks": registers(month), "FX rates": rates}
    if month == "2026-03":
        sheets["Issues"] = [ISSUES, *issues]
    return workbook(folder / f"registers {month}.xlsx", sheets)


@pytest.fixture(scope="module")
def risks_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with registers of February and March, and a project P4 that sent none."""
    home = tmp_path_factory.mktemp("risks")
    sent = home / "files sent"
    files = [tracker(sent, "2026-02"), tracker(sent, "2026-03")]
    files.append(workbook(sent / "other 2026-03.xlsx", {"Status": [PROJECTS, ["P4", "No register", "Blank", "EUR"]]}))
    reports = operations.load(Workspace(home), files, operations.Said(), "Ann")
    assert [report.status for report in reports] == ["loaded"] * 3
    return home


@pytest.fixture
def on_risks(risks_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_HOME", str(risks_home))


pytestmark = pytest.mark.usefixtures("on_risks")
# P1: 30% of 2.0M; P2: 40% of 900k dollars at 0.8; the opportunity is 60% of 500k
STEEL, SUPPLIER, CHANCE = 600_000, 288_000, -300_000


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_opens_with_its_finding(open_page: OpenPage, language: str) -> None:
    app = open_page("risk/risks", lang=language)
    title = app.title[0].value.replace("\\", "")
    assert title == {
        "en": "1 of 3 open risks stays extreme after treatment; it exposes 288k.",
        "zh": "3 项未关闭风险中 1 项应对后仍为极高，合计敞口 28.8 万。",
    }[language]
    assert len(figures(app)) == 4
    for chart in figures(app):
        assert chart["title"] and chart["caption"] and chart["alt"]


def test_a_chinese_page_holds_no_english_of_ours(open_page: OpenPage) -> None:
    english = shown(open_page("risk/risks", lang="en")).split("\n")
    chinese = set(shown(open_page("risk/risks", lang="zh")).split("\n"))
    ours = [line for line in english if " " in line]
    assert ours and [line for line in ours if line in chinese] == []


def test_the_cards_and_what_they_rest_on(open_page: OpenPage) -> None:
    app = open_page("risk/risks")
    cards = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    assert cards == {
        "Open risks": ("3", "−2"),
        ":red[◆] Extreme after response": ("1", "="),
        "Residual exposure": ("588k", "−36k"),
        "Overdue responses": ("2", "="),
    }
    text = shown(app)
    for fact in ("registers of 3 of 4 projects", "exposure known for 2 of 3", "1 opportunity apart, worth 300k",
                 "1 still open in projects that are over, left out", "1 states another score"):  # fmt: skip
        assert fact in text


def test_the_list_ranks_the_open_threats(open_page: OpenPage) -> None:
    rows = tables(open_page("risk/risks"))["Risks"]["rows"]
    assert [row["risk_name"] for row in rows] == [
        ["Steel <b>price</b>", "no. 1 · R1 · Market"],
        ["Supplier fails", "no. 2 · R1 · Supplier"],
        ["许可延期", "no. 3 · R3 · Legal · register says 9"],
    ]
    steel, supplier, permit = rows
    assert (steel["score"], steel["light"][0], steel["current_exposure"][1]) == ("20 → 12", "amber", "600k")
    assert (steel["days_overdue"], steel["trend"], steel["due_on"]) == ([44.0, "+44", "bad", ""], "=", "2026-02-15")
    assert (supplier["score"], supplier["light"][0], supplier["trend"]) == ("25 → 25", "red", "↑ from 15")
    assert (permit["score"], permit["current_exposure"][1], permit["days_overdue"][1]) == ("6", "–", "–")
    assert steel["q"]["project"] == "P1"


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("severe", ["Steel <b>price</b>", "Supplier fails"]),
        ("overdue", ["Supplier fails", "Steel <b>price</b>"]),
        ("opportunity", ["Subsidy granted early"]),
        ("materialised", ["Server room floods"]),
        ("closed", ["Staff leave"]),
    ],
)
def test_the_control_shows_another_kind(open_page: OpenPage, kind: str, names: list[str]) -> None:
    app = open_page("risk/risks")
    app.session_state["show_risks"] = kind
    app.run()
    assert not app.exception
    assert [row["risk_name"][0] for row in tables(app)["Risks"]["rows"]] == names


def test_a_risk_that_happened_names_its_issue_and_an_opportunity_has_no_light(open_page: OpenPage) -> None:
    app = open_page("risk/risks")
    app.session_state["show_risks"] = "materialised"
    app.run()
    (happened,) = tables(app)["Risks"]["rows"]
    assert happened["risk_name"][1].endswith("became issue I-12")
    app.session_state["show_risks"] = "opportunity"
    app.run()
    (chance,) = tables(app)["Risks"]["rows"]
    assert (chance["light"][0], chance["current_exposure"][1]) == ("none", "−300k")


def test_filters_narrow_every_figure(open_page: OpenPage) -> None:
    app = open_page("risk/risks", programme="Channels")
    assert app.title[0].value.replace("\\", "") == (
        "The only open risk stays extreme after treatment; it exposes 288k."
    )
    assert [row["owner"][0] for row in tables(app)["Owner"]["rows"]] == ["Zhang Min"]
    assert [row["project_name"][0] for row in tables(app)["Risks"]["rows"]] == ["客服知识库"]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "No risk is open in March 2026."), ("zh", "2026 年 3 月无未关闭风险。")]
)
def test_a_register_without_an_open_risk_is_good_news(open_page: OpenPage, language: str, said: str) -> None:
    app = open_page("risk/risks", programme="Quiet", lang=language)
    assert app.title[0].value.replace("\\", "") == said
    assert [metric.value for metric in app.metric] == ["0", "0", "0", "0"]
    assert figures(app) == []


@pytest.mark.parametrize(
    ("language", "said"), [("en", "No risk register was loaded for 2026-03"), ("zh", "2026-03 未载入风险登记册")]
)
def test_where_no_register_was_loaded_the_page_says_what_fills_it(
    open_page: OpenPage, language: str, said: str
) -> None:
    app = open_page("risk/risks", programme="Blank", lang=language)
    assert [title.value.replace("\\", "").startswith(said) for title in app.title] == [True]


@pytest.mark.parametrize(
    ("project", "said"),
    [
        ("P1", "High or extreme: 1 of 2 open risks"),
        ("P3", "The register of 2026-03 was loaded and holds no open risk."),
        ("P4", "missing or unreadable: Risks"),
    ],
)
def test_the_page_of_a_project_shows_its_risks_or_why_not(open_page: OpenPage, project: str, said: str) -> None:
    app = open_page("portfolio/project", project=project)
    assert said in shown(app)
    if project == "P1":
        rows = tables(app)["Risks"]["rows"]
        assert [row["risk_name"][0] for row in rows] == ["Steel <b>price</b>", "许可延期"]


def test_the_page_of_a_project_speaks_chinese(open_page: OpenPage) -> None:
    assert "2 项未关闭风险中 1 项为高或极高" in shown(open_page("portfolio/project", project="P1", lang="zh"))


def test_the_exposure_is_what_the_cells_of_the_files_add_up_to(risks_home: Path) -> None:
    """Recomputed from the ledger's text, without any of the models."""
    currencies = {"P1": 1.0, "P2": 0.8}
    sums: dict[str, float] = defaultdict(float)
    with duckdb.connect(str(Workspace(risks_home).ledger), read_only=True) as ledger:
        cells = ledger.execute(
            "select project_id, kind, probability, residual_probability, cost_impact, residual_cost_impact, status "
            "from ledger.ledger.risks where period = '2026-03-31'"
        ).fetchall()
    for project, kind, chance, chance_after, cost, cost_after, status in cells:
        stated = (chance_after or chance, cost_after or cost)
        if project not in currencies or status != "Open" or None in stated:
            continue
        sign = -1 if kind == "Opportunity" else 1
        sums[project] += sign * float(stated[0].rstrip("%")) / 100 * float(stated[1]) * currencies[project]
    total = sum(sums.values())
    assert total == pytest.approx(STEEL + SUPPLIER + CHANCE)
    rolled = warehouse.read("rollup", Filters(period=MARCH))
    row = rolled[(rolled["indicator"] == "residual_risk_exposure") & (rolled["level"] == "portfolio")]
    assert row[row["name"] == ""]["value"].iloc[0] == pytest.approx(total)
    cards = warehouse.read("risk_cards", Filters(period=MARCH, compared=FEBRUARY))
    shown_now = cards[(cards["card"] == "exposure") & (cards["period"] == "2026-03-31")]
    assert shown_now["value"].iloc[0] == pytest.approx(total)
    projects = warehouse.read("risk_exposures", Filters(period=MARCH)).query("level == 'project'")
    assert projects["current_exposure"].sum() == pytest.approx(total)


def test_the_command_line_reads_the_figures_of_the_risks(risks_home: Path) -> None:
    rows = operations.read_table("indicators", MARCH, [], "risk", None)
    values = {(row.indicator, row.subject_id): row.value for row in rows.itertuples()}
    assert values["residual_risk_score", "P1|R1"] == 12
    assert values["expected_monetary_value", "P1|R2"] == pytest.approx(-200_000)
