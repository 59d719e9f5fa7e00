"""Reads, checks and writes audit-tool definitions."""
