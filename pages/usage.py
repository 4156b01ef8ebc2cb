"""Is the system read, and by whom: which pages were opened, by role and never by person?"""

from pimdata.ui import frame, show, usage_views

viewer = frame.require()
frame.title("Usage")
show.html(usage_views.head(viewer), usage_views.by_page(viewer), usage_views.by_day(viewer))
