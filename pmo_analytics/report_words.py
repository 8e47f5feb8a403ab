"""What a report says of a table, in sentences: the same for the command line and for the page."""

from collections.abc import Iterator

from pmo_analytics.naming import field
from pmo_analytics.reading import ColumnUse, Project
from pmo_analytics.report import SheetReport
from pmo_analytics.words import listing, say

MOST_NAMED = 8


def unit(use: ColumnUse) -> str:
    """What a column's numbers are multiplied by and their currency: '× 10,000 CNY'; '' where nothing says."""
    steps = use.multiplier
    times = f"× {steps:,.0f}" if steps and steps == int(steps) else f"× {steps:,.4g}" if steps else None
    return " ".join(filter(None, (times, use.currency)))


def certainty(sheet: SheetReport, use: ColumnUse) -> str:
    """'94%', or that a person said so."""
    if use.header in sheet.correction.columns:
        return say("imports.by_you")
    return f"{use.confidence:.0%}" if use.confidence is not None else ""


def findings(sheet: SheetReport) -> str:
    """'4 cells cannot be read, 1 is read with doubt and 1 note': what was found of each severity."""
    doubted = "mending.answer.warnings" if sheet.findings["error"] else "mending.answer.only_warnings"
    phrases = (("error", "mending.answer.errors"), ("warning", doubted), ("note", "imports.notes"))
    return listing([say(key, count=sheet.findings[name]) for name, key in phrases if sheet.findings[name]])


def corrections(sheet: SheetReport) -> Iterator[str]:
    """What people said of the table, where some of it was said of an earlier one."""
    if sheet.remembered:
        told = [
            say("report.column_is", header=header, field=field(address) if address else say("imports.extra"))
            for header, address in sheet.correction.columns.items()
        ]
        if sheet.correction.entity:
            told.insert(0, say("report.table_is", entity=field(sheet.correction.entity)))
        yield say("report.remembered", number=sheet.remembered, told=listing(told))


def differences(sheet: SheetReport) -> Iterator[str]:
    """What is different since the last table like it: columns, then projects."""
    if not sheet.changes:
        return
    different, load = sheet.changes, sheet.changes.since
    if different.headers_new:
        yield say("report.headers_new", load=load, headers=_few(different.headers_new))
    if different.headers_gone:
        yield say("report.headers_gone", load=load, headers=_few(different.headers_gone))
    if different.projects_new:
        projects = _few(map(project_name, different.projects_new))
        yield say("report.projects_new", count=len(different.projects_new), projects=projects)
    if different.projects_gone:
        projects = _few(map(project_name, different.projects_gone))
        yield say("report.projects_gone", count=len(different.projects_gone), load=load, projects=projects)


def renames(sheet: SheetReport) -> Iterator[tuple[tuple[str, str], str]]:
    """Projects that may go by a new name: their ids until now and in the file, and the sentence that asks."""
    for rename in sheet.changes.renames if sheet.changes else ():
        alike = listing(field(f"projects.{name}") for name in rename.alike)
        old, new = project_name(rename.old), project_name(rename.new)
        key = "report.renamed" if alike else "report.renamed_plainly"
        yield (rename.old.project_id, rename.new.project_id), say(key, old=old, new=new, alike=alike)


def project_name(project: Project) -> str:
    """'Alpha (P-1)', or the name alone where it is the id."""
    return project.name if project.name == project.project_id else f"{project.name} ({project.project_id})"


def _few(texts: Iterator[str] | tuple[str, ...]) -> str:
    every = list(texts)
    more = [say("report.more", count=len(every) - MOST_NAMED)] if len(every) > MOST_NAMED else []
    return listing([*every[:MOST_NAMED], *more])
