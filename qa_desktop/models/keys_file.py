"""Reads and writes the file of wrapped keys."""

from __future__ import annotations

import json
from dataclasses import dataclass

from qa_desktop.errors import KeyUnavailable, StoreDamaged, StoreTooNew
from qa_desktop.models.key_slots import Slot, damaged_slot
from qa_desktop.models.private_files import disk_problems, write_private
from qa_desktop.settings import ProfilePlace

FORMAT = 1
LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The wrapped keys of one store. `check` proves a key without telling anything about it."""

    store: str
    check: str
    slots: tuple[Slot, ...]

    def slot(self, *kinds: str) -> Slot | None:
        """Return the first slot of one of the kinds; None where there is none."""
        return next((slot for slot in self.slots if slot["kind"] in kinds), None)

    def with_slot(self, replaced: tuple[str, ...], slot: Slot) -> KeyFile:
        """Return the file with one slot in the place of all slots of the kinds named."""
        kept = tuple(one for one in self.slots if one["kind"] not in replaced)
        return KeyFile(self.store, self.check, (slot, *kept))


def read_key_file(place: ProfilePlace) -> KeyFile:
    """Return the wrapped keys; raise KeyUnavailable where there is no file and StoreDamaged where it is none."""
    file = place.key_slots
    if not file.exists():
        raise KeyUnavailable(missing_keys(place))
    with disk_problems(place.folder):
        data = file.read_bytes()
    try:
        return _checked(json.loads(data[:LARGEST]))
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(damaged_slot()) from error


def write_key_file(place: ProfilePlace, keys: KeyFile) -> None:
    """Write the wrapped keys, whole or not at all."""
    document = {
        "format": FORMAT,
        "store": keys.store,
        "check": keys.check,
        "slots": [dict(slot) for slot in keys.slots],
    }
    write_private(place.key_slots, json.dumps(document, indent=1).encode() + b"\n")


def missing_keys(place: ProfilePlace) -> str:
    """Return the sentence for a profile without its keys."""
    if place.database.exists():
        return (
            f"The folder {place.folder} holds a store, but its file keys.json is missing, so the store cannot be "
            "opened. Put keys.json back from the latest folder under backups."
        )
    return f"There is no profile in {place.folder} yet. Make one with: qa-desktop init"


def _checked(document: object) -> KeyFile:
    if not isinstance(document, dict):
        raise TypeError("no object")
    if isinstance(document["format"], int) and document["format"] > FORMAT:
        raise StoreTooNew("This profile was made by a newer QA Desktop. Update QA Desktop, then open it again.")
    slots = document["slots"]
    if document["format"] != FORMAT or not isinstance(slots, list) or not slots:
        raise ValueError("no slots")
    return KeyFile(_word(document["store"]), _word(document["check"]), tuple(_slot(slot) for slot in slots))


def _slot(raw: object) -> Slot:
    if not isinstance(raw, dict) or not isinstance(raw.get("kind"), str):
        raise TypeError("no slot")
    if not all(isinstance(name, str) and isinstance(value, str | int) for name, value in raw.items()):
        raise TypeError("no slot")
    return dict(raw)


def _word(raw: object) -> str:
    if not isinstance(raw, str) or not raw:
        raise TypeError("no text")
    return raw
