"""The card of a project's risks: the open ones that matter most."""

from pmo_analytics import warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.display import show
from pmo_analytics.ui import labels
from pmo_analytics.ui.cards import card, missing
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.risks import band_words, risk_rows
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

SHOWN = 5


def project_risks(reported: Filters) -> None:
    """The risks of the project that `reported` names, as known in its month; why there are none to show."""
    if not warehouse.read("risk_headline", reported)["count_covered"].iloc[0]:
        count = warehouse.read("count_open_risks", reported)
        missing(say("risks.project.unknown"), labels.reason(count["reason"].iloc[0]))
        return
    risks = risk_rows(warehouse.read("risk_list", reported))
    threats = risks[risks["segment"] == "threat"]
    if threats.empty:
        missing(sentences.project_risks(threats), say("risks.project.none_why", month=show(reported.period, "month")))
        return
    with card(sentences.project_risks(threats), say("risks.project.caption")) as beside:
        with beside:
            download(threats, _columns(), "risks", "project_risks_download", say("risks.table"))
        table(threats.head(SHOWN), _columns(), "project_risks", say("risks.table"), words=band_words())


def _columns() -> list[Column]:
    return [
        Column("risk_name", say("risks.column.risk"), "head", detail="about"),
        Column("score", say("risks.column.score"), help=say("risks.column.score_help")),
        Column("light", say("risks.column.band"), "light", detail="no_score"),
        Column("current_exposure", say("risks.column.exposure"), "num", "money"),
        Column("days_overdue", say("risks.column.overdue"), "num", "days", sign=True, bad="is_overdue"),
    ]
