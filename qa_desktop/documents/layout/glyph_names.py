"""Makes every glyph readable as the letter that was written, where ReportLab names it wrongly or by its shape."""

from __future__ import annotations

import re
import unicodedata

import pikepdf

# ReportLab writes code points above FFFF as they are, where the map wants two halves.
_TARGET = re.compile(rb"(<[0-9A-F]{2}> )<([0-9A-F]{4,6})>")
_SHAPED = range(0xFB50, 0xFF00)
"""Arabic letters by their shape, which search and speech do not know."""


def repair_unicode_maps(pdf: pikepdf.Pdf) -> None:
    """Rewrite the maps from glyph to text of every font that needs it."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
            if "/ToUnicode" in font and font.objgen not in seen:
                seen.add(font.objgen)
                _repair(font.ToUnicode)


def _repair(unicode_map: pikepdf.Object) -> None:
    before = unicode_map.read_bytes()
    after = _TARGET.sub(_as_written, before)
    if after != before:
        unicode_map.write(after)


def _as_written(found: re.Match[bytes]) -> bytes:
    code = int(found[2], 16)
    letter = chr(code)
    if code in _SHAPED:
        letter = unicodedata.normalize("NFKC", letter)
    return found[1] + b"<" + letter.encode("utf-16-be", "replace").hex().upper().encode() + b">"
