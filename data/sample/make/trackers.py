"""The twelve workbooks: their names, languages and the slips of hand that are in each of them on purpose."""

from data.sample.make.model import month_of
from data.sample.make.writing import Tracker

TRACKERS = (
    Tracker("tracker 2025-11.xlsx", month_of("2025-11"), "en", "words"),
    Tracker("tracker 2025-12.xlsx", month_of("2025-12"), "en", "letters", {
        ("project", "HH-106", "forecast_finish"): "30 Feb 2027",
        ("milestone", "HH-125-M5", "forecast"): "Q3 2026",
    }),
    Tracker("项目月报 2026年1月.xlsx", month_of("2026-01"), "zh", "words", {
        ("milestone", "HH-103-M5", "forecast"): "2026.7",
        ("milestone", "HH-112-M3", "forecast"): "3月底",
    }),
    Tracker("PMO tracker 2026-02.xlsx", month_of("2026-02"), "en", "fills", {
        ("milestone", "HH-122-M4", "forecast"): "TBC",
    }),
    Tracker("PMO tracker 2026-03.xlsx", month_of("2026-03"), "en", "letters", {
        ("project", "HH-117", "actual_cost"): "see finance",
        ("project", "HH-146", "forecast_finish"): "TBC",
    }),
    Tracker("项目月报 2026年4月.xlsx", month_of("2026-04"), "zh", "words", {
        ("milestone", "HH-121-M4", "forecast"): "2026.9",
        ("project", "HH-124", "estimate"): "待定",
    }),
    Tracker("PMO tracker 2026-05 v2.xlsx", month_of("2026-05"), "en", "words", repeats=(("risk", "HH-121-R1"),)),
    # The estimate at completion of HH-152 is typed in yuan: 4,850,000 instead of 485.
    Tracker("项目月报 2026年6月.xlsx", month_of("2026-06"), "zh", "signs", {
        ("project", "HH-152", "estimate"): 4850000,
    }),
    Tracker("PMO tracker 2026-07.xlsx", month_of("2026-07"), "en", "fills", has_formulas=True, hides="old_number"),
    Tracker("PMO tracker 2026-08 final.xlsx", month_of("2026-08"), "en", "letters", wrong_total="estimate"),
    Tracker("PMO tracker 2026-09.xlsx", month_of("2026-09"), "en", "words", {
        ("project", "HH-143", "schedule"): "Amberish",
        ("risk", "HH-133-R1", "cost"): "ca. half a million",
    }),
    Tracker("PMO tracker 2026-10.xlsx", month_of("2026-10"), "en", "words"),
)  # fmt: skip
