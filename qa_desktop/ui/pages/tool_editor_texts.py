"""The pages of the editor on words: the authority's own in the place of ours, and translations."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.tree import Keys, Path, put, text_at, value_at
from qa_desktop.services.tool_fields import part_at
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_folded import Folded
from qa_desktop.ui.pages.tool_editor_form import FIRST_ROWS, EditorForm, KeptCard, labelled_row
from qa_desktop.ui.pages.tool_editor_record import RecordFields
from qa_desktop.ui.presenters.languages import OFFERED, language_name
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_texts import grouped, text_kind
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Muted


class WordsForm(EditorForm):
    """What the authority calls things."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        lead = self.tr("What your authority calls these. Where you write nothing, our own word stands.")
        self.head(self.tr("Your own words"), lead)
        fields, names = RecordFields(self, place), part_at(place).names
        card = self.card("", *fields.some(*names[:FIRST_ROWS]))
        for name in names[FIRST_ROWS:]:
            self.later(partial(self._add_word, card, fields, name))
        self.finish()

    @staticmethod
    def _add_word(card: Card, fields: RecordFields, name: str) -> None:
        card.add(fields.field(name))


class TranslationsForm(EditorForm):
    """The languages of the tool."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        lead = self.tr("In which languages an audit can be held. A text without a translation stays as it is.")
        self.head(self.tr("Translations"), lead)
        card = self.card("")
        if not self._languages:
            card.add(Muted(self.tr("This tool is in no other language.")))
        for code in self._languages:
            card.add(self._row(code))
        card.add(self._add())
        self.fields.place(place, card)
        self.finish()

    @property
    def _languages(self) -> Keys:
        found = self.session.value(self.edited)
        return found if isinstance(found, dict) else {}

    def _row(self, code: str) -> QWidget:
        texts = self._languages[code]
        count, all_texts = len(texts) if isinstance(texts, dict) else 0, len(self.session.texts)
        told = self.tr("{} of {} texts").format(count, all_texts) if all_texts else self.tr("{} texts").format(count)
        change = SmallButton(self.tr("Change"))
        change.setAccessibleName(self.tr("Change: {}").format(language_name(code)))
        change.clicked.connect(lambda _=False: self.place_requested.emit(self.at(code)))
        out = SmallButton(self.tr("Take out"))
        out.setAccessibleName(self.tr("Take out: {}").format(language_name(code)))
        out.clicked.connect(lambda _=False: self._take_out(code))
        return labelled_row(language_name(code), change, out, caption=told)

    def _add(self) -> QWidget:
        select = Select(self.tr("Add a language"))
        select.setPlaceholderText(self.tr("Add a language"))
        for code in OFFERED:
            if code not in self._languages:
                select.addItem(language_name(code), code)
        select.setCurrentIndex(-1)
        select.activated.connect(lambda row: self._begin(str(select.itemData(row))))
        return select

    def _begin(self, code: str) -> None:
        """Begin a language with the tool's title, to be written over."""
        self.fields.flush()
        tree = put(self.session.tree, self.at(code, "title"), text_at(self.session.tree, ("title",)))
        self.session.change(tree, self.at(code))
        self.place_requested.emit(self.at(code))

    def _take_out(self, code: str) -> None:
        self.fields.flush()
        self.session.change(put(self.session.tree, self.at(code), None), self.edited)


class LanguageForm(EditorForm):
    """Every text of the tool in one language, part by part."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        self._texts = session.texts
        self.head(language_name(str(place[1])), above=self.tr("Translations"))
        translated = value_at(session.tree, place)
        given = translated if isinstance(translated, dict) else {}
        if not self._texts:
            words = self.tr("The texts follow once the tool is checked and nothing else is wrong with it.")
            self.add(Muted(words))
        strays = [path for path in given if self._texts and path not in self._texts]
        if strays:
            self.add(KeptCard(self, [((*place, path), text_at(given, (path,))) for path in strays], self._say_strays()))
        for heading, paths in grouped(self._texts, session.tree):
            done = sum(1 for path in paths if path in given)
            told = self.tr("{} of {} texts are translated.").format(done, len(paths))
            make = [partial(self._text, path) for path in paths]
            self.later(partial(self._add_group, heading, told, [self.at(path) for path in paths], make))
        session.checked.connect(self._renew)
        self.finish()

    def _say_strays(self) -> tuple[str, str]:
        return self.tr("No longer in the tool"), self.tr("What these stood for was taken out or has another name.")

    def _add_group(self, heading: str, told: str, paths: list[Path], make: list[partial[QWidget]]) -> None:
        self.add(Folded(self, heading, told, paths, make, opens=False))

    def _text(self, path: str) -> QWidget:
        asked = Asked(self._texts[path], text_kind(path))
        return self.fields.words(self.at(path), asked)

    def _renew(self) -> None:
        """Show the texts that came with the check."""
        if not self.fields.is_closed and self.session.texts.keys() != self._texts.keys():
            self.renewal_requested.emit()
