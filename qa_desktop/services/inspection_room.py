"""Make a folder for inspectors from signed audits, sealed with a list of its files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from qa_desktop.clock import Clock
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.exports.export_ports import OpenSink, TableSink
from qa_desktop.domain.exports.room import COVER, MANIFEST, UNLISTED, Level, RoomWish, manifest_bytes
from qa_desktop.domain.exports.wish import Exported, ExportFormat, ExportWatch, ExportWish, Stopped
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import Sealer
from qa_desktop.errors import NotFound
from qa_desktop.services.export_audits import ExportAudits, ExportJob
from qa_desktop.services.sign_audit import SealPdf

CHUNK = 1 << 20
REASON = "List of the files of an inspection room"


class Pages(TableSink, Protocol):
    """Makes pages of the tables of an export."""

    @property
    def audits(self) -> Mapping[str, str]:
        """The audits, by id with the name of each one's page."""
        ...

    @property
    def about(self) -> Mapping[str, str]:
        """What was exported, in words."""
        ...

    def finish(self, notes: Mapping[str, str]) -> None:
        """Write what is made of all tables."""
        ...


@dataclass(frozen=True, slots=True)
class RoomMeans:
    """What a room is made with."""

    exports: Callable[[OpenSink, frozenset[str]], ExportAudits]
    """Returns what exports into a sink, only these audits where there are any."""
    whole_folder: Callable[[Path], AbstractContextManager[Path]]
    pages: Callable[[Path, RoomWish], Pages]
    open_audit: Callable[[AuditId], Audit]
    note: Callable[[Audit], bytes]
    cover: Callable[[Level, str, bytes], bytes]
    """Returns the cover, with a place for its seal and the manifest attached."""
    seal_pdf: SealPdf
    seal_field: str
    open_sealer: Callable[[str | None], Sealer]
    maker: str
    clock: Clock


class MakeRoom:
    """Makes the folder whole, or leaves nothing."""

    def __init__(self, means: RoomMeans) -> None:
        self._means = means

    def __call__(
        self, wish: RoomWish, place: Path, pin: str | None = None, watch: ExportWatch | None = None
    ) -> Exported:
        """Make the folder; who took which audits is recorded as with every export.

        Raises:
            NotAllowed: the role does not export at this level, the PIN is wrong, or something is there already.
            NotFound: the filter leaves no audit.
            DiskProblem: the place cannot be written; nothing is left there.
            Stopped: it was broken off; nothing is left there.
        """
        watch = watch or ExportWatch()
        exports, job = self.begin(wish, pin, watch.stops)
        return exports.write(job, place, watch)

    def begin(
        self, wish: RoomWish, pin: str | None = None, stops: Callable[[], bool] = lambda: False
    ) -> tuple[ExportAudits, ExportJob]:
        """Check and record a room; what is returned writes it on any thread. Raise as above.

        `stops` is asked before each note, which raises Stopped where it is told so.
        """
        sealer = self._means.open_sealer(pin)

        @contextmanager
        def sink(_: ExportWish, where: Path) -> Iterator[TableSink]:
            with self._means.whole_folder(where) as folder:
                pages = self._means.pages(folder, wish)
                yield pages
                pages.finish(self._notes(folder, pages, stops) if wish.level is Level.FULL else {})
                self._seal(folder, wish.level, pages.about, sealer)

        exports = self._means.exports(sink, wish.audits)
        return exports, exports.begin(ExportWish(wish.filter, wish.level.detail, ExportFormat.JSONL))

    def _notes(self, folder: Path, pages: Pages, stops: Callable[[], bool]) -> dict[str, str]:
        """Write the notes that are on this laptop; return their files by audit; raise Stopped."""
        (folder / "notes").mkdir()
        notes: dict[str, str] = {}
        for audit, name in pages.audits.items():
            if stops():
                raise Stopped
            try:
                data = self._means.note(self._means.open_audit(AuditId(audit)))
            except NotFound:  # its page says so
                continue
            notes[audit] = f"notes/{name}.pdf"
            (folder / notes[audit]).write_bytes(data)
        return notes

    def _seal(self, folder: Path, level: Level, about: Mapping[str, str], sealer: Sealer) -> None:
        means, manifest = self._means, manifest_bytes(hashes(folder))
        (folder / MANIFEST).write_bytes(manifest)
        cover = means.cover(level, about.get("filters", ""), manifest)
        sealed = means.seal_pdf(cover, means.seal_field, sealer, name=means.maker, reason=REASON, at=means.clock.now())
        (folder / COVER).write_bytes(sealed)


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by its path from there; a link is told as one."""
    found: dict[str, str] = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_symlink():
            found[name] = "link"
        elif not file.is_dir() and name not in UNLISTED:
            with file.open("rb") as content:
                found[name] = hashlib.file_digest(content, "sha256").hexdigest()
    return found
