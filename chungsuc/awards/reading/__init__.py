"""How lists of awards and of nominees are understood, whatever program they were typed in."""
