"""Reports: what is in them, as templates, and what they say of a period, as values."""
