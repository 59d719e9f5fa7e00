"""Records that stand in registers: they are signed with the day by which they count."""

from __future__ import annotations

from collections.abc import Mapping

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.register import RegisterCounts, Span
from tests.desks import OpenDesk
from tests.full_audits import signed_in_full


def noted(
    opened: OpenDesk,
    tool_id: str,
    header: Mapping[str, Value],
    answers: Mapping[str, Value] | None = None,
    subject: str = "48-7",
) -> Audit:
    """Sign a record with these header fields and answers; everything else that is asked is answered too."""
    values = {paths.header(name): value for name, value in header.items()}
    values |= {paths.answer(name): value for name, value in (answers or {}).items()}
    return signed_in_full(opened.desk, tool_id, values, subject)


def counted(opened: OpenDesk, register: str, span: Span) -> dict[str, dict[str, int]]:
    """Return what is counted in each period, by its words; "entries" is how many there are."""
    counts: RegisterCounts = opened.desk.registers.counts(register, span)
    return {
        period: {
            "entries": counts.entries[place],
            **{one.label: one.by_period[place] for one in counts.counted if one.by_period[place]},
        }
        for place, period in enumerate(counts.periods)
    }
