"""What was to be done, how far has it come, and is it working?"""

from pimdata import queries
from pimdata.ui import action_detail, delivery_views, downloads, fragments, frame, show, thing_buttons, why_views
from pimdata.ui.asking import ask

viewer = frame.require()
action = action_detail.asked()
if action is None:
    frame.title("Action")
    show.html(action_detail.missing())
else:
    frame.title(action["title"])
    why = action_detail.why(action)
    show.html(action_detail.head(action), why_views.first(why))
    thing_buttons.draw(viewer, "action", action["action_code"])
    show.html(action_detail.dates(action))
    show.html(action_detail.steps(action))
    show.html(delivery_views.linked(action["action_code"]))
    show.html(action_detail.about(action))
    show.html(why_views.after(why))
    show.html(action_detail.comments(action))
    show.html(fragments.section("History of changes"), delivery_views.history(action["action_code"]))
    show.html(why_views.changes(action["action_code"]))
    downloads.csv_button("history of this action", ask(queries.history, action["action_code"]))
