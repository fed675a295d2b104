"""The least that a Django page of each kind can cost: signed in, one statement a table, a bare template, nothing else."""
