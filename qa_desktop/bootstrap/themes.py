"""Wires what is done with themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa_desktop.domain.organisation import PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa_desktop.clock import Clock
    from qa_desktop.domain.figures.question import Quotation, QuotationsBehind
    from qa_desktop.domain.figures.theme import ListedTheme
    from qa_desktop.domain.ids import PersonId
    from qa_desktop.domain.ports import NewIds
    from qa_desktop.domain.suggesting.model import Tagged
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.keep_themes import KeepThemes
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.record_answer import RecordAnswer
    from qa_desktop.services.theming import Theming


def theming_for(
    store: SqlStore, open_audit: OpenAudit, record: RecordAnswer, ways: WorkAsAuthority, means: tuple[Clock, NewIds]
) -> Theming:
    """Return every service about themes."""
    from qa_desktop.services.make_calibration import MakeCalibration
    from qa_desktop.services.redact_quotations import RedactQuotations, RedactReads
    from qa_desktop.services.suggest_themes import SuggestReads, SuggestThemes
    from qa_desktop.services.tag_themes import TagMeans, TagThemes
    from qa_desktop.services.theming import Theming
    from qa_desktop.toolkit.stem_words import english_stem

    def tagged(most: int) -> tuple[Tagged, ...]:
        return store.figures.tagged(most)

    def unredacted() -> tuple[str, ...]:
        return store.figures.unredacted()

    clock, new_id = means
    themes = _themes(store, ways, new_id)
    tag = TagThemes(open_audit, record, TagMeans(themes, store.owner, clock, new_id))

    def waiting(wanted: QuotationsBehind) -> tuple[Quotation, ...]:
        return store.figures.merging(themes.merged()).quotations(wanted)

    return Theming(
        themes,
        tag,
        SuggestThemes(open_audit, record, SuggestReads(themes, tagged, english_stem)),
        MakeCalibration(store, open_audit, record, unredacted, means),
        RedactQuotations(RedactReads(waiting, open_audit, store.owner, clock), tag, record),
    )


def _themes(store: SqlStore, ways: WorkAsAuthority, new_id: NewIds) -> KeepThemes:
    from qa_desktop.services.keep_themes import KeepThemes, ThemeReads

    def begun() -> tuple[ListedTheme, ...]:
        settings = ways.here().settings
        return settings.themes if settings else ()

    def names() -> Mapping[PersonId, str]:
        told = {one.id: one.name for one in store.directory().people}
        return {**told, store.owner.id: store.owner.name}

    return KeepThemes(store, ThemeReads(begun, lambda: store.plans.in_stream(PROGRAMME), names), new_id)
