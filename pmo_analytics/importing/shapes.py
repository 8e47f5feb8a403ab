"""How a table lies before its columns are matched: which entities it lists, and what of them lies across its columns or
in rows of their own: months, quarters, years, kinds of amounts, lines of earned value, phases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pmo_analytics.importing.benefit_years import benefit_melts, benefit_years, kept_years
from pmo_analytics.importing.choosing import ORGANISATION, Choice, chosen, tells_nothing_else, tells_of_projects
from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.earned_value import line_column, line_melts
from pmo_analytics.importing.fiscal_years import fiscal_notes
from pmo_analytics.importing.formats import Format
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.long_form import LongForm, long_form, long_notes
from pmo_analytics.importing.melts import format_melts, month_columns, month_melts, year_melts
from pmo_analytics.importing.month_kinds import kind_notes, kinds_left
from pmo_analytics.importing.month_reports import (
    Reports,
    report_melts,
    report_notes,
    reports_across,
    reports_in_rows,
    with_amounts,
)
from pmo_analytics.importing.month_rows import month_column, month_notes
from pmo_analytics.importing.month_totals import with_totals
from pmo_analytics.importing.original_dates import date_notes, original_dates
from pmo_analytics.importing.plain_finishes import plain_finishes
from pmo_analytics.importing.quarters import kept_quarters, quarter_columns, quarter_melts
from pmo_analytics.importing.recognition import Match, Melt
from pmo_analytics.importing.staffing import effort_notes, has_people
from pmo_analytics.importing.stage_rows import Stages, may_list_stages, stage_notes, stage_rows
from pmo_analytics.reading import Finding

BESIDE_MONTHS = (("projects",), ("baseline_periods",))  # what a list of months of money is easily taken for


@dataclass(frozen=True)
class Shape:
    """What a table lists, and the columns that became rows.

    `told` is what is known beforehand of headers (key -> address, '' for none). `quarters` and `years` are columns of
    amounts by quarter and by year, of which some may stay as they are, `kinds` those of months whose kind has no field.
    `dates` (column -> address) are told apart as first agreed and as they stand now. `listed` is the column of months
    in rows, `staged` that of phases in rows; `reports` are months across that report on their projects, `is_history`
    says that rows do; `form` says that a row holds one thing of its project.
    """

    choice: Choice
    melts: list[Melt]
    told: Mapping[str, str]
    quarters: frozenset[int] = frozenset()
    years: tuple[Column, ...] = ()
    kinds: tuple[Column, ...] = ()
    dates: Mapping[int, str] = field(default_factory=dict)
    listed: Column | None = None
    staged: Stages | None = None
    reports: Reports | None = None
    form: LongForm | None = None
    is_history: bool = False
    apart: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_in_groups(self) -> bool:
        """Whether a project is named in the first of its rows and holds for those beneath."""
        return bool(self.staged or self.listed)


def shape_of(
    columns: Columns, known: Format | None, entity: str | None, told: Mapping[str, str], beside: Sequence[str],
    fiscal_start: int,
) -> Shape | None:  # fmt: skip
    """How the table lies; None where it reports on months, by lines or in columns, and their year is not told.

    `entity` is what the user says it is, `beside` are texts that may tell a year its months lack.
    """
    if known is not None:
        shape = Shape(Choice(entities_of(known)), format_melts(columns, known), told)
    elif entity is None and (lines := line_column(columns)):
        melts = line_melts(columns, lines, beside, fiscal_start)
        if not melts:
            return None
        shape = Shape(Choice(("projects", "baseline_periods")), melts, {key(lines.header.text): "", **told})
    elif entity in (None, "projects") and (form := long_form(columns, beside, fiscal_start)):
        shape = Shape(Choice(("projects",)), list(form.melts), {**form.told, **told}, form=form)
    elif entity in (None, "projects") and (reports := reports_across(columns)):
        melts = report_melts(columns, reports, beside, fiscal_start)
        if not melts:
            return None
        reports, amounts = with_amounts(reports, month_melts(columns, ("projects",), fiscal_start))
        apart = {key(one.header.text): "" for one in reports.beside}
        shape = Shape(Choice(("projects",)), [*melts, *amounts], {**apart, **told}, reports=reports)
    else:
        shape = _spread(columns, entity, told, fiscal_start)
    shape = replace(shape, melts=_untold(shape.melts, columns, told))
    return _settled(columns, shape, beside, is_known=known is not None)


def _spread(columns: Columns, entity: str | None, told: Mapping[str, str], fiscal_start: int) -> Shape:
    """What lies across the columns of a table that nobody knows, or in rows of their own where nothing does."""
    months = month_columns(columns)
    quarters = quarter_columns(columns) if not months else frozenset()  # beside months they are subtotals
    choice, listed, staged = Choice((entity,)) if entity else chosen(columns, months | quarters), None, None
    is_history = False
    if entity is None and not months | quarters:
        history = reports_in_rows(columns, choice)
        is_history, choice = history is not choice, history
        if choice.entities in BESIDE_MONTHS and (listed := month_column(columns, ORGANISATION)):
            choice = Choice(("budgets",))
        if may_list_stages(columns, choice.entities) and (staged := stage_rows(columns, frozenset(told))):
            choice = Choice((staged.entity,))
    years = benefit_years(columns, choice.entities)
    melts = month_melts(columns, choice.entities, fiscal_start)
    melts += quarter_melts(columns, choice.entities, fiscal_start) if quarters else []
    melts += benefit_melts(columns, years, fiscal_start)
    taken = [index for melt in melts for index in melt.headers]
    melts += year_melts(columns, [*taken, *(column.index for column in years)])
    return Shape(choice, melts, told, quarters, years, listed=listed, staged=staged, is_history=is_history)


def _settled(columns: Columns, shape: Shape, beside: Sequence[str], is_known: bool) -> Shape:
    """The shape with the entities of what lies across, and with what its columns that stay say beforehand."""
    choice, melts, quarters = _with_melted(shape.choice, shape.melts, columns), shape.melts, shape.quarters
    if is_known:
        return replace(shape, choice=choice)
    choice = with_totals(columns, choice, melts)
    if quarters and not melts and choice.entities in ((), ("projects",)) and tells_nothing_else(columns, quarters):
        choice = Choice(("budgets",))
    melted = {index for melt in melts for index in melt.headers}
    years = tuple(column for column in shape.years if column.index not in melted)
    kinds, dates = kinds_left(columns, melts, frozenset(shape.told)), original_dates(columns, choice.entities)
    finishes = plain_finishes(columns, choice.entities, choice.owner, beside)
    apart = {**finishes, **dates, **{column.index: "" for column in (*kinds, *years)}}
    apart |= {shape.staged.column.index: shape.staged.field} if shape.staged else {}
    named = {key(columns.all[index].header.text): address for index, address in apart.items()}
    return replace(shape, choice=choice, years=years, kinds=kinds, dates=dates, apart=named)


def shape_notes(columns: Columns, shape: Shape, matches: tuple[Match, ...], melts: Sequence[Melt]) -> Iterator[Finding]:
    """What was decided of the shape, once it is known which columns (`matches`, `melts`) were used."""
    used = {match.header for match in matches} | {index for melt in melts for index in melt.headers}
    yield from kept_quarters(columns, shape.quarters - used, shape.told)
    yield from fiscal_notes(columns, melts)
    yield from effort_notes(columns, melts)
    yield from month_notes(columns, shape.listed, matches)
    yield from kind_notes(columns, shape.kinds)
    yield from date_notes(columns, shape.dates, matches)
    yield from kept_years(columns, shape.years, shape.told)
    yield from stage_notes(columns, shape.staged, matches)
    yield from long_notes(columns, shape.form)
    yield from report_notes(columns, shape.reports, shape.is_history, matches, melts)


def entities_of(format: Format) -> tuple[str, ...]:
    """The entities that a format fills, in the order of its columns."""
    addresses = [address for address in format.columns.values() if address]
    return tuple(dict.fromkeys(address.split(".")[0] for address in addresses))


def _untold(melts: Sequence[Melt], columns: Columns, remembered: Mapping[str, str]) -> list[Melt]:
    """The melts without the columns of which it was said what they mean."""
    left = []
    for melt in melts:
        kept = [
            (index, name)
            for index, name in zip(melt.headers, melt.names, strict=True)
            if key(columns.all[index].header.text) not in remembered
        ]
        if kept:
            headers, names = zip(*kept, strict=True)
            left.append(replace(melt, headers=headers, names=names))
    return left


def _with_melted(choice: Choice, melts: Sequence[Melt], columns: Columns) -> Choice:
    """The choice with the entities of the melts; those alone, where the table says little else of its projects."""
    melted = tuple(dict.fromkeys(melt.entity for melt in melts if melt.entity not in choice.entities))
    if not melted:
        return choice
    if choice.entities in ((), ("projects",)) and not tells_of_projects(columns, melts):
        return Choice(melted)
    is_effort = set(melted) == {"assignments"}
    if is_effort and (choice.entities == ("people",) or choice.entities[:1] != ("projects",) and has_people(columns)):
        return Choice(melted)
    return Choice((*choice.entities, *melted), choice.owner)
