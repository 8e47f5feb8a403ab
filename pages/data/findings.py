"""What is wrong in the files, and who mends it?"""

import pandas as pd
import streamlit as st

from pmo_analytics import charts, warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.findings import SEVERITIES, in_words
from pmo_analytics.ui import findings, frame
from pmo_analytics.words import say

chosen = frame.filters()
files = warehouse.read("finding_files", chosen)
if files.empty:
    frame.nothing_to_show("mending.no_file")
rows = in_words(warehouse.read("finding_list", chosen))
owners = warehouse.read("finding_owners", chosen)
cards = warehouse.read("finding_cards", chosen)
counts = {name: int((rows["severity"] == name).sum()) for name in SEVERITIES}
month, compared = pd.Timestamp(chosen.period), pd.Timestamp(chosen.compared) if chosen.compared else None

frame.headline(
    say("mending.question"), sentences.findings(counts, owners, month, cards),
    *sentences.finding_facts(len(files), month, chosen.narrows, cards),
)  # fmt: skip
frame.figures(findings.cards(cards, chosen), columns=4)

left, right = st.columns(2, gap="small")
with left:
    frame.chart(charts.findings_by_month(cards, compared), "findings_by_month")
with right:
    if owners.empty:
        frame.missing(say("mending.by_manager.several"), say("mending.back.none"))
    else:
        frame.chart(charts.findings_by_manager(owners), findings.BY_MANAGER, picks=True)

if len(rows):
    back, ask = st.columns(2, gap="small")
    with back, frame.card(say("mending.back.title"), say("mending.back.caption")):
        findings.send_back(files)
    with ask, frame.card(say("mending.message.title"), say("mending.message.caption")):
        findings.messages(rows, chosen)

    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        narrowed = findings.shown(findings.narrowed(rows))
        st.space("stretch")
        frame.download(narrowed, findings.downloaded_columns(), "findings", "findings_download", say("mending.table"))
    with st.container(gap="xxsmall"):
        frame.title(say("mending.table_title", count=len(narrowed)), say("mending.caption"))
    if narrowed.empty:
        st.info(say("mending.nothing"), icon=":material/filter_alt_off:")
        st.button(say("mending.show_all", count=len(rows)), on_click=findings.show_all)
    else:
        frame.table(narrowed, findings.columns(), "finding_list", say("mending.table"), height=520, framed=True,
                    words=findings.light_words())  # fmt: skip
