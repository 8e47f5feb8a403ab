"""What is wrong in the files: month by month, and by who can mend it."""

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import short_month, show
from pmo_analytics.words import say

WORST_FIRST = {"error": "red", "warning": "amber", "note": "unknown"}
MOST_BARS, FEWEST_BARS = 9, 5


def by_month(cards: pd.DataFrame, compared: pd.Timestamp | None) -> go.Figure:
    """Stacked columns, errors below; totals above.

    `cards`: card, period, value, as finding_cards has them, of up to twelve months in a row.
    """
    table = cards.pivot(index="period", columns="card", values="value").sort_index()
    months = [show(month, "month") for month in table.index]
    totals = table[list(WORST_FIRST)].sum(axis=1)
    alt = "; ".join(f"{month}: {show(total, 'count')}" for month, total in zip(months, totals, strict=True))
    drawn = theme.figure(_month_title(totals, compared), say("mending.by_month.caption"), alt, height=260)
    for severity in WORST_FIRST:
        _add(drawn, severity, months, list(table[severity]), is_across=False)
    for month, total in zip(months, totals, strict=True):
        drawn.add_annotation(
            x=month, y=total, text=show(total, "count"), showarrow=False, yanchor="bottom",
            font={"color": theme.inks().text},
        )  # fmt: skip
    drawn.update_layout(barmode="stack", bargap=0.3)
    ends = sorted({0, len(months) - 1})
    shown = [months[place] for place in ends]
    drawn.update_xaxes(type="category", tickvals=shown, ticks="", range=[-0.7, max(len(months), 4) - 0.3])
    drawn.update_yaxes(visible=False, range=[0, max([*totals, 1]) * 1.18])
    return drawn


def by_manager(owners: pd.DataFrame) -> go.Figure:
    """Stacked bars, who has most to mend first; the total at the end. A click gives the manager's name.

    `owners`: manager, count_error, count_warning, count_note, in their order.
    """
    shown, others = owners.head(MOST_BARS), owners.iloc[MOST_BARS:]
    labels = [name or say("mending.nobody") for name in shown["manager"]]
    names = list(shown["manager"])
    if len(others):
        counts = others[[f"count_{severity}" for severity in WORST_FIRST]].sum()
        shown = pd.concat([shown, counts.to_frame().T], ignore_index=True)
        labels, names = [*labels, say("mending.by_manager.others", count=len(others))], [*names, ""]
    totals = shown[[f"count_{severity}" for severity in WORST_FIRST]].sum(axis=1).astype(int)
    alt = "; ".join(f"{label}: {total}" for label, total in zip(labels, totals, strict=True))
    drawn = theme.figure(_manager_title(owners), say("mending.by_manager.caption"), alt, height=260)
    places = [str(place) for place in range(len(labels))]
    for severity in WORST_FIRST:
        _add(drawn, severity, places, list(shown[f"count_{severity}"]), is_across=True, labels=labels)
    drawn.update_traces(customdata=names, unselected={"marker": {"opacity": 1}})
    for place, total in zip(places, totals, strict=True):
        drawn.add_annotation(
            x=total, y=place, text=show(total, "count"), showarrow=False, xanchor="left", xshift=6,
            font={"color": theme.inks().text},
        )  # fmt: skip
    drawn.update_layout(barmode="stack", bargap=0.4)
    drawn.update_xaxes(visible=False, range=[0, max([*totals, 1]) * 1.12])
    drawn.update_yaxes(
        type="category", range=[max(len(labels), FEWEST_BARS) - 0.5, -0.5], showgrid=False, tickvals=places,
        ticktext=[theme.plain(theme.cut(label, 26)) for label in labels],
        tickfont={"size": 12, "color": theme.inks().text},
    )  # fmt: skip
    return drawn


def _add(
    drawn: go.Figure, severity: str, places: list[str], counts: list[float], is_across: bool,
    labels: list[str] | None = None,
) -> None:
    style = theme.inks().lights[WORST_FIRST[severity]]
    word = say(f"mending.card.{severity}")
    named = zip(labels or places, counts, strict=True)
    drawn.add_bar(
        x=counts if is_across else places,
        y=places if is_across else counts,
        orientation="h" if is_across else "v",
        marker={"color": style.wash if severity == "note" else style.fill,
                "line": {"color": style.outline, "width": 0.8}},
        name=word,
        hovertemplate=[theme.hover(place, f"{style.mark} {show(count, 'count')}", word) for place, count in named],
    )  # fmt: skip


def _month_title(totals: pd.Series, compared: pd.Timestamp | None) -> str:
    if compared is None or compared not in totals.index:
        return say("mending.by_month.plain")
    change = totals.iloc[-1] - totals[compared]
    how = "fewer" if change < 0 else "more" if change > 0 else "same"
    return say(f"mending.by_month.{how}", month=short_month(compared))


def _manager_title(owners: pd.DataFrame) -> str:
    named = owners[(owners["manager"] != "") & (owners["count_error"] + owners["count_warning"] > 0)]
    to_mend = (named["count_error"] + named["count_warning"]).sort_values(ascending=False)
    if len(to_mend) < 2 or to_mend.iloc[0] == to_mend.iloc[1]:
        return say("mending.by_manager.several")
    return say("mending.by_manager.title", name=theme.cut(named.loc[to_mend.index[0], "manager"], 40))
