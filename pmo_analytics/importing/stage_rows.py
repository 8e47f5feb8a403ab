"""Phases in rows of their project: tables in which a project stands once for each of its phases."""

import re
from dataclasses import dataclass

from pmo_analytics.importing.choosing import has_key
from pmo_analytics.importing.columns import SURE, Column, Columns
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.recognition import Match
from pmo_analytics.importing.spread import carried_down
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.reading import Finding

WORKSTREAMS = frozenset({"workstream", "工作流"})
OF_NOW = re.compile(
    r"current|gate|status|当前|目前|现阶段|状态|里程碑"
)  # what says where a project stands, and no list
NAMES = ("project_id", "project_name")
REPORTED = frozenset({"period", "status_date"})
BESIDE, NAMED = (("projects",), ("baselines",)), (("milestones",), ("tasks",))
FEWEST, SAMPLE = 2, 5_000


@dataclass(frozen=True)
class Stages:
    """The column that names the phases, and what their rows are: tasks, or milestones where they have but one date and
    no money."""

    column: Column
    entity: str

    @property
    def field(self) -> str:
        """The address that the column fills."""
        return f"{self.entity}.{self.entity.removesuffix('s')}_name"


def may_list_stages(columns: Columns, entities: tuple[str, ...]) -> bool:
    """Whether a table of these entities may list phases: of projects, or of parts of them that no column names."""
    is_unnamed = entities in NAMED and not has_key(columns, columns.dictionary.entities[entities[0]])
    return entities in BESIDE or is_unnamed


def stage_rows(columns: Columns, told: frozenset[str]) -> Stages | None:
    """The phases of a table, None unless most of its projects stand in a row for each of several phases.

    `told` are the keys of headers of which it was said what they mean. Rows that report on a project month by month,
    in the phase it was in by then, are none.
    """
    best = {column.index: one for column in columns.all if (one := columns.best("projects", column))}
    if any(one.field.name in REPORTED for one in best.values()) or columns.table.orientation != "rows":
        return None
    named = [one for one in columns.all if _is_stage(columns, one) and key(one.header.text) not in told]
    kinds = [one.field.name for one in best.values() if one.field.type in ("date", "ratio", "choice")]
    has_money = any(one.field.type == "money" and columns.all[at].look.is_number for at, one in best.items())
    is_dated = bool(kinds) or any(column.look.is_date for column in columns.all)
    if len(named) != 1 or not is_dated or not _are_several(columns, named[0], best):
        return None
    is_task = has_money or any(name.endswith("_start") or name in ("percent_complete", "state") for name in kinds)
    return Stages(named[0], "tasks" if is_task else "milestones")


def _is_stage(columns: Columns, column: Column) -> bool:
    one = columns.best("projects", column)
    is_named = one is not None and one.field.name == "stage" and not OF_NOW.search(column.said.words)
    look = column.look
    return (is_named or column.said.name in WORKSTREAMS) and not (look.is_date or look.is_number or look.is_light)


def _are_several(columns: Columns, stages: Column, best: dict) -> bool:
    """Whether at least half of the projects have several phases, each but once; a blank name is the one above."""
    phases = columns.table.columns[stages.index][:SAMPLE].to_pylist()
    naming = [index for index, one in best.items() if one.field.name in NAMES and one.confidence >= SURE]
    names = columns.table.columns[naming[0]][:SAMPLE].to_pylist() if naming else [""] * len(phases)
    rows: dict[str, list[str]] = {}
    for name, phase in zip(carried_down(names), phases, strict=True):
        if name is None or phase is None:
            return False
        rows.setdefault(name, []).append(phase)
    several = [one for one in rows.values() if len(one) >= FEWEST]
    return 2 * len(several) >= max(1, len(rows)) and all(len(set(one)) == len(one) for one in several)


def stage_notes(columns: Columns, stages: Stages | None, matches: tuple[Match, ...]) -> tuple[Finding, ...]:
    """A note at the header of the phases that were read as rows of their own."""
    if stages is None or not any(one.header == stages.column.index for one in matches):
        return ()
    table, header = columns.table, stages.column.header
    cell = cell_of_header(table, header)
    done = f"layout.phases_as_{stages.entity}"
    return (Finding(table.sheet, cell, stages.field, header.text, "layout.one_row_a_project", "note", done),)
