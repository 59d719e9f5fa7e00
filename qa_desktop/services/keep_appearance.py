"""Remembers theme and text size in a small file, because they are needed before the store is open."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

logger = logging.getLogger(__name__)

SMALLEST_TEXT = 100
LARGEST_TEXT = 200


class Scheme(Enum):
    """Which colours the window takes."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the window looks: colours, and text size in percent of the normal size (100 to 200)."""

    scheme: Scheme = Scheme.SYSTEM
    text_percent: int = SMALLEST_TEXT

    def with_text(self, percent: int) -> Appearance:
        """Return the same colours with another text size, held within its bounds."""
        return Appearance(self.scheme, min(LARGEST_TEXT, max(SMALLEST_TEXT, percent)))


def read_appearance(file: Path) -> Appearance:
    """Return what was kept; the normal appearance where nothing was kept or the file cannot be understood."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return Appearance(Scheme(kept["scheme"])).with_text(int(kept["text_percent"]))
    except FileNotFoundError:
        return Appearance()
    except (OSError, ValueError, KeyError, TypeError):
        logger.warning("appearance file not understood, the normal appearance is used")
        return Appearance()


def keep_appearance(file: Path, appearance: Appearance) -> None:
    """Keep the appearance; replaced in one step, so that a crash leaves the old or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    text = json.dumps({"scheme": appearance.scheme.value, "text_percent": appearance.text_percent})
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
