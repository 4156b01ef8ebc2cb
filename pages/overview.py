"""How is the council doing? What needs attention, what is going well, by aim and service; and what is one's own."""

import streamlit as st

from pimdata.ui import frame, homes, overview_views, show

viewer = frame.require()
frame.title("Overview")
period = overview_views.choose_period() if homes.sees_council(viewer) else ""
show.html(homes.head(viewer, period))
homes.lead(viewer)
if homes.sees_council(viewer):
    show.html(overview_views.counts(period))
    show.html(overview_views.listed(viewer, st.query_params.get("all") == "yes", overview_views.chosen_past(period)))
    homes.after(viewer)
    show.html("" if homes.leads_with_aims(viewer) else overview_views.by_aim())
    show.html(overview_views.by_service())
