"""Which measures are below target, and which are there at all? Worst first, narrowed by whatever the reader chooses."""

from pimdata.ui import frame, measures_filters, show

frame.require()
frame.title("Measures")
top = show.place()
asked = measures_filters.choose()
found = measures_filters.listed(asked)
with top:
    show.html(measures_filters.head(asked, found), measures_filters.unknown())
measures_filters.table(asked, found)
measures_filters.download(asked, found)
