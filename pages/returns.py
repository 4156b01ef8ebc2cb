"""x"""
from pimdata.ui import frame
frame.require()
