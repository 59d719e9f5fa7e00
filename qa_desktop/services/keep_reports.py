"""Keep what QA officers write in reports, which parts are in, and who got which version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from qa_desktop.clock import Clock
from qa_desktop.domain.operation import Change, Operation
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports import draft as kept
from qa_desktop.domain.reports.draft import Given, ReportDraft, Structure
from qa_desktop.domain.reports.template import ReportTemplate
from qa_desktop.errors import InputProblem, Mistake, NotAllowed, SeveralProblems

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Begun:
    """A report of a period as it stands, beside what was written the time before."""

    draft: ReportDraft
    structure: Structure
    """Which parts are in: as was said for this period, else as in the latest one before."""
    last: ReportDraft | None
    """The latest report before it in which something was written."""

    def told(self, template: ReportTemplate) -> dict[str, str]:
        """Return what is written in parts that are still there."""
        parts = {*(part.id for part in template.parts), *(one.id for one in self.structure.added)}
        return {part: text for part, text in self.draft.words.items() if part in parts}


@dataclass(frozen=True, slots=True)
class Handed:
    """What is to be kept of a version that goes to somebody."""

    to: str
    """A person, a group or a meeting."""
    how: str
    """As people say it: by e-mail, in the meeting."""
    file: str
    """What the file is called."""


class KeepReports:
    """Only QA officers keep and read it; it travels to each of their laptops."""

    def __init__(
        self, store: LocalStore, desk: Callable[[], tuple[Operation, ...]], means: tuple[Clock, NewIds]
    ) -> None:
        self._store = store
        self._desk = desk
        self._clock, self._new_id = means

    @property
    def may_keep(self) -> bool:
        """Whether the owner keeps reports."""
        return self._store.owner.role is Role.QA_OFFICER

    def begun(self, report: str, period: ReportPeriod) -> Begun:
        """Return a report as it stands; empty where nothing is kept, and for anybody but QA officers."""
        found = kept.drafts(self._desk()) if self.may_keep else {}
        own = found.get((report, period.name), ReportDraft(report, period.name))
        earlier = kept.before(found.values(), report, period)
        inherited = next((one.structure for one in earlier if one.structure is not None), Structure())
        last = next((one for one in earlier if any(text.strip() for text in one.words.values())), None)
        return Begun(own, own.structure if own.structure is not None else inherited, last)

    def periods(self) -> dict[str, tuple[ReportPeriod, ...]]:
        """Return of which times drafts are kept, by the id of the report."""
        found = kept.drafts(self._desk()) if self.may_keep else {}
        times: dict[str, tuple[ReportPeriod, ...]] = {}
        for report, period in found:
            if (when := kept.period_of(period)) is not None:
                times[report] = (*times.get(report, ()), when)
        return times

    def save(self, template: ReportTemplate, period: ReportPeriod, words: Mapping[str, str]) -> None:
        """Keep what was written; what is as it was is not written again.

        Raises:
            NotAllowed: the owner is no QA officer.
            SeveralProblems: a text is too long, or of a part that the report does not have.
        """
        self._demand_officer()
        begun = self.begun(template.id, period)
        parts = {*(part.id for part in template.parts), *(one.id for one in begun.structure.added)}
        mistakes = [Mistake(f"There is no part “{one}” in this report", one) for one in words if one not in parts]
        mistakes += [
            Mistake(f"Shorten this to {LONGEST:,} characters at most", one)
            for one, text in words.items()
            if len(text) > LONGEST
        ]
        if mistakes:
            raise SeveralProblems("The report was not kept:", tuple(mistakes))
        changed = {part: text for part, text in words.items() if begun.draft.words.get(part, "") != text}
        self._append([kept.words_change(template.id, period.name, part, text) for part, text in changed.items()])

    def arrange(self, template: ReportTemplate, period: ReportPeriod, structure: Structure) -> Structure:
        """Keep which parts are in, from this period on; sections of one's own get an id. Return it as kept.

        Raises:
            NotAllowed: the owner is no QA officer.
            SeveralProblems: a part is not there, a section has no title, or nothing is left.
        """
        self._demand_officer()
        begun = self.begun(template.id, period)
        parts = [part.id for part in template.parts]
        mistakes = [
            Mistake(f"There is no part “{one}” in this report", one) for one in structure.without if one not in parts
        ]
        mistakes += [Mistake("Give your section a title", one.id) for one in structure.added if not one.title.strip()]
        if not structure.added and set(parts) <= set(structure.without):
            mistakes.append(Mistake("Leave one part in at least"))
        if mistakes:
            raise SeveralProblems("The parts were not kept:", tuple(mistakes))
        added = tuple(replace(one, id=one.id or f"own-{self._new_id()}") for one in structure.added)
        made = replace(structure, added=added)
        if made != begun.structure:
            self._append([kept.structure_change(template.id, period.name, made)])
        return made

    def give(self, template: ReportTemplate, period: ReportPeriod, handed: Handed, data: bytes) -> Given:
        """Keep that somebody got a file of a report: who, when, how, and the hash by which it is known again.

        Raises:
            NotAllowed: the owner is no QA officer.
            InputProblem: it is not said who got it.
        """
        self._demand_officer()
        if not handed.to.strip():
            raise InputProblem("Say who got it: a name, a group or a meeting.")
        made = Given(
            id=self._new_id(),
            report=template.id,
            period=period.name,
            to=handed.to.strip(),
            how=handed.how.strip(),
            by=self._store.owner.name,
            at=self._clock.now(),
            digest=hashlib.sha256(data).hexdigest(),
            file=handed.file,
        )
        self._append([kept.given_change(made)])
        return made

    def given(self, report: str = "", period: str = "") -> tuple[Given, ...]:
        """Return who got which version, the latest first; of one report or period alone where these are named."""
        found = kept.given(self._desk()) if self.may_keep else ()
        return tuple(one for one in found if report in ("", one.report) and period in ("", one.period))

    def _demand_officer(self) -> None:
        if not self.may_keep:
            raise NotAllowed("Only a QA officer keeps what is written in reports, and who got them.")

    def _append(self, changes: list[Change]) -> None:
        if changes:
            self._store.append(changes)
