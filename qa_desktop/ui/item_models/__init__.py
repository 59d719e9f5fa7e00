"""Qt's item models over plain view data."""
