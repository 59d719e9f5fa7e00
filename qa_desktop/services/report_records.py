"""The parts of reports that tell what records say: in words, as a table, or counted by their register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_sections import printed_day, printed_value
from qa_desktop.domain.figures.policy import LEFT_OUT
from qa_desktop.domain.figures.question import FigureFilter, month_of, months_between, period_label, quarter_of
from qa_desktop.domain.figures.suppression import untold_in_line
from qa_desktop.domain.figures.tables import Cell, FigureTable
from qa_desktop.domain.register import Counted, Span
from qa_desktop.domain.repeats import FIRST
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.domain.reports.report import Block, Heading, Paragraph, Quoted
from qa_desktop.domain.reports.template import ReportPart
from qa_desktop.domain.tool import AnswerType, Item, SubjectKind
from qa_desktop.errors import InputProblem
from qa_desktop.services.report_parts import MONTHS_BACK, Occasion, months_before

LONGEST_CELL = 600
"""Characters of an answer in a table; its record has it whole."""
YEAR, WEEKS_SHOWN = 12, 6
TOO_FEW = "There are too few entries to show how many."


def records(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell what signed records of the period say."""
    told = list(record_blocks([audit for audit in of_period(part, on) if holds(audit, part.where)], part, on))
    yield from told or [Paragraph(part.none)]


def response(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Append the written response to the report of this very period."""
    whole = (FigureFilter(tool=tool) for tool in part.tools)
    told = list(
        record_blocks([audit for audit in _opened(whole, on) if on.period.is_named_in(audit.subject)], part, on)
    )
    yield from told or [Paragraph(part.none)]


def table(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell the signed records of the period as a table: a row for each, or for each line of a plan; its questions."""
    audits = [audit for audit in of_period(part, on) if holds(audit, part.where)]
    heads = _heads(audits, part.questions)
    rows = [row for audit in audits for row in _rows(audit, part.questions)]
    if rows:
        first = "Date" if "Date" not in heads else "Date of the record"
        yield FigureTable("", (first, *heads), tuple(rows), labels=2)
    else:
        yield Paragraph(part.none)


def register(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell how many entries a register has, and how they were answered: by week or month, or by quarter of a year."""
    span = Span.WEEK if on.period.weeks else Span.QUARTER if on.period.months == YEAR else Span.MONTH
    counts = on.reads.counts(part.register, span)
    columns = _columns(on)
    if not any(one in columns for one in counts.periods):
        yield Paragraph(part.none)
        return
    places = [counts.periods.index(one) if one in counts.periods else None for one in columns]

    def numbers(found: Sequence[int]) -> tuple[int, ...]:
        return tuple(0 if place is None else found[place] for place in places)

    answered = [(one, told) for one in counts.counted if any(told := numbers(one.by_period))]
    rows = _register_rows(numbers(counts.entries), answered, on)
    if all(cell in (0, LEFT_OUT) for _, *cells in rows for cell in cells):
        yield Paragraph(TOO_FEW)
        return
    yield FigureTable("", ("What", *(period_label(one) for one in columns)), tuple(rows))


def exemplars(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell what the library of good practice holds, the newest first."""
    found = on.reads.exemplars()
    if not found:
        yield Paragraph(part.none)
    for one in found:
        yield Heading(one.title, 2)
        yield Quoted(one.text, " · ".join(said for said in (one.theme, printed_day(one.added_on)) if said))


def measured(part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell performance figures topic by topic, months, quarters and years apart, in their order."""
    topics = list(dict.fromkeys(one.topic for one in on.measured))
    if not topics:
        yield Paragraph(part.none)
    for topic in topics:
        by_length: defaultdict[str, list[Measured]] = defaultdict(list)
        for one in on.measured:
            if one.topic == topic:
                by_length[one.every].append(one)
        for every, own in by_length.items():
            title = f"{topic} by {every}" if every and len(by_length) > 1 else topic
            yield _measured_table(title, own)


def _measured_table(title: str, figures: Sequence[Measured]) -> FigureTable:
    periods = sorted({one.period for one in figures})
    values = {(one.label, one.period): one.value for one in figures}
    rows = tuple(
        (label, *(values.get((label, period), "") for period in periods))
        for label in dict.fromkeys(one.label for one in figures)
    )
    return FigureTable(title, ("Measure", *(period_words(one) for one in periods)), rows)


def of_period(part: ReportPart, on: Occasion) -> Iterator[Audit]:
    """Yield the signed records of the period, by tool, the latest first."""
    whole = FigureFilter.of(on.period)
    return _opened((replace(whole, tool=tool) for tool in part.tools or on.template.tools), on)


def record_blocks(audits: Sequence[Audit], part: ReportPart, on: Occasion) -> Iterator[Block]:
    """Tell what records say, question by question, in the order of the questions named; of a silent record nothing.

    Which service, team or topic a record is about is told to readers who may open it.
    """
    for audit in audits:
        sections = [one for one in _by_section(audit, part.questions) if one[1]]
        if sections:
            is_named = not on.hides and audit.tool.subject is SubjectKind.SERVICE
            title = f"{audit.tool.title}: {audit.subject}" if is_named else audit.tool.title
            yield Heading(", ".join(one for one in (title, printed_day(audit.last_meeting())) if one), 2)
        for title, answers in sections:
            if title:
                yield Heading(title, 3)
            for label, said in answers:
                lead = label if label.endswith("?") else f"{label}:"
                yield Paragraph(f"{lead} {said}", lead=lead)


def _by_section(audit: Audit, questions: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield what was answered, of a whole record under the title of each section."""
    if questions:
        yield "", list(answers_of(audit, questions))
        return
    for section in audit.shown_sections():
        items = (item for item in audit.shown_items(section) if item.type is not AnswerType.PERSON)
        yield section.title, [(audit.label_of(item), said) for item in items if (said := _said(audit, item))]


def answers_of(audit: Audit, questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (question, answer in words) of the questions named, as far as they were answered; the header's first."""
    for field in audit.shown_header():
        if str(field.id) in questions and (said := _header(audit, field)):
            yield field.label, said
    items = [
        item for section in audit.shown_sections() for item in audit.shown_items(section) if _plain(item) in questions
    ]
    order = {key: place for place, key in enumerate(questions)}
    items.sort(key=lambda item: (item.id.partition("@")[2], order[_plain(item)]))
    for item in items:
        said = _said(audit, item)
        if said:
            yield audit.label_of(item), said


def holds(audit: Audit, where: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a record has the answers that a part asks for; several that will do are parted by commas."""
    for question, wanted in where:
        given = audit.lookup(question)
        own = {str(one) for one in (given if isinstance(given, tuple) else (given,))}
        if not own & {one.strip() for one in wanted.split(",")}:
            return False
    return True


def _opened(filters: Iterable[FigureFilter], on: Occasion) -> Iterator[Audit]:
    for wanted in filters:
        for one in on.figures.all_behind(wanted):
            yield on.reads.open_audit(one.id)


def _heads(audits: Sequence[Audit], questions: Sequence[str]) -> tuple[str, ...]:
    """Return what each column is called: as the first record that has the question calls it."""
    found: dict[str, str] = {}
    for audit in audits:
        items = {str(item.id): item.label for item in audit.tool.header}
        items |= {str(item.id): item.label for section in audit.tool.sections for item in section.items}
        found = {key: label for key, label in items.items() if key in questions} | found
    return tuple(found.get(one, one).rstrip("?:") for one in questions)


def _rows(audit: Audit, questions: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each line of a section that repeats; one where none of the questions stands in such a section."""
    once: dict[str, str] = {str(item.id): _header(audit, item) for item in audit.shown_header()}
    lines: dict[str, dict[str, str]] = {}
    for section in audit.shown_sections():
        for item in audit.shown_items(section):
            into = lines.setdefault(item.id.partition("@")[2] or FIRST, {}) if section.repeat else once
            into[_plain(item)] = _said(audit, item)
    asked = [{key: line.get(key, "") for key in questions if key in line} for line in lines.values()]
    told = [line for line in asked if any(line.values())]
    day = _month(audit)
    for line in told or [{}]:
        cells = tuple(_short(line.get(key) or once.get(key, "")) for key in questions)
        if any(cells):
            yield (day, *cells)


def _register_rows(
    entries: tuple[int, ...], answered: Sequence[tuple[Counted, tuple[int, ...]]], on: Occasion
) -> list[tuple[Cell, ...]]:
    """Return a row for all entries and one for each answer; what is small, or would give it away, is left out."""
    least = on.figures.policy.least if on.hides else 0
    hidden: set[tuple[int, int]] = set()
    for column, number in enumerate(entries):
        if 0 < number < least:
            hidden |= {(row, column) for row in range(-1, len(answered))}
            continue
        for question in {one.question for one, _ in answered if one.code}:
            places = [row for row, (one, _) in enumerate(answered) if one.question == question]
            out = untold_in_line([answered[row][1][column] for row in places], least, [0] * len(places))
            hidden |= {(row, column) for row, is_out in zip(places, out, strict=True) if is_out}

    def told(row: int, counts: Sequence[int]) -> tuple[Cell, ...]:
        return tuple(LEFT_OUT if (row, column) in hidden else number for column, number in enumerate(counts))

    return [
        ("Entries", *told(-1, entries)),
        *((_counted(one), *told(row, counts)) for row, (one, counts) in enumerate(answered)),
    ]


def _header(audit: Audit, item: Item) -> str:
    return printed_value(audit, item, audit.lookup(str(item.id)))


def _said(audit: Audit, item: Item) -> str:
    answer = audit.answer(item.id)
    value = audit.worked_out(item) if item.computation else answer.value
    told = printed_value(audit, item, value)
    end = "" if told.endswith((".", "!", "?", ":")) else "."
    return f"{told}{end} {answer.comment}" if told and answer.comment else told or answer.comment


def _plain(item: Item) -> str:
    return str(item.id).split("@", maxsplit=1)[0]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_CELL else plain[: LONGEST_CELL - 1].rstrip() + "…"


def _columns(on: Occasion) -> tuple[str, ...]:
    """Return by which weeks, months or quarters a register is told, up to today: of one, those before it too."""
    if on.period.weeks:
        weeks = max(on.period.weeks, WEEKS_SHOWN)
        mondays = (on.period.last - timedelta(days=7 * back - 1) for back in range(weeks, 0, -1))
        return tuple(ReportPeriod.of_weeks(one, 1).name for one in mondays)
    first, last = month_of(on.period.first), month_of(on.period.last)
    today = month_of(on.today)
    if on.period.months == YEAR:
        quarters = dict.fromkeys(quarter_of(one) for one in months_between(first, last))
        return tuple(one for one in quarters if one <= quarter_of(today))
    start = months_before(first, MONTHS_BACK) if on.period.months == 1 else first
    return tuple(months_between(start, min(last, today)))


def _counted(one: Counted) -> str:
    return one.label if one.code else f"{one.label} (added up)"


def period_words(text: str) -> str:
    """Return a period of a performance figure as people read it, or as it was given where it is none of ours."""
    try:
        period = ReportPeriod.parse(text)
    except InputProblem:
        return text
    return period.words if period.weeks > 1 or period.months == YEAR else period_label(period.name)


def _month(audit: Audit) -> str:
    day = audit.last_meeting()
    return f"{day.day} {period_label(month_of(day))}" if day else ""
