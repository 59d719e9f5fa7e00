"""What is done with themes, gathered: the list, and the tags of audits."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.services.keep_themes import KeepThemes
from qa_desktop.services.make_calibration import MakeCalibration
from qa_desktop.services.redact_quotations import RedactQuotations
from qa_desktop.services.suggest_themes import SuggestThemes
from qa_desktop.services.tag_themes import TagThemes


@dataclass(frozen=True, slots=True)
class Theming:
    """Every service about themes."""

    themes: KeepThemes
    """The authority's list."""
    tag: TagThemes
    suggest: SuggestThemes
    """Suggests themes from the words of an audit; on any thread."""
    calibration: MakeCalibration
    """Makes packs for training moderators."""
    redact: RedactQuotations
    """Goes through quotations that wait, on the worker of the store."""
