"""Says by whose settings a tool was laid out, so that an audit keeps for ever what held when it was begun."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Adaptation:
    """The authority's settings that were laid over a tool, and which content of the tool they were laid over."""

    authority: str
    settings: str
    """The id of the settings."""
    version: str
    settings_hash: str
    """SHA-256 in hex of the settings' file."""
    tool_hash: str
    """The tool's content hash before."""
