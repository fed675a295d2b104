"""What a paper may be and do, decided without tables or a clock."""
