"""Lines of a project above the lines of its phases: what they say is the project's, and no phase's."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.columns import Columns
from pmo_analytics.importing.headers import read_header
from pmo_analytics.importing.matching import words_of
from pmo_analytics.importing.stage_rows import NAMES, stage_rows
from pmo_analytics.importing.tables import Table

FEWEST, HOURS_OF_A_DAY = 2, 8


def with_summaries_apart(table: Table) -> list[Table]:
    """The projects' own lines as one table and the phases as another, where a line without a phase stands above the
    several phases of each project; else the table as it is."""
    naming, phases = _named(table, NAMES), _named(table, ("stage",))
    if table.orientation != "rows" or not naming or len(phases) != 1:
        return [table]
    is_summary = table.columns[phases[0]].is_null().to_numpy(zero_copy_only=False)
    tops = np.flatnonzero(is_summary)
    if not len(tops) or tops[0] != 0 or np.diff([*tops, len(is_summary)]).min() <= FEWEST:
        return [table]
    above = tops[np.searchsorted(tops, np.arange(len(is_summary)), side="right") - 1]
    columns = list(table.columns)
    for at in naming:
        texts = columns[at].to_pylist()
        if any(text not in (None, texts[top]) for text, top in zip(texts, above, strict=True)):
            return [table]
        columns[at] = pa.array([texts[top] for top in above], pa.string())
    whole = replace(table, columns=tuple(columns))
    beneath = replace(whole.of_records(np.flatnonzero(~is_summary)), set_aside=(), notes=())
    if stage_rows(Columns(beneath, dictionary(), HOURS_OF_A_DAY), frozenset()) is None:
        return [table]
    return [whole.of_records(tops), beneath]


def _named(table: Table, fields: tuple[str, ...]) -> list[int]:
    """The columns whose headers name one of some fields of projects outright."""
    words = words_of(dictionary())
    return [
        at for at, header in enumerate(table.headers)
        if any((field := words.named("projects", reading)) and field.name in fields
               for reading in read_header(header.text).readings)
    ]  # fmt: skip
