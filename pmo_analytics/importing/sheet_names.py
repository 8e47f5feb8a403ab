"""What the name of a sheet, or of a file of one table, says it lists."""

from pmo_analytics.fields import Dictionary
from pmo_analytics.importing.headers import key, normalise
from pmo_analytics.importing.matching import SINGULAR

# Words in a sheet's or a file's name that tell what it lists, beside the entity's own label and singular.
SHEET_WORDS = {
    "projects": (
        "portfolio",
        "projectstatus",
        "statusreport",
        "tracker",
        "台账",
        "项目汇总",
        "项目清单",
        "项目状态",
        "总表",
    ),
    "tasks": ("wbs", "workpackage", "gantt", "schedule", "issuekey", "进度计划", "工作计划", "工作项目",
              "甘特"),
    "budgets": ("budget", "finance", "cost", "spend", "cashflow", "预算", "费用", "资金", "支出"),
    "people": ("people", "staff", "capacity", "人员", "团队", "产能"),
    "assignments": (
        "assignment",
        "allocation",
        "timesheet",
        "resourceplan",
        "工时",
        "人力计划",
        "资源计划",
        "投入计划",
    ),
    "fx_rates": ("fxrate", "exchangerate", "汇率"),
    "calendars": ("calendar", "holiday", "日历", "节假日"),
    "baseline_periods": ("plannedvalue", "pvcurve", "计划价值"),
}

LONGEST_RUN = 4


def entities_named(sheet: str, dictionary: Dictionary) -> tuple[str, ...]:
    """The entity that a sheet's name speaks of, () for none; projects only where it speaks of nothing else."""
    squeezed, tokens = key(sheet), normalise(sheet).split()
    runs = {"".join(tokens[start:end]) for start in range(len(tokens)) for end in range(start + 1, start + LONGEST_RUN)}
    found: dict[str, int] = {}
    for entity in dictionary.entities.values():
        words = {*SINGULAR.get(entity.name, ()), *SHEET_WORDS.get(entity.name, ()), *map(key, entity.label.values())}
        # Latin words count whole, in the plural too ('Aggregated' is no gate); Chinese ones wherever they stand.
        places = [len(w) for w in words if (runs & {w, w + "s"} if w.isascii() else w in squeezed)]
        if places:
            found[entity.name] = max(places)
    others = {entity: length for entity, length in found.items() if entity != "projects"}
    if others:
        return (max(others, key=lambda entity: others[entity]),)
    return ("projects",) if found else ()
