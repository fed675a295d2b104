"""The register of recognised units."""
