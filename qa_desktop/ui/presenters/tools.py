"""Turns the library into rows and a tool into what its preview shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from qa_desktop.domain.look_back import period_words
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.tool import GuidancePoint, Item, PrintStatus, Section, SubjectKind, Tool
from qa_desktop.domain.tool_search import SearchText
from qa_desktop.domain.tool_words import ANSWERS, NEEDS, SUBJECTS, section_name
from qa_desktop.services.find_tools import listed_words
from qa_desktop.services.tool_library import ToolSummary
from qa_desktop.ui.background import Job, Phrased, Worker, page_of
from qa_desktop.ui.item_models.tools import ToolRow
from qa_desktop.ui.presenters.times import counted, short_day

ORIGIN_WORDS = {
    PrintStatus.PRINTED: "Printed",
    PrintStatus.PARTLY_PRINTED: "Partly printed",
    PrintStatus.IMPLIED: "Our proposal",
}


class ToolsDesk(Protocol):
    """The services that choosing and previewing need."""

    @property
    def tools(self) -> Callable[[], Sequence[ToolSummary]]:
        """List the library."""
        ...

    @property
    def tool(self) -> Callable[[str], Tool]:
        """Return a whole tool."""
        ...


class LibraryDesk(ToolsDesk, Protocol):
    """The services that searching the library needs."""

    @property
    def search_texts(self) -> Callable[[], Mapping[str, SearchText]]:
        """Return the texts of every tool by its content hash."""
        ...


@dataclass(frozen=True, slots=True)
class PreviewItem:
    """One question of a preview."""

    number: str
    label: str
    note: str
    """What kind of answer, and whether it is needed."""
    help: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class PreviewSection:
    """One section of a preview."""

    title: str
    statement: str
    items: tuple[PreviewItem, ...]
    guidance: tuple[str, ...]
    where_to_look: tuple[str, ...]

    @property
    def size(self) -> str:
        """How much there is: "12 questions, 2 of them our proposal · 5 points of what good looks like"."""
        proposed = sum(item.proposed for item in self.items)
        words = counted(len(self.items), "question")
        if proposed:
            words += ", our proposal" if proposed == len(self.items) else f", {proposed} of them our proposal"
        points = counted(len(self.guidance), "point")
        return f"{words} · {points} of what good looks like" if self.guidance else words


@dataclass(frozen=True, slots=True)
class ToolPreview:
    """A tool as the library shows it."""

    id: str
    title: str
    authority: str
    version: str
    purpose: str
    provenance: str
    note: str
    gaps: tuple[str, ...]
    grades: tuple[str, ...]
    sections: tuple[PreviewSection, ...]
    facts: tuple[tuple[str, str], ...] = ()
    """What there is to know at a glance, each as (what, words)."""


def tool_row(tool: ToolSummary) -> ToolRow:
    """Return a tool's line in a list."""
    subject = SUBJECTS[SubjectKind(tool.subject)]
    size = f"{counted(tool.section_count, 'section')}, {counted(tool.item_count, 'question')}"
    status = "" if tool.status == "active" else tool.status.capitalize()
    origin = ORIGIN_WORDS[PrintStatus(tool.print_status)]
    caption = f"{tool.authority} · {size}"
    if tool.published_by:
        caption += f" · published by {tool.published_by}, {short_day(date.fromisoformat(tool.published_on), date.min)}"
    return ToolRow(
        tool.id,
        tool.title,
        tool.authority,
        subject,
        caption,
        status,
        listed_words(tool),
        tool.version,
        origin,
        is_own=tool.is_own,
        content=tool.content_hash,
    )


def tool_preview(tool: Tool) -> ToolPreview:
    """Return what the preview of a tool shows."""
    source = tool.provenance
    words = " · ".join(
        part for part in (source.authority, source.document, source.section, source.status.value) if part
    )
    return ToolPreview(
        id=tool.id,
        title=tool.title,
        authority=tool.authority,
        version=tool.version,
        purpose=tool.purpose,
        provenance=words,
        note=source.note,
        gaps=source.gaps,
        grades=tuple(_grade(scale, point) for scale in tool.scales for point in scale.points),
        sections=tuple(_section(section) for section in tool.sections),
        facts=tool_facts(tool),
    )


def tool_facts(tool: Tool) -> tuple[tuple[str, str], ...]:
    """Return what there is to know of a tool at a glance: what it is about, whom it is for, how long it is."""
    words = tool.words
    sections = counted(len(tool.sections), words.section.lower(), words.section_plural.lower())
    parties = dict.fromkeys(party for item in tool.items for party in item.answered_by)
    facts = (
        ("What it is about", SUBJECTS[tool.subject]),
        ("Length", f"{sections}, {counted(sum(1 for _ in tool.items), 'question')}"),
        ("Who answers", ", ".join(party.value for party in parties).capitalize()),
        ("Who signs", ", ".join(block.label for block in tool.signatures)),
        ("Stages", " → ".join(stage.title for stage in tool.stages)),
        ("Overall judgement", tool.overall.label if tool.overall else "None"),
        ("Action plan", tool.action_plan.title if tool.action_plan else "None"),
        ("Period audited", period_words(tool)),
        ("Who sees it", "Only the person who makes it. Nothing of it leaves their laptop." if tool.private else ""),
    )
    return tuple((name, said) for name, said in facts if said)


class ToolsPresenter:
    """Reads the library and one tool at a time; the newest request wins."""

    def __init__(self, desk: LibraryDesk, worker: Worker) -> None:
        self._desk = desk
        self._worker = worker
        self._asked: Job[Tool] | None = None

    def load(
        self, show: Callable[[tuple[ToolRow, ...]], None], show_texts: Callable[[Mapping[str, SearchText]], None]
    ) -> None:
        """Read the library, and then what its tools say, to be searched."""
        self._worker.submit(self._desk.tools, Phrased(show, _rows), page=page_of(show))
        self._worker.submit(self._desk.search_texts, show_texts, page=page_of(show_texts))

    def read(self, tool_id: str, take: Callable[[Tool], None]) -> None:
        """Read a tool; an earlier request that is not yet answered is dropped."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._worker.submit(lambda: self._desk.tool(tool_id), take, page=page_of(take))


def _rows(tools: Sequence[ToolSummary]) -> tuple[ToolRow, ...]:
    return tuple(tool_row(tool) for tool in tools)


def _grade(scale: Scale, point: ScalePoint) -> str:
    proposed = " (our proposal)" if scale.proposed or point.proposed else ""
    return f"{point.number} {point.label}{proposed}".strip()


def _section(section: Section) -> PreviewSection:
    items = tuple(_item(item) for item in section.items)
    places = section.where_to_look + tuple(place for item in section.items for place in item.where_to_look)
    return PreviewSection(
        section_name(section), section.statement, items, tuple(_point(p) for p in section.points), places
    )


def _item(item: Item) -> PreviewItem:
    return PreviewItem(item.number, item.label, f"{ANSWERS[item.type]}, {NEEDS[item.need]}", item.help, item.proposed)


def _point(point: GuidancePoint) -> str:
    parts = "".join(f"\n({letter}) {text}" for letter, text in point.parts)
    whom = f" ({point.applies_to})" if point.applies_to else ""
    return f"{point.text}{whom}{parts}"
