"""What could happen, how likely and how bad is it, and what is done about it?"""

from pimdata import queries_delivery
from pimdata.ui import delivery_views, downloads, fragments, frame, risk_detail, show, thing_buttons, why_views
from pimdata.ui.asking import ask

viewer = frame.require()
risk = risk_detail.asked()
if risk is None:
    frame.title("Risk")
    show.html(risk_detail.missing())
else:
    frame.title(f"Risk {risk['risk_code']}")
    why = risk_detail.why(risk)
    show.html(risk_detail.head(risk), why_views.first(why))
    thing_buttons.draw(viewer, "risk", risk["risk_code"])
    risk_detail.draw(risk)
    show.html(risk_detail.scores(risk))
    downloads.csv_button("scores of this risk", ask(queries_delivery.risk_scores, risk["risk_code"]))
    show.html(risk_detail.about(risk), why_views.after(why))
    show.html(delivery_views.linked(risk["risk_code"]))
    show.html(fragments.section("History of changes"), delivery_views.history(risk["risk_code"]))
    show.html(why_views.changes(risk["risk_code"]))
