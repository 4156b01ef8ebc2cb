"""What is where, what the words and shapes mean, the accessibility statement, and whom to ask."""

from pimdata.ui import frame, help_views, show

frame.require()
frame.title("Help")
show.html(help_views.head())
show.html(help_views.pages_and_keys())
show.html(help_views.statuses())
show.html(help_views.charts_and_glossary())
show.html(help_views.published())
show.html(help_views.accessibility())
