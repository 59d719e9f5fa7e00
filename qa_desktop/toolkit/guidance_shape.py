"""Says which keys a guidance library may hold and how tools refer to its points."""

from __future__ import annotations

from qa_desktop.toolkit.shape import ByKey, Key, ListOf, Record, Text

POINT_KEYS = (
    Key("id", Text(identity=True), about="The point's own id; never changed once it is used."),
    Key("text", Text(), about="The point, in plain words."),
    Key("source", Text(), about="Where the point comes from; the section's or library's source where left out."),
    Key("group", Text(), about="The heading under which the point stands."),
    Key("parts", ByKey(Text()), about="Sub-points by letter."),
    Key("applies_to", Text(), about="Whom the point is about where it is not every child."),
)
POINT = Record("guidance_point", (Key("id", Text(identity=True), required=True), *POINT_KEYS[1:]))

GUIDANCE_REFERENCE = Record(
    "guidance_reference",
    (
        Key("library", Text(identity=True), about="A library in resources/guidance; its whole content if alone."),
        Key("section", Text(), about="One section of the library."),
        Key("prefix", Text(), about="Every point whose id begins so."),
        Key("points", ListOf(Text(identity=True), least=1), about="Single points by id, in this order."),
        *POINT_KEYS,
    ),
)

LIBRARY_SECTION = Record(
    "library_section",
    (
        Key("id", Text(), required=True),
        Key("title", Text(), required=True),
        Key("source", Text()),
        Key("points", ListOf(POINT, least=1), required=True),
    ),
)

LIBRARY = Record(
    "guidance_library",
    (
        Key("library", Text(identity=True), required=True),
        Key("title", Text(), required=True),
        Key("source", Text(), required=True),
        Key("note", Text()),
        Key("sections", ListOf(LIBRARY_SECTION, least=1), required=True),
    ),
)
