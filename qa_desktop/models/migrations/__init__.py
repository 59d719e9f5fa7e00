"""Forward-only scripts that bring a store of an earlier release up to date."""
