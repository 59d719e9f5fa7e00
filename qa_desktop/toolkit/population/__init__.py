"""Reads lists of cases and of people as case systems and spreadsheets give them out."""
