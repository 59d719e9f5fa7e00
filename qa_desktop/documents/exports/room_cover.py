"""Prints the cover of an inspection room, which carries the list of its files under one seal, and reads that list."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pikepdf

from qa_desktop.documents.layout.structure import Attachment
from qa_desktop.documents.report import build_report
from qa_desktop.domain.exports.room import COVER, MANIFEST
from qa_desktop.domain.reports.report import Report
from qa_desktop.errors import InputProblem


def build_cover(told: Report, manifest: bytes, fonts: Path, *, made_at: datetime) -> bytes:
    """Return the cover with a place for the seal of its maker, and the manifest attached."""
    return build_report(told, fonts, made_at=made_at, for_seal=True, attached=Attachment(MANIFEST, manifest))


def attached(pdf: bytes) -> bytes:
    """Return the manifest that a cover carries; raise InputProblem where there is none."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return document.attachments[MANIFEST].get_file().read_bytes()
    except (pikepdf.PdfError, KeyError) as error:
        problem = f"{COVER} carries no list of files. Ask whoever made the folder for the original."
        raise InputProblem(problem) from error
