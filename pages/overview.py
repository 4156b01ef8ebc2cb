"""How is the council doing? What needs attention, what is going well, and by aim and service."""

import streamlit as st

from pimdata.ui import frame, overview_views, show

viewer = frame.require()
frame.title("Overview")
period = overview_views.choose_period()
show.html(overview_views.head(period))
show.html(overview_views.for_viewer(viewer))
show.html(overview_views.counts(period))
show.html(overview_views.listed(viewer, st.query_params.get("all") == "yes", overview_views.chosen_past(period)))
show.html(overview_views.by_aim())
show.html(overview_views.by_service())
