"""Files that come together: each as if it came alone, the later ones knowing the earlier; every load is typed once."""

import duckdb
import pytest

from pmo_analytics import loading
from pmo_analytics.errors import ContractBroken
from pmo_analytics.importing.said import Said
from pmo_analytics.ledger import Ledger
from pmo_analytics.loading import load_files
from pmo_analytics.models.build import build
from pmo_analytics.models.typed import Typing
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import Workspace
from tests.command_line import LatePmo
from tests.workbooks import csv_file, workbook

PROJECTS = ["Project ID", "Project name", "% complete", "Actual cost", "BAC"]
RISKS = ["Risk ID", "Risk description", "Probability", "Due date"]
ALPHA = ["P-1", "Alpha", 0.5, "$450", 1000]
BETA = ["P-2", "Beta", 0.2, "abc", 2000]


@pytest.fixture
def files(tmp_path):
    return written(tmp_path)


def written(folder):
    """A month, its correction, the same bytes again, no table at all, and risks of a project that only the first file
    names, on a sheet called like it."""
    first = workbook(folder / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA, BETA]})
    second = workbook(folder / "v2 2026-03.xlsx", {"Projects": [PROJECTS, [*ALPHA[:4], 1200], BETA]})
    again = folder / "copy 2026-03.xlsx"
    again.write_bytes(first.read_bytes())
    nothing = csv_file(folder / "letter 2026-03.csv", "Dear all\nsee you\n")
    risks = workbook(folder / "risks 2026-03.xlsx", {"Alpha": [RISKS, ["R1", "Strike", "tbc", "31.12.2026"]]})
    return [first, second, again, nothing, risks]


@pytest.fixture(scope="module")
def together(tmp_path_factory):
    """The files, what is reported of them where they come at once, and what the tables then say."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PMO_HOME", str(tmp_path_factory.mktemp("together") / "workspace"))
        pmo = LatePmo()
        files = written(tmp_path_factory.mktemp("sent"))
        report = pmo.load(*files, expect=1)
        return files, report, {name: pmo.read(name) for name in ("projects", "risks", "set_aside", "rollup")}


def outcome(report):
    """What a report says of its file, without the numbers of loads."""
    sheets = ("entity", "rows_loaded", "findings")
    return [
        (one["name"], one["status"], one["reason"],
         [(*(sheet[name] for name in sheets), len(sheet["replaces"])) for sheet in one["sheets"]])
        for one in report["files"]
    ]  # fmt: skip


def test_files_that_come_together_become_what_they_become_one_after_another(pmo, together):
    files, report, tables = together
    one_by_one = [pmo.load(path, expect=int("letter" in path.name))["files"][0] for path in files]
    assert report["files"] == one_by_one
    assert {name: pmo.read(name) for name in tables} == tables
    assert [file["status"] for file in one_by_one] == ["loaded", "loaded", "already_loaded", "refused", "loaded"]
    assert report["files"][1]["sheets"][0]["replaces"] == [{"load_id": 1, "entity": "projects"}]
    assert [(row["risk_id"], row["project_id"]) for row in tables["risks"]] == [("R1", "P-1")]


def rows_of(workspace):
    """What the ledger holds of projects and risks, and what it covers, whatever the order it came in."""
    with Ledger.open(workspace.ledger) as ledger:
        return [
            sorted(ledger.ask(question))
            for question in (
                "select project_code, project_name, period, actual_cost from ledger.projects",
                "select risk_id, project_id, period from ledger.risks",
                "select distinct entity, project_id, period from ledger.coverage",
            )
        ]


def test_files_that_replace_nothing_come_to_the_same_in_any_order_and_twice(tmp_path):
    paths = []
    for code, name, cost in (("P-1", "Alpha", 450), ("P-2", "Beta", 20), ("P-3", "Gamma", 7)):
        projects = [PROJECTS, [code, name, 0.5, cost, 1000]]
        risks = [["Project ID", *RISKS], [code, "R1", "Strike", 0.5, None]]
        paths.append(workbook(tmp_path / f"{name} 2026-03.xlsx", {"Projects": projects, "Risks": risks}))
    states = []
    for number, order in enumerate((paths, paths[::-1])):
        home = Workspace(tmp_path / f"home {number}")
        home.home.mkdir()
        given = [(path, path.name) for path in (*order, order[0])]
        load_files(home, given, Said(), Settings.of(home), "test", is_trial=False, progress=lambda name: None)
        states.append(rows_of(home))
    assert states[0] == states[1]
    assert [row[:2] for row in states[0][0]] == [("P-1", "Alpha"), ("P-2", "Beta"), ("P-3", "Gamma")]


def test_a_batch_that_is_cut_up_for_its_size_becomes_the_same(pmo, together, monkeypatch):
    files, report, tables = together
    monkeypatch.setattr(loading, "ROWS_TOGETHER", 1)
    assert pmo.load(*files, expect=1) == report
    assert pmo.read("rollup") == tables["rollup"]


def test_on_trial_each_file_is_seen_as_if_it_came_alone(pmo, files, workspace):
    first, second, again, *_ = files
    apart = [outcome(pmo.load(path, "--dry-run"))[0] for path in (first, second, again)]
    assert outcome(pmo.load(first, second, again, "--dry-run")) == apart
    assert [sheets[0][3] for *_, sheets in apart] == [0, 0, 0]
    assert not workspace.ledger.exists()
    pmo.load(first)
    before = workspace.ledger.read_bytes()
    (seen,) = outcome(pmo.load(second, "--dry-run"))
    assert seen[3][0][3] == 1
    assert workspace.ledger.read_bytes() == before


@pytest.mark.asks("loads")
def test_what_a_load_has_typed_the_build_does_not_type_again(files, workspace):
    given = [(path, path.name) for path in files]
    load_files(workspace, given, Said(), Settings.of(workspace), "test", is_trial=False, progress=lambda name: None)
    with duckdb.connect(str(workspace.typed)) as typed:
        assert typed.execute("select actual_cost from projects where project_id = 'P-1' and load_id = 2").fetchall()
    with workspace.writing("test"):
        assert build(workspace).typed == {}
    workspace.typed.unlink()
    with workspace.writing("test"):
        assert build(workspace).typed == {"projects": 4, "risks": 1}


@pytest.mark.asks("projects")
def test_a_damaged_file_of_typed_rows_does_not_keep_a_load_from_coming_in(pmo, files, workspace):
    pmo.load(files[0])
    workspace.typed.write_text("not a database")
    pmo.load(files[1])
    budgets = {row["project_id"]: row["budget_at_completion"] for row in pmo.read("projects")}
    assert budgets == {"P-1": 1200, "P-2": 2000}


def batch(workspace, paths, before_recording=lambda: None):
    """(name, status) of each file of a batch; something may happen when all have been read and none is recorded."""
    batch = loading._Batch(workspace, Said(), Settings.of(workspace), "test", is_trial=False)
    files = [(path, path.name) for path in paths]
    for place, ((path, name), opening) in enumerate(zip(files, loading._one_ahead(batch.open, files), strict=True)):
        batch.take(place, path, name, opening)
    before_recording()
    batch.bring_in()
    return [(batch.reports[place].name, batch.reports[place].status) for place in range(len(files))]


def test_the_same_bytes_in_two_interleaved_batches_are_recorded_once(files, workspace):
    first, second, again, *_ = files
    outcome = batch(workspace, [again, second], lambda: batch(workspace, [first]))
    assert outcome == [(again.name, "already_loaded"), (second.name, "loaded")]
    with Ledger.open(workspace.ledger) as ledger:
        assert ledger.ask("select file_name from ledger.files join ledger.loads using (file_id) order by load_id") == [
            (first.name,), (second.name,)
        ]  # fmt: skip


def test_a_file_that_changed_or_went_while_it_was_read_is_refused_alone(files, workspace):
    first, second, _, _, risks = files

    def change():
        first.write_bytes(risks.read_bytes())
        second.unlink()

    outcome = batch(workspace, [first, second, risks], change)
    assert outcome == [(first.name, "refused"), (second.name, "refused"), (risks.name, "loaded")]
    assert [path.read_bytes() for path in workspace.files.iterdir()] == [risks.read_bytes()]
    with Ledger.open(workspace.ledger) as ledger:
        assert ledger.ask("select file_name from ledger.files") == [(risks.name,)]


@pytest.mark.parametrize("step", ["understood", "refuse_what_cannot_be"])
def test_a_file_that_nobody_foresaw_is_refused_alone_and_the_log_says_why(
    step, files, workspace, monkeypatch, caplog
):
    def unforeseen(*given):
        if "v2 2026-03.xlsx" in (given[1] if step == "understood" else given[0].file_name):
            raise KeyError("a field nobody has")
        return foreseen(*given)

    foreseen = getattr(loading, step)
    monkeypatch.setattr(loading, step, unforeseen)
    first, second, _, _, risks = files
    given = [(path, path.name) for path in (first, second, risks)]
    reports = load_files(workspace, given, Said(), Settings.of(workspace), "test", is_trial=False, progress=len)
    assert [(one.name, one.status) for one in reports] == [
        (first.name, "loaded"), (second.name, "refused"), (risks.name, "loaded")
    ]  # fmt: skip
    assert reports[1].reason.startswith(f"{second.name} could not be understood")
    assert "KeyError: 'a field nobody has'" in caplog.text
    with Ledger.open(workspace.ledger) as ledger:
        assert ledger.ask("select file_name from ledger.files") == [(first.name,), (risks.name,)]


def test_a_promise_broken_by_typed_rows_does_not_lose_the_reports(files, workspace, monkeypatch):
    def broken(typing, model):
        raise ContractBroken("models.grain_empty", model=model.name, subject="", count=1, rows="")

    monkeypatch.setattr(Typing, "keep", broken)
    assert batch(workspace, files[:1]) == [(files[0].name, "loaded")]
