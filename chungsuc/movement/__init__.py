"""The plan, its targets, and how far the province is from them."""
