"""What does each number mean, and where does it come from?"""

import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.display import show
from pmo_analytics.ui import dictionary, frame
from pmo_analytics.ui.text import escaped
from pmo_analytics.words import say

chosen = frame.filters()
register = warehouse.read("dictionary_indicators", chosen)
indicators = dictionary.indicator_rows(register, warehouse.read("profile_bounds", chosen))
fields = dictionary.field_rows(warehouse.read("dictionary_fields", chosen))

known = int((register["count_with_value"] > 0).sum())
month = show(chosen.period, "month")
frame.headline(
    say("dictionary.question"),
    say("dictionary.answer", indicators=len(indicators), fields=len(fields), known=known, month=month),
    say("dictionary.facts"),
)

text = st.text_input(
    say("dictionary.search"), key="find", placeholder=say("dictionary.search"), icon=":material/search:", width=420,
    label_visibility="collapsed", bind="query-params",
)  # fmt: skip
found = {"indicators": dictionary.matching(indicators, text), "fields": dictionary.matching(fields, text)}
columns = {"indicators": dictionary.indicator_columns(), "fields": dictionary.field_columns()}
downloaded = columns | {"indicators": dictionary.downloaded_columns()}
labels = [say(f"dictionary.tab.{name}", count=len(rows)) for name, rows in found.items()]
for tab, (name, rows) in zip(st.tabs(labels), found.items(), strict=True):
    with tab, frame.card(say(f"dictionary.title.{name}"), say(f"dictionary.caption.{name}")) as beside:
        with beside:
            frame.download(rows, downloaded[name], f"dictionary-{name}", f"{name}_download",
                           say(f"dictionary.title.{name}"))  # fmt: skip
        if rows.empty:
            st.info(escaped(say("dictionary.nothing", text=text)), icon=":material/search_off:")
        else:
            frame.table(rows, columns[name], f"dictionary_{name}", say(f"dictionary.title.{name}"), height=640)
