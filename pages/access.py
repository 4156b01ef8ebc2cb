"""Who may do what, who has left, and what clashes?"""

from pimdata.ui import access_views, frame, show

viewer = frame.require()
frame.title("Access review")
show.html(
    access_views.head(viewer),
    access_views.findings(viewer),
    access_views.held(viewer),
    access_views.claimed(),
    access_views.left(viewer),
)
access_views.download(viewer)
