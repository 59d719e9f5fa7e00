"""The window: the only place that knows Qt."""

from qa_desktop.ui.steady_references import steady_references

steady_references()  # before the first call into Qt, wherever it comes from
