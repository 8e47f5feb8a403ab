"""A first or last line of a list of projects that speaks of all of them: Overall, Portfolio, 整体."""

import re
from functools import lru_cache

import numpy as np
import pyarrow as pa

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.area import Area, cell_kind
from pmo_analytics.importing.earned_value import is_by_lines
from pmo_analytics.importing.header_rows import HeaderRows
from pmo_analytics.importing.headers import read_header
from pmo_analytics.importing.looks import LIGHT
from pmo_analytics.importing.matching import SINGULAR, words_of
from pmo_analytics.importing.tables import is_corner
from pmo_analytics.importing.totals import PLACEHOLDERS
from pmo_analytics.reading import Finding

OVERALL = re.compile(
    r"(?i)\W*(?:overall|(?:whole |entire |overall )?portfolio(?: overall)?|all projects"
    r"|(?:overall )?(?:portfolio|programme|program) (?:status|total|summary|overall)"
    r"|(?:项目|組合|组合)?[整总總][体體](?:情况|情況)?|全部项目|全部专案|所有项目|全部專案|全部項目|所有項目|所有專案)\W*"
)
FEWEST = 2  # other projects, for one line to speak of all of them


def overall_rows(
    area: Area, header: HeaderRows, rows: np.ndarray, excluded: np.ndarray
) -> tuple[np.ndarray, list[Finding]]:
    """Which rows speak of all projects, with a note for each line: first or last, the only one of such a name, and
    without a code. A risk of the whole portfolio says more than figures, dates and lights."""
    found = np.zeros(len(rows), dtype=bool)
    kept, place = np.flatnonzero(~excluded), _naming(header)
    if place is None or len(kept) <= FEWEST:
        return found, []
    is_in_lines = any(is_corner(text) for text in header.texts.values()) or is_by_lines(area)
    notes = []
    for order in (kept, kept[::-1]):
        mine = _lines_of_one(area, place, rows, order, is_in_lines)
        name = area.text(int(rows[mine[0]]), place) if mine else ""
        if not OVERALL.fullmatch(name) or not _is_alone(area, place, rows, kept, mine):
            continue
        if all(_is_of_all(area, header, int(rows[at]), place, is_in_lines) for at in mine):
            found[mine] = True
            notes.append(Finding(area.grid.name, area.address(int(rows[mine[0]]), place), None, name,
                                 "layout.project_by_name", "note", "layout.overall_aside"))  # fmt: skip
    return found, notes


def _lines_of_one(area: Area, place: int, rows: np.ndarray, order: np.ndarray, is_in_lines: bool) -> list[int]:
    """The places of the rows of the project that stands first in this order, ascending: one row, or all its lines."""
    is_upward = order[0] > order[-1]
    found: list[int] = []
    name = ""
    for at in map(int, order if is_in_lines else order[:1]):
        here = area.text(int(rows[at]), place).strip()
        if here and name and here != name or name and not here and is_upward:
            break
        found.append(at)
        name = name or here
    return sorted(found)


def _is_alone(area: Area, place: int, rows: np.ndarray, kept: np.ndarray, mine: list[int]) -> bool:
    """Whether projects of other names stand there, and none of this one."""
    others = np.setdiff1d(kept, mine)
    names = area.grid.columns[place].take(pa.array(rows[others])).drop_null().unique().to_pylist()
    names = [name for name in names if name.strip()]
    return len(names) >= FEWEST and not any(OVERALL.fullmatch(name) for name in names)


def _is_of_all(area: Area, header: HeaderRows, row: int, place: int, is_in_lines: bool) -> bool:
    others = [(column, text) for column, text in area.cells(row) if column != place]
    said = {_says(header.texts.get(column, "")) for column, text in others if not _is_plain(text)}
    return bool(others) and "code" not in said and (is_in_lines or "item" not in said)


def _is_plain(text: str) -> bool:
    plain = text.strip().casefold()
    return cell_kind(plain) != "text" or plain in PLACEHOLDERS or LIGHT.fullmatch(plain) is not None


@lru_cache(maxsize=10_000)
def _says(header: str) -> str:
    """Whether a header is that of a project's 'code', or of what else a row may be called: its 'item'."""
    words = words_of(dictionary())
    readings = read_header(header).readings
    if any(word in readings for singular in SINGULAR.values() for word in singular):
        return "item"
    of_projects = [field.name for one in readings if (field := words.named("projects", one))]
    if of_projects:
        return "code" if "project_id" in of_projects else ""
    named = (
        name == field.name
        for entity in dictionary().entities.values()
        for name in entity.key if name.endswith("_name")
        for one in readings if (field := words.named(entity.name, one))
    )  # fmt: skip
    return "item" if any(named) else ""


def _naming(header: HeaderRows) -> int | None:
    """The first column headed as the name of a project, and as nothing else would be."""
    words = words_of(dictionary())
    for place, text in header.texts.items():
        for reading in read_header(text).readings:
            field = words.named("projects", reading)
            if field is not None and field.name == "project_name" and ("project" in reading or "项目" in reading):
                return place
    return None
