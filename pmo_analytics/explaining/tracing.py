"""From one value back to the cells it was read from, as the snapshot knows them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any

import pandas as pd

from pmo_analytics import warehouse
from pmo_analytics.display import is_nothing
from pmo_analytics.errors import UnknownName
from pmo_analytics.explaining.finishes import TOLD_BESIDE
from pmo_analytics.explaining.formulas import holds, terms
from pmo_analytics.explaining.values import Cell, Explanation, FinishMethod, Input, Read, Rule
from pmo_analytics.fields import Entity, Field, dictionary
from pmo_analytics.warehouse import Filters

MOST_CELLS = 200  # of one field
FOLLOWED = ("tasks", "changes")  # kinds of rows of which what earlier months said counts too
BOUNDS = ("amber", "red", "low_amber", "low_red")

Row = Mapping[str, Any]


def explain(indicator: str, subject: str, period: date | None = None, as_of: str | None = None) -> Explanation:
    """Where the value of `indicator` comes from, for `subject` (a project, person, role ... as `subject_id` names it)
    in the month ending on `period`, else in the last month that has one.

    Raises UnknownName where the snapshot has no such indicator, subject or month.
    """
    return Subject.of(indicator, subject, period, as_of).explanation(indicator)


def unknown(indicator: str, subject: str, period: date | None, filters: Filters) -> UnknownName:
    """What to raise where there is no such value: the nearest indicators where there is none of that name."""
    there = warehouse.read("dictionary_indicators", filters)["indicator"].tolist()
    if indicator not in there:
        nearest = ", ".join(get_close_matches(indicator, there, n=3))
        key = "explaining.indicator_unknown" if nearest else "explaining.indicator_unknown_far"
        return UnknownName(key, indicator=indicator, nearest=nearest)
    if period is None:
        return UnknownName("explaining.unknown_ever", indicator=indicator, subject=subject)
    return UnknownName("explaining.unknown", indicator=indicator, subject=subject, period=f"{period:%Y-%m}")


def rule_of(row: Row) -> Rule:
    """How a value becomes a light, from what its profile, the register, and perhaps the lights, say of it."""
    bounds = {name: row[name] for name in BOUNDS if row[name] is not None}
    is_own = bool(row["is_own"])
    since = (row["bounds_from"],) if is_own else (row["held_from"], row["bounds_from"])
    return Rule(
        better=row["better"], bounds=bounds, has_own_bounds=is_own, light=row["light"], profile=row["profile"],
        since=max(filter(None, since), default=None), dimension=row["dimension"],
        light_given=row.get("light_given"), superseded_by=row["superseded_by"],
        is_silent=row.get("is_silent", False), dimension_light=row.get("dimension_light"),
        is_held=bool(row.get("is_held")), is_withheld="LATE_STAGE" in flags_of(row),
    )  # fmt: skip


def said(row: Row, name: str) -> dict[str, str]:
    """Both languages of a text of the register."""
    return {language: row[f"{name}_{language}"] for language in ("en", "zh")}


def flags_of(row: Row) -> tuple[str, ...]:
    """The flags of a value, one by one."""
    return tuple(filter(None, (row["flags"] or "").split(",")))


def plain_row(row: Row) -> dict[str, Any]:
    """A row of a data frame with None for all that is missing, dates for timestamps."""
    return {name: _value(name, value) for name, value in row.items()}


class Subject:
    """What can be explained of one subject in one month: all values it has, with the cells behind them."""

    def __init__(self, rows: list[dict[str, Any]], filters: Filters) -> None:
        self.asked, self.filters = rows[0], filters
        self.known = {row["indicator"]: row for row in rows}
        self.cells: dict[str, dict[str, list[tuple[Row, Cell]]]] = {}

    @classmethod
    def of(cls, indicator: str, subject: str, period: date | None = None, as_of: str | None = None) -> "Subject":
        """The subject as `indicator` names it; UnknownName where the snapshot has none such."""
        filters = Filters(as_of=as_of)
        asked = {"indicator": indicator, "subject": subject, "period": period}
        rows = [plain_row(row) for row in warehouse.ask("values", filters, asked).to_dict("records")]
        if not rows:
            raise unknown(indicator, subject, period, filters)
        return cls(rows, replace(filters, project=rows[0]["project_id"]))

    def explanation(self, indicator: str) -> Explanation:
        """Where the subject's value of `indicator` comes from."""
        asked, inputs = self.known[indicator], self._inputs(indicator, frozenset())
        values = {one.address: one.value for top in inputs for one in top.everything()}
        plain = ("indicator", "grain", "subject_id", "project_id", "period", "unit", "value", "numerator",
                 "denominator", "reason", "source")  # fmt: skip
        return Explanation(
            **{name: asked[name] for name in plain},
            label=said(asked, "label"), meaning=said(asked, "meaning"), parts=parts_of(asked),
            formula=asked["formula"] if holds(asked["formula"], asked["value"], values) else None,
            method=method_of(asked), flags=flags_of(asked), rule=rule_of(asked), inputs=inputs,
            methods=self._methods(indicator),
        )  # fmt: skip

    def _methods(self, name: str) -> tuple[FinishMethod, ...]:
        """The finish by each method, beside a value that tells of a finish."""
        if name not in TOLD_BESIDE:
            return ()
        found = warehouse.read("finish_methods", replace(self.filters, period=self.asked["period"]))
        return tuple(
            FinishMethod(
                **{one: row[one] for one in ("basis", "pressure", "duration_months", "finish_date", "reason")},
                flags=flags_of(row), is_taken=(row["basis"], row["pressure"]) == TOLD_BESIDE[name],
            )
            for row in map(plain_row, found.to_dict("records"))
        )  # fmt: skip

    def _made_of(self, name: str) -> list[str]:
        """The other indicators that make this one, by its formula or its model."""
        row = self.known[name]
        return [one for one in dict.fromkeys((*terms(row["formula"]), *row["reads"])) if one in self.known]

    def _inputs(self, name: str, above: frozenset[str]) -> tuple[Input, ...]:
        above |= {name}
        made_of = tuple(self._indicator(one, above) for one in self._made_of(name) if one not in above)
        told = {below.address for one in made_of for below in one.everything()}
        as_reported = self.known[name]["as_reported"] or ()
        fields = tuple(
            self._field(address, address in as_reported)
            for address in self.known[name]["inputs"]
            if address not in told
        )
        silent = {one.address for one in fields if not one.cells and not one.earlier}
        return made_of + fields + tuple(self._stand_ins(silent, above | told))

    def _stand_ins(self, silent: set[str], above: frozenset[str]) -> Iterator[Input]:
        """What is heard in the place of fields that nothing was loaded for, where anything was loaded for that."""
        for name, row in self.known.items():
            if silent & set(row["stands_in_for"] or ()) and name not in above:
                told = self._indicator(name, above)
                if any(one.cells and not one.address.startswith("projects.") for one in told.inputs):
                    yield told

    def _indicator(self, name: str, above: frozenset[str]) -> Input:
        row = self.known[name]
        return Input(name, said(row, "label"), row["unit"], row["value"], row["reason"],
                     inputs=self._inputs(name, above))  # fmt: skip

    def _field(self, address: str, as_reported: bool) -> Input:
        field = field_at(address)
        found = self._cells_of(field.entity).get(field.name, [])
        known = [(row, cell) for row, cell in found if not row["is_first"]]
        cells = tuple(cell for row, cell in known if row["is_latest"] and cell.is_shown)
        return Input(
            address, field.label, field.display_unit, cells=cells,
            value=cells[0].value if len(cells) == 1 else None,
            others=tuple(cell for row, cell in known if row["is_latest"] and not cell.is_shown),
            earlier=tuple(
                cell for row, cell in (found if as_reported else known)
                if not row["is_latest"] and cell.is_shown and not (as_reported and row["kind"])
            ),
            count_cells=int(found[0][0]["count_cells"]) if found else 0, as_reported=as_reported,
        )  # fmt: skip

    def _cells_of(self, entity: str) -> dict[str, list[tuple[Row, Cell]]]:
        """The cells of one kind of rows by field: of all fields that any value of the subject reads, asked for once."""
        if entity not in self.cells:
            kind = dictionary().entities[entity]
            read = {address for row in self.known.values() for address in row["inputs"]}
            fields = [name for name in kind.fields if f"{entity}.{name}" in read]
            self.cells[entity] = found = {}
            for row in map(plain_row, self._ask(kind, fields).to_dict("records")):
                found.setdefault(row["field"], []).append((row, _cell(row, kind.fields[row["field"]])))
        return self.cells[entity]

    def _ask(self, entity: Entity, fields: list[str]) -> pd.DataFrame:
        """The cells of one kind of rows. Where there is one row for each month, or a row speaks about a month by
        itself, the months before have their say too."""
        asked = self.asked
        names = [] if entity.name == "projects" else [f for f in entity.fields if f.split("_")[0] == asked["grain"]]
        of_subject = asked["grain"] != "project" and names
        return warehouse.ask("cells", self.filters, {
            "entity": entity.name, "written": f"ledger.{entity.name}", "known": f"core.{entity.name}",
            "fields": fields, "names": names, "period": asked["period"], "most": MOST_CELLS,
            "project": asked["project_id"] if entity.of_project else "",
            "subject": asked["subject_id"] if of_subject else None,
            "looks_back": not of_subject and (
                not entity.key_parts or entity.by_month and not entity.standing or entity.name in FOLLOWED
            ),
        })  # fmt: skip


def field_at(address: str) -> Field:
    """The field of the dictionary at `entity.field`."""
    entity, _, name = address.partition(".")
    return dictionary().entities[entity].fields[name]


def _cell(row: Row, field: Field) -> Cell:
    plain = ("file_name", "sheet", "cell", "header", "text", "multiplier", "period", "month", "project_id", "row_key",
             "is_shown", "problem", "problem_text", "severity", "load_id", "recorded_by", "recorded_at")  # fmt: skip
    return Cell(value=_typed(row["value"], field), **{name: row[name] for name in plain})


def _typed(text: str | None, field: Field) -> Read:
    if text is None or field.display_unit == "text":
        return text
    if field.display_unit == "date":
        return date.fromisoformat(text)
    return text == "true" if field.display_unit == "flag" else float(text)


def method_of(row: Row) -> dict[str, str] | None:
    """The sentence of the register that says how the value is made; None where a formula or parts say it."""
    return said(row, "method") if row["method_en"] else None


def parts_of(row: Row) -> dict[str, tuple[dict[str, str], str]]:
    """What upper and lower part are called, by the register, else, in English alone, by the model; and their units.
    Nothing where the figure is no ratio."""
    if row["numerator"] is None or row["denominator"] is None:
        return {}
    return {name: (_part(row, name), row[f"{name}_unit"]) for name in ("numerator", "denominator")}


def _part(row: Row, name: str) -> dict[str, str]:
    if row[f"{name}_en"]:
        return said(row, name)
    return {"en": str(row[f"{name}_said"]).partition(";")[0].strip()}


def _value(name: str, value: Any) -> Any:
    if getattr(value, "ndim", 0):
        return list(value)
    if is_nothing(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime() if name == "recorded_at" else value.date()
    return value.item() if hasattr(value, "item") else value
