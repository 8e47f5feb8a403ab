"""Which risks matter now?"""

import streamlit as st

from pmo_analytics import charts, warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.ui import frame, risks
from pmo_analytics.words import say

chosen = frame.filters()
headline = warehouse.read("risk_headline", chosen).to_dict("records")[0]
if not headline["count_projects"]:
    frame.nothing_to_show()
if not headline["count_covered"]:
    frame.nothing_to_show("risks.nothing_loaded")

rows = risks.risk_rows(warehouse.read("risk_list", chosen))
kinds = risks.kinds_of_risks(rows)
exposures = risks.exposures_in_words(warehouse.read("risk_exposures", chosen))

frame.headline(say("risks.question"), sentences.risks(headline), *sentences.risk_facts(headline))
frame.figures(risks.risk_figures(warehouse.read("risk_cards", chosen), chosen), columns=4)

if headline["count_open"]:
    left, right = st.columns([7, 5], gap="small")
    with left:
        matrix = charts.risk_matrix(warehouse.read("risk_matrix", chosen), kinds["threat"])
        frame.chart(matrix, risks.MATRIX, opens_project=True)
    with right:
        if exposures["current_exposure"].isna().all():
            frame.missing(say("risk_charts.exposure.none"), say("risk_charts.exposure.none_why"))
        else:
            frame.chart(charts.risk_exposure(exposures), "risk_exposure", opens_project=True)
    ageing, owners = warehouse.read("risk_ageing", chosen), warehouse.read("risk_owners", chosen)
    cards = st.grid(3, min_column_width=350)
    with cards:
        if ageing["count_aged"].iloc[0]:
            frame.chart(charts.risk_ageing(ageing), "risk_ageing")
        else:
            frame.missing(say("risk_charts.ageing.none"), say("risk_charts.ageing.none_why"))
        if exposures["current_exposure"].notna().any():
            frame.chart(charts.exposure_by_category(exposures), "risk_categories")
        with frame.card(sentences.risk_owners(owners), say("risks.owners.caption")) as beside:
            people, titles = risks.owner_rows(owners), risks.owner_columns()
            with beside:
                frame.download(people, titles, "risk-owners", "risk_owners_download", say("risks.column.owner"))
            frame.table(people, titles, "risk_owners", say("risks.column.owner"), height=300)
else:
    frame.missing(say("risks.none_open.title"), say("risks.none_open.why", month=f"{chosen.period:%Y-%m}"))

with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    kind = risks.chosen_kind(kinds, chosen)
    st.space("stretch")
    frame.download(rows, risks.downloaded_columns(chosen), "risks", "risks_download", say("risks.table"))
if kinds[kind].empty:
    st.info(say(f"risks.none.{kind}"), icon=":material/info:")
else:
    shown, titles, label = kinds[kind], risks.risk_columns(chosen), say("risks.table")
    with st.container(gap="xxsmall"):
        frame.title(sentences.risk_list(headline, kind), sentences.risk_order(headline, kind))
    frame.table(shown, titles, "risk_list", label, height=690, framed=True, words=risks.band_words())
