"""The page of a draw shows everything that somebody needs to draw again, to eyes and to programs that read aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from qa_desktop.documents.draw_page import build_draw_page
from qa_desktop.domain.sampling.draw import Exclusions, Scheme, Spread
from qa_desktop.domain.sampling.record import DrawRecord, Proposal, Substitution, Who
from qa_desktop.domain.sampling.share_out import Auditor, Part, share_out
from tests.documents import reading
from tests.documents.moments import MADE_AT
from tests.domain.sampling.lists import AT, population, recorded

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


def record() -> DrawRecord:
    exclusions = Exclusions(None, (), date(2025, 12, 1), frozenset({"C-00007"}), frozenset({"C-00008"}))
    made = recorded(population(), Scheme(Spread.EACH, 2, ("team",)), exclusions, "2026-12")
    case = made.standing[0]
    told = Substitution(case, made.next_for(case), "Closed last week", Who("Oli Officer", AT))
    made = replace(made, substitutions=(told,), selection="tier-2: Tier 2 cases")
    known = {one.reference: one for one in population().cases}
    people, parts = (Auditor("Ann One"), Auditor("Ben Two")), (Part("auditor"),)
    shared = share_out([known[one] for one in made.standing], people, parts, "2026-12")
    return replace(made, proposal=Proposal(people, parts, shared.given))


def test_the_page_shows_what_a_draw_came_from_and_what_came_of_it(tmp_path: Path) -> None:
    made = record()

    spoken = " ".join(" ".join(reading.spoken(build_draw_page(made, FONTS, made_at=MADE_AT), tmp_path)).split())

    for word in (
        "Cases drawn for audit",
        "tier-2: Tier 2 cases",
        "Oli Officer",
        "2026-12",
        "given beforehand",
        "60, from 60 rows",
        "2 of each team",
        "not audited since 01/12/2025",
        "Case reference: Case ID",
        "C-00007",
        "C-00008",
        "Closed last week",
        "Ann One",
        made.listed.sha256,
        "seed:reference",
        *made.standing,
        *made.result.references,
    ):
        assert word in spoken, word


def test_tables_are_tables_with_heads_and_fonts_are_embedded(tmp_path: Path) -> None:
    pdf = build_draw_page(record(), FONTS, made_at=MADE_AT)

    structure = reading.structure(pdf, tmp_path)

    assert structure.count("Table\n") + structure.count("Table ") >= 4
    assert structure.count("TH") > 8
    assert all(font[-5] == "yes" for font in reading.fonts(pdf, tmp_path))


def test_a_long_draw_goes_on_over_pages(tmp_path: Path) -> None:
    made = recorded(population(3000), Scheme(Spread.WHOLE, 200))

    pages = reading.pages(build_draw_page(made, FONTS, made_at=MADE_AT), tmp_path)

    assert len(pages) > 3
    assert all("Case reference" in page for page in pages[:4])
    assert all(case in " ".join(pages) for case in made.standing)


def test_how_to_draw_again_stays_on_one_page_and_a_month_of_few_cases_needs_no_second(tmp_path: Path) -> None:
    few = recorded(population(), Scheme(Spread.EACH, 2, ("team",)))
    last = [
        reading.pages(build_draw_page(made, FONTS, made_at=MADE_AT), tmp_path)
        for made in (few, *(recorded(population(), Scheme(Spread.WHOLE, number)) for number in range(8, 24)))
    ]

    assert len(last[0]) == 1
    assert {len(pages) for pages in last} == {1, 2}
    for pages in last:
        end = next(page for page in pages if "How to draw again" in page)
        assert "SHA-256 of the record" in end
        assert end is pages[-1]
