"""Workbooks (.xlsx and .csv), in and out, safely: knows cells, not communes.

The reading child imports this package without Django, so nothing may be imported here.
"""
