"""What is owed, by when, and how to send it: template, upload, check, look, send, receipt, take back."""

from pimdata.ui import frame, returns_flow, returns_send, returns_views, show

viewer = frame.require()
frame.title("Returns")
show.html(returns_views.head(viewer))
returns_send.said()
show.html(returns_views.owed(viewer))
chosen = returns_flow.choose(viewer)
returns_flow.draw(viewer, chosen)
returns_send.take_back(viewer)
