"""How is one service, or one portfolio, doing: on one page that can be printed."""

from pimdata.ui import frame, health_views, service_views, show, thing_buttons

viewer = frame.require()
scope = service_views.asked()
if scope is None:
    frame.title("Service")
    show.html(service_views.missing(), health_views.services(), service_views.portfolios())
else:
    frame.title(scope.title)
    show.html(health_views.head(scope))
    thing_buttons.draw_scope(viewer, scope)
    show.html(service_views.listed(scope))
    show.html(service_views.measures(scope))
    show.html(service_views.actions(scope))
    show.html(service_views.risks(scope))
    show.html(service_views.money(scope))
    show.html(service_views.owed(scope))
    service_views.plan(scope)
    service_views.files(scope)
