"""Make the sample audit: to try everything out, watermarked, and never sent anywhere."""

from __future__ import annotations

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.services.start_audit import StartAudit, StartRequest

SAMPLE_TOOL = "bra-live-audit"
SAMPLE_FIELDS: dict[str, Value] = {
    paths.SAMPLE: True,
    paths.about("why_selected"): "A made-up case for trying out. Nothing of it leaves this laptop.",
    paths.answer("bra-live.1"): "good",
    paths.answer("bra-live.1", "comment"): (
        "The chronology tells the child's journey in order and the genogram shows who matters to her. Two moves of "
        "school are missing."
    ),
    paths.section("standard-1", "complete"): True,
    paths.seen("W-BRA.1.8"): True,
    paths.seen("W-BRA.1.9"): True,
    paths.entry("evidence", "sample-1", "item"): "bra-live.3",
    paths.entry("evidence", "sample-1", "kind"): "childs_voice",
    paths.entry("evidence", "sample-1", "source"): "seen_on_record",
    paths.entry("evidence", "sample-1", "text"): "“I want mum to answer when I call.” It stands in goal 2 of the plan.",
    paths.entry("evidence", "sample-1", "where"): "Three Houses, case note",
}


class StartSample:
    """Creates the sample audit."""

    def __init__(self, start: StartAudit) -> None:
        self._start = start

    def __call__(self) -> Audit:
        """Return a new sample audit."""
        return self._start(StartRequest(SAMPLE_TOOL, "Sample 1", "Sam Sample", fields=SAMPLE_FIELDS))
