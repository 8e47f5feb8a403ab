"""Import files and History: the pages that change something, in both languages."""

from datetime import date
from pathlib import Path

import pytest

from pmo_analytics import operations, warehouse
from tests.pages.conftest import MONTHS, OpenPage, shown, tables, tracker
from tests.workbooks import workbook

OF_THE_PAST = ("loads", "loaded_files", "decisions", "closed_months", "restatement_list")


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Drop trackers and exports here"), ("zh", "把台账与导出文件拖到这里")]
)
def test_an_empty_workspace_can_be_filled_at_once(workspace, open_page: OpenPage, language: str, title: str) -> None:
    app = open_page("data/import_files", lang=language)
    assert [one.value for one in app.title] == [title]
    assert not app.error


@pytest.mark.usefixtures("on_portfolio")
def test_where_files_come_in_nothing_is_to_be_filtered(open_page: OpenPage) -> None:
    asked = {one.key for one in open_page("data/import_files").selectbox}
    assert not asked & {"period", "against", "department"}
    assert {"period", "against", "department"} <= {one.key for one in open_page("data/findings").selectbox}


@pytest.mark.asks("loads", "mappings")
def test_an_upload_is_shown_as_understood_before_anything_is_loaded(
    workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    app = open_page("data/import_files")
    path = tracker(tmp_path, 0, MONTHS[0])
    app.file_uploader[0].upload(path.name, path.read_bytes()).run(timeout=120)
    assert not app.exception
    assert app.title[0].value == "1 of 1 files can be loaded"
    assert "Status: Projects, 4 of 4 rows" in shown(app)
    columns = app.dataframe[0].value.set_index("header")["field"]
    assert columns["BAC"] == "projects.budget_at_completion"
    assert columns["Overall RAG"] == "projects.declared_overall"
    assert warehouse.snapshot_number() is None
    next(button for button in app.button if button.label == "Load 1 file").click().run(timeout=120)
    assert "1 file loaded." in shown(app)
    assert warehouse.periods() == [MONTHS[0]]


def test_a_file_without_a_month_asks_for_it_and_takes_the_answer(
    workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "tracker.xlsx", {"Status": [["Project ID", "Project name", "BAC"], ["P-1", "Alpha", 5]]})
    app = open_page("data/import_files")
    app.file_uploader[0].upload(path.name, path.read_bytes()).run(timeout=120)
    assert app.title[0].value == "0 of 1 files can be loaded"
    assert "no month is given" in shown(app)
    app.text_input(key="upload_month").set_value("2026-03").run(timeout=120)
    assert app.title[0].value == "1 of 1 files can be loaded"
    app.text_input(key="upload_month").set_value("soon").run(timeout=120)
    assert "'soon' is no month" in shown(app)


@pytest.mark.parametrize(
    ("language", "beginning", "nothing_restated"),
    [
        ("en", "3 files are in force", "Nothing reported in these twelve months was changed afterwards."),
        ("zh", "3 个文件生效", "近十二个月报送的数值均未在事后更正。"),
    ],
)
def test_history_tells_what_was_loaded_and_that_nothing_was_restated(
    on_portfolio, open_page: OpenPage, language: str, beginning: str, nothing_restated: str
) -> None:
    app = open_page("data/history", lang=language)
    assert app.title[0].value.replace("\\", "").startswith(beginning)
    assert nothing_restated in shown(app)
    files, of_newest, decisions = tables(app).values()
    assert len(files["rows"]) == 3
    assert [row["load_id"][0] for row in of_newest["rows"]] == [6, 5]
    assert len(decisions["rows"]) == 3


@pytest.mark.asks(*OF_THE_PAST, "mappings")
def test_a_load_is_undone_and_restored_from_history(workspace, open_page: OpenPage, tmp_path: Path) -> None:
    app = open_page("data/import_files")
    path = tracker(tmp_path, 0, MONTHS[0])
    app.file_uploader[0].upload(path.name, path.read_bytes()).run(timeout=120)
    next(button for button in app.button if button.label == "Load 1 file").click().run(timeout=120)
    app = open_page("data/history")
    chosen = next(box for box in app.selectbox if box.label == "File or single table")
    single = next(name for name in chosen.options if name.startswith("1 · "))
    chosen.set_value(single)
    next(button for button in app.button if button.label == "Undo").click().run(timeout=120)
    assert not app.exception
    loads = warehouse.read("loads").set_index("load_id")
    assert not loads.loc[1, "is_active"] and loads.loc[2, "is_active"]
    whole = next(box for box in app.selectbox if box.label == "File or single table")
    assert "all its tables" in whole.options[0]
    whole.set_value(whole.options[0])
    next(button for button in app.button if button.label == "Undo").click().run(timeout=120)
    assert not warehouse.read("loads")["is_active"].any()
    next(box for box in app.selectbox if box.label == "File or single table").set_value(whole.options[0])
    next(button for button in app.button if button.label == "Restore").click().run(timeout=120)
    assert warehouse.read("loads")["is_active"].all()


@pytest.mark.asks(*OF_THE_PAST)
def test_history_lists_what_was_restated_after_the_cut_off(workspace, open_page: OpenPage, tmp_path: Path) -> None:
    for name, cost, received in (("first", 1000, date(2026, 4, 1)), ("corrected", 1350, date(2026, 5, 1))):
        rows = [["Project ID", "Project name", "Actual cost", "BAC"], ["P-1", "Alpha", cost, 9], ["P-2", "Beta", 4, 8]]
        path = workbook(tmp_path / f"{name}.xlsx", {"Status": rows})
        said = operations.Said(period=MONTHS[2], received_on=received)
        assert [report.status for report in operations.load(workspace, [path], said, "Ann")] == ["loaded"]
    named = ("about", "what", "first", "now", "recorded_by", "file_name")
    cell = ["corrected.xlsx", "Status C2"]
    for language, label, expected in (
        ("en", "Restated after the fact", ["Actual cost (AC)", "restated", "1,000", "1,350", "Ann", cell, "+350"]),
        ("zh", "事后更正", ["实际成本（AC）", "更正", "1,000", "1,350", "Ann", cell, "+350"]),
    ):
        (row,) = tables(open_page("data/history", lang=language))[label]["rows"]
        assert row["project_name"][0] == "Alpha"
        assert [*(row[name] for name in named), row["difference"][1]] == expected


@pytest.mark.asks("likely_names", "aliases", "names", "projects")
def test_a_proposed_name_is_joined_by_one_click_and_taken_back_by_another(
    workspace, open_page: OpenPage, tmp_path: Path
) -> None:
    rows = [["P-1", "Alpha", "Ann Lee"], ["P-2", "Beta", "LEE Ann"], ["P-3", "Gamma", "Anna Lee"]]
    path = workbook(tmp_path / "2026-03.xlsx", {"Projects": [["Project ID", "Project name", "Project manager"], *rows]})
    operations.load(workspace, [path], operations.Said(), "Ann")
    app = open_page("data/names")
    assert app.title[0].value == "1 pair of names may be one."
    assert "**LEE Ann**" in shown(app) and "the same words in another order" in shown(app)
    next(button for button in app.button if button.label == "The same").click().run(timeout=120)
    assert app.title[0].value == "No two names look like one."
    (aliases,) = tables(app).values()
    assert [(row["old"], row["shown"]) for row in aliases["rows"]] == [("LEE Ann", "Ann Lee")]
    assert sorted(warehouse.read("projects")["manager"]) == ["Ann Lee", "Ann Lee", "Anna Lee"]
    next(button for button in app.button if button.label == "Take back").click().run(timeout=120)
    assert app.title[0].value == "1 pair of names may be one."
    next(button for button in app.button if button.label == "Not the same").click().run(timeout=120)
    assert app.title[0].value == "No two names look like one." and not tables(app)
