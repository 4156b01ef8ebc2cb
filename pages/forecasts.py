"""How good have our forecasts been: by arithmetic, by owners, and of money?"""

from pimdata import queries_forecasts
from pimdata.ui import downloads, forecast_views, frame, show
from pimdata.ui.asking import ask

frame.require()
frame.title("Forecasts")
if forecast_views.head():
    forecast_views.chart()
    forecast_views.by_service()
    show.html(forecast_views.by_method())
    forecast_views.by_part()
    downloads.csv_button("forecasts and outturns", ask(queries_forecasts.errors))
    show.html(forecast_views.how_to_read())
