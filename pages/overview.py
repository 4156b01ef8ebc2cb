"""How is the council doing? What needs attention, what is going well, and by aim and service."""

from pimdata import queries
from pimdata.ui import frame, overview_views, show

viewer = frame.require()
frame.title("Overview")
period = overview_views.choose_period(viewer)
show.html(overview_views.head(period, viewer))
show.html(overview_views.for_viewer(viewer))
show.html(overview_views.counts(period))
show.html(overview_views.listed("Needs attention", queries.exceptions, viewer))
show.html(overview_views.listed("Going well", queries.successes, viewer))
show.html(overview_views.by_aim())
show.html(overview_views.by_service())
