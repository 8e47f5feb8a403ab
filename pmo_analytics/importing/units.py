"""Units written beside a header or under it: what kind of thing is counted, in what steps, in which currency."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from pmo_analytics.importing.traditional import is_traditional, narrow, simplified

Kind = Literal["money", "hours", "days", "months", "percent", "count", "date"]

DOLLAR = "$"  # alone it is not one country's, so it names no currency
CURRENCIES = {
    "CNY": ("cny", "rmb", "人民币", "人民币元", "元", "¥", "圆"),
    "USD": ("usd", "us$", "美元", "美金"),
    "EUR": ("eur", "euro", "euros", "€", "欧元"),
    "GBP": ("gbp", "£", "sterling", "英镑"),
    "JPY": ("jpy", "日元", "jp¥"),
    "TWD": ("twd", "ntd", "nt$", "新台币", "台币"),
    "HKD": ("hkd", "hk$", "港元", "港币"),
    "CAD": ("cad", "c$", "ca$", "加元"),
    "AUD": ("aud", "a$", "au$", "澳元"),
    "SGD": ("sgd", "s$", "新元"),
    "CHF": ("chf", "瑞士法郎"),
    "INR": ("inr", "₹"),
    "KRW": ("krw", "₩", "韩元"),
    "": (DOLLAR, "dollar", "dollars"),
}
YUAN = frozenset({"元", "圆"})  # beside traditional characters it is no country's
SCALES = {
    1_000: ("k", "千", "仟", "thousand", "thousands", "tsd", "000", "'000", "000s", "000's", "'000s"),
    10_000: ("万", "10k", "wan"),
    100_000: ("十万",),
    1_000_000: ("m", "mn", "mm", "mio", "mill", "million", "millions", "百万"),
    10_000_000: ("千万",),
    100_000_000: ("亿",),
    1_000_000_000: ("b", "bn", "billion", "billions", "十亿"),
}
# These letters are a scale only beside a currency: alone they are months, metres, or a name.
NEVER_ALONE = frozenset({"m", "b", "mm", "10k", "wan", "k"})
HOURS_PER_DAY, DAYS_PER_WEEK, DAYS_PER_MONTH = Decimal(8), Decimal(5), Decimal("21.75")
# text -> (kind, steps of the kind's own unit); person-days are counted in working days until a setting says otherwise.
TIMES: dict[str, tuple[Kind, Decimal | None]] = {}
for _kind, _steps, _texts in (
    ("hours", None, "h hr hrs hour hours 小时 工时 人时 personhours manhours"),
    ("hours", Decimal(1) / 60, "min mins minutes 分钟"),
    ("hours", Decimal(1) / 3600, "s sec secs seconds 秒"),
    ("hours", HOURS_PER_DAY, "人天 人日 工日 persondays personday mandays manday pd md"),
    ("hours", HOURS_PER_DAY * DAYS_PER_WEEK, "人周 personweeks manweeks"),
    ("hours", HOURS_PER_DAY * DAYS_PER_MONTH, "人月 personmonths manmonths"),
    ("days", None, "d day days 天 日 工作日 自然日 日历天 workingdays workdays businessdays calendardays"),
    ("days", Decimal(7), "w wk wks week weeks 周 星期"),
    ("months", None, "mo month months 月 个月"),
    ("months", Decimal(12), "yr yrs year years 年"),
):
    TIMES |= dict.fromkeys(_texts.split(), (_kind, _steps))
PERCENTS = frozenset({"%", "percent", "pct", "percentage", "%age", "百分比", "百分数", "in%"})
COUNTS = frozenset({"个", "项", "人", "次", "件", "count", "number", "no.", "fte", "ftes", "名"})
DATES = frozenset({"date", "日期", "年月日", "年/月/日", "yyyymmdd"})
DATE_PATTERN = re.compile(r"(?:y{4}|y{2}|d{1,2}|m{1,3})(?:[-/.年月](?:y{4}|y{2}|d{1,2}|m{1,3})){1,2}日?")
LEAD = re.compile(r"^(?:(?:金额|货币)?单位|units?|amounts?in|figuresin|in)[:：]?")


def _alternatives(groups: Mapping[Any, tuple[str, ...]]) -> str:
    words = sorted((word for words in groups.values() for word in words), key=len, reverse=True)
    return "|".join(map(re.escape, words))


MONEY = re.compile(
    rf"(?P<before>{_alternatives(CURRENCIES)})?(?P<scale>{_alternatives(SCALES)})?(?P<after>{_alternatives(CURRENCIES)})?"
)
NAMED = re.compile(rf"(?<![a-z])(?:{_alternatives(CURRENCIES)})(?![a-z])")


# What a cell may name beside its figure. A yuan is any currency's own there and ¥ is more than one country's.
SIGNS = {sign: code for code, signs in CURRENCIES.items() if code for sign in signs if sign not in ("元", "圆", "¥")}
BESIDE = re.compile(
    r"[(\s+-]*(?P<before>[^\d\s.,+()-]*[^\d\s.,+()-])?[\s+-]*\d[\d.,'’\s]*(?P<after>[^\d\s()-][^\d()-]*?)?[\s)-]*"
)
LONGEST_FIGURE = 60  # signs; a longer text is no figure, and the pattern would take its time to see that
PLAIN_FIGURE = re.compile(r"[\d.,\s+()-]*")
SCALED = re.compile(rf"(?:{_alternatives(SCALES)})?\s*")


@dataclass(frozen=True)
class Unit:
    """`multiplier` turns a written number into the kind's own unit (currency units, hours, days, months), None is 1."""

    text: str
    kind: Kind
    multiplier: Decimal | None = None
    currency: str | None = None

    @property
    def is_plain_yuan(self) -> bool:
        """万元 without 人民币: beside a column of currencies it counts units of each row's own."""
        return re.search(r"(?:^|[\s:：为])[十百千仟万亿]*元$", simplified(self.text)) is not None

    @property
    def money(self) -> str | None:
        """The currency, or DOLLAR where a dollar's country is not said."""
        is_dollar = self.kind == "money" and ("$" in self.text or "dollar" in self.text.casefold())
        return self.currency or (DOLLAR if is_dollar else None)


@lru_cache(maxsize=10_000)
def unit_in(text: str) -> Unit | None:
    """The unit that a whole text is (万元, £m, kEUR, 人天, hrs, %), None where it is anything else or more."""
    written = text.strip()
    squeezed = re.sub(r"[\s_\-]+", "", narrow(written).casefold())
    plain = LEAD.sub("", squeezed) or squeezed
    if not plain or len(plain) > 24:
        return None
    if plain in PERCENTS:
        return Unit(written, "percent")
    if plain in TIMES:
        kind, steps = TIMES[plain]
        return Unit(written, kind, steps)
    if plain in COUNTS:
        return Unit(written, "count")
    if plain in DATES or DATE_PATTERN.fullmatch(re.sub(r"\s", "", written.casefold())):
        return Unit(written, "date")
    return _money(written, plain)


def _money(written: str, plain: str) -> Unit | None:
    found = MONEY.fullmatch(plain) or MONEY.fullmatch(plain.removesuffix("s"))
    if not found:
        return None
    before, scale, after = found["before"], found["scale"], found["after"]
    if not (before or after) and (scale is None or scale in NEVER_ALONE):
        return None
    multiplier = next((Decimal(steps) for steps, words in SCALES.items() if scale in words), None)
    names = [name for sign in (before, after) if sign for name, signs in CURRENCIES.items() if sign in signs and name]
    return Unit(written, "money", multiplier, names[0] if names else None)


@lru_cache(maxsize=10_000)
def currency_beside(text: str) -> str | None:
    """The code of the currency that a cell names beside its figure ('€ 1,200', '5m USD'), None where it names none."""
    if PLAIN_FIGURE.fullmatch(text) or len(written := " ".join(text.split())) > LONGEST_FIGURE:
        return None
    found = BESIDE.fullmatch(narrow(written).casefold())
    words = (found["before"], found["after"] and SCALED.sub("", found["after"], count=1)) if found else ()
    return next((SIGNS[word] for word in words if word in SIGNS), None)


def currency_in(text: str) -> str | None:
    """The code of the currency that a cell names, None where it names none."""
    plain = narrow(text).strip().casefold()
    code = next((code for code, words in CURRENCIES.items() if code and plain in words), None)
    return code or (plain.upper() if re.fullmatch("[a-z]{3}", plain) else None)


def currencies_in(text: str) -> frozenset[str]:
    """The codes of all currencies that a line speaks of: 'Amounts in k CNY, HH-131 in k EUR'."""
    words = NAMED.findall(narrow(text).casefold())
    named = (word for word in words if not (word in YUAN and is_traditional(text)))
    return frozenset(code for word in named if (code := currency_in(word)))
