"""Adds to drawn pages what makes them a document: structure tree, language, metadata, signature fields, attachment."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from qa_desktop.documents.layout.glyph_names import repair_unicode_maps
from qa_desktop.documents.layout.marks import Element, Mark, Role, SignatureField

PRODUCER = "QA Desktop"
PRINTED = 4  # annotation flag: the widget is printed with the page
SIGNED_AND_APPEND_ONLY = 3
KEPT_WHEN_EMPTY = {Role.CELL, Role.HEAD_CELL, Role.ROW}


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the document says about itself."""

    title: str
    author: str
    language: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF that holds the values of its pages."""

    name: str
    content: bytes


class _Tree:
    """Builds the structure tree and the table that leads from each mark back to its element."""

    def __init__(self, pdf: pikepdf.Pdf, owners: Sequence[Sequence[Element]]) -> None:
        self._pdf = pdf
        self._owners = owners
        self._pages = [page.obj for page in pdf.pages]
        self._made: dict[int, pikepdf.Object] = {}
        self._forms: list[pikepdf.Object] = []
        self.widgets: list[pikepdf.Object] = []

    def build(self, root: Element) -> pikepdf.Object:
        """Return the finished structure tree."""
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        numbers = Array()
        for number, (page, owners) in enumerate(zip(self._pages, self._owners, strict=True)):
            page.StructParents = number
            page.Tabs = Name.S
            numbers.append(number)
            numbers.append(self._pdf.make_indirect(Array([self._made[id(owner)] for owner in owners])))
        for number, form in enumerate(self._forms, start=len(self._pages)):
            numbers.append(number)
            numbers.append(form)
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self._pages) + len(self._forms)
        return tree

    def _element(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.role.value), P=parent))
        self._made[id(element)] = made
        _add_attributes(made, element)
        kids: list[pikepdf.Object] = []
        for child in element.children:
            if isinstance(child, Element):
                if child.children or child.role in KEPT_WHEN_EMPTY:
                    kids.append(self._element(child, made))
            elif isinstance(child, Mark):
                kids.append(Dictionary(Type=Name.MCR, Pg=self._pages[child.page], MCID=child.number))
            else:
                kids.append(self._field(child, made))
        # A second seal calls the first one changed where a form's only kid stands in an array.
        made.K = kids[0] if element.role is Role.FORM and len(kids) == 1 else Array(kids)
        return made

    def _field(self, place: SignatureField, form: pikepdf.Object) -> pikepdf.Object:
        page, box = self._pages[place.page], place.box
        widget = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(place.name),
                TU=String(_printable(place.label)),
                Contents=String(_printable(place.label)),
                F=PRINTED,
                Rect=Array([box.x, box.y, box.x + box.width, box.y + box.height]),
                P=page,
                StructParent=len(self._pages) + len(self._forms),
            )
        )
        self._forms.append(form)
        self.widgets.append(widget)
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        return Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)


def finished(
    pages: bytes,
    root: Element,
    owners: Sequence[Sequence[Element]],
    facts: DocumentFacts,
    attachment: Attachment | None,
) -> bytes:
    """Return the finished document of drawn pages."""
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        tree = _Tree(pdf, owners)
        repair_unicode_maps(pdf)
        pdf.Root.StructTreeRoot = tree.build(root)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.Lang = String(facts.language)
        if tree.widgets:
            form = Dictionary(Fields=Array(tree.widgets), SigFlags=SIGNED_AND_APPEND_ONLY)
            pdf.Root.AcroForm = pdf.make_indirect(form)
        if attachment:
            _attach(pdf, attachment, facts.made_at)
        _describe(pdf, facts)
        output = io.BytesIO()
        pdf.save(output, min_version="1.7", deterministic_id=True)
    return output.getvalue()


def _add_attributes(made: pikepdf.Object, element: Element) -> None:
    if element.alt:
        made.Alt = String(_printable(element.alt))
    if element.actual_text:
        made.ActualText = String(_printable(element.actual_text))
    if element.scope or element.columns > 1:
        cell = Dictionary(O=Name.Table)
        if element.scope:
            cell.Scope = Name("/" + element.scope.value)
        if element.columns > 1:
            cell.ColSpan = element.columns
        made.A = cell
    if element.box:
        box = element.box
        corners = [box.x, box.y, box.x + box.width, box.y + box.height]
        made.A = Dictionary(O=Name.Layout, BBox=Array(corners), Placement=Name.Block)


def _attach(pdf: pikepdf.Pdf, attachment: Attachment, made_at: datetime) -> None:
    pdf.attachments[attachment.name] = pikepdf.AttachedFileSpec(
        pdf,
        attachment.content,
        filename=attachment.name,
        mime_type="application/json",
        relationship=Name.Data,  # type: ignore[call-arg] # its stub is behind
        creation_date=_pdf_date(made_at),
        mod_date=_pdf_date(made_at),
    )
    pdf.Root.AF = Array([pdf.attachments[attachment.name].obj])


def _describe(pdf: pikepdf.Pdf, facts: DocumentFacts) -> None:
    made_at = facts.made_at.astimezone(UTC).isoformat(timespec="seconds")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = _printable(facts.title)
        about["dc:language"] = {facts.language}
        about["dc:creator"] = [_printable(facts.author)]
        about["pdfuaid:part"] = "1"
        about["xmp:CreateDate"] = made_at
        about["xmp:ModifyDate"] = made_at
        about["xmp:CreatorTool"] = PRODUCER
        about["pdf:Producer"] = PRODUCER
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(_printable(facts.title)),
            Author=String(_printable(facts.author)),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=String(_pdf_date(facts.made_at)),
            ModDate=String(_pdf_date(facts.made_at)),
        )
    )


def _printable(text: str) -> str:
    """Leave out what neither XML nor PDF strings can hold."""
    return "".join(c if c.isprintable() else " " for c in text)


def _pdf_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
