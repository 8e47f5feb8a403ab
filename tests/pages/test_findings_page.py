"""The page of the findings: it answers, narrows, asks whoever can mend it, and leads to the project and back."""

from pathlib import Path

import pytest

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace
from tests.pages.conftest import OpenPage, figures, shown, tables
from tests.workbooks import workbook

HEADERS = ["Project ID", "Project name", "Project manager", "BAC", "Overall RAG", "Forecast finish"]
ROWS = [
    ["P1", "Alpha *x*", "Li Na", 5_000_000, "Amberish", "30 Feb 2026"],
    ["P2", "Beta", "Ann", "about half", "Green", "TBC"],
    ["P3", "Gamma", None, 7, "Red", "1/2/26"],
    ["P4", "Sound", "Bob", 7, "Red", "2026-12-31"],
    [None, None, "Bob", 9, "Red", "2026-12-31"],
]


@pytest.fixture(scope="session")
def findings_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound month, and one with wrong cells of three managers."""
    home = tmp_path_factory.mktemp("findings")
    files = [
        workbook(home / "files sent" / "tracker 2026-02.xlsx", {"Status": [HEADERS, ROWS[3]]}),
        workbook(home / "files sent" / "tracker 2026-03.xlsx", {"Status": [HEADERS, *ROWS]}),
    ]
    reports = operations.load(Workspace(home), files, operations.Said(), "Ann")
    assert [report.status for report in reports] == ["loaded"] * 2
    return home


@pytest.fixture(autouse=True)
def on_findings(findings_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_HOME", str(findings_home))


def cells(app) -> list[str]:
    return [row["place"] for row in tables(app)["Findings"]["rows"]]


def test_it_says_what_is_wrong_and_who_can_mend_it(open_page: OpenPage) -> None:
    app = open_page("data/findings")
    assert app.title[0].value == "4 cells cannot be read and 1 is read with doubt; 2 managers can mend them."
    assert "1 file speaks for 2026-03" in shown(app)
    assert [(card.label, card.value, card.delta) for card in app.metric] == [
        ("Cannot be read", "4", "+4"), ("Read with doubt", "1", "+1"), ("Notes", "1", "+1"),
        ("Files without findings", "0", "−1"),
    ]  # fmt: skip
    titles = [chart["title"] for chart in figures(app)]
    assert titles == ["More findings than in Feb", "Li Na has the most to mend"]
    assert cells(app) == ["E2", "F2", "D3", "A6", "F4", "F3"]


@pytest.mark.parametrize(
    ("search", "answer"),
    [
        ("Alpha", "2 cells cannot be read; Li Na can mend them."),
        ("Beta", "1 cell cannot be read; Ann can mend it."),
        ("Gamma", "1 cell is read with doubt; no manager is named for them."),
        ("Sound", "Nothing is wrong in the files for March 2026: every cell was read."),
    ],
)
def test_it_answers_for_the_projects_chosen(open_page: OpenPage, search: str, answer: str) -> None:
    app = open_page("data/findings", search=search)
    assert app.title[0].value.replace("\\", "") == answer
    assert "those of no project are left out" in shown(app)


def test_a_sound_month_has_no_table(open_page: OpenPage) -> None:
    app = open_page("data/findings", period="2026-02", lang="zh")
    assert app.title[0].value == "2026 年 2 月的文件没有问题：单元格均已读取。"
    assert not tables(app)


def test_the_table_narrows_and_widens_again(open_page: OpenPage) -> None:
    app = open_page("data/findings", about="P1")
    assert cells(app) == ["E2", "F2"]
    app.selectbox(key="severity").set_value("note").run()
    assert "No finding matches." in shown(app) and not tables(app)
    next(button for button in app.button if button.label == "Show all 6").click().run()
    assert len(cells(app)) == 6
    app.selectbox(key="owner").set_value("no manager named").run()
    assert cells(app) == ["A6", "F4"]


def test_a_row_leads_to_its_project_and_the_project_back(open_page: OpenPage) -> None:
    app = open_page("data/findings")
    row = tables(app)["Findings"]["rows"][0]
    assert (row["id"], row["q"]["project"]) == ("P1", "P1")
    project = open_page("portfolio/project", project="P1")
    (link,) = [one for one in project.get("page_link") if "findings in its data" in one.proto.label]
    assert "about=P1" in link.proto.query_string and "period=2026-03" in link.proto.query_string


def test_the_message_lists_the_cells_of_one_manager_with_their_remedies(open_page: OpenPage) -> None:
    app = open_page("data/findings")
    assert app.selectbox(key="message_to").options == ["Li Na", "Ann", "no manager named"]
    text = app.code[0].value
    assert text.startswith("Dear Li Na,\n\nthe data for 2026-03 has 2 cells that need a correction:\n\ntracker 2026-03")
    assert "- Status E2 · P1 Alpha *x* · Overall light: Expected a light; 'Amberish' is none." in text
    assert "D3" not in text
    app.selectbox(key="message_to").set_value("Ann").run()
    assert "Status D3" in app.code[0].value and "TBC" not in app.code[0].value
    chinese = open_page("data/findings", lang="zh").code[0].value
    assert chinese.startswith("Li Na：\n\n2026-03 的数据中有 2 个单元格需要更正：") and "应为红绿灯" in chinese


def saves(app) -> list[str]:
    """What the buttons save that stand in the place of 'Send back'."""
    return [button.proto.help for button in app.get("download_button") if button.label == "Save the file"]


def test_each_file_with_a_finding_can_be_sent_back(open_page: OpenPage) -> None:
    app = open_page("data/findings")
    assert "4 cannot be read · 1 in doubt · 1 note" in shown(app)
    assert saves(app) == []
    next(button for button in app.button if button.label == "Send back").click().run()
    assert saves(app) == ["tracker 2026-03 - findings.xlsx"]
    assert "Send back" not in [button.label for button in app.button]
    history = open_page("data/history")
    assert history.selectbox(key="send_back_file").options == ["tracker 2026-03.xlsx", "tracker 2026-02.xlsx"]
