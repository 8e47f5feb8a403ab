"""What the reader of values does not tell about a sheet: collected by one scan before the sheet is read."""

from dataclasses import dataclass, field

UNCALCULATED = "#UNCALCULATED"


@dataclass
class Marks:
    """Positions are 0-based. `texts[column][row]` takes the place of what is read there, `percents[column]` are the
    rows of percent-formatted numbers, `fills[row][column]` the traffic-light colour of a cell's fill."""

    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    percents: dict[int, list[int]] = field(default_factory=dict)
    fills: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    has_formulas: bool = False

    def say(self, row: int, column: int, text: str) -> None:
        """This cell reads `text`, whatever is stored in it."""
        self.texts.setdefault(column, {})[row] = text

    def percent(self, row: int, column: int) -> None:
        """The number in this cell is shown as a percentage."""
        self.percents.setdefault(column, []).append(row)

    def fill(self, row: int, column: int, colour: str) -> None:
        """This cell is filled like a traffic light."""
        self.fills.setdefault(row, {})[column] = colour
