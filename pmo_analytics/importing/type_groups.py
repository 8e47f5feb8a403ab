"""Types that stand in the first row of their group alone, and types that are missing: which blanks may be filled."""

from itertools import pairwise

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.headers import read_header
from pmo_analytics.importing.kind_words import kind_of
from pmo_analytics.importing.matching import words_of
from pmo_analytics.importing.spread import carried_down
from pmo_analytics.importing.tables import Table

LEAST_TOLD = 0.8


def is_in_groups(table: Table, at: int) -> bool:
    """Whether the kind in a column stands in the first row of its group and holds for those beneath: the first row says
    one, too many are blank for a slip, and each kind begins one group, in all or of each project anew."""
    column = table.columns[at]
    if not len(column) or not column[0].is_valid or column.null_count <= (1 - LEAST_TOLD) * len(column):
        return False
    kinds = [kind_of(text) for text in column.to_pylist()]
    told = [kind for kind, text in zip(kinds, column.to_pylist(), strict=True) if text is not None]
    return all(told) and (len(set(told)) == len(told) or _begin_anew(kinds, _projects(table)))


def _begin_anew(kinds: list[str], projects: list[str | None]) -> bool:
    """Whether the rows of each project begin with the kind that the first begins with, and none names one twice."""
    starts = [0, *(at for at, (one, other) in enumerate(pairwise(projects), start=1) if one != other), len(kinds)]
    runs = [kinds[start:end] for start, end in pairwise(starts)]
    told = [[kind for kind in run if kind] for run in runs]
    return all(run[0] == kinds[0] for run in runs) and all(len(set(run)) == len(run) for run in told)


def _projects(table: Table) -> list[str | None]:
    """The project that each row is of, that of the row above where it names none."""
    words = words_of(dictionary()).by_entity["risks"]
    for header, column in zip(table.headers, table.columns, strict=True):
        fields = {words[word].name for word in read_header(header.text).readings if word in words}
        if "project_name" in fields:
            return list(carried_down(column.to_pylist()))
    return [None] * len(table.records)
