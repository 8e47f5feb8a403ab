"""Header texts: how two headers are compared, and what a header says beside its name (unit, year, month)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pmo_analytics.importing.periods import FISCAL, NUMBERS, months, plain
from pmo_analytics.importing.traditional import narrow, worded
from pmo_analytics.importing.units import Unit, unit_in

CJK = "\u3400-\u9fff"
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NOT_A_WORD = re.compile(r"[^\w%#]+|_")
BESIDE_CJK = re.compile(rf"(?<=[{CJK}]) | (?=[{CJK}])")
BRACKETS = re.compile(r"[(\[{【〔「<]([^()\[\]{}【】〔〕「」<>]*)[)\]}】〕」>]")
NUMBERED = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)、]\s*(?!\d)|[A-Za-z][.)]\s+|[一二三四五六七八九十]{1,3}[、.]\s*|\([一二三四五六七八九十]{1,3}\)\s*)"
)
REQUIRED = re.compile(r"^\s*\*|\*\s*$|\((?:必填|选填|required|optional|mandatory)\)", re.IGNORECASE)
CJK_UNIT = re.compile(r"(百万元|千万元|万美元|万欧元|万元|亿元|[千仟]元|人天|人日|人月|工时|小时|天)$")
YEARS = re.compile(
    r"(?<![\d/.-])(?<!q[1-4] )(?:(?:fy|financial year|fiscal year|财年)\s*'?)?"
    r"(?:(?:19|20)\d\d\s?/\s?(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-(?:19|20)\d\d|(?:19|20)\d\d\s?(?:年度|财年|年)?)(?![\d/.-])"
)
BARE_MONTH = re.compile(
    r"(?<![\d年a-z])(?P<number>0?[1-9]|1[0-2])\s?月份?(?!度|报)|(?<![a-z])(?P<name>"
    + "|".join(sorted(NUMBERS, key=len, reverse=True))
    + r")(?![a-z])"
)
# 'Spend this month' counts in no months.
NAMES_ONE = frozenset({"this", "last", "previous", "prior", "current", "next"})
FIRST_OF_MONTH = re.compile(r"^((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?$")
LONGEST_ALIAS = 40
SHORT_FOR = {"proj": "project", "prj": "project", "mgr": "manager", "dept": "department", "pct": "percent", "num": "no"}


@dataclass(frozen=True)
class HeaderText:
    """What a header says. `readings` are the ways to compare it (see `key`), the fullest first.

    `years` is the year or fiscal year as written ('2013/2014'), `month` a month's last day, or its number (1-12)
    where the header names no year. `words` are what is left beside them and the unit, `name` the same as a key.
    `aliases` are the readings that stand in brackets.
    """

    written: str
    words: str
    readings: tuple[str, ...]
    unit: Unit | None
    years: str | None
    month: date | int | None
    aliases: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self.words.replace(" ", "")


@lru_cache(maxsize=50_000)
def normalise(text: str) -> str:
    """The text's words for comparing: width, case and traditional characters folded, camelCase and snake_case split,
    punctuation to spaces."""
    whole = worded(CAMEL.sub(" ", narrow(text))).casefold()
    words = re.sub("['’]", "", whole).replace("%age", "%").replace("%", " percent ").replace("&", " and ")
    spelled = (SHORT_FOR.get(word, word) for word in NOT_A_WORD.sub(" ", words).split())
    return BESIDE_CJK.sub("", " ".join(spelled))


def key(text: str) -> str:
    """What two headers have in common when only spaces, case, width or punctuation differ."""
    return normalise(text).replace(" ", "")


@lru_cache(maxsize=50_000)
def read_header(text: str) -> HeaderText:
    """The header taken apart; any text has at least one reading, which may be ''."""
    bare = NUMBERED.sub("", REQUIRED.sub("", narrow(text))).strip()
    unit, named = _without_unit(bare)
    month, named = _without_month(named)
    years, named = _without_years(named)
    readings = dict.fromkeys(key(part) for part in (*_parts(named, unit), bare))
    readings.pop("", None)
    aliases = frozenset(key(inside) for inside in BRACKETS.findall(named))
    return HeaderText(text, normalise(named), tuple(readings) or ("",), unit, years, month, aliases)


def _parts(text: str, unit: Unit | None) -> list[str]:
    """The texts a header may stand for: all, without brackets, its first line, an alias in brackets, one language."""
    outside = BRACKETS.sub(" ", text)
    first = re.split(r"\n", outside.strip())[0]
    aliases = [inside for inside in BRACKETS.findall(text) if 1 < len(inside) <= LONGEST_ALIAS]
    chinese = "".join(re.findall(rf"[{CJK}]+", outside))
    latin = re.sub(rf"[{CJK}]+", " ", outside)
    both = [chinese, latin] if len(chinese) > 1 and len(key(latin)) > 2 else []
    segments = outside.split(" / ")
    # 'Start / Planned' under each other is the planned start.
    last = [segments[-1], f"{segments[-1]} {segments[-2]}"] if len(segments) > 1 else []
    if unit and unit.kind in ("hours", "days", "months", "count", "percent"):
        # 'Planned hours' is a name as much as a unit: both are tried.
        return [text, outside, _trimmed_of(unit, outside), first, *aliases, *both, *last]
    return [text, outside, first, *aliases, *both, *last]


def _trimmed_of(unit: Unit, text: str) -> str:
    return re.sub(rf"[\s_/-]*{re.escape(unit.text)}\s*$", "", text.strip())


def _without_unit(text: str) -> tuple[Unit | None, str]:
    """The unit in brackets or at either end, and the text without it; a word of time at the end stays in the text."""
    for found in BRACKETS.finditer(text):
        unit = unit_in(re.split(r"[,;，；、:：]", found[1])[-1]) or unit_in(re.split(r"[,;，；、]", found[1])[0])
        if unit:
            return unit, f"{text[: found.start()]} {text[found.end() :]}"
    head, newline, tail = text.partition("\n")
    words = re.split(r"([\s_/-]+)", head.strip())
    for size in (5, 3, 1):
        if len(words) <= size or words[-size - 2].casefold() in NAMES_ONE:
            continue
        if unit := unit_in("".join(words[-size:])):
            kept = head if unit.kind != "money" else "".join(words[:-size])
            return (None, text) if unit.kind in ("count", "date") else (unit, kept + newline + tail)
        if (unit := unit_in("".join(words[:size]))) and unit.kind in ("money", "percent"):
            return unit, (head if unit.kind != "money" else "".join(words[size:])) + newline + tail
    if (found := CJK_UNIT.search(head)) and found.start():
        unit = unit_in(found[1])
        return unit, (head[: found.start()] if unit and unit.kind == "money" else head) + newline + tail
    return None, text


def _without_month(text: str) -> tuple[date | int | None, str]:
    searched = FISCAL.sub(lambda found: " " * len(found.group()), plain(text))
    if (whole := FIRST_OF_MONTH.match(text.strip())) and (named := months(f"{whole[1]}-{whole[2]}")):
        return named[0].last_day, ""
    if YEARS.search(searched) and re.search(r"\d{4}\s?/\s?\d\d(?!\d)", searched):
        return None, text
    named = months(searched)
    if len(named) == 1:
        return named[0].last_day, _cut(text, named[0].start, named[0].end)
    bare = list(BARE_MONTH.finditer(searched))
    if len(bare) != 1 or named:
        return None, text
    number = int(bare[0]["number"]) if bare[0]["number"] else NUMBERS[bare[0]["name"]]
    year = YEARS.search(_cut(searched, bare[0].start(), bare[0].end()))
    if year and (joined := months(f"{re.findall(r'[0-9]{4}', year.group())[0]}-{number:02d}")):
        return joined[0].last_day, YEARS.sub(" ", _cut(plain(text), bare[0].start(), bare[0].end()))
    return number, _cut(text, bare[0].start(), bare[0].end())


def _without_years(text: str) -> tuple[str | None, str]:
    found = FISCAL.search(plain(text)) or YEARS.search(plain(text))
    return (found.group().strip(), _cut(text, found.start(), found.end())) if found else (None, text)


def _cut(text: str, start: int, end: int) -> str:
    """The text without a stretch; where folding changed its length, the folded text is cut."""
    whole = text if len(plain(text)) == len(text) else plain(text)
    return f"{whole[:start]} {whole[end:]}".strip(" -_/")
