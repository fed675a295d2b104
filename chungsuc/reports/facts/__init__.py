"""What pages show, as frozen values, one module a noun."""
