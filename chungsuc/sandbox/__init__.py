"""What a file from outside may cost and do: checked by its directory, read in a limited child process.

The children of upper rooms import this package without Django, so nothing may be imported here.
"""
