"""Colours that an authority gives its own grades, made readable on every ground: never told by colour alone."""

from __future__ import annotations

import re

READABLE = 4.5
"""The least contrast of words (WCAG 2.2, AA)."""
STEP = 0.04
LINEAR_UP_TO = 0.04045  # where sRGB's curve begins (WCAG 2.2, relative luminance)
MIDDLE = 0.18
"""The luminance at which black and white stand out alike."""


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour as #RRGGBB."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", text) is not None


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two #RRGGBB colours as WCAG 2.2 defines it, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a ground with that share of a colour in it, from 0 to 1."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02X}" for one, other in pairs)


def readable(colour: str, grounds: tuple[str, ...], least: float = READABLE) -> str:
    """Return the colour, as much darker or lighter as it takes to be read on each of these grounds."""
    end = "#000000" if _luminance(grounds[0]) > MIDDLE else "#FFFFFF"
    shade = mixed(colour, colour, 1)
    for step in range(1, round(1 / STEP) + 1):
        if all(contrast(shade, ground) >= least for ground in grounds):
            return shade
        shade = mixed(end, colour, min(1.0, step * STEP))
    return end


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    values = (channel / 255 for channel in _channels(colour))
    red, green, blue = (c / 12.92 if c <= LINEAR_UP_TO else ((c + 0.055) / 1.055) ** 2.4 for c in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
