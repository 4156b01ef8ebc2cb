"""What does each word, measure, table and column mean, and how are figures judged?"""

import streamlit as st

from pimdata.ui import frame, help_views, show

frame.require()
frame.title("Definitions")
show.html(help_views.definitions_head())
show.html(help_views.rules())
show.html(help_views.published())
show.html(help_views.layers())
help_views.search()
with st.expander("What every measure counts"):
    show.html(help_views.measures())
