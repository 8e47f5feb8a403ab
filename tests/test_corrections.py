"""What people say that tables and columns mean: used, remembered for the same headers, forgotten; and what is told of
a table since the last one like it."""

import pytest

from pmo_analytics.importing.memory import Memory
from pmo_analytics.importing.said import Said
from pmo_analytics.ledger import Ledger
from pmo_analytics.loading import load_files
from pmo_analytics.reading import Correction
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import PROJECT_ROOT
from tests.workbooks import workbook

pytestmark = pytest.mark.asks("projects", "mappings")

HEADERS = ["Project ID", "Project name", "Manager", "Total budget", "Zieldatum", "Odd"]
ALPHA, BETA = ["P-1", "Alpha", "Ann", 1000, "2026-09-30", "x"], ["P-2", "Beta", "Bo", 500, "2026-10-31", "y"]
FINISH = {"Zieldatum": "projects.forecast_finish"}


def tracker(folder, month, headers=HEADERS, rows=(ALPHA, BETA), sheet="Projects"):
    """A month's tracker; the title makes its bytes differ from another month's."""
    title = [f"Status report, no. {month}"]
    return workbook(folder / f"tracker 2026-{month:02}.xlsx", {sheet: [title, [], headers, *rows]})


@pytest.fixture
def bring(workspace):
    """Load a file, without a build, with what was said of it; the report of its only table."""

    def bring(path, is_trial=False, **said):
        settings = Settings.of(workspace)
        (report,) = load_files(workspace, [(path, path.name)], Said(**said), settings, "Ann", is_trial=is_trial,
                               progress=lambda name: None)  # fmt: skip
        assert report.status == "loaded", report.reason
        return report.as_json()["sheets"][0]

    return bring


def remembered(workspace):
    with Ledger.open(workspace.ledger) as ledger:
        return Memory.of(ledger).all


def listed(workspace):
    """(number, is_standing) of each correction, as the page lists them."""
    sql = (PROJECT_ROOT / "sql" / "marts" / "mappings.sql").read_text(encoding="utf-8")
    with Ledger.open(workspace.ledger) as ledger:
        return ledger.ask(f"select distinct event_id, is_standing from ({sql}) order by event_id")


def test_a_column_is_what_was_said_and_stays_so_until_that_is_forgotten(pmo, tmp_path):
    def finishes(period):
        return [row["forecast_finish"] for row in pmo.read("projects", period)]

    pmo("load", tracker(tmp_path, 3), "--map", "Zieldatum=projects.forecast_finish")
    pmo("load", tracker(tmp_path, 4, sheet="April"))
    (said,) = pmo.read("mappings")
    assert (said["header"], said["field"], said["file_name"], said["is_forgotten"]) == (
        "Zieldatum", "projects.forecast_finish", "tracker 2026-03.xlsx", False,
    )  # fmt: skip
    pmo("forget", str(said["event_id"]))
    pmo("load", tracker(tmp_path, 5))
    assert finishes("2026-03") == finishes("2026-04") == ["2026-09-30", "2026-10-31"]
    assert finishes("2026-05") == [None, None]
    assert pmo.read("mappings")[0]["is_forgotten"]
    pmo("forget", str(said["event_id"]), expect=2)


def test_what_was_said_of_one_table_is_not_used_for_another(bring, tmp_path):
    bring(tracker(tmp_path, 3), columns=FINISH)
    others = ["Zieldatum", "Project ID", "Sponsor", "RAG", "Priority", "Stage", "Department"]
    row = ["2026-01-01", "P-1", "Cy", "Green", "High", "Build", "IT"]
    assert bring(tracker(tmp_path, 4, others, [row]))["corrected"] == {}


def test_a_column_can_be_said_to_mean_nothing(bring, tmp_path):
    report = bring(tracker(tmp_path, 3), columns={"Manager": ""})
    assert "manager" not in report["mapped"] and "Manager" in report["unmapped"]
    assert bring(tracker(tmp_path, 4))["unmapped"] == report["unmapped"]


def test_a_month_across_the_columns_can_be_said_to_be_something_else(bring, tmp_path):
    rows = [["Project ID", "Budget line", "2026-01", "2026-02", "2026-03"], ["P-1", "Labour", 1, 2, 3]]
    path = workbook(tmp_path / "budget 2026-03.xlsx", {"Budget": rows})
    assert bring(path, is_trial=True)["unmapped"] == []
    assert bring(path, columns={"2026-02": ""})["unmapped"] == ["2026-02"]


def test_the_newest_correction_holds_and_keeps_the_older_ones_beside_it(bring, tmp_path):
    bring(tracker(tmp_path, 3), columns=FINISH)
    bring(tracker(tmp_path, 4), columns={"Odd": "projects.notes"})
    both = {**FINISH, "Odd": "projects.notes"}
    assert bring(tracker(tmp_path, 5))["corrected"] == both
    changed = {"Zieldatum": "projects.baseline_finish"}
    assert bring(tracker(tmp_path, 6), columns=changed)["mapped"]["baseline_finish"] == "Zieldatum"
    assert bring(tracker(tmp_path, 7))["corrected"] == both | changed


def test_a_table_that_nobody_recognises_is_what_somebody_says(bring, tmp_path):
    path = tracker(tmp_path, 3, ["Wer", "Was", "Wann"], [["P-1", "Alpha", "2026-05-01"]], sheet="Liste")
    said = Correction("projects", {"Wer": "projects.project_id", "Was": "projects.project_name"})
    assert bring(path, tables={("Liste", 1): said})["mapped"] == {"project_id": "Wer", "project_name": "Was"}
    again = tracker(tmp_path, 4, ["Wer", "Was", "Wann"], [["P-2", "Beta", "2026-06-01"]], sheet="Blatt")
    assert bring(again)["entity"] == "projects"


def test_a_table_that_is_left_out_stays_out_with_its_rows_accounted_for(bring, workspace, tmp_path):
    lists = {"Projects": [HEADERS, ALPHA, BETA], "Risks": [["Risk ID", "Project ID", "Risk description"],
                                                         ["R1", "P-1", "Strike"]]}  # fmt: skip
    settings = Settings.of(workspace)
    for month, said in ((3, Said(tables={("Risks", 1): Correction("")})), (4, Said())):
        path = workbook(tmp_path / f"tracker 2026-{month:02}.xlsx", lists | {"Cover": [[f"No. {month}"]]})
        (report,) = load_files(workspace, [(path, path.name)], said, settings, "Ann", is_trial=False,
                               progress=lambda name: None)  # fmt: skip
        projects, risks, *_ = report.sheets
        assert (projects.rows_loaded, risks.entity, risks.load_id) == (2, None, None)
        assert [(one.row, one.reason) for one in risks.set_aside] == [(2, "left_out")]


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("Zieldatum", 2, "HEADER=entity.field"),
        ("Zieldatum=projects.dish", 2, "no field 'projects.dish'"),
        ("Zieldatum=dishes.finish", 2, "no field 'dishes.finish'"),
        ("Termin=projects.forecast_finish", 1, "no table has a column 'Termin'"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(pmo, workspace, tmp_path, said, code, words):
    result = pmo("load", tracker(tmp_path, 3), "--map", said, expect=code)
    assert words in (result.exception.said() if code == 2 else result.output)
    assert not workspace.ledger.exists()


def test_a_trial_tells_what_the_load_tells_and_remembers_nothing(bring, workspace, tmp_path):
    bring(tracker(tmp_path, 3), columns=FINISH)
    changed = tracker(tmp_path, 4, [*HEADERS[:-1], "Fresh"], [ALPHA, ["P-9", "Beta renewed", *BETA[2:]]])
    trial = bring(changed, is_trial=True, columns={"Fresh": "projects.notes"})
    assert len(remembered(workspace)) == 1
    load = bring(changed, columns={"Fresh": "projects.notes"})
    assert trial | {"load_id": load["load_id"]} == load
    (last,) = remembered(workspace)  # what is made upon an earlier one stands in its place
    assert [number for number, is_standing in listed(workspace) if is_standing] == [last.event_id]
    assert last.correction.columns == {**FINISH, "Fresh": "projects.notes"}


def test_columns_and_projects_that_came_or_went_are_told(bring, tmp_path):
    assert bring(tracker(tmp_path, 3))["changes"] is None
    changed = tracker(tmp_path, 4, [*HEADERS[:-1], "Fresh"], [ALPHA, ["P-9", "Beta renewed", *BETA[2:]]])
    changes = bring(changed)["changes"]
    assert (changes["since"], changes["headers_new"], changes["headers_gone"]) == (1, ("Fresh",), ("Odd",))
    assert [one["project_id"] for one in changes["projects_new"]] == ["P-9"]
    assert [one["project_id"] for one in changes["projects_gone"]] == ["P-2"]
    (rename,) = changes["renames"]
    assert (rename["old"]["project_id"], rename["new"]["project_id"]) == ("P-2", "P-9")
    assert set(rename["alike"]) == {"budget_at_completion", "manager"}


def test_projects_with_nothing_in_common_are_no_rename(bring, tmp_path):
    bring(tracker(tmp_path, 3))
    other = tracker(tmp_path, 4, rows=[ALPHA, ["P-9", "Quayside", "Cy", 77, "2027-01-31", "z"]])
    assert bring(other)["changes"]["renames"] == ()


def test_a_project_with_a_new_name_is_one_project_when_somebody_says_so(pmo, tmp_path):
    pmo("load", tracker(tmp_path, 3))
    renamed = tracker(tmp_path, 4, rows=[ALPHA, ["P-9", "Beta renewed", *BETA[2:]]])
    pmo("load", renamed, "--same", "P-7=P-9", expect=1)
    (file,) = pmo.load(renamed, "--same", "P-2=P-9")["files"]
    assert file["sheets"][0]["changes"]["projects_new"] == []
    assert [row["project_id"] for row in pmo.read("projects", "2026-03")] == ["P-1", "P-9"]


def test_months_across_the_columns_come_and_go_without_a_word(bring, tmp_path):
    def months(month, *names):
        rows = [["Project ID", "Budget line", *names], ["P-1", "Labour", *range(1, len(names) + 1)]]
        return workbook(tmp_path / f"budget 2026-{month:02}.xlsx", {"Budget": rows})

    bring(months(3, "2026-01", "2026-02", "2026-03"))
    changes = bring(months(4, "2026-02", "2026-03", "2026-04"))["changes"]
    assert (changes["headers_new"], changes["headers_gone"]) == ((), ())


def test_the_edition_before_is_one_of_the_same_projects_not_of_another_managers(bring, tmp_path):
    """Ann and Bo send the same template; neither misses the other's project, or takes a new one for it."""

    def sent(name, month, *rows):
        return workbook(tmp_path / f"{name} 2026-{month:02}.xlsx", {"Projects": [[f"No. {month}"], [], HEADERS, *rows]})

    bring(sent("Ann", 3, ALPHA))
    bring(sent("Bo", 3, BETA))
    april = bring(sent("Ann", 4, ALPHA))["changes"]
    assert (april["since"], april["projects_gone"]) == (1, ())
    bring(sent("Bo", 4, BETA))
    may = bring(sent("Ann", 5, ALPHA, ["P-7", "Beta phase two", *BETA[2:]]))["changes"]
    assert [one["project_id"] for one in may["projects_new"]] == ["P-7"]
    assert (may["since"], may["renames"]) == (april["since"] + 2, ())


def test_a_project_alone_in_its_file_may_be_renamed(bring, tmp_path):
    bring(workbook(tmp_path / "Beta 2026-03.xlsx", {"Projects": [HEADERS, BETA]}))
    (rename,) = bring(workbook(tmp_path / "Beta 2026-04.xlsx", {"Projects": [HEADERS, ["P-9", "Beta 2", *BETA[2:]]]}))[
        "changes"
    ]["renames"]
    assert (rename["old"]["project_id"], rename["new"]["project_id"]) == ("P-2", "P-9")


def test_what_is_said_of_all_tables_of_a_file_is_not_remembered(bring, workspace, tmp_path):
    bring(tracker(tmp_path, 3), entity="projects")
    assert remembered(workspace) == ()


@pytest.mark.parametrize("header", ["*", 'a"b', "a\\b", "$.x"])
def test_any_header_can_be_corrected_and_read_again(bring, workspace, tmp_path, header):
    bring(tracker(tmp_path, 3, [*HEADERS[:-1], header]), columns={header: "projects.notes"})
    with Ledger.open(workspace.ledger) as ledger:
        sql = (PROJECT_ROOT / "sql" / "marts" / "mappings.sql").read_text(encoding="utf-8")
        rows = ledger.ask(f"select header, field from ({sql})")
    assert rows == [(header, "projects.notes")]
