"""Every figure of law and plan, with its source and standing, and who confirmed it."""
