"""From a rolled-up value back to the projects in it, and to those that are left out and why."""

from datetime import date

from pmo_analytics import warehouse
from pmo_analytics.explaining.tracing import flags_of, method_of, parts_of, plain_row, rule_of, said, unknown
from pmo_analytics.explaining.values import Explanation, Group, Part
from pmo_analytics.warehouse import Filters

LEVELS = ("portfolio", "programme", "department", "manager")


def explain_group(
    indicator: str, level: str, name: str = "", period: date | None = None, as_of: str | None = None
) -> Explanation:
    """Where the rolled-up value of a group comes from: `level` is portfolio, programme, department or manager, an empty
    `name` all projects together. Without `period`, of the last month that has it.

    Raises UnknownName where the snapshot has no such indicator, group or month.
    """
    filters = Filters(as_of=as_of)
    asked = {"indicator": indicator, "level": level, "name": name}
    rows = warehouse.ask("group", filters, asked | {"period": period}).to_dict("records")
    if not rows:
        raise unknown(indicator, name or level, period, filters)
    row = plain_row(rows[0])
    found = warehouse.ask("group_projects", filters, asked | {"period": row["period"]}).to_dict("records")
    plain = ("indicator", "period", "unit", "value", "numerator", "denominator", "reason", "source")
    return Explanation(
        **{one: row[one] for one in plain},
        grain=level, subject_id=name or level, project_id=None, label=said(row, "label"), meaning=said(row, "meaning"),
        parts=parts_of(row), formula=None, method=method_of(row), flags=flags_of(row), rule=rule_of(row),
        group=Group(
            level=level, name=name, rollup=row["rollup"], coverage=row["coverage"],
            count_projects=row["count_projects"], count_with_value=row["count_with_value"],
            parts=tuple(Part(**_part(plain_row(one))) for one in found),
        ),
    )  # fmt: skip


def _part(row: dict[str, object]) -> dict[str, object]:
    return {name: row[name] for name in Part.__dataclass_fields__}
