"""What risks expose, and how old they are."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import is_nothing, show, spelled
from pmo_analytics.words import say

MOST_BARS, FEWEST_BARS = 9, 5  # as many are drawn; room for as many, so that one alone does not fill the card
FEW, SHARE = 3, 1 / 3  # a title names how much so few carry, where it is at least this share
OLD_BINS = 1  # the last of the stretches of days: what is in it is old
THIN = 0.08  # share of the tallest column below which a figure does not fit into its part
TITLED_FROM = 0.25  # share of the exposure from which a category is worth a title


def risk_exposure(exposures: pd.DataFrame) -> go.Figure:
    """Bars of what the open risks of each project expose, the largest first, the rest as one; of one project alone,
    what each of its risks exposes. A click gives the project's id.

    `exposures`: level, label, project_id, count_risks, inherent_exposure, current_exposure, by current_exposure.
    """
    level = "project" if (exposures["level"] == "project").sum() > 1 else "risk"
    known = exposures[exposures["level"] == level].dropna(subset=["current_exposure"])
    shown, others = known.head(MOST_BARS), known.iloc[MOST_BARS:]
    if len(others):
        summed = ("count_risks", "inherent_exposure", "current_exposure")
        sums = {name: others[name].sum(skipna=False) for name in summed}
        label = say("risk_charts.exposure.others", count=len(others))
        shown = pd.concat([shown, pd.DataFrame([{"project_id": "", "label": label, **sums}])], ignore_index=True)
    drawn = _bars(_largest(known, level), shown, 500, room=0.3)
    drawn.update_traces(customdata=list(shown["project_id"]))
    return drawn


def exposure_by_category(exposures: pd.DataFrame) -> go.Figure:
    """The same by category, the largest first."""
    known = exposures[exposures["level"] == "category"].dropna(subset=["current_exposure"])
    named = known.assign(label=known["label"].replace("", say("risk_charts.category.no_category")))
    return _bars(_category_title(known), named.head(MOST_BARS), 300, room=0.65)


def risk_ageing(bins: pd.DataFrame) -> go.Figure:
    """Columns of open threats by the days they have been open, the severe ones dark; totals above.

    `bins`: from_days, to_days, count_risks, count_severe, count_open, count_aged, youngest first.
    """
    ink = theme.inks()
    labels = [_bin(row) for row in bins.itertuples()]
    undated = int(bins["count_open"].iloc[0] - bins["count_aged"].iloc[0])
    caption = say("risk_charts.ageing.caption")
    caption += say("risk_charts.ageing.undated", count=undated) if undated else ""
    drawn = theme.figure(_ageing_title(bins), caption, _ageing_alt(bins, labels), height=300)
    severe, total = list(bins["count_severe"]), list(bins["count_risks"])
    light = [all_of - dark for all_of, dark in zip(total, severe, strict=True)]
    hovers = [
        theme.hover(f"{label} {say('risk_charts.ageing.days')}", show(count, "count"),
                    say("risk_charts.ageing.hover", count=show(dark, "count")))
        for label, count, dark in zip(labels, total, severe, strict=True)
    ]  # fmt: skip
    tallest = max([*total, 1])
    inside = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0, "constraintext": "none"}
    drawn.add_bar(
        x=labels, y=severe, marker={"color": ink.actual},
        text=[count if count >= THIN * tallest else "" for count in severe],
        textfont={"color": ink.page, "size": 12}, hovertemplate=hovers, **inside,
    )  # fmt: skip
    drawn.add_bar(x=labels, y=light, marker={"color": ink.previous}, hovertemplate=hovers)
    for label, count in zip(labels, total, strict=True):
        drawn.add_annotation(
            x=label, y=count, text=show(count, "count"), showarrow=False, yanchor="bottom", font={"color": ink.text}
        )
    for label, dark, rest in zip(labels, severe, light, strict=True):
        if 0 < dark < THIN * tallest <= rest:  # above its thin part, inside the light one
            drawn.add_annotation(
                x=label, y=dark, text=show(dark, "count"), showarrow=False, yanchor="bottom", font={"color": ink.text}
            )
    drawn.update_layout(barmode="stack")
    drawn.update_xaxes(
        type="category", ticks="", title={"text": say("risk_charts.ageing.days"), "standoff": 4,
                                          "font": {"size": 11, "color": ink.muted}},
    )  # fmt: skip
    drawn.update_yaxes(visible=False, range=[0, tallest * 1.12])
    return drawn


def _bars(title: str, shown: pd.DataFrame, height: int, room: float) -> go.Figure:
    """Before the responses as outline, after them solid inside it; at the end both figures, where they differ, for
    which `room` is kept, as a part of the longest bar."""
    ink = theme.inks()
    before, after = ([float(value) for value in shown[name].fillna(0)] for name in
                     ("inherent_exposure", "current_exposure"))  # fmt: skip
    drawn = theme.figure(title, _bars_caption(before, after), _bars_alt(shown), height)
    places = [f"{place}" for place in range(len(shown))]
    hovers = [
        theme.hover(row.label, show(row.current_exposure, "money"),
                    say("risk_charts.exposure.hover", money=show(row.inherent_exposure, "money"),
                        count=show(row.count_risks, "count")))
        for row in shown.itertuples()
    ]  # fmt: skip
    outline = {"color": "rgba(0,0,0,0)", "line": {"color": ink.actual, "width": 1.2}}
    common = {"y": places, "orientation": "h", "hovertemplate": hovers}
    drawn.add_bar(x=before, width=0.62, marker=outline, **common)
    drawn.add_bar(x=after, width=0.34, marker={"color": ink.actual}, **common)
    ends = [max(pair) if pair[1] >= 0 else min(pair) for pair in zip(before, after, strict=True)]
    for place, end, row in zip(places, ends, shown.itertuples(), strict=True):
        drawn.add_annotation(
            x=end, y=place, text=_both(row), showarrow=False, font={"color": ink.text},
            xanchor="left" if end >= 0 else "right", xshift=6 if end >= 0 else -6,
        )  # fmt: skip
    least, most = min([0.0, *ends]), max([0.0, *ends])
    room *= (most - least) or 1.0
    drawn.add_vline(x=0, line={"color": ink.axis, "width": 1})
    drawn.update_layout(barmode="overlay")
    drawn.update_xaxes(visible=False, range=[least - (room if least < 0 else 0), most + room])
    drawn.update_yaxes(
        range=[max(len(shown), FEWEST_BARS) - 0.5, -0.5], showgrid=False, tickvals=places, type="category",
        ticktext=[theme.plain(theme.cut(label, 28)) for label in shown["label"]],
        tickfont={"size": 12, "color": ink.text},
    )  # fmt: skip
    return drawn


def _both(row: Any) -> str:
    """'4.8M → 3.4M', before and after, as the list writes scores; one figure where they do not differ."""
    after = show(row.current_exposure, "money")
    if is_nothing(row.inherent_exposure) or show(row.inherent_exposure, "money") == after:
        return after
    return f"{show(row.inherent_exposure, 'money')} → {after}"


def _bars_caption(before: list[float], after: list[float]) -> str:
    return say(f"risk_charts.exposure.{'caption_before' if before == after else 'caption'}")


def _bars_alt(shown: pd.DataFrame) -> str:
    return "; ".join(f"{row.label}: {show(row.current_exposure, 'money')}" for row in shown.itertuples())


def _largest(known: pd.DataFrame, level: str) -> str:
    """What the few largest carry; opportunities do not offset it here."""
    positive = known[known["current_exposure"] > 0]["current_exposure"].astype(float)
    share = positive.head(FEW).sum() / (positive.sum() or 1.0)
    if len(positive) <= FEW or share < SHARE:
        return say(f"risk_charts.exposure.plain_{level}")
    few = spelled(FEW, capital=True)
    return say(f"risk_charts.exposure.few_{level}", few=few, share=show(share, "percent"))


def _category_title(known: pd.DataFrame) -> str:
    positive = known[known["current_exposure"] > 0]
    amounts = positive["current_exposure"].astype(float)
    share = amounts.max() / amounts.sum() if len(positive) > 1 else 0
    if share < TITLED_FROM or not positive["label"].iloc[0]:
        return say("risk_charts.category.plain")
    category = theme.cut(positive["label"].iloc[0], 24)
    return say("risk_charts.category.most", category=category, share=show(share, "percent"))


def _bin(row: Any) -> str:
    if is_nothing(row.to_days):
        return say("risk_charts.ageing.oldest", last=int(row.from_days) - 1)
    return say("risk_charts.ageing.bin", first=int(row.from_days), last=int(row.to_days))


def _ageing_title(bins: pd.DataFrame) -> str:
    oldest = bins.iloc[-OLD_BINS]
    days = int(oldest["from_days"]) - 1
    if oldest["count_severe"]:
        return say("risk_charts.ageing.severe", count=int(oldest["count_severe"]), days=days)
    if oldest["count_risks"] == oldest["count_open"]:
        return say("risk_charts.ageing.all_old", days=days)
    if oldest["count_risks"]:
        share = oldest["count_risks"] / oldest["count_aged"]
        return say("risk_charts.ageing.old", share=show(share, "percent"), days=days)
    return say("risk_charts.ageing.plain")


def _ageing_alt(bins: pd.DataFrame, labels: list[str]) -> str:
    return "; ".join(
        f"{label}: {show(row.count_risks, 'count')} ({say('risk_charts.ageing.hover', count=int(row.count_severe))})"
        for label, row in zip(labels, bins.itertuples(), strict=True)
    )
