"""Plans worked out a second time: versions in force, the plan in force, the first one, what changed and began anew."""

from datetime import date
from math import inf
from typing import Any

from tests.sql.twin.invented import Row, month_end, number_of
from tests.sql.twin.plan_history_invented import PlanHistory
from tests.sql.twin.plans import TOLERANCE
from tests.sql.twin.shapes import Tables

NAMES = ("baseline_start", "baseline_finish", "budget_at_completion")
MADE = ("baseline_versions", "baseline_in_force", "plan_changes", "original_plans", "plan_breaks", "plans")
SHORT = ("start", "finish", "budget")


def plan_tables(histories: list[PlanHistory]) -> Tables:
    """The rows of each table of plans, by its name."""
    found: Tables = {}
    for one in histories:
        for name, rows in _Plans(one).tables().items():
            found.setdefault(name, []).extend(rows)
    return found


def _standing(loads: list[tuple[int, list[Row]]], place: int, keys: tuple[str, ...]) -> list[tuple[int, list[Row]]]:
    """The loads that still hold in a month: no later one, known by then, brought one of their rows anew. What has no
    name is never the same."""
    known = [(known_from, rows) for known_from, rows in loads if known_from <= place]
    named = [({tuple(row.get(key) for key in keys) for row in rows} - {(None,)}, (known_from, rows))
             for known_from, rows in known]  # fmt: skip
    return [load for told, load in named if not any(told & others and later[0] > load[0] for others, later in named)]


def _number(version: str | None) -> float:
    try:
        return float(version)
    except (TypeError, ValueError):
        return -1


class _Plans:
    """The months of one project, one after another."""

    def __init__(self, history: PlanHistory) -> None:
        self.history, self.name = history, history.name
        self.last: Row = {}  # as last reported
        self.told: Row = {}  # the first and the last value known of each, where it is no estimate
        self.changed_on = self.held = None
        self.made: list[Row] = []
        self.heads: list[tuple[date, dict[str, Row]]] = []
        self.seen: Any = None

    def tables(self) -> Tables:
        found: Tables = {f"core.{name}": [] for name in MADE}
        heard = sorted([*self.history.reports, *self.history.bare], key=lambda row: row["period"])
        reports = {number_of(row["period"]): row for row in heard}
        for place in range(max(reports) + 1):
            self._draw_curves(place)
            if place in reports:
                for name, row in self._month(place, reports[place]).items():
                    found[f"core.{name}"].append(row)
        found["core.plan_breaks"] = self._breaks(heard, found["core.plan_changes"])
        found["core.plans"] = self._both(found["core.baseline_in_force"], found["core.original_plans"])
        return found

    def _draw_curves(self, place: int) -> None:
        """The heads of the curves that hold, in each month in which others hold than before."""
        loads = _standing(self.history.curves, place, ("version", "month"))
        if loads != self.seen:
            self.seen = loads
            curves: dict[str, list[Row]] = {}
            for _, rows in loads:
                for row in rows:
                    curves.setdefault(row.get("version", ""), []).append(row)
            heads = {version: _head(rows) for version, rows in curves.items() if len(rows) > 1}
            self.heads += [(month_end(place), heads)] if heads else []

    def _month(self, place: int, report: Row) -> Tables:
        rows = [row for _, told in _standing(self.history.versions, place, ("version",)) for row in told]
        approved = _approved(rows, report, place)
        drawn_on, heads = self.heads[-1] if self.heads else (None, {})
        curve = _matching(heads, approved, report)
        version = approved.get("version", "") if approved else curve or ""
        self.last |= {name: report[name] for name in NAMES if name in report}
        own = {name: report.get(name, (approved or {}).get(name)) for name in NAMES}
        is_foreign = bool(approved) and "currency" in approved
        if is_foreign:
            own["budget_at_completion"] = report.get("budget_at_completion")
        head = heads.get(curve, {}) if curve is not None else {}
        told = {name: (own[name], self.last.get(name), head.get(name)) for name in NAMES}
        plan = {name: next((one for one in values if one is not None), None) for name, values in told.items()}
        budget, reason = plan["budget_at_completion"], None
        if budget is None:
            reason = "FX_MISSING(baselines.currency)" if is_foreign else "NO_BASELINE"
        elif budget <= 0:
            reason = "INVALID_INPUT(budget_at_completion)"
        plan["budget_at_completion"] = None if reason else budget
        shared = {"project_id": self.name, "period": report["period"], "version": version}
        curved = {"curve_period": drawn_on if curve is not None else None, "curve_version": curve}
        rough = {short: own[name] is None and plan[name] is not None for name, short in zip(NAMES, SHORT, strict=True)}
        row = {**shared, **plan, "budget_reason": reason, **{f"is_{short}_estimated": rough[short] for short in SHORT},
               "is_start_of_tasks": False, "is_finish_of_tasks": False, **curved}  # fmt: skip
        change = self._change(row, rows)
        self.made.append(row)
        of_version = {name: (approved or {}).get(name) for name in NAMES}
        of_version["budget_at_completion"] = None if is_foreign else of_version["budget_at_completion"]
        return {
            "baseline_versions": {**shared, **of_version, "is_foreign": is_foreign, **curved},
            "baseline_in_force": row, "original_plans": self._original(row, rows, report),
        } | ({"plan_changes": change} if change else {})  # fmt: skip

    def _change(self, row: Row, versions: list[Row]) -> Row | None:
        """Whether the project works to another plan than it was last known to."""
        is_changed = False
        for short, name in (
            ("budget", "budget_at_completion"),
            ("finish", "baseline_finish"),
            ("start", "baseline_start"),
        ):
            value = None if row[f"is_{short}_estimated"] else row[name]
            if value is not None:
                is_changed |= short != "start" and self.told.get(name, value) != value
                self.told[name] = value
                self.told.setdefault(f"first {name}", value)
        over = {one.get("version", "") for one in versions if one.get("kind") == "over_target"}
        is_over = bool(self.made) and row["version"] != self.made[-1]["version"] and row["version"] in over
        if not (is_changed or is_over):
            return None
        self.changed_on = row["period"]
        return {"project_id": self.name, "period": row["period"], "is_over_target": is_over}

    def _original(self, row: Row, versions: list[Row], report: Row) -> Row:
        """The plan first approved: the version called original, else the first one known."""
        called = sorted((one for one in versions if one.get("kind") == "original"), key=_since)
        first = {name: next((one[name] for one in called if name in one and (
            name != "budget_at_completion" or "currency" not in one
        )), self.told.get(f"first {name}")) for name in NAMES}  # fmt: skip
        told = report.get("original_budget", first["budget_at_completion"])
        budget = told if told is not None and told > 0 else None
        in_force = row["budget_at_completion"]
        is_dearer = None not in (in_force, budget) and abs(in_force - budget) > TOLERANCE * budget
        is_moved = None not in (row["baseline_finish"], first["baseline_finish"]) and (
            row["baseline_finish"] != first["baseline_finish"])  # fmt: skip
        is_other = is_dearer or is_moved
        if not is_other:
            self.held = row
        held = self.held or {"version": None, "curve_period": None, "curve_version": None, "period": None}
        version = called[0].get("version", "") if called else held["version"] or ""
        sent_on = None
        if is_other and version and version != row["version"]:
            sent_on = max((day for day, heads in self.heads if version in heads), default=None)
        approved = [one["approved_on"] for one in versions if one.get("version", "") == row["version"]
                    and one.get("kind") != "original" and "approved_on" in one]  # fmt: skip
        start = first["baseline_start"]
        return {
            "project_id": self.name, "period": row["period"], "version": version,
            "baseline_start": row["baseline_start"] if start is None else start,
            "baseline_finish": first["baseline_finish"], "budget_at_completion": budget,
            "budget_reason": None if budget else "NO_BASELINE" if told is None else "INVALID_INPUT(original_budget)",
            "is_start_estimated": start is None and row["baseline_start"] is not None,
            "curve_period": sent_on or held["curve_period"],
            "curve_version": version if sent_on else held["curve_version"], "held_until": held["period"],
            "is_rebaselined": is_other, "rebaselined_on": max(approved, default=self.changed_on) if is_other else None,
        }  # fmt: skip

    def _breaks(self, reports: list[Row], changes: list[Row]) -> list[Row]:
        """Since when amounts are comparable: they began anew where they fell in the month of a change."""
        over = {row["period"]: row["is_over_target"] for row in changes}
        known: Row = {}
        latest = dict.fromkeys(("changed_on", "window_start", "earned_anew_on", "cost_anew_on"))
        found = []
        for report in reports:
            fell = {}
            for name in ("earned_value", "actual_cost"):
                value, before = report.get(name), known.get(name)
                fell[name] = None not in (value, before) and value < before * (1 - TOLERANCE)
                known |= {name: value} if value is not None else {}
            day = report["period"]
            if day in over:
                latest["changed_on"] = day
                anew = {"earned_anew_on": fell["earned_value"], "cost_anew_on": fell["actual_cost"],
                        "window_start": over[day] or any(fell.values())}  # fmt: skip
                latest |= {name: day for name, applies in anew.items() if applies}
            if latest["changed_on"]:
                found.append({"project_id": self.name, "period": day, **latest})
        return found

    def _both(self, in_force: list[Row], originals: list[Row]) -> list[Row]:
        """The plan in force and, where it is another, the first one, each with the month since which it is the same."""
        found, kept = [], ("version", *NAMES, "budget_reason", "is_start_estimated", "curve_period", "curve_version")
        for basis, rows in (("current", in_force), ("original", [row for row in originals if row["is_rebaselined"]])):
            since = last = None
            for row in rows:
                plan = [row[name] for name in (*kept[:4], "curve_period", "curve_version")]
                since, last = (since, last) if plan == last else (row["period"], plan)
                found.append({
                    "basis": basis, "project_id": self.name, "period": row["period"],
                    **{name: row[name] for name in kept},
                    "is_finish_estimated": row.get("is_finish_estimated", False), "is_start_of_tasks": False,
                    "is_finish_of_tasks": False, "budgets_period": None, "plan_period": since,
                })  # fmt: skip
        return found


def _since(row: Row) -> tuple:
    """Since when a version is a plan: its approval, else the month from which it counts, else the month it came in; of
    two since one day the lower number is the earlier one."""
    day = row.get("approved_on", row.get("effective_period", row["period"]))
    number, version = _number(row.get("version")), row.get("version", "")
    return day, number if number >= 0 else inf, version


def _approved(rows: list[Row], report: Row, place: int) -> Row | None:
    """The version that the report names, else the latest one that is effective by then."""
    effective = [
        row for row in rows if row.get("effective_period", row.get("approved_on", date.min)) <= month_end(place)
    ]

    def rank(row: Row) -> tuple:
        version = row.get("version")
        is_named = version is not None and version == report.get("baseline_version")
        begins = row.get("effective_period", row.get("approved_on", date.min))
        return is_named, begins, row.get("kind") != "original", _number(version), version or "", row["period"]

    return max(effective, key=rank, default=None)


def _matching(heads: dict[str, Row], approved: Row | None, report: Row) -> str | None:
    """The curve of the version in force, else one without a name; without a version the one that the report names."""
    version = approved.get("version", "") if approved else None
    wanted = report.get("baseline_version") if version is None else version
    usable = [name for name in heads if version is None or name in (version, "")]
    return max(usable, key=lambda name: (name == wanted, _number(name), name), default=None)


def _head(rows: list[Row]) -> Row:
    """The first day of a curve, the month that reaches its total, and the total where it is money."""
    ordered = sorted(rows, key=lambda row: row["month"])
    values, so_far = [], 0.0
    for row in ordered:
        so_far += row.get("planned_value_this_period", 0)
        values.append(row.get("planned_value", row.get("planned_percent", so_far)))
    reached = ordered[values.index(max(values))]["month"]
    is_money = "planned_percent" not in ordered[0]
    return {"baseline_start": ordered[0]["month"].replace(day=1), "baseline_finish": reached,
            "budget_at_completion": values[-1] if is_money else None}  # fmt: skip
