"""Who did what, when, and from which load; and is the record whole?"""

from pimdata.ui import frame, show, trail_views

viewer = frame.require()
frame.title("Trail")
show.html(trail_views.head(viewer))
asked = trail_views.narrowed(viewer)
show.html(trail_views.load(viewer, asked))
show.html(trail_views.events(viewer, asked))
trail_views.download(viewer, asked)
