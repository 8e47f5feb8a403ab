"""Undo and redo of loads: each takes the other back, whatever was decided before, and their order does not matter."""

import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from pmo_analytics import deciding, operations
from pmo_analytics.fields import dictionary
from pmo_analytics.importing.said import Said
from pmo_analytics.indicators import register
from pmo_analytics.ledger import Ledger, now
from pmo_analytics.loading import load_files
from pmo_analytics.models import macros, reference
from pmo_analytics.models.graph import build_order, models
from pmo_analytics.models.typed import type_new_loads
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import PROJECT_ROOT, Workspace
from tests.workbooks import workbook

PROJECTS = ["Project ID", "Project name", "% complete", "Actual cost", "BAC"]
RISKS = ["Project ID", "Risk ID", "Risk description", "Probability"]
ALPHA, BETA = ["P-1", "Alpha", 0.5, 450, 1000], ["P-2", "Beta", 0.2, 20, 2000]
COUNT_LOADS = 6
LOAD = some.integers(1, COUNT_LOADS)
QUICK = settings(max_examples=3, deadline=None, phases=[Phase.generate], derandomize=True)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months, the second corrected twice, with risks beside, and holidays that stand until they are renewed."""
    folder = tmp_path_factory.mktemp("undo")
    sheets = {
        "v1 2026-02": {"Projects": [PROJECTS, ALPHA]},
        "v1 2026-03": {"Projects": [PROJECTS, ALPHA, BETA], "Risks": [RISKS, ["P-1", "R1", "Strike", 0.5]]},
        "v2 2026-03": {"Projects": [PROJECTS, [*ALPHA[:4], 1200], BETA]},
        "v3 2026-03": {"Projects": [PROJECTS, [*ALPHA[:4], 1300]]},
        "days 2026-02": {"Holidays": [["Date", "Day type"], ["2026-05-01", "holiday"]]},
    }
    files = [(workbook(folder / f"{name}.xlsx", tables), f"{name}.xlsx") for name, tables in sheets.items()]
    workspace = Workspace(folder / "home")
    workspace.home.mkdir()
    load_files(workspace, files, Said(), Settings.of(workspace), "Ann", is_trial=False, progress=lambda name: None)
    staging = {name: model for name, model in models(PROJECT_ROOT / "sql").items() if model.layer == "staging"}
    with workspace.writing("Ann"):  # as a build does, also the tables that no load fills
        type_new_loads(workspace, staging, PROJECT_ROOT / "sql", Settings.of(workspace), lambda text: None)
    assert len(state(workspace)[0]) == COUNT_LOADS
    return workspace.home


@pytest.fixture(scope="module")
def decide(loaded: Path, tmp_path_factory: pytest.TempPathFactory):
    """decide([("undo", [1, 2]), ("redo", [1])]): what stands after these decisions on the loads as they came in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deciding, "build", lambda workspace: None)

        def decided(decisions: Iterable[tuple[str, list[int]]]) -> tuple[list, list]:
            home = tmp_path_factory.mktemp("decided") / "home"
            shutil.copytree(loaded, home)
            for kind, load_ids in decisions:
                getattr(operations, kind)(Workspace(home), load_ids, "Ann")
            return state(Workspace(home))

        yield decided


@pytest.fixture(scope="module")
def untouched(decide) -> tuple[list, list]:
    return decide([])


def state(workspace: Workspace) -> tuple[list, list]:
    """Every load with whether it stands, and which load speaks for which project and month."""
    with Ledger.open(workspace.ledger) as ledger:
        loads = ledger.loads()
    ask = _with_macros().execute
    ask(f"attach '{workspace.ledger}' as {reference.LEDGER} (read_only)")
    ask(f"attach '{workspace.typed}' as typed (read_only)")
    ask("create schema core; create schema staging")
    reference.copy_ledger(_with_macros(), now(), register(), is_carried=False)
    for entity in dictionary().entities:
        ask(f'create view staging."{entity}" as from typed.main."{entity}"')
    for name, sql in VISIBLE.items():
        ask(f"create table {name} as {sql}")
    speaking = ask("from core.visible order by all").fetchall()
    ask("drop schema core cascade; drop schema staging cascade; drop schema ledger cascade")
    ask(f"detach {reference.LEDGER}; detach typed")
    return loads, speaking


@cache
def _with_macros() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(macros.text())
    return connection


def _up_to(name: str) -> dict[str, str]:
    """A model of core and those that it stands on, in the order in which they are made: name -> SQL."""
    every = models(PROJECT_ROOT / "sql")
    needed, waiting = set(), {name}
    while waiting:
        model = waiting.pop()
        needed.add(model)
        waiting |= {one for one in every[model].inputs if one.startswith("core.")} - needed
    return {model: every[model].sql for model in build_order(every) if model in needed}


VISIBLE = _up_to("core.visible")


def _in_turn(load_ids: Iterable[int]) -> list[tuple[str, list[int]]]:
    """One decision on each: undo where the load stands, redo where it is withdrawn by then."""
    withdrawn: set[int] = set()
    decisions = []
    for load_id in load_ids:
        decisions.append(("redo" if load_id in withdrawn else "undo", [load_id]))
        withdrawn ^= {load_id}
    return decisions


@QUICK
@given(some.lists(LOAD, max_size=3), LOAD)
def test_undo_and_redo_take_each_other_back_whatever_was_decided_before(decide, before, load_id):
    known = decide(_in_turn(before))
    moved = decide(_in_turn([*before, load_id]))
    assert [one[0] for one, other in zip(known[0], moved[0], strict=True) if one != other] == [load_id]
    assert decide(_in_turn([*before, load_id, load_id])) == known


@QUICK
@given(some.sets(LOAD, min_size=2, max_size=3), some.data())
def test_undos_come_to_the_same_in_any_order_and_all_at_once(decide, untouched, load_ids, data):
    order = data.draw(some.permutations(sorted(load_ids)))
    at_once = decide([("undo", sorted(load_ids))])
    assert {number for number, _, is_active in at_once[0] if not is_active} == load_ids
    assert decide(_in_turn(order)) == at_once
    assert decide(_in_turn([*order, *reversed(order)])) == untouched


def test_what_a_withdrawn_load_had_replaced_shows_again(decide):
    beta = ("projects", "P-2")

    def speaks_for_beta(decisions):
        return {load_id for entity, load_id, project, *_ in decide(decisions)[1] if (entity, project) == beta}

    assert speaks_for_beta([]) == {4}
    assert speaks_for_beta([("undo", [4])]) == {2}
