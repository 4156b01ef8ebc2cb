"""What is held of people, why, and for how long?"""

from pimdata.ui import frame, privacy_views, show

frame.require()
frame.title("Data protection")
show.html(privacy_views.head(), privacy_views.held(), privacy_views.forgetting())
