"""What will the meeting look at, in which order, and one item a screen while it is held."""

from pimdata.ui import frame, meeting_flow, meeting_views

viewer = frame.require()
frame.title("Meeting")
if meeting_views.is_held():
    meeting_flow.hold(meeting_views.asked())
else:
    meeting_flow.prepare(viewer)
