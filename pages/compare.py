"""How do we compare with other councils? Our quarter and rank, everybody's figure, and every measure compared."""

import streamlit as st

from pimdata.ui import compare_choices, compare_list, compare_views, frame, show

frame.require()
frame.title("Compare")
show.html(compare_views.head())
chosen = compare_choices.choose()
if chosen is None or not compare_views.is_known():
    st.stop()
found = compare_views.everybody(chosen)
show.html(compare_views.place(chosen))
compare_views.strip(chosen, found)
show.html(compare_views.table(chosen, found))
show.html(compare_list.every(), compare_views.how())
compare_views.files(found)
