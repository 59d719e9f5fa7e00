"""QA Desktop: offline live practice audits for children's social care."""

__version__ = "0.1.0"
