"""What the plan asks, of whom, by when, and what looks alike: decided without tables or a clock."""
