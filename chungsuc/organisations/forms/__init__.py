"""What people type about accounts, posts and units."""
