"""Contrast is computed from the tokens, in all three themes (WCAG 2.2: 4.5 for words, 3 for what surrounds them)."""

import pytest

from qa_desktop.domain.colour import contrast
from qa_desktop.domain.scale import Tone
from qa_desktop.ui.tokens import EVERY_THEME, LIGHT, Tokens

WORDS, SHAPES = 4.5, 3.0
every_theme = pytest.mark.parametrize("tokens", EVERY_THEME, ids=lambda tokens: tokens.name)


def backgrounds(tokens: Tokens) -> tuple[str, ...]:
    return (tokens.canvas, tokens.surface, tokens.side, tokens.tint)


def test_black_on_white_has_the_contrast_that_the_standard_names() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_a_known_pair_of_greys_just_passes() -> None:
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@every_theme
@pytest.mark.parametrize("name", ["text", "muted", "link"])
def test_words_stand_out_on_every_background(tokens: Tokens, name: str) -> None:
    assert min(contrast(getattr(tokens, name), behind) for behind in backgrounds(tokens)) >= WORDS


@every_theme
def test_the_words_of_primary_buttons_stand_out(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= WORDS


@every_theme
@pytest.mark.parametrize("tone", Tone)
def test_grade_words_stand_out_on_their_tint_and_on_every_background(tokens: Tokens, tone: Tone) -> None:
    colours = tokens.tone(tone)

    assert min(contrast(colours.ink, behind) for behind in (colours.tint, *backgrounds(tokens))) >= WORDS


@every_theme
def test_edges_of_controls_stand_out_on_every_background(tokens: Tokens) -> None:
    assert min(contrast(tokens.edge, behind) for behind in backgrounds(tokens)) >= SHAPES


@every_theme
def test_primary_buttons_stand_out_from_the_page(tokens: Tokens) -> None:
    assert min(contrast(tokens.accent, behind) for behind in (tokens.canvas, tokens.surface)) >= SHAPES


@every_theme
def test_the_focus_ring_or_its_edge_stands_out_on_every_background(tokens: Tokens) -> None:
    for behind in (*backgrounds(tokens), *(tokens.tone(tone).tint for tone in Tone)):
        assert max(contrast(tokens.focus, behind), contrast(tokens.focus_edge, behind)) >= SHAPES


@every_theme
def test_the_focus_ring_stands_out_from_its_edge(tokens: Tokens) -> None:
    assert contrast(tokens.focus, tokens.focus_edge) >= SHAPES


def test_the_ring_of_the_light_theme_needs_its_dark_edge() -> None:
    assert contrast(LIGHT.focus, LIGHT.surface) < SHAPES
