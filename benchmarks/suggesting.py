"""Measures suggested themes over the texts of very many audits, and making what suggests them out of all tags."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from functools import partial

from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import make_profile, scratch_folder
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.suggesting.model import Tagged, ThemeModel
from qa_desktop.domain.suggesting.passages import passages
from qa_desktop.domain.suggesting.suggest import suggestions
from qa_desktop.services.record_answer import with_values
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.services.suggest_themes import MOST_EXAMPLES
from qa_desktop.toolkit.stem_words import english_stem

SOON = Limit(absolute=100.0)
ABOUT = (
    "The child's wishes and feelings", "The plan", "Supervision", "The chronology", "Visits at home", "The core group",
    "The recording of case notes", "Culture and language", "The assessment of risk", "The legal status",
)  # fmt: skip
SAYS = (
    "are clear and thorough", "is not recorded", "was late again", "is regular and well written", "is missing",
    "were explored in good time", "lacks a rationale", "is measurable and child centred", "could be more detailed",
)  # fmt: skip
SENTENCES = 8
WORD = re.compile(r"\w+")


def main() -> None:
    """Print a line for suggesting, in milliseconds an audit, and one for making the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    with scratch_folder() as folder:
        profile = make_profile(folder)
        desk = profile.desk
        desk.authority_settings.choose("herefordshire")
        begun = desk.start_audit(StartRequest("her-audit", "HER-1", "Pat Parker"))
        audits = [written(begun, number) for number in range(chosen.audits)]
        themes = desk.theming.themes().offered
        examples = tuple(
            Tagged(tuple(ThemeKind)[number % 2], themes[number % len(themes)].name, sentence(number))
            for number in range(MOST_EXAMPLES)
        )
        make = partial(ThemeModel, themes, examples, english_stem())
        words = partial(bare_words, audits)
        took = side_by_side(chosen.runs, lambda _: milliseconds(make), lambda _: milliseconds(words))
        report("theme_model_made", *took, SOON)
        model = make()
        took = side_by_side(
            chosen.runs,
            lambda _: milliseconds(partial(suggest_all, audits, model)) / chosen.audits,
            lambda _: milliseconds(words) / chosen.audits,
        )
        report("themes_suggested_an_audit", *took, SOON)
        desk.close()


def sentence(number: int) -> str:
    """Return one of the sentences."""
    return f"{ABOUT[number % len(ABOUT)]} {SAYS[number % len(SAYS)]}."


def written(begun: Audit, number: int) -> Audit:
    """Return an audit with its texts filled in."""
    values = {
        paths.answer(item.id, "comment"): " ".join(sentence(number * 31 + place * 7 + n) for n in range(SENTENCES))
        for place, item in enumerate(item for section in begun.tool.sections for item in section.items)
        if item.comment is not None
    }
    return with_values(begun, {**values, paths.STRENGTHS: sentence(number), paths.DEVELOPMENT: sentence(number + 1)})


def suggest_all(audits: Sequence[Audit], model: ThemeModel) -> None:
    """Suggest themes for every audit."""
    for audit in audits:
        suggestions(audit, model)


def bare_words(audits: Sequence[Audit]) -> None:
    """Find the words of every text, and do nothing with them."""
    for audit in audits:
        for one in passages(audit):
            WORD.findall(one.text)


if __name__ == "__main__":
    main()
