"""The library of audit tools as the window and the command line see it."""

from __future__ import annotations

from qa_desktop.toolkit.library import ToolLibrary, ToolSummary

__all__ = ["ToolLibrary", "ToolSummary"]
