"""Values of persons, roles and risks are explained as those of projects are, without anybody naming them here."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pmo_analytics.explaining import Explanation, explain
from pmo_analytics.ledger import Ledger
from pmo_analytics.models.build import build
from pmo_analytics.workspace import PROJECT_ROOT, Workspace
from tests.command_line import Pmo

MARCH = date(2026, 3, 31)

HEADER = """-- {purpose}
--
-- grain:   one row per subject_id, period
-- columns:
--   grain        key     what one value speaks of
--   subject_id   key     whom or what
--   project_id   key     project; null where it is of none
--   period       date    month end that the figure speaks of
--   value        number  the value
--   numerator    number  hours planned
--   denominator  number  none
--   reason       text    why there is no value
--   flags        text    null
"""
VALUES = """null::double as numerator, null::double as denominator, null::varchar as reason, null::varchar as flags
"""
MODELS = {
    "hours_of_person": f"""select 'person' as grain, person_name as subject_id, null::varchar as project_id, period,
    sum(planned_hours)::double as value, {VALUES}
from core.assignments group by all""",
    "hours_of_role": f"""select 'role' as grain, role as subject_id, null::varchar as project_id, period,
    sum(planned_hours)::double as value, {VALUES}
from core.assignments group by all""",
    "exposure": f"""select 'risk' as grain, project_id || '/' || row_key as subject_id, project_id, period,
    probability as value, {VALUES}
from core.risks""",
}
ENTRY = """
[{name}]
grain   = "{grain}"
unit    = "number"
rollup  = "none"
label   = {{ en = "{name}", zh = "测试" }}
method  = {{ en = "As stated.", zh = "按填报。" }}
meaning = {{ en = "For a test.", zh = "测试。" }}
inputs  = [{inputs}]
"""
INPUTS = {
    "hours_of_person": ("person", '"assignments.planned_hours", "people.capacity_hours"'),
    "hours_of_role": ("role", '"assignments.planned_hours"'),
    "exposure": ("risk", '"risks.probability", "projects.budget_at_completion"'),
}


@pytest.fixture
def with_subjects(workspace: Workspace, load: Callable, tmp_path: Path) -> None:
    """A snapshot with three indicators more, of a person, a role and a risk."""
    root = tmp_path / "sql"
    shutil.copytree(PROJECT_ROOT / "sql", root)
    (tmp_path / "data").mkdir()
    shutil.copy(PROJECT_ROOT / "data" / "profiles.toml", tmp_path / "data")
    folder = root / "indicators" / "subjects"
    folder.mkdir()
    entries = (ENTRY.format(name=name, grain=grain, inputs=inputs) for name, (grain, inputs) in INPUTS.items())
    (folder / "subjects.toml").write_text("".join(entries), encoding="utf-8")
    for name, sql in MODELS.items():
        (folder / f"{name}.sql").write_text(HEADER.format(purpose=name) + sql, encoding="utf-8")
    load("2026-03-31", projects=[
        {"project_id": name, "budget_at_completion": str(budget)} for name, budget in (("P1", 100), ("P2", 999))
    ])  # fmt: skip
    load("2026-03-31", assignments=[
        {"project_id": "P1", "person_name": "Ann", "role": "Tester", "month": "2026-03", "planned_hours": "40"},
        {"project_id": "P2", "person_name": "Ann", "role": "Analyst", "month": "2026-03", "planned_hours": "30"},
        {"project_id": "P2", "person_name": "Bo", "role": "Tester", "month": "2026-03", "planned_hours": "99"},
    ])  # fmt: skip
    load("2026-03-31", people=[
        {"person_name": "Ann", "month": "2026-03", "capacity_hours": "160"},
        {"person_name": "Bo", "month": "2026-03", "capacity_hours": "8"},
    ])  # fmt: skip
    load("2026-03-31", risks=[
        {"project_id": "P1", "risk_id": "R1", "probability": "0.5"},
        {"project_id": "P1", "risk_id": "R2", "probability": "0.9"},
        {"project_id": "P2", "risk_id": "R1", "probability": "0.7"},
    ])  # fmt: skip
    with workspace.writing("test"):
        build(workspace, sql_root=root)


def texts(explanation: Explanation) -> dict[str, list[str]]:
    return {one.address: [cell.text for cell in one.cells] for one in explanation.everything()}


@pytest.mark.usefixtures("with_subjects")
def test_only_the_cells_of_the_person_the_role_or_the_risk_are_named(pmo: Pmo) -> None:
    ann = explain("hours_of_person", "Ann", MARCH)
    assert (ann.value, texts(ann)) == (
        70, {"assignments.planned_hours": ["40", "30"], "people.capacity_hours": ["160"]},
    )  # fmt: skip
    tester = explain("hours_of_role", "Tester", MARCH)
    assert (tester.value, texts(tester)) == (139, {"assignments.planned_hours": ["40", "99"]})
    risk = explain("exposure", "P1/R1", MARCH)
    assert (risk.value, texts(risk)) == (
        0.5, {"risks.probability": ["0.5"], "projects.budget_at_completion": ["100"]},
    )  # fmt: skip
    told = pmo.json("explain", "hours_of_person", "--subject", "Ann")
    assert (told["grain"], told["subject_id"], told["value"]) == ("person", "Ann", 70)


def test_hours_planned_under_any_name_of_a_person_are_named(workspace: Workspace, load: Callable) -> None:
    load("2026-03-31", people=[
        {"person_id": "E7", "person_name": "Ann Lee", "month": "2026-03", "capacity_hours": "100"},
        {"person_id": "E8", "person_name": "Bo Fox", "month": "2026-03", "capacity_hours": "100"},
    ])  # fmt: skip
    load("2026-03-31", assignments=[
        {"project_id": "P1", "person_name": "LEE Ann", "month": "2026-03", "planned_hours": "60"},
        {"project_id": "P2", "person_name": "Ann Lee", "month": "2026-03", "planned_hours": "70"},
        {"project_id": "P2", "person_name": "Bo Fox", "month": "2026-03", "planned_hours": "10"},
    ])  # fmt: skip
    with Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        ledger.record_event("alias", "test", {"kind": "person", "old": "LEE Ann", "new": "Ann Lee"})
    with workspace.writing("test"):
        build(workspace)
    explained = explain("planned_utilisation", "E7", MARCH)
    assert explained.value == 1.3
    said = texts(explained)
    assert (said["assignments.planned_hours"], said["people.capacity_hours"]) == (["60", "70"], ["100"])
    assert said["assignments.person_name"] == ["LEE Ann", "Ann Lee"]
