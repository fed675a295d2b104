"""What this room decides without rows: what a gift may say, how it is counted, its columns in a file."""
