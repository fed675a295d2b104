"""Who signs in. What a person may do is not known here: see the posts held in `organisations`."""
