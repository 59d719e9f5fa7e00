"""What is left to file outside this application, step by step, with the text to paste (PRACTICE P-10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from qa_desktop.clock import Clock
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.filing_text import FilingText, filing_texts
from qa_desktop.domain.telling import step_is_done


@dataclass(frozen=True, slots=True)
class FilingTask:
    """One step. `fields` are (label, text, length limit) to copy one by one."""

    id: str
    title: str
    fields: tuple[tuple[str, str, int | None], ...]
    done: bool
    by: str
    on: date | None
    tells: tuple[str, ...] = ()
    """Whom it tells: it is done once each of them was told."""
    goes_out: bool = False
    """Whether it goes to somebody by e-mail."""


class FilingTasks:
    """Lists the filing steps of an audit."""

    def __init__(self, clock: Clock, goes_out: Callable[[Audit, str], bool] = lambda _audit, _step: False) -> None:
        self._clock = clock
        self._goes_out = goes_out

    def __call__(self, audit: Audit) -> tuple[FilingTask, ...]:
        """Return the steps, each with what to copy and whether it is done.

        Every completed action of a plan is filed too where the tool has a step for actions (P-10).
        """
        signed = audit.record.fields.get(paths.SIGNED)
        moment = signed.at if signed else self._clock.now()
        return tuple(self._task(audit, text) for text in filing_texts(audit, moment))

    def _task(self, audit: Audit, text: FilingText) -> FilingTask:
        mark = audit.filing.get(text.id)
        step = next(step for step in audit.tool.filing.steps if step.id == text.id) if audit.tool.filing else None
        parts = (("Heading", text.heading, None), ("Text", text.text, text.length_limit))
        return FilingTask(
            text.id,
            text.title,
            tuple(part for part in parts if part[1]),
            done=step_is_done(audit, step) if step else False,
            by=mark.by if mark else "",
            on=mark.on if mark else None,
            tells=step.tell if step else (),
            goes_out=self._goes_out(audit, text.id),
        )
