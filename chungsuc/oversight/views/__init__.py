"""Pages of surveys: for the Fatherland Front, for whoever may read, and the household's own page."""
