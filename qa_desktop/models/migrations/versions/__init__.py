"""One script for every version of the tables."""
