"""Make a report of a period from its template: figures, records and the officer's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.compose_sections import printed_day
from qa_desktop.domain.figures.ages import AGES
from qa_desktop.domain.figures.question import Dimension, FigureFilter
from qa_desktop.domain.figures.tables import Cell, FigureTable
from qa_desktop.domain.figures.terms import kind_label
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.pairs import MODERATION, Seat
from qa_desktop.domain.record import REPORT_MAKERS, Person
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.catalogue import NamedReport
from qa_desktop.domain.reports.draft import Structure
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.domain.reports.report import Block, Heading, Paragraph, Report
from qa_desktop.domain.reports.template import PartKind, ReportPart, ReportTemplate
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services import report_followed, report_parts, report_programme, report_records
from qa_desktop.services.report_parts import Occasion, PartWriter, ReportReads
from qa_desktop.services.show_figures import ShowFigures

COUNTING = frozenset({
    PartKind.COMPLIANCE, PartKind.GRADES, PartKind.DOMAINS, PartKind.GROUPS, PartKind.MAP, PartKind.TREND,
    PartKind.DIFFERENCES, PartKind.THEMES, PartKind.THEMES_BY_GROUP, PartKind.FOUND, PartKind.RECORDS, PartKind.TABLE,
    PartKind.REGISTER, PartKind.BESIDE, PartKind.FOLLOWED,
})  # fmt: skip
"""The parts that tell of signed audits and records of the period."""
TOPIC, NOT_WRITTEN = "{topic}", "Not written yet."


@dataclass(frozen=True, slots=True)
class ReportWish:
    """Which report to make, and what was given for it."""

    template: ReportTemplate
    period: ReportPeriod
    topic: str = ""
    measured: tuple[Measured, ...] | None = None
    """Performance figures that were brought in for it; None for those that are kept."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What the officer wrote, by the id of the part."""
    structure: Structure = field(default_factory=Structure)
    """Which parts are left out, and which sections are the officer's own."""


class MakeReport:
    """Reads what this laptop holds; on any thread."""

    def __init__(self, owner: Person, figures: ShowFigures, reads: ReportReads, clock: Clock) -> None:
        self._owner = owner
        self._figures = figures
        self._reads = reads
        self._clock = clock
        self._writers: dict[PartKind, PartWriter] = {
            PartKind.GRADES: report_parts.grades,
            PartKind.DOMAINS: report_parts.domains,
            PartKind.GROUPS: report_parts.groups,
            PartKind.MAP: report_parts.heat,
            PartKind.TREND: report_parts.trend,
            PartKind.THEMES: report_parts.themes,
            PartKind.THEMES_BY_GROUP: report_parts.themes_by_group,
            PartKind.FOUND: report_parts.found,
            PartKind.WORDS: report_parts.words,
            PartKind.COMPLIANCE: self._compliance,
            PartKind.ACTIONS: self._actions,
            PartKind.DIFFERENCES: self._differences,
            PartKind.RECORDS: report_records.records,
            PartKind.RESPONSE: report_records.response,
            PartKind.TABLE: report_records.table,
            PartKind.REGISTER: report_records.register,
            PartKind.EXEMPLARS: report_records.exemplars,
            PartKind.PROGRAMME: report_programme.programme,
            PartKind.MEASURED: report_records.measured,
            PartKind.FOLLOWED: report_followed.followed,
        }

    def templates(self) -> tuple[ReportTemplate, ...]:
        """Return every kind of report, by authority."""
        return self._reads.templates()

    def catalogue(self) -> tuple[NamedReport, ...]:
        """Return every report that the frameworks name, with where it comes from."""
        return self._reads.catalogue()

    def measured(self, file: Path) -> tuple[Measured, ...]:
        """Return the performance figures of a CSV file; raise NotFound or InputProblem, which names the line."""
        return self._reads.measured(file)

    def template(self, report_id: str) -> ReportTemplate:
        """Return one kind; raise NotFound, which names those that there are."""
        every = self.templates()
        found = next((one for one in every if one.id == report_id), None)
        if found is None:
            known = ", ".join(one.id for one in every)
            raise NotFound(f"There is no report “{report_id}”. There are: {known}.")
        return found

    def __call__(self, wish: ReportWish, tell: Callable[[int, int], None] = lambda _done, _of: None) -> Report:
        """Return the report; `tell` is told how many parts of how many are made, and may raise.

        Raises:
            NotAllowed: the role makes no reports, or the report tells of people and the authority has no such figures.
            InputProblem: a topic is missing, or words were given for a part that is not in the report.
        """
        template = wish.template
        if self._owner.role not in REPORT_MAKERS:
            raise NotAllowed("QA officers, heads of service and managers make reports.")
        self._refuse_wrong(wish)
        today = local_day(self._clock.now())
        measured = self._reads.kept_figures(wish.period) if wish.measured is None else wish.measured
        on = Occasion(template, wish.period, self._figures, today, wish.words, self._reads, measured)
        blocks: list[Block] = []
        parts = tuple(_parts_of(wish))
        for place, part in enumerate(parts):
            tell(place, len(parts))
            title = part.title.replace(TOPIC, wish.topic)
            blocks.append(Heading(title))
            if part.text:
                blocks.append(Paragraph(part.text))
            if part.kind is not PartKind.WORDS:
                blocks += report_parts.written(wish.words.get(part.id, ""))
            beside = self._beside(part, on, wish) if part.kind is PartKind.BESIDE else None
            told = beside if beside is not None else self._writers.get(part.kind, _nothing)(part, on)
            for block in told:
                blocks.append(_once(block, title))
                tell(place, len(parts))
        return Report(
            title=template.title,
            authority=template.authority,
            audience=template.audience,
            period=wish.period.words,
            counted=self._counted(template, parts, wish.period),
            made_on=printed_day(on.today),
            made_by=self._owner.name,
            blocks=tuple(blocks),
            policy=self._figures.policy,
        )

    def _counted(self, template: ReportTemplate, parts: Iterable[ReportPart], period: ReportPeriod) -> str:
        """Return what the parts count: the forms of the period, by name, and what is left out of figures."""
        tools = dict.fromkeys(tool for part in parts if part.kind in COUNTING for tool in _tools(part, template))
        if not tools:
            return "Nothing in this report is counted from audits."
        titles = self._figures.titles(tools)
        named = "; ".join(titles.get(tool, tool) for tool in tools)
        told = f"Signed audits and records of {period.words}, as far as they came to this laptop: {named}."
        policy = self._figures.policy
        return f"{told} {policy.rule}." if template.hide_small and policy.least else told

    def _refuse_wrong(self, wish: ReportWish) -> None:
        parts = {part.id: part for part in wish.template.parts}
        known = [*parts, *(one.id for one in wish.structure.added)]
        wrong = sorted({*wish.words, *wish.structure.without} - set(known))
        if wrong:
            raise InputProblem(f"{wish.template.id} has no part “{wrong[0]}”. There are: {', '.join(known)}.")
        if any(part.kind is PartKind.BESIDE for part in parts.values()) and not wish.topic.strip():
            raise InputProblem("Say which topic this report is about, as “Supervision”.")

    def _compliance(self, part: ReportPart, on: Occasion) -> Iterator[Block]:
        """Tell how many forms were allocated in the period, came back, and came back in time (R-094, R-095)."""
        given = [
            one
            for one in self._reads.allocations()
            if one.is_open and one.tool_id in (part.tools or on.template.tools)
            and one.on is not None and on.period.first <= one.on <= on.period.last
        ]  # fmt: skip
        if not given:
            yield Paragraph(part.none)
            return
        back = {one.allocation: one.day for one in self._figures.submitted({one.id for one in given})}
        names = {Seat.LEAD.value: "Lead", Seat.PEER.value: "Peer", MODERATION: "Moderator", "": "Auditor"}
        rows: list[tuple[Cell, ...]] = []
        for seat in dict.fromkeys(one.part for one in sorted(given, key=lambda one: one.part)):
            own = [one for one in given if one.part == seat]
            rows.append((names.get(seat, seat), *_kept(own, back, on.today)))
        if len(rows) > 1:
            rows.append(("Total", *_kept(given, back, on.today)))
        cases = len({one.subject for one in given})
        yield Paragraph(f"{cases} {'case was' if cases == 1 else 'cases were'} allocated for audit.")
        heads = (
            "Form",
            "Allocated",
            "Came back in time",
            "Came back late",
            "Not back, overdue",
            "Not back, not due yet",
        )
        yield FigureTable("Forms allocated in the period", heads, tuple(rows))

    def _actions(self, part: ReportPart, on: Occasion) -> Iterator[Block]:
        """Tell how many actions of the report's own forms are open, by team and how late they are today."""
        bars = [
            bar
            for tool in _tools(part, on.template)
            for told in self._figures.open_actions(FigureFilter(tool=tool), Dimension.TEAM, on.today)
            for bar in told.bars
        ]
        if not bars:
            yield Paragraph(part.none)
            return
        named = report_parts.spelled(bar.label for bar in bars)
        counts: Counter[tuple[str, int]] = Counter()
        for bar in bars:
            team = named[bar.label.casefold()]
            counts.update({(team, place): number for place, number in enumerate(bar.counts) if number})
        bands = sorted({band for _, band in counts})
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (team, *(counts[team, band] for band in bands), sum(counts[team, band] for band in bands))
            for team in sorted({team for team, _ in counts})
        )
        heads = ("Team", *(AGES.points[band].label for band in bands), "Total")
        yield FigureTable(f"Open on {printed_day(on.today)}", heads, rows)

    def _differences(self, part: ReportPart, on: Occasion) -> Iterator[Block]:
        """Tell where lead and peer graded otherwise, and what the moderator made of it; of nobody by name."""
        told = False
        for wanted in on.filters:
            for first, second, title in (
                (Seat.LEAD.value, Seat.PEER.value, "Lead and Peer"),
                (Seat.LEAD.value, MODERATION, "Lead and moderator"),
                (Seat.PEER.value, MODERATION, "Peer and moderator"),
            ):
                found = self._figures.differences(wanted, first, second)
                if not found:
                    continue
                told = True
                names = title.split(" and ")
                better = tuple(f"{name[:1].upper()}{name[1:]} better" for name in names)
                section = self._figures.words(wanted.tool).section
                heads = (section, "Cases", "Same grade", "One grade apart", "More apart", *better)
                rows = tuple(
                    (
                        one.label,
                        one.cases,
                        one.same,
                        one.one_level,
                        one.more_levels,
                        one.first_better,
                        one.second_better,
                    )
                    for one in found
                )
                yield FigureTable(title, heads, rows)
        if not told:
            yield Paragraph(part.none)

    def _beside(self, part: ReportPart, on: Occasion, wish: ReportWish) -> list[Block]:
        """Tell of one topic what was counted beside what audits, families and practitioners say (section 4.7)."""
        topic = " ".join(wish.topic.split())
        quantity = [
            f"{one.label}, {report_records.period_words(one.period)}: {one.value}"
            for one in on.measured
            if _same(one.topic, topic)
        ]
        quality: list[str] = []
        for wanted in on.filters:
            for one in self._figures.themes(wanted):
                if _same(one.name, topic):
                    kind = kind_label(one.kind, self._figures.words(wanted.tool))
                    quality.append(f"{kind}: {report_parts.cases_told(one.cases, on)}")
                    quality += self._quoted(wanted, one.kind, one.name)
        for audit in report_records.of_period(part, on):
            if _same(audit.subject, topic):
                asked = dict(zip(part.questions, (quantity, quality), strict=False))
                for question, into in asked.items():
                    into += [said for _, said in report_records.answers_of(audit, (question,))]
        if not quantity and not quality:
            return [Paragraph(part.none)]
        rows = tuple(
            (quantity[row] if row < len(quantity) else "", quality[row] if row < len(quality) else "")
            for row in range(max(len(quantity), len(quality)))
        )
        return [FigureTable(topic, ("Quantity", "Quality"), rows)]

    def _quoted(self, wanted: FigureFilter, kind: ThemeKind, name: str) -> list[str]:
        """Return the released words, each once."""
        found = self._figures.quotations(wanted, kind, name, released=True)
        return list({one.public.casefold(): f"“{one.public}”" for one in found}.values())


def _parts_of(wish: ReportWish) -> Iterator[ReportPart]:
    """Yield the parts that are in, then the officer's own sections."""
    yield from (part for part in wish.template.parts if part.id not in wish.structure.without)
    own = (ReportPart(one.id, PartKind.WORDS, one.title, none=NOT_WRITTEN) for one in wish.structure.added)
    yield from own


def _tools(part: ReportPart, template: ReportTemplate) -> tuple[str, ...]:
    """Return the tools whose audits and records a part tells of; what stands beside each other is of both."""
    if part.kind is PartKind.BESIDE:
        return (*template.tools, *part.tools)
    return part.tools or template.tools


def _once(block: Block, heading: str) -> Block:
    """Return a table without a title that its heading says already."""
    if isinstance(block, FigureTable) and block.title.casefold() == heading.casefold():
        return replace(block, title="")
    return block


def _nothing(_part: ReportPart, _on: Occasion) -> Iterator[Block]:
    return iter(())


def _kept(given: Sequence[Allocation], back: Mapping[str, date], today: date) -> tuple[int, int, int, int, int]:
    """Return how many were allocated, came back in time or late, and are not back, overdue or not due yet."""
    came = [(one, back[one.id]) for one in given if one.id in back]
    missing = [one for one in given if one.id not in back]
    late = sum(1 for one, day in came if one.due is not None and day > one.due)
    overdue = sum(1 for one in missing if one.due is not None and one.due < today)
    return len(given), len(came) - late, late, overdue, len(missing) - overdue


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
