"""The inspection room: a folder for inspectors that says what is in it, so that anybody finds what was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from qa_desktop.domain.compose_note import printed_moment
from qa_desktop.domain.exports.wish import Detail
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.reports.report import Heading, Paragraph, Report
from qa_desktop.errors import InputProblem

MANIFEST, COVER, INDEX = "manifest.json", "cover.pdf", "index.html"
UNLISTED = frozenset({MANIFEST, COVER})
"""What the manifest cannot list: itself, and what seals it."""
FORMAT = "qa-desktop-inspection-room/1"


class Level(Enum):
    """How much is told of the audits."""

    FULL = "full"
    PSEUDONYMS = "pseudonyms"
    FIGURES = "figures"

    @property
    def label(self) -> str:
        """The words on screen and on the cover."""
        return {
            "full": "Everything, with names, what people wrote, and the notes",
            "pseudonyms": "Cases and people under pseudonyms, without what people wrote and without notes",
            "figures": "Figures and lists alone: no names, no answers and no notes",
        }[self.value]

    @property
    def detail(self) -> Detail:
        """In which detail the audits are exported for it."""
        return Detail.FULL if self is Level.FULL else Detail.PSEUDONYMS


@dataclass(frozen=True, slots=True)
class RoomWish:
    """What goes into a room; with `audits` only these of the filter."""

    filter: FigureFilter = field(default_factory=FigureFilter)
    level: Level = Level.PSEUDONYMS
    audits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Differences:
    """The files that are not as the manifest has them."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.changed or self.missing or self.added)


def manifest_bytes(files: Mapping[str, str]) -> bytes:
    """Return the manifest of files by their SHA-256 in hexadecimal, with paths from the folder on."""
    told = {"format": FORMAT, "files": dict(sorted(files.items()))}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(data: bytes) -> dict[str, str]:
    """Return the files of a manifest; raise InputProblem for anything else."""
    try:
        told = json.loads(data)
        listed = told["files"] if told["format"] == FORMAT else None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputProblem(_NO_MANIFEST) from error
    if not isinstance(listed, dict) or not all(isinstance(one, str) for one in listed.values()):
        raise InputProblem(_NO_MANIFEST)
    return listed


def differences(listed: Mapping[str, str], found: Mapping[str, str]) -> Differences:
    """Return what is not as listed; both are SHA-256 by path."""
    return Differences(
        tuple(sorted(one for one in listed.keys() & found.keys() if listed[one] != found[one])),
        tuple(sorted(listed.keys() - found.keys())),
        tuple(sorted(found.keys() - listed.keys() - UNLISTED)),
    )


def room_told(level: Level, counted: str, manifest: bytes, maker: str, at: datetime) -> Report:
    """Return what the cover of a room says."""
    files = read_manifest(manifest)
    blocks = (
        Paragraph(f"What is told: {level.label}."),
        Paragraph("Begin with index.html. Nothing in this folder needs a network or runs a program."),
        Paragraph(_CHECK),
        Heading("The list of files"),
        Paragraph(f"{MANIFEST} lists {len(files)} files. Its SHA-256 is {hashlib.sha256(manifest).hexdigest()}."),
    )
    made_on = printed_moment(at)
    return Report("Inspection room", "", "Inspectors", made_on, counted, made_on, maker, blocks, FigurePolicy())


_CHECK = (
    "This cover is sealed and carries the list of all files with their hashes. “qa-desktop inspection verify” tells "
    "which file was changed, is missing or was added. The folder is not encrypted: keep it safe."
)
_NO_MANIFEST = "The manifest of this folder cannot be read. Ask whoever made the folder for the original."
