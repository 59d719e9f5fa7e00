"""An authority's own colours can be read in every theme and in the note, whatever colours they are."""

import itertools

import pytest

from qa_desktop.domain.colour import contrast
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.ui.tokens import EVERY_THEME, Tokens

COLOURS = ["#" + "".join(parts) for parts in itertools.product(("00", "66", "BF", "FF"), repeat=3)]


@pytest.mark.parametrize("tokens", EVERY_THEME, ids=lambda one: str(one.name))
def test_every_colour_is_readable_on_its_tint_and_on_the_page(tokens: Tokens) -> None:
    for colour in COLOURS:
        found = tokens.of(ScalePoint("a", "A", 1, colour=colour))

        assert min(contrast(found.ink, ground) for ground in (found.tint, tokens.surface, tokens.canvas)) >= 4.5, colour


def test_a_point_without_a_colour_of_its_own_has_that_of_its_tone() -> None:
    point = ScalePoint("a", "A", 1)

    assert [tokens.of(point) for tokens in EVERY_THEME] == [tokens.neutral for tokens in EVERY_THEME]
