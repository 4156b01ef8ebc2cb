"""What does Scrutiny mean to ask, of what, and at which meeting? For the committee alone."""

from pimdata.ui import enquiry_views, frame, question_forms

viewer = frame.require()
frame.title("Lines of enquiry")
enquiry_views.check(viewer)
question_forms.said()
enquiry_views.draw(viewer)
