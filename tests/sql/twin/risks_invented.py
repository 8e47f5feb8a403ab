"""Invented risks and opportunities: rated on scales or off them, valued or not, closed, reopened, occurred, overdue."""

from datetime import date, timedelta
from random import Random

from tests.sql.twin.invented import Row
from tests.sql.twin.reports import Place, Reports

DATES = ("raised_on", "due_on", "reviewed_on", "closed_on")
SCORES = ("probability_score", "impact_score", "residual_probability_score", "residual_impact_score")


def risks(reports: Reports, seed: int) -> tuple[list[Row], list[Place]]:
    """Typed rows, and the projects and months for which a register was sent without a risk of theirs."""
    rows, without = [], []
    for project, periods in reports.months().items():
        chance = Random(f"{seed}-{project}-risks")
        if chance.random() < 0.1:
            continue  # sends none
        likely = chance.choice((0.5, 0.9, 1))
        many = [_Risk(chance, project, f"R{number}", periods[0]) for number in range(chance.choice((0, 2, 6, 9, 14)))]
        for period in periods:
            if chance.random() < 0.1:
                continue  # not sent this month
            sent = [row for one in many if (row := one.row(period, likely))]
            rows += sent
            without += [] if sent else [(project, period)]
    return rows, without


class _Risk:
    """One risk while its rows are written."""

    def __init__(self, chance: Random, project: str, name: str, first: date) -> None:
        self.chance = chance
        self.names = {"project_id": project, "risk_id": name}
        self.kind = chance.choices(("threat", "opportunity", None), (60, 15, 25))[0]
        self.raised = first + timedelta(days=chance.randint(-200, 400))
        self.scores = {name: chance.randint(1, 5) for name in SCORES}
        if chance.random() < 0.1:
            self.scores[chance.choice(SCORES)] = chance.choice((0, 6, 9))
        self.money = {
            "probability": chance.choice((0.05, 0.2, 0.5, 0.9, 1)),
            "cost_impact": chance.choice((0, 250.25, 9000, 400)),
            "residual_probability": chance.choice((0.05, 0.3, 1)), "residual_cost_impact": chance.choice((0, 80, 7000)),
            "response_cost": chance.choice((0, 55.5)),
        }  # fmt: skip
        if chance.random() < 0.08:
            self.money[chance.choice(("probability", "residual_probability"))] = chance.choice((1.2, -0.1))
        if chance.random() < 0.08:
            self.money[chance.choice(("cost_impact", "residual_cost_impact"))] = -100
        self.is_treated = chance.random() < 0.5
        self.is_foreign = chance.random() < 0.06
        self.status: str | None = "open"

    def row(self, period: date, likely: float) -> Row | None:
        chance = self.chance
        if self.raised > period + timedelta(days=20) or chance.random() < 0.03:
            return None
        if chance.random() < 0.15:
            self.status = chance.choice(("open", "open", "closed", "occurred", "cancelled", "on_hold", None))
        values = {name: value for name, value in {**self.scores, **self.money}.items() if chance.random() < likely
                  and (self.is_treated or not name.startswith("residual"))}  # fmt: skip
        row: Row = {
            **self.names, "period": period, "kind": self.kind, "status": self.status, "raised_on": self.raised,
            "due_on": self.raised + timedelta(days=chance.choice((20, 90, 400))),
            "reviewed_on": period - timedelta(days=chance.choice((-30, 0, 10, 59, 60, 61, 62, 90, 300))), **values,
        }  # fmt: skip
        if self.status in ("closed", None) and chance.random() < 0.6:
            row["closed_on"] = period - timedelta(days=chance.choice((-15, 0, 30, 100, 900)))
        if self.is_foreign:
            row["currency"] = "USD"
        row |= self._stated(values)
        return {name: value for name, value in row.items()
                if value is not None and (name not in DATES or chance.random() < 0.93)}  # fmt: skip

    def _stated(self, values: Row) -> Row:
        """What the register says of its own products, now and then wrong."""
        chance, found = self.chance, {}
        for name, one, other in (("score", "probability_score", "impact_score"),
                                 ("residual_score", "residual_probability_score", "residual_impact_score"),
                                 ("expected_value", "probability", "cost_impact")):  # fmt: skip
            if one in values and other in values and chance.random() < 0.4:
                found[name] = round(values[one] * values[other], 2) + chance.choice((0, 0, 0, 2))
        return found


def wrong_risk(row: Row) -> Row:
    """Another value for each field that tells something of a risk."""
    scores = {name: 3 if row[name] == 4 else 4 for name in SCORES if name in row}
    money = {name: 0.44 if "probability" in name else 1234 for name in (
        "probability", "cost_impact", "residual_probability", "residual_cost_impact", "response_cost", "expected_value",
        "score", "residual_score") if name in row}  # fmt: skip
    later = {name: row[name] + timedelta(days=77) for name in DATES if name in row}
    other = {"status": "closed" if row.get("status") == "open" else "open",
             "kind": "opportunity" if row.get("kind") == "threat" else "threat"}  # fmt: skip
    return scores | money | later | {name: value for name, value in other.items() if name in row}
