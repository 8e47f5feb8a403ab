"""The message that asks somebody to mend what is wrong in the files: his cells with their remedies, file by file."""

from datetime import date

import pandas as pd

from pmo_analytics.display import is_nothing, show
from pmo_analytics.words import say

MOST_LINES = 40  # more than anybody reads in a message; the workbook that is sent back has them all


def message(rows: pd.DataFrame, manager: str, period: date) -> str:
    """What to write to `manager`, '' where nobody is named: of findings in words the errors and warnings, in the order
    given. '' where there is nothing to ask for."""
    asked = rows[rows["severity"] != "note"]
    if asked.empty:
        return ""
    greeting = say("mending.message.dear", name=manager) if manager else say("mending.message.dear_nobody")
    lines = [greeting, "", say("mending.message.asks", count=len(asked), month=show(period, "month"))]
    for file, of_file in asked.head(MOST_LINES).groupby("file_name", sort=False):
        lines += ["", str(file), *(f"- {_line(row)}" for row in of_file.to_dict("records"))]
    if len(asked) > MOST_LINES:
        lines += ["", say("mending.message.more", count=len(asked) - MOST_LINES)]
    return "\n".join([*lines, "", say("mending.message.then")])


def _line(row: dict[str, object]) -> str:
    """'Risks J79 · HH-133 Pilot line · Cost impact: Expected a number ...'"""
    place = " ".join(part for part in (str(row["sheet"]), str(row["cell"] or "")) if part)
    named = [row["project_id"], row["project_name"]]
    project = " ".join(dict.fromkeys(str(part) for part in named if not is_nothing(part)))
    parts = " · ".join(part for part in (place, project, str(row["about"])) if part)
    return say("mending.message.line", place=parts, what=row["what"])
