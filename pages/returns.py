"""What is owed, by when, and how to send it: template, upload, check, look, send, receipt, take back."""

from pimdata.ui import frame, owed_views, returns_flow, returns_publish, returns_send, returns_sign, show

viewer = frame.require()
frame.title("Returns")
show.html(owed_views.head(viewer))
returns_send.said()
returns_sign.draw(viewer)
show.html(owed_views.owed(viewer), owed_views.drafts_of(viewer))
chosen = returns_flow.choose(viewer)
returns_flow.draw(viewer, chosen)
returns_send.take_back(viewer)
returns_publish.draw(viewer)
