"""How is each service doing, and who answers for it?"""

from pimdata import queries_services
from pimdata.ui import downloads, frame, health_views, service_views, show
from pimdata.ui.asking import ask

frame.require()
frame.title("Services")
show.html(health_views.opening())
show.html(health_views.services())
downloads.csv_button("health of services", ask(queries_services.health))
show.html(service_views.portfolios())
