"""Turns quotas and how far people are with them into words and rows."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.domain.quota import QuotaRow


def own_words(rows: Sequence[QuotaRow]) -> str:
    """Return how far one is this month, a line for each quota: "Case audits: 1 of 2 done"."""
    return "\n".join(f"{row.quota.what}: {row.done} of {row.wanted} done" for row in rows)


def missing_words(row: QuotaRow) -> str:
    """Return "2 of 4 done, 2 missing", or that all is done."""
    done = f"{row.done} of {row.wanted} done"
    return f"▲ {done}, {row.missing} missing" if row.missing else f"✓ {done}"
