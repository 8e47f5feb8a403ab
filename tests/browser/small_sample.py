"""The application with the first month of the sample alone, for a test that loads it: the whole takes a minute."""

import streamlit as st

from app import FRAME
from pmo_analytics import sample

FEW = sample.files()[:1]
sample.files = lambda: FEW
app = st.App(FRAME)
