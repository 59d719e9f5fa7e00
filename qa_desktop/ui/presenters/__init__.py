"""They turn domain values into view data and what was asked for into service calls."""
