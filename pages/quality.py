"""How good is the data: what is in and on time, what the checks find, how far measures can be relied on, and a sample."""

from pimdata.ui import frame, quality_champion, quality_checks, quality_sample, quality_views, show

viewer = frame.require()
frame.title("Data quality")
quarter = quality_views.choose_quarter()
show.html(quality_views.head(quarter))
if quarter:
    show.html(quality_views.matrix(viewer, quarter), quality_views.on_time(viewer))
    show.html(quality_checks.checks(viewer, quarter), quality_checks.by_service(viewer, quarter))
    quality_checks.findings(viewer, quarter)
    show.html(quality_champion.grades(viewer))
    quality_champion.forms(viewer, quarter)
    quality_sample.draw()
