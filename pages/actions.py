"""Which actions are late, and which risks stand high or have moved?"""

from pimdata.ui import action_views, delivery_views, downloads, fragments, frame, risk_views, show

frame.require()
frame.title("Actions and risks")
show.html(fragments.headline("", "Actions and risks"))
if delivery_views.choose_show() == "risks":
    risks_asked = risk_views.asked()
    risks = risk_views.listed(risks_asked)
    show.html(risk_views.head(risks_asked))
    show.html(risk_views.matrix(risks_asked))
    risk_views.choose()
    show.html(risk_views.register(risks))
    downloads.csv_button("risks", risks.select(risk_views.IN_FILE))
else:
    actions_asked = action_views.asked()
    actions = action_views.listed(actions_asked)
    show.html(action_views.head(actions_asked))
    show.html(action_views.counts(actions_asked))
    action_views.choose()
    show.html(action_views.register(actions, actions_asked))
    downloads.csv_button("actions", actions.select(action_views.IN_FILE))
