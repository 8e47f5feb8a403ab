"""What finance sends every quarter: budget and actual by project, month and cost type, in whole currency units."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from data.sample.make.model import month_of, written
from data.sample.make.records import money_of_year, reporting

HEADERS = {
    "en": ("Project code", "Project name", "Month", "Cost type", "Currency", "Budget", "Actual"),
    "zh": ("项目编号", "项目名称", "月份", "费用类型", "币种", "预算（元）", "实际（元）"),
}
# name, last month of the quarter, language, encoding, delimiter
FILES = (
    ("财务实际数 2025年12月.csv", "2025-12", "zh", "gb18030", ","),
    ("finance actuals 2026-03.csv", "2026-03", "en", "utf-8-sig", ";"),
    ("财务实际数 2026年6月.csv", "2026-06", "zh", "utf-8-sig", ","),
    ("finance actuals 2026-09.csv", "2026-09", "en", "utf-8", ","),
)
# Finance has booked an invoice that the manager does not have yet: project, month, cost type, thousands.
NOT_IN_THE_TRACKER = {("HH-116", month_of("2026-03"), "CAPEX"): 180}


def write_all(folder: Path) -> list[Path]:
    """The quarterly files, written into the folder."""
    paths = []
    for name, last, language, encoding, delimiter in FILES:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerows([HEADERS[language], *_rows(month_of(last))])
        paths.append(folder / name)
        paths[-1].write_bytes(text.getvalue().encode(encoding))
    return paths


def _rows(last: int) -> Iterator[tuple[str, ...]]:
    for project in reporting(last):
        for cost_type in ("CAPEX", "OPEX"):
            lines = money_of_year(project, last, cost_type)
            for month in range(last - 2, last + 1):
                budget, actual = lines["budget"].get(month), lines["actual"].get(month)
                if actual is not None:
                    actual += NOT_IN_THE_TRACKER.get((project.code, month, cost_type), 0)
                if budget or actual:
                    yield (project.code, project.name_in(last), written(month), cost_type,
                           project.currency, _in_full(budget), _in_full(actual))  # fmt: skip


def _in_full(thousands: int | None) -> str:
    return "" if thousands is None else f"{thousands * 1000}.00"
