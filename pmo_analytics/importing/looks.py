"""What the values of a column look like, and whether a field of some type could hold them."""

import re
from dataclasses import dataclass

import pyarrow as pa

from pmo_analytics.fields import Field
from pmo_analytics.importing.area import cell_kind
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.periods import month_in
from pmo_analytics.importing.sheets import first_texts
from pmo_analytics.importing.totals import PLACEHOLDERS
from pmo_analytics.importing.traditional import narrow

SAMPLE = 200
LONG_TEXT = 25  # from here on an average text is a sentence rather than a name
LIGHT = re.compile(
    r"(?:(?:dark|light|bright)?\s*(?:red|amber|yellow|green|orange)|[rgay]|[红黄绿橙琥珀]{1,2}[色灯]?|[🟢🟡🔴🟠]"
    r"|fill:#[0-9a-f]{6}|on[- ]track|at risk|off[- ]track|delayed|late|正常|预警|延期|逾期|(?:轻微|严重)?(?:滞后|延期)"
    r"|按计划|需?关注|(?:有|存在)风险)"
    r"(?:\s*[/\-–和]\s*(?:red|amber|yellow|green|[rgay]|[红黄绿]))?"
    r"|(?:red|amber|yellow|green|orange|[红黄绿橙][色灯]?|[🟢🟡🔴🟠]) ?(?:预警|[rgay]|[-–:;,(↑↓→].*)"
)
FLAGS = frozenset({"true", "false", "yes", "no", "y", "n", "是", "否", "0", "1", "√", "×", "x"})
TRADES = {"number": frozenset({"money", "number", "ratio", "count", "hours", "days", "months", "score"})}


@dataclass(frozen=True)
class Look:
    """Shares (0-1) of a column's values, of which there are `count` in the sample; a value may count for several."""

    count: int
    dates: float
    numbers: float
    percents: float
    lights: float
    flags: float
    length: float
    values: frozenset[str]

    @property
    def is_light(self) -> bool:
        return self.count > 0 and self.lights >= 0.6 and self.numbers < 0.3

    @property
    def is_share(self) -> bool:
        """Numbers, some of them with a percent sign."""
        return self.count > 0 and self.numbers >= 0.9 and self.percents >= 0.2

    @property
    def is_sentence(self) -> bool:
        return self.count > 0 and self.length >= LONG_TEXT and self.numbers + self.dates < 0.2

    @property
    def is_number(self) -> bool:
        return self.count > 0 and self.numbers >= 0.6

    @property
    def is_date(self) -> bool:
        return self.count > 0 and self.dates >= 0.6


def look_at(column: pa.StringArray) -> Look:
    """The look of a column by its first different values; placeholders such as N/A do not count."""
    texts = list(dict.fromkeys(first_texts(column, SAMPLE * 5)))[:SAMPLE]
    plain = [narrow(text).strip().casefold() for text in texts]
    plain = [text for text in plain if text and text not in PLACEHOLDERS]
    count = len(plain)
    if not count:
        return Look(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, frozenset())
    kinds = [cell_kind(text) for text in plain]
    pairs = list(zip(kinds, plain, strict=True))
    dated = [kind == "date" or (len(text) < LONG_TEXT and month_in(text) is not None) for kind, text in pairs]
    return Look(
        count=count,
        dates=sum(dated) / count,
        numbers=sum(kind == "number" and not day for kind, day in zip(kinds, dated, strict=True)) / count,
        percents=sum(kind == "number" and text.endswith("%") for kind, text in pairs) / count,
        lights=sum(LIGHT.fullmatch(text) is not None for text in plain) / count,
        flags=sum(text in FLAGS for text in plain) / count,
        length=sum(map(len, plain)) / count,
        values=frozenset(key(text) for text in plain),
    )


def agreement(field: Field, look: Look) -> float:
    """How well values fit a field: 1 where they do or nothing is known, less where they look like something else."""
    if not look.count:
        return 1.0
    if field.type == "date":
        return 1.0 if look.dates >= 0.2 else 0.7 if look.numbers >= 0.8 else 0.5
    if field.type == "money" and look.percents >= 0.6:
        return 0.4
    if field.type == "score" and says_states(field, look):
        return 1.0
    if field.type in TRADES["number"]:
        return 0.4 if look.is_date or look.is_light else 1.0 if look.numbers >= 0.2 else 0.6
    if field.type == "light":
        return 1.0 if look.lights >= 0.2 or look.length < LONG_TEXT and look.numbers < 0.5 else 0.4
    if field.type == "flag":
        return 1.0 if look.flags >= 0.5 or look.length < 6 else 0.5
    if field.type == "choice":
        is_other = look.is_sentence or (look.is_light and not says_states(field, look))
        return 0.4 if look.is_date else 0.6 if is_other else 1.0
    if field.type == "person":
        return 0.4 if look.is_date or look.numbers >= 0.9 else 1.0
    if field.type in ("text", "department"):
        return 0.4 if look.is_share else 0.6 if look.dates >= 0.8 else 0.85 if look.numbers >= 0.9 else 1.0
    return 1.0


def says_states(field: Field, look: Look) -> bool:
    """Whether most values are words of a choice field or of a score."""
    words = {key(word) for name, texts in field.values.items() for word in (name, *texts)}
    return bool(look.values) and len(look.values & words) >= 0.6 * len(look.values)
