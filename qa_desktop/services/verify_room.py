"""Tell what was changed in an inspection room: no profile and no network is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.documents.exports.room_cover import attached
from qa_desktop.documents.verify import Outcome
from qa_desktop.domain.exports.room import COVER, MANIFEST, Differences, differences, read_manifest
from qa_desktop.errors import NotFound
from qa_desktop.services.inspection_room import hashes
from qa_desktop.services.verify_note import Judged, verify_note


@dataclass(frozen=True, slots=True)
class JudgedRoom:
    """What is said of a room: the seal of its cover, and the files that are not as they were sealed."""

    cover: Judged
    found: Differences

    @property
    def exit_code(self) -> int:
        """0 as it was sealed, 1 changed, 3 as it was sealed but identity not confirmed."""
        return 1 if self.found else self.cover.exit_code


def verify_room(folder: Path, trusted: Sequence[Path] = ()) -> JudgedRoom:
    """Judge a folder; raise NotFound where it is no inspection room, InputProblem where its cover cannot be read."""
    cover = folder / COVER
    if not cover.is_file():
        raise NotFound(
            f"There is no {COVER} in {folder}, so nothing can be said of it. Choose the folder that has one."
        )
    judged = verify_note(cover, trusted)
    if judged.as_json["outcome"] in (Outcome.CHANGED.value, Outcome.NOT_SEALED.value):
        return JudgedRoom(judged, Differences(changed=(COVER,)))
    sealed = attached(cover.read_bytes())
    found = differences(read_manifest(sealed), hashes(folder))
    manifest = folder / MANIFEST
    if not manifest.is_file():
        found = Differences(found.changed, (*found.missing, MANIFEST), found.added)
    elif manifest.read_bytes() != sealed:
        found = Differences((*found.changed, MANIFEST), found.missing, found.added)
    return JudgedRoom(judged, found)
