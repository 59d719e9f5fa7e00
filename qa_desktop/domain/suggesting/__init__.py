"""Suggesting themes from the words of an audit: never about a person, strengths as readily as concerns (P-34)."""
