"""How a group is scored, ranked and paired. Pure: frozen tables and marks in, scores and places with reasons out."""
