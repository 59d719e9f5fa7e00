"""What is done with the improvement actions of a service, together."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.services.carry_plan import BeginNextPlan
from qa_desktop.services.list_improvements import ListImprovements
from qa_desktop.services.raise_improvement import RaiseImprovement
from qa_desktop.services.record_improvement import RecordImprovement


@dataclass(frozen=True, slots=True)
class Improvements:
    """Lists, records, begins the next plan, raises."""

    list: ListImprovements
    """Reads on any thread."""
    record: RecordImprovement
    begin_next: BeginNextPlan
    raise_from: RaiseImprovement
