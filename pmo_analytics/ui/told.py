"""What the reader says of each waiting file: its month, its project, what its tables are and what its columns mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from pmo_analytics.reading import Correction

EXTRA = "extra"  # in an editor, where an empty cell would read as nothing chosen
TableKey = tuple[str, int]  # sheet, number of the table on it


@dataclass(frozen=True)
class Told:
    """What was said of one file; `same` are (old project, new project)."""

    month: str = ""
    project: str = ""
    encoding: str = ""
    again: bool = False
    tables: Mapping[TableKey, Correction] = field(default_factory=dict)
    same: frozenset[tuple[str, str]] = frozenset()


def of(path: Path) -> Told:
    return _all().get(path, Told())


def alone(path: Path, month_in: Callable[[str], date | None]) -> dict[str, Any]:
    """What was said of this file alone, by the names that a load knows it by. A month that is none is left out."""
    said = of(path)
    named = {"period": month_in(said.month) if said.month else None, "project": said.project, "encoding": said.encoding}
    parts = {"tables": dict(said.tables), "same": tuple(sorted(said.same)), "again": said.again}
    return {name: value for name, value in (named | parts).items() if value}


def months() -> list[str]:
    """The months that were written for single files."""
    return [said.month for said in _all().values()]


def forget() -> None:
    _all().clear()


def write(path: Path, name: str, key: str) -> None:
    """Take over the widget called `key` as the month, the project or the encoding of a file; for its on_change."""
    _all()[path] = replace(of(path), **{name: (st.session_state[key] or "").strip()})


def again(path: Path) -> None:
    """Have a file that is loaded already read once more."""
    _all()[path] = replace(of(path), again=True)


def entity(path: Path, table: TableKey, key: str) -> None:
    """Take over the widget called `key` as what the rows of a table are."""
    _correct(path, table, Correction(st.session_state[key]))


def columns(path: Path, table: TableKey, headers: list[str], key: str) -> None:
    """Take over the edits of the data editor called `key`, whose rows are `headers`, as what these columns mean."""
    edited = st.session_state[key]["edited_rows"]
    told = {headers[row]: cells["field"].replace(EXTRA, "") for row, cells in edited.items()}
    _correct(path, table, Correction(None, told))


def same(path: Path, pair: tuple[str, str], key: str) -> None:
    """Take over a checkbox as whether two projects are one."""
    told = of(path)
    _all()[path] = replace(told, same=told.same | {pair} if st.session_state[key] else told.same - {pair})


def reset(path: Path, table: TableKey) -> None:
    """Take back what was said of a table."""
    told = of(path)
    _all()[path] = replace(told, tables={name: one for name, one in told.tables.items() if name != table})


def _correct(path: Path, table: TableKey, correction: Correction) -> None:
    told = of(path)
    _all()[path] = replace(
        told, tables={**told.tables, table: correction.upon(told.tables.get(table, Correction()))}
    )


def _all() -> dict[Path, Told]:
    return st.session_state.setdefault("upload_told", {})
