"""The library of audit tools as the window and the command line see it."""

from __future__ import annotations

from qa_desktop.toolkit.library import ToolLibrary
from qa_desktop.toolkit.tool_summary import ToolSummary, age_order, summary_of, version_order

__all__ = ["ToolLibrary", "ToolSummary", "age_order", "summary_of", "version_order"]
