"""What the reader of values does not tell about a sheet: collected by one scan before the sheet is read."""

from dataclasses import dataclass, field

from pmo_analytics.importing.opening.moments import odd_moment
from pmo_analytics.importing.opening.styles import Styles
from pmo_analytics.importing.sheets import Merged

UNCALCULATED = "#UNCALCULATED"
ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
LAST_COLUMN = 16_384


@dataclass
class Marks:
    """Positions are 0-based. `texts[column][row]` takes the place of what is read there, `percents[column]` are the
    rows of percent-formatted numbers, `fills[row][column]` the traffic-light colour of a cell's fill. `merged` is only
    for kinds of files whose merged cells the reader of values does not tell."""

    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    percents: dict[int, list[int]] = field(default_factory=dict)
    fills: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    has_formulas: bool = False
    has_other_errors: bool = False

    def say(self, row: int, column: int, text: str) -> None:
        """This cell reads `text`, whatever is stored in it."""
        self.texts.setdefault(column, {})[row] = text

    def error(self, row: int, column: int, code: str) -> None:
        """This cell holds an error; those that came after Excel 2007 the reader of values does not know."""
        self.say(row, column, code)
        self.has_other_errors |= code not in ERRORS

    def percent(self, row: int, column: int) -> None:
        """The number in this cell is shown as a percentage."""
        self.percents.setdefault(column, []).append(row)

    def fill(self, row: int, column: int, colour: str) -> None:
        """This cell is filled like a traffic light."""
        self.fills.setdefault(row, {})[column] = colour


@dataclass
class SheetScan:
    """A sheet's marks, and the size of the area that its non-blank cells need at most, counted from A1."""

    marks: Marks = field(default_factory=Marks)
    count_rows: int = 0
    count_columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """A non-blank cell lies here, 0-based."""
        self.count_rows = max(self.count_rows, row + 1)
        self.count_columns = max(self.count_columns, column + 1)

    def number(self, row: int, column: int, number: float | str, style: int, styles: Styles, is_1904: bool) -> None:
        """A number of that style lies here."""
        self.reach(row, column)
        if style in styles.percent:
            self.marks.percent(row, column)
        elif style in styles.calendar or style in styles.clock:
            text = odd_moment(number, style in styles.calendar, is_1904)
            if text is not None:
                self.marks.say(row, column, text)


@dataclass(frozen=True)
class Survey:
    """The marks of a workbook's sheets by name; `is_recalculated_on_load`: stored results may be none."""

    marks: dict[str, Marks]
    is_recalculated_on_load: bool = False
