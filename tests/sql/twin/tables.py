"""What the budget table of one project says in a month: of each month, of the fiscal year, and of cost to date."""

from collections import defaultdict
from datetime import date

from tests.sql.twin.invented import Row, number_of
from tests.sql.twin.money_invented import CURRENCY

FOREIGN = "FX_MISSING(budgets.currency)"


class Table:
    """The rows of one project by report and month, both counted from January 2024."""

    def __init__(self, rows: list[Row], currency: dict[int, str | None]) -> None:
        self.rows: dict[int, list[Row]] = defaultdict(list)
        self.currency = currency
        for row in rows:
            self.rows[number_of(row["period"])].append(row)

    def known(self, place: int, month: int) -> list[Row]:
        """What was said of a month by then, oldest report first."""
        return [row | {"told": told} for told in sorted(self.rows) if told <= place for row in self.rows[told]
                if "month" in row and number_of(row["month"]) == month]  # fmt: skip

    def months(self, place: int) -> list[int]:
        """All months of which something was said by then."""
        return sorted({number_of(row["month"]) for told, rows in self.rows.items() if told <= place
                       for row in rows if "month" in row})  # fmt: skip

    def newest(self, place: int, month: int, name: str) -> tuple[float | None, int | None]:
        """What the newest report that says it approves or expects of a month, and which report that is."""
        told = [row for row in self.known(place, month) if name in row]
        if not told:
            return None, None
        last = told[-1]["told"]
        return round(sum(row[name] for row in told if row["told"] == last), 6), last

    def counted(self, place: int, month: int) -> list[Row]:
        """The rows of a month that are in one of its amounts."""
        last = {name: self.newest(place, month, name)[1] for name in ("budget", "forecast", "committed")}
        stated = (row for row in self.known(place, month) if any(row["told"] == last[it] for it in last if it in row))
        return [*stated, *self.booked(place, month)]

    def booked(self, place: int, month: int) -> list[Row]:
        """The rows that say the cost of a month, each line as last reported."""
        return list({row["line"]: row for row in self.known(place, month) if "actual" in row}.values())

    def actuals(self, place: int, month: int) -> dict[tuple, float]:
        """The cost of a month by line."""
        return {row["line"]: row["actual"] for row in self.booked(place, month)}

    def actual(self, place: int, month: int) -> float | None:
        booked = self.actuals(place, month)
        return round(sum(booked.values()), 6) if booked else None

    def is_partial(self, place: int, month: int) -> bool:
        """Whether a month that has passed has a cost of some lines only."""
        _, last = self.newest(place, month, "budget")
        budgeted = [row for row in self.known(place, month) if "budget" in row and row["told"] == last]
        booked = self.actuals(place, month)
        return bool(booked) and len(booked) < len(budgeted)

    def committed(self, place: int) -> float | None:
        told = [row["committed"] for row in self.rows.get(place, []) if "committed" in row]
        return round(sum(told), 6) if told else None

    def has_foreign_commitments(self, place: int) -> bool:
        rows = (row | {"told": place} for row in self.rows.get(place, []) if "committed" in row)
        return any(self.currency_of(row) != self.currency_at(place) for row in rows)

    def to_date(self, place: int, begun: dict[int, date | None]) -> Row:
        """Cost to date as every line of the month itself states it, else all months up to it, where one without a cost
        is a gap; and what the report adds to the one before."""
        told = self._to_date(place, begun.get(place))
        reports = [self._to_date(one, begun.get(one)) for one in sorted(self.rows) if one < place]
        before = next((one for one in reversed(reports) if one), {})
        month = None
        if told and before and not before["is_broken"] and not told["is_foreign"]:
            month = round(told["amount"] - before["amount"], 6)
        return told and told | {"month_cost": month}

    def _to_date(self, place: int, begun: date | None) -> Row:
        past = [row for row in self.rows.get(place, []) if "month" in row and number_of(row["month"]) <= place]
        own = [row for row in past if number_of(row["month"]) == place]
        if own and all("actual_to_date" in row for row in own):
            lines, is_gap, name = [row | {"told": place} for row in own], False, "actual_to_date"
        elif any("actual" in row for row in past):
            lines = [row for month in self.months(place) if month <= place for row in self.booked(place, month)]
            months = {number_of(row["month"]) for row in lines}
            is_gap = len(months) < place - min(months) + 1 or begun is not None and number_of(begun) < min(months)
            name = "actual"
        else:
            return {}
        amount = round(sum(row[name] for row in lines), 6)
        is_foreign = any(self.currency_of(row) != self.currency_at(place) for row in lines)
        invalid = "INVALID_INPUT(actual_cost)" if amount < 0 else None
        reason = FOREIGN if is_foreign else "PERIOD_GAP" if is_gap else invalid
        return {"amount": amount, "reason": reason, "is_broken": is_gap or is_foreign, "is_foreign": is_foreign,
                "is_estimated": name == "actual" and begun is None and not is_gap and not is_foreign}  # fmt: skip

    def currency_at(self, place: int) -> str:
        """The currency that the project reports in, the portfolio's where it names none."""
        return self.currency.get(place) or CURRENCY

    def currency_of(self, row: Row) -> str:
        """That of a line: its own, else its project's as of its report."""
        return row.get("currency") or self.currency_at(row["told"])
