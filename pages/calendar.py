"""What is due and when: the next 30 days, the council's year month by month, and feeds to follow."""

from pimdata.ui import calendar_views, frame, show

viewer = frame.require()
frame.title("Calendar")
show.html(calendar_views.head(viewer), calendar_views.soon(viewer))
show.html(calendar_views.months(viewer), calendar_views.by_frequency(), calendar_views.notes())
show.html(calendar_views.followed(viewer))
