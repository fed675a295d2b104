"""Many questions in one query; knows no table."""
