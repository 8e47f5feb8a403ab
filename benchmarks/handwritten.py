"""The core of earned value as an analyst would write it by hand: with pandas, with polars, in SQL of DuckDB.

The latest report of each project and month, its place on the curve of that month, the usual indices and estimates, and
their roll-up by programme. No reasons, no flags, no versions, nothing carried on: the least that gives the figures.

    python -m benchmarks.handwritten polars folder

Prints the seconds of the processors and how many groups there are.
"""

import os
import sys
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl

KEYS = ["project_id", "period"]
SUMS = ["budget_at_completion", "planned_value", "earned_value", "actual_cost", "estimate_at_completion"]
FIGURES = ("schedule_variance", "cost_variance", "schedule_performance_index", "cost_performance_index",
           "schedule_cost_index", "percent_planned", "percent_spent", "estimate_at_completion_atypical",
           "estimate_at_completion", "estimate_at_completion_schedule_cost", "estimate_at_completion_weighted",
           "estimate_at_completion_schedule", "estimate_at_completion_earned_schedule",
           "estimate_at_completion_earned_schedule_cost", "estimate_to_complete", "variance_at_completion",
           "variance_at_completion_ratio", "to_complete_performance_index", "to_complete_performance_index_manager",
           "earned_schedule", "schedule_variance_time", "schedule_performance_index_time",
           "independent_duration_estimate_planned", "independent_duration_estimate_performance",
           "independent_duration_estimate_cost", "to_complete_schedule_index",
           "to_complete_schedule_index_forecast")  # fmt: skip
REPORT = [*KEYS, "load_id", "programme", "status_date", "baseline_start", "baseline_finish", "forecast_finish",
          "percent_complete", "budget_at_completion", "planned_value", "actual_cost",
          "manager_estimate_at_completion"]  # fmt: skip


def with_pandas(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures by project and month, and by programme and month, from projects.parquet and baseline_periods.parquet."""
    rows = pd.read_parquet(folder / "projects.parquet", columns=REPORT)
    facts = rows.sort_values("load_id").drop_duplicates(KEYS, keep="last").reset_index(drop=True)
    money = ["budget_at_completion", "planned_value", "actual_cost", "manager_estimate_at_completion"]
    facts[money] = facts[money].astype(float)
    dates = ["period", "status_date", "baseline_start", "baseline_finish", "forecast_finish"]
    facts[dates] = facts[dates].apply(pd.to_datetime)
    facts["earned_value"] = facts.percent_complete * facts.budget_at_completion
    for name, day in (("elapsed", "status_date"), ("duration", "baseline_finish"), ("expected", "forecast_finish")):
        facts[name] = _months(facts.baseline_start, facts[day])
    facts["earned_schedule"] = _schedule_with_pandas(facts, folder)
    facts = _figures(facts)
    groups = facts.groupby(["programme", "period"])[SUMS].sum().reset_index()
    groups["cost_performance_index"] = groups.earned_value / groups.actual_cost
    groups["schedule_performance_index"] = groups.earned_value / groups.planned_value
    return facts, groups


def _months(start: pd.Series, day: pd.Series) -> pd.Series:
    whole = 12 * (day.dt.year - start.dt.year) + day.dt.month - start.dt.month
    return whole + day.dt.day / day.dt.days_in_month - (start.dt.day - 1) / start.dt.days_in_month


def _schedule_with_pandas(facts: pd.DataFrame, folder: Path) -> pd.Series:
    curve = pd.read_parquet(folder / "baseline_periods.parquet", columns=[*KEYS, "month", "planned_value"])
    curve[["period", "month"]] = curve[["period", "month"]].apply(pd.to_datetime)
    curve["planned"] = curve.pop("planned_value").astype(float)
    asked = facts[[*KEYS, "baseline_start", "earned_value"]].assign(place=facts.index)
    points = asked.merge(curve, on=KEYS)
    points["number"] = _months(points.baseline_start, points.month)
    starts = asked.assign(number=0.0, planned=0.0)
    points = pd.concat([starts, points]).sort_values(["place", "number"])
    points["next_number"] = points.groupby("place").number.shift(-1)
    points["next_planned"] = points.groupby("place").planned.shift(-1)
    last = points[points.planned <= points.earned_value].drop_duplicates("place", keep="last").set_index("place")
    first = points[points.planned == points.groupby("place").planned.transform("max")].drop_duplicates("place")
    step = (last.earned_value - last.planned) / (last.next_planned - last.planned)
    found = last.number + step * (last.next_number - last.number)
    is_done = last.next_planned.isna() | (last.next_planned == last.planned)
    return found.where(~is_done, first.set_index("place").number).reindex(facts.index)


def _figures(facts: pd.DataFrame) -> pd.DataFrame:
    budget, planned, earned, spent = (facts[name] for name in SUMS[:4])
    elapsed, duration, schedule = facts.elapsed, facts.duration, facts.earned_schedule
    with np.errstate(all="ignore"):
        spi, cpi, time = earned / planned, earned / spent, schedule / elapsed
        left, months_left = budget - earned, duration - schedule
        return facts.assign(
            schedule_variance=earned - planned, cost_variance=earned - spent, schedule_performance_index=spi,
            cost_performance_index=cpi, schedule_cost_index=cpi * spi, percent_planned=planned / budget,
            percent_spent=spent / budget, estimate_at_completion_atypical=spent + left,
            estimate_at_completion=spent + left / cpi, estimate_at_completion_schedule_cost=spent + left / (cpi * spi),
            estimate_at_completion_weighted=spent + left / (0.8 * cpi + 0.2 * spi),
            estimate_at_completion_schedule=spent + left / spi,
            estimate_at_completion_earned_schedule=spent + left / time,
            estimate_at_completion_earned_schedule_cost=spent + left / (cpi * time),
            estimate_to_complete=left / cpi, variance_at_completion=budget - spent - left / cpi,
            variance_at_completion_ratio=1 - (spent + left / cpi) / budget,
            to_complete_performance_index=left / (budget - spent),
            to_complete_performance_index_manager=left / (facts.manager_estimate_at_completion - spent),
            schedule_variance_time=schedule - elapsed, schedule_performance_index_time=time,
            independent_duration_estimate_planned=elapsed + months_left,
            independent_duration_estimate_performance=elapsed + months_left / time,
            independent_duration_estimate_cost=elapsed + months_left / (cpi * time),
            to_complete_schedule_index=months_left / (duration - elapsed),
            to_complete_schedule_index_forecast=months_left / (facts.expected - elapsed),
        )  # fmt: skip


def with_polars(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The same with polars, lazily, from the same files."""
    money = pl.col("budget_at_completion", "planned_value", "actual_cost", "manager_estimate_at_completion")
    facts = (
        pl.scan_parquet(folder / "projects.parquet").select(REPORT).sort("load_id")
        .unique(KEYS, keep="last", maintain_order=True).with_columns(money.cast(pl.Float64))
        .with_columns(
            (pl.col("percent_complete") * pl.col("budget_at_completion")).alias("earned_value"),
            *(_months_of(day).alias(name) for name, day in (("elapsed", "status_date"), ("duration", "baseline_finish"),
                                                             ("expected", "forecast_finish"))),
        )
    )  # fmt: skip
    facts = facts.join(_schedule_with_polars(facts, folder), on=KEYS, how="left")
    found = _figures_of(facts).collect()
    groups = found.lazy().group_by("programme", "period").agg(pl.col(SUMS).sum()).with_columns(
        (pl.col("earned_value") / pl.col("actual_cost")).alias("cost_performance_index"),
        (pl.col("earned_value") / pl.col("planned_value")).alias("schedule_performance_index"),
    )  # fmt: skip
    return found, groups.collect()


def with_duckdb(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The same in the SQL of handwritten.sql, from the same files."""
    sql = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    os.chdir(folder)
    with duckdb.connect() as connection:
        connection.execute(sql)
        return connection.sql("from figures").pl(), connection.sql("from programmes").pl()


def _months_of(day: str, start: str = "baseline_start") -> pl.Expr:
    first, last = pl.col(start).dt, pl.col(day).dt
    whole = 12 * (last.year() - first.year()) + last.month().cast(pl.Int32) - first.month().cast(pl.Int32)
    return whole + last.day() / last.month_end().dt.day() - (first.day() - 1) / first.month_end().dt.day()


def _schedule_with_polars(facts: pl.LazyFrame, folder: Path) -> pl.LazyFrame:
    curve = pl.scan_parquet(folder / "baseline_periods.parquet").select(
        *KEYS, "month", pl.col("planned_value").cast(pl.Float64).alias("planned")
    )
    asked = facts.select(*KEYS, "baseline_start", "earned_value")
    points = asked.join(curve, on=KEYS).with_columns(_months_of("month").alias("number")).drop("month")
    starts = asked.with_columns(pl.lit(0.0).alias("planned"), pl.lit(0.0).alias("number"))
    planned, number, earned = pl.col("planned"), pl.col("number"), pl.col("earned_value").first()
    is_below = planned <= pl.col("earned_value")
    climbed = pl.concat([starts, points], how="diagonal").sort(*KEYS, "number").group_by(KEYS).agg(
        earned.alias("earned"), planned.filter(is_below).last().alias("planned_last"),
        number.filter(is_below).last().alias("number_last"), planned.filter(~is_below).first().alias("planned_next"),
        number.filter(~is_below).first().alias("number_next"),
        number.filter(planned == planned.max()).first().alias("number_done"),
    )  # fmt: skip
    step = (pl.col("earned") - pl.col("planned_last")) / (pl.col("planned_next") - pl.col("planned_last"))
    place = pl.col("number_last") + step * (pl.col("number_next") - pl.col("number_last"))
    return climbed.select(*KEYS, pl.coalesce(place, "number_done").alias("earned_schedule"))


def _figures_of(facts: pl.LazyFrame) -> pl.LazyFrame:
    budget, planned, earned, spent = map(pl.col, SUMS[:4])
    elapsed, duration, schedule = map(pl.col, ("elapsed", "duration", "earned_schedule"))
    spi, cpi, time = earned / planned, earned / spent, schedule / elapsed
    left, months_left = budget - earned, duration - schedule
    return facts.with_columns(
        schedule_variance=earned - planned, cost_variance=earned - spent, schedule_performance_index=spi,
        cost_performance_index=cpi, schedule_cost_index=cpi * spi, percent_planned=planned / budget,
        percent_spent=spent / budget, estimate_at_completion_atypical=spent + left,
        estimate_at_completion=spent + left / cpi, estimate_at_completion_schedule_cost=spent + left / (cpi * spi),
        estimate_at_completion_weighted=spent + left / (0.8 * cpi + 0.2 * spi),
        estimate_at_completion_schedule=spent + left / spi,
        estimate_at_completion_earned_schedule=spent + left / time,
        estimate_at_completion_earned_schedule_cost=spent + left / (cpi * time),
        estimate_to_complete=left / cpi, variance_at_completion=budget - spent - left / cpi,
        variance_at_completion_ratio=1 - (spent + left / cpi) / budget,
        to_complete_performance_index=left / (budget - spent),
        to_complete_performance_index_manager=left / (pl.col("manager_estimate_at_completion") - spent),
        schedule_variance_time=schedule - elapsed, schedule_performance_index_time=time,
        independent_duration_estimate_planned=elapsed + months_left,
        independent_duration_estimate_performance=elapsed + months_left / time,
        independent_duration_estimate_cost=elapsed + months_left / (cpi * time),
        to_complete_schedule_index=months_left / (duration - elapsed),
        to_complete_schedule_index_forecast=months_left / (pl.col("expected") - elapsed),
    )  # fmt: skip


LIBRARIES = {"pandas": with_pandas, "polars": with_polars, "duckdb": with_duckdb}


def main() -> None:
    library, folder = sys.argv[1], Path(sys.argv[2])
    began = time.process_time()
    facts, groups = LIBRARIES[library](folder)
    taken = time.process_time() - began
    assert set(FIGURES) <= set(facts.columns)
    print(taken, len(groups))


if __name__ == "__main__":
    main()
