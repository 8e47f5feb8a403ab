"""Where do I begin, when nothing is loaded yet? It lies in no section: the frame shows it in the place of pages."""

import streamlit as st

from pmo_analytics import operations
from pmo_analytics.ui import begin, frame, jobs, menu, uploads
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace

frame.headline(say("welcome.what"), say("welcome.title"), say("welcome.stays"))
sample, files, template = st.columns(3, gap="small")
with begin.way(sample, "sample", ":material/explore:"):
    who = begin.your_name()
    asked = st.button(say("welcome.sample.do"), type="primary", icon=":material/play_arrow:")
with begin.way(files, "files", ":material/upload:"):
    begin.link("import_files", say("welcome.files.do"))
with begin.way(template, "template", ":material/table_view:"):
    uploads.template_button(say("welcome.template.do"))
st.caption(say("welcome.command"))

if asked or jobs.is_running("sample"):
    workspace = Workspace.current()
    jobs.carry_out("sample", say("welcome.sample.doing"), lambda said: operations.demo(workspace, who, said))
    st.switch_page(menu.page("overview"))
