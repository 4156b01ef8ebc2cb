"""One measure: now, direction and year end; its figures, its comments, its target, and why it has this status."""

import streamlit as st

from pimdata.ui import (
    compare_list,
    forecast_views,
    frame,
    measure_around,
    measure_chart,
    measure_comments,
    measure_page,
    measure_panels,
    measure_plain,
    measure_record,
    measure_target,
    paper_views,
    question_forms,
    report_form,
    show,
    thing_buttons,
    why_views,
)

viewer = frame.require()
frame.title("Measure")
measure = measure_page.chosen()
if measure is None:
    st.stop()
frame.title(measure.title)
why = measure_panels.why(measure)
report_form.said()
show.html(
    measure_page.head(measure),
    why_views.first(why),
    measure_page.three_facts(measure),
    measure_around.draw(measure),
    compare_list.line(measure.code),
)
question_forms.said()
thing_buttons.draw_measure(viewer, measure)
series = measure_chart.whole(measure)
measure_chart.draw(measure, series)
measure_record.download(measure, series)
show.html(
    measure_comments.comments(measure, series),
    measure_target.target(measure),
    measure_panels.how(measure),
    why_views.after(why),
    measure_record.revised(measure),
)
paper_views.draw(viewer, measure.code, measure.definition["service_code"], measure_record.periods_held(series))
show.html(
    measure_record.links(measure),
    measure_record.beside(measure),
    measure_record.history(measure),
    why_views.changes(measure.code, measure_plain.is_plain()),
    forecast_views.way_here(),
    measure_plain.link(measure),
    measure_record.beneath(measure),
)
