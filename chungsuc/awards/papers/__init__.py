"""What is written on paper: decisions with their lists, submissions, summaries, certificates, the register."""
