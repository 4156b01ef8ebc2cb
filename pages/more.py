"""What else is here: returns, meetings, forecasts, definitions and help."""

from pimdata.ui import frame, show
from pimdata.ui.main_pages import more

viewer = frame.require()
frame.title("More")
show.html(more(viewer))
