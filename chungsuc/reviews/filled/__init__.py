"""What the rooms below put into reports, read from their facts; entered by `wiring.py`.

Everything here stands frozen for years: no person's name is in it.
"""
