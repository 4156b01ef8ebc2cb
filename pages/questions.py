"""What have members asked, of whom, what was answered and how soon; and the way to ask."""

from pimdata.ui import frame, question_forms, questions_views, recommendation_views, report_form, show

viewer = frame.require()
number = questions_views.asked()
frame.title("Questions")
question_forms.said()
if question_forms.is_asking():
    question_forms.draw_ask(viewer)
elif report_form.is_reporting():
    report_form.draw(viewer)
elif number is None:
    show.html(questions_views.head(viewer))
    questions_views.choose()
    show.html(questions_views.listed(viewer), questions_views.times(), questions_views.protocol())
else:
    question_forms.draw_one(viewer, number)
    recommendation_views.of_question(viewer, number)
    show.html(questions_views.every())
