"""Prints the record of a draw: what was drawn, from what, and how anybody can draw it again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Gaps, Rule
from qa_desktop.documents.layout.fonts import FontSet
from qa_desktop.documents.layout.furniture import RunningTexts
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Heads, Row
from qa_desktop.documents.layout.marks import Element, Role, Scope
from qa_desktop.documents.layout.paper import print_pages
from qa_desktop.documents.layout.structure import DocumentFacts, finished
from qa_desktop.documents.layout.writing import Typesetter
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.documents.parts.head import SUBTITLE
from qa_desktop.domain.compose_note import printed_moment
from qa_desktop.domain.note import NoteFact
from qa_desktop.domain.sampling.draw import RULE, Group, Reason, named
from qa_desktop.domain.sampling.population import TITLES
from qa_desktop.domain.sampling.record import DrawRecord
from qa_desktop.domain.sampling.record_json import record_bytes
from qa_desktop.domain.sampling.words import excluded_words, left_out_words, rules_words, scheme_words

TITLE = "Cases drawn for audit"
LOOK = GridLook(lines=look.LINE, padding=(5, 5))
AGAIN = (
    "“qa-desktop draw check” draws again from the record and the list; how a short script does it without QA Desktop "
    "stands in docs/drawing-cases.md."
)
STAYS = Gaps(after=6, with_next=True)


def build_draw_page(record: DrawRecord, fonts: Path, *, made_at: datetime) -> bytes:
    """Return the PDF of a record: the same bytes for the same record and moment."""
    font_set = FontSet(fonts)
    typesetter = Typesetter(font_set)
    root = Element(Role.DOCUMENT)
    story = _story(record, Composer(typesetter, root))
    texts = RunningTexts(TITLE, printed_moment(record.who.at), record.who.name, "Page", "of")
    pages, owners = print_pages(story, font_set, typesetter, texts)
    return finished(pages, root, owners, DocumentFacts(TITLE, record.who.name, "en-GB", made_at), None)


def _story(record: DrawRecord, to: Composer) -> list[Block]:
    return [
        to.text(Role.TITLE, TITLE, look.TITLE, Gaps(after=2)),
        *to.paragraph(record.selection, SUBTITLE, Gaps(after=9)),
        Rule(look.ACCENT, 1.5, Gaps(after=8)),
        *to.facts(_facts(record)),
        *_cases(record, to),
        *_substitutions(record, to),
        *_groups(record, to),
        *_excluded(record, to),
        *_again(record, to),
    ]


def _facts(record: DrawRecord) -> list[NoteFact]:
    origin = "given beforehand" if record.seed.was_given else "made at the moment of the draw"
    columns = ", ".join(f"{TITLES.get(ours, ours)}: {theirs}" for ours, theirs in record.listed.columns)
    return [
        NoteFact("Drawn by", record.who.name),
        NoteFact("Drawn on", printed_moment(record.who.at)),
        NoteFact("Seed", record.seed.text),
        NoteFact("Where the seed comes from", origin),
        NoteFact("Cases in the list", f"{record.listed.cases:,}, from {record.listed.rows:,} rows"),
        NoteFact("Drawn", scheme_words(record.scheme)),
        NoteFact("Columns of the list", columns),
        NoteFact("Which cases may be drawn", rules_words(record.exclusions)),
    ]


def _cases(record: DrawRecord, to: Composer) -> list[Block]:
    group_of = {case: stratum.group for stratum in record.result.strata for case in stratum.drawn}
    for one in record.substitutions:
        group_of[one.by] = group_of[one.case]
    parts = () if record.proposal is None else record.proposal.parts
    names = {} if record.proposal is None else {person.key: person.name for person in record.proposal.people}
    given = (
        {}
        if record.proposal is None
        else {(one.case, one.part): names.get(one.person, one.person) for one in record.proposal.given}
    )
    heads = ["", TITLES["reference"], _group_title(record), *(part.name.capitalize() for part in parts)]
    rows = [
        [str(number), case, named(group_of[case]), *(given.get((case, part.name), "nobody yet") for part in parts)]
        for number, case in enumerate(record.standing, start=1)
    ]
    return _table("Cases to audit", heads, rows, to, (0.4, 2, *[2.5] * (1 + len(parts))))


def _substitutions(record: DrawRecord, to: Composer) -> list[Block]:
    rows = [
        [one.case, one.by, one.reason, f"{one.who.name}, {printed_moment(one.who.at)}"] for one in record.substitutions
    ]
    return (
        _table("Replaced", ["Case", "Replaced by", "Why", "Who and when"], rows, to, (1.6, 1.6, 3, 2.2)) if rows else []
    )


def _groups(record: DrawRecord, to: Composer) -> list[Block]:
    heads = [_group_title(record), "Cases", "May be drawn", "Wanted", "Drawn"]
    rows = [
        [named(one.group), f"{one.cases:,}", f"{one.eligible:,}", f"{one.wanted:,}", f"{len(one.drawn):,}"]
        for one in record.result.strata
    ]
    return _table("The list by group", heads, rows, to, (3, 1, 1, 1, 1))


def _excluded(record: DrawRecord, to: Composer) -> list[Block]:
    rows = [[what, f"{count:,}"] for what, count in excluded_words(record.result)]
    rows += [[what, f"{count:,}"] for what, count in left_out_words(record.listed)]
    blocks = _table("Left out of the draw", ["Why", "How many"], rows, to, (4, 1)) if rows else []
    for reason, references in (
        (Reason.AUDITED_HERE, record.exclusions.audited_here),
        (Reason.UNDER_WAY, record.exclusions.under_way),
    ):
        blocks += to.labelled(reason.title, ", ".join(sorted(references)))
    return blocks


def _again(record: DrawRecord, to: Composer) -> list[Block]:
    """Return what belongs on one page, for whoever draws again."""
    return [
        to.heading("How to draw again"),
        *to.paragraph(f"{RULE} {AGAIN}", gaps=STAYS),
        *to.paragraph("SHA-256 of the list", look.LABEL, Gaps(after=1, with_next=True)),
        *to.paragraph(record.listed.sha256, gaps=STAYS),
        *to.labelled("SHA-256 of the record", hashlib.sha256(record_bytes(record)).hexdigest()),
    ]


def _table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], to: Composer, shares: Sequence[float]
) -> list[Block]:
    table = to.under(Role.TABLE)
    head = table.under(Role.ROW)
    top = Row(tuple(_head(label, head) for label in heads))
    below = [_row(values, table.under(Role.ROW)) for values in rows]
    return [to.heading(title), Grid(shares, below, LOOK, Gaps(after=8), Heads((top,)))]


def _head(label: str, row: Composer) -> Cell:
    cell = row.inside(row.element.add(Role.HEAD_CELL, scope=Scope.COLUMN))
    return Cell(cell.here(label, look.CELL_HEAD), ground=look.CANVAS, middle=True)


def _row(values: Sequence[str], row: Composer) -> Row:
    return Row(tuple(Cell(row.under(Role.CELL).here(value, look.CELL)) for value in values))


def _group_title(record: DrawRecord) -> str:
    columns: Group = record.scheme.columns
    return " / ".join(TITLES.get(column, column) for column in columns) or "Group"
