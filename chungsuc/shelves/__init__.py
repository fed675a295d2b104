"""Files kept under their hash in a folder, safe from a power cut: knows bytes, neither evidence nor papers."""
