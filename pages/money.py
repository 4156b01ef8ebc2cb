"""Are we within budget, fund by fund, and what did the money achieve?"""

from pimdata import queries_money
from pimdata.ui import downloads, forecast_views, fragments, frame, money_detail, money_views, show
from pimdata.ui.asking import ask

frame.require()
frame.title("Money")
show.html(fragments.headline("", "Money"))
period = money_views.choose_period()
show.html(money_views.head(period))
if period:
    money_views.by_service(period)
    downloads.csv_button("money by service and fund", ask(queries_money.services, period).select(money_views.IN_FILE))
    show.html(forecast_views.way_here(), fragments.section("Cost centres"))
    service = money_detail.choose_service()
    cost_centres = ask(queries_money.cost_centres, period, service)
    show.html(money_detail.centres(cost_centres), money_detail.why(cost_centres))
    downloads.csv_button("cost centres", cost_centres.select(money_detail.CENTRES_IN_FILE))
    show.html(fragments.section("Money moved (virements)"), money_detail.virements(service))
    downloads.csv_button("virements", ask(queries_money.virements, service))
