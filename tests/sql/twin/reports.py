"""Forty invented projects with what their reports seldom are: dated on other days, silent while a register is sent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.sql.conftest import Portfolio
from tests.sql.twin.facts import facts
from tests.sql.twin.invented import Invented, Row, month_end

COUNT = 40
YUAN = 0.2  # euros
Place = tuple[str, date]


@dataclass
class Reports:
    """Typed rows by entity, an action standing for the other sheets of a month in which no report came; the same with
    a bare row for these months; and of each project and month what was reported, and its facts."""

    invented: Invented
    heard: Invented
    actions: list[Row]
    reported: dict[Place, Row]
    known: dict[Place, Row]

    @classmethod
    def of(cls, seed: int, count: int = COUNT, silent_share: float = 0.04) -> "Reports":
        chance, invented = Random(f"{seed}-reports"), Invented.of(seed, count)
        for row in invented.projects:
            _disturb(row, chance)
        silent = [place for place in range(len(invented.projects)) if chance.random() < silent_share]
        bare = [{name: invented.projects[place][name] for name in ("project_id", "period")} for place in silent]
        told = [row for place, row in enumerate(invented.projects) if place not in set(silent)]
        heard = Invented(
            [*told, *(row | {"is_silent": True} for row in bare)], invented.baselines, invented.baseline_periods
        )
        actions = [row | {"action_name": "Send the report"} for row in bare]
        invented = Invented(told, invented.baselines, invented.baseline_periods)
        return cls(invented, heard, actions, {}, {}).knowing(())

    def knowing(self, of_tasks: Iterable[Row]) -> "Reports":
        """The same, with facts that what tasks say has a part in."""
        rows = facts(self.heard, of_tasks).to_dict("records")
        known = {(row["project_id"], row["period"]): _without_nan(row) for row in rows}
        reported = {(row["project_id"], row["period"]): row for row in self.heard.projects}
        return replace(self, reported=reported, known=dict(sorted(known.items())))

    def load(self, portfolio: Portfolio) -> None:
        for entity in ("projects", "baselines", "baseline_periods"):
            portfolio.load(entity, *getattr(self.invented, entity))
        portfolio.load("actions", *self.actions)
        portfolio.load("fx_rates", {"project_id": "", "period": month_end(0), "currency": "CNY", "to_currency": "EUR",
                                    "rate": YUAN, "rate_type": "plan"})  # fmt: skip

    def months(self) -> dict[str, list[date]]:
        """The months of each project in which anything was reported of it."""
        found: dict[str, list[date]] = {}
        for project, period in sorted((row["project_id"], row["period"]) for row in self.heard.projects):
            found.setdefault(project, []).append(period)
        return found

    def version_in_force(self, known: Row) -> Row:
        """The approved version that a month's plan is of, as sent; {} where none is."""
        versions = [row for row in self.invented.baselines if row["project_id"] == known["project_id"]]
        return next((row for row in versions if row["version"] == known["version"]), {})


def currency_of(project: str) -> str:
    """The currency of a project's amounts: every seventh is in yuan."""
    return "CNY" if int(project[1:]) % 7 == 3 else "EUR"


def _without_nan(row: Row) -> Row:
    return {name: None if value != value else value for name, value in row.items()}


def _disturb(row: Row, chance: Random) -> None:
    """Some reports are dated before or after their month, some forecasts are old, some tolerances strange."""
    if chance.random() < 0.06:
        row["status_date"] = row["period"] + timedelta(days=chance.choice((-45, -31, -12, 4, 9)))
    if chance.random() < 0.5:
        row["time_tolerance_days"] = chance.choice((10, 30, 60, 60, 0, -5))
    row["currency"] = currency_of(row["project_id"])
    if chance.random() < 0.7:
        row["contingency_approved"] = chance.choice((0, 4000, 4000))
    if chance.random() < 0.9:
        row["contingency_drawn"] = chance.choice((1000, 3000, 5000))
    if "forecast_finish" in row and chance.random() < 0.15:
        row["forecast_finish"] = row["period"] - timedelta(days=chance.randint(0, 50))
    if "actual_finish" in row and chance.random() < 0.15:
        row["actual_finish"] = row["period"] + timedelta(days=chance.choice((3, 40)))
    if "actual_start" in row and chance.random() < 0.1:
        row["actual_start"] = row.get("status_date", row["period"]) + timedelta(days=chance.choice((-1, 0, 2, 25)))
    if chance.random() < 0.03:
        row["state"] = "on_hold"
