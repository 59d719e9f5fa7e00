"""A workbook that means harm is refused in a sentence, or does none; neither costs much time or memory."""

from __future__ import annotations

import functools
import struct
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop.errors import InputProblem, NotFound
from qa_desktop.toolkit.xlsform.import_form import import_form
from tests.toolkit.cost import least_seconds
from tests.toolkit.xlsform.books import SURVEY, imported, told, write

MOST_BYTES = 50_000_000
MOST_TIMES_USUAL = 100
"""What a workbook may cost beside a usual one of a hundred questions; the worst here takes twenty times as long."""
FORM = [SURVEY, ("text", "seen", "What was seen?")]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return write(tmp_path, survey=FORM)


def rewritten(path: Path, **parts: bytes | Callable[[bytes], bytes]) -> Path:
    """Write the workbook anew with some parts replaced or added; "__" stands for "/" and "_dot_" for "."."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    with zipfile.ZipFile(path) as source:
        held = {name: source.read(name) for name in source.namelist()}
    for name, part in named.items():
        held[name] = part(held[name]) if callable(part) else part
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, words in held.items():
            target.writestr(name, words)
    return path


def sheet_of(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@functools.cache
def usual_seconds() -> float:
    """Return the processor time that reading a form of a hundred questions takes, at its best."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [("text", f"q{number}", f"Question {number}") for number in range(100)]
        path = write(Path(folder), survey=[SURVEY, *rows])
        return least_seconds(lambda: import_form(path))


def refused(path: Path) -> str:
    """Return the sentence of the refusal, which comes in good time and within its memory."""
    most = MOST_TIMES_USUAL * usual_seconds()
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(InputProblem) as problem:
            import_form(path)
        assert time.process_time() - began < most
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()
    return problem.value.sentence


def test_a_bomb_of_zeros_is_refused(form: Path) -> None:
    rewritten(form, xl__worksheets__sheet1_dot_xml=b" " * 60_000_000)

    assert "unpacks to more than a form holds" in refused(form)


def test_a_bomb_that_lies_about_its_size_is_refused(form: Path) -> None:
    rewritten(form, xl__worksheets__sheet1_dot_xml=b" " * 60_000_000)
    data = bytearray(form.read_bytes())
    size = struct.pack("<I", 60_000_000)
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 900)
    form.write_bytes(data)

    assert "is damaged" in refused(form)


def test_xml_that_declares_entities_is_refused(form: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'.encode()
    rewritten(form, xl__worksheets__sheet1_dot_xml=bomb)

    assert "declares entities" in refused(form)


def test_entities_in_another_alphabet_are_refused_too(form: Path) -> None:
    bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    rewritten(form, xl__sharedStrings_dot_xml=bomb.encode("utf-16"))

    assert "declares entities" in refused(form)


def test_xml_without_a_floor_is_refused(form: Path) -> None:
    rewritten(form, xl__worksheets__sheet1_dot_xml=b"<a>" * 1_000_000)

    assert "nested deeper" in refused(form)


def test_millions_of_empty_cells_are_refused(form: Path) -> None:
    rewritten(form, xl__worksheets__sheet1_dot_xml=sheet_of(f"<row>{'<c/>' * 600_000}</row>"))

    assert "larger than any form" in refused(form)


def test_two_cells_at_the_far_ends_of_many_rows_are_refused(form: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}" t="n"><v>1</v></c></row>' for n in range(1, 200))
    rewritten(form, xl__worksheets__sheet1_dot_xml=sheet_of(rows))

    assert "larger than any form" in refused(form)


def test_what_a_sheet_says_of_its_size_is_not_believed(form: Path) -> None:
    def enlarged(words: bytes) -> bytes:
        assert b'<dimension ref="A1:C2"' in words
        return words.replace(b'<dimension ref="A1:C2"', b'<dimension ref="A1:XFD1048576"')

    rewritten(form, xl__worksheets__sheet1_dot_xml=enlarged)

    made = import_form(form)

    assert [str(item.id) for item in made.tool.items] == ["seen"]
    assert least_seconds(lambda: import_form(form)) < MOST_TIMES_USUAL * usual_seconds()


def test_thousands_of_parts_are_refused(form: Path) -> None:
    rewritten(form, **{f"xl__more__{number}_dot_xml": b"<x/>" for number in range(2000)})

    assert "more parts" in refused(form)


def test_a_file_that_is_too_large_is_not_even_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"PK" + b"\0" * 9_000_000)

    assert "larger than 8 MB" in refused(path)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no Excel workbook"),
        (b"type,name,label\ntext,a,A\n", "no Excel workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "old .xls format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ],
    ids=["empty", "csv", "broken zip", "xls", "encrypted"],
)
def test_what_is_no_workbook_is_refused_by_what_it_is(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(data)

    assert sentence in refused(path)


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("content.xml", "<office/>")

    assert "no Excel workbook" in refused(path)


def test_a_part_locked_by_a_password_is_refused(form: Path) -> None:
    data = bytearray(form.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    form.write_bytes(data)

    assert "protected by a password" in refused(form)


def test_a_workbook_cut_anywhere_is_refused_in_words(form: Path) -> None:
    whole = form.read_bytes()

    sentences = []
    for cut in range(0, len(whole) - 1, len(whole) // 40):
        form.write_bytes(whole[:cut])
        sentences.append(refused(form))

    assert all("damaged" in one or "no Excel workbook" in one for one in sentences)


def test_a_workbook_with_a_flipped_byte_is_read_or_refused_in_words(form: Path) -> None:
    whole = form.read_bytes()

    for at in range(0, len(whole), max(len(whole) // 150, 1)):
        form.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            import_form(form)
        except InputProblem as problem:
            assert problem.sentence  # noqa: PT017  # both ways are right; any other error is not


def test_sheets_that_make_no_sense_are_refused_in_words(form: Path) -> None:
    for nonsense in (
        b"<x/>",
        sheet_of('<row r="x"><c r="!!" t="s"><v>99</v></c></row>'),
        sheet_of('<row><c t="d"><v>x</v></c></row>'),
    ):
        rewritten(form, xl__worksheets__sheet1_dot_xml=nonsense)

        assert "form.xlsx" in refused(form)


def test_no_file_is_told_as_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file gone"):
        import_form(tmp_path / "gone.xlsx")


def test_macros_are_left_out_and_told(form: Path) -> None:
    rewritten(form, xl__vbaProject_dot_bin=b"Sub Auto_Open()")

    made = import_form(form)

    assert told(made) == ["form.xlsx: macros are never run and are left out"]


def test_links_to_other_files_are_not_followed(form: Path) -> None:
    rewritten(
        form, xl__externalLinks__externalLink1_dot_xml=b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x/>"
    )

    made = import_form(form)

    assert [str(item.id) for item in made.tool.items] == ["seen"]


def test_a_formula_is_never_worked_out_and_its_kept_result_is_taken(form: Path) -> None:
    def with_result(words: bytes) -> bytes:
        cell = b'<c r="C2" t="str"><f>1+WEBSERVICE("http://x")</f><v>Kept words</v></c>'
        return words[: words.index(b'<c r="C2"')] + cell + words[words.index(b"</row>", words.index(b'<c r="C2"')) :]

    rewritten(form, xl__worksheets__sheet1_dot_xml=with_result)

    made = import_form(form)

    assert [item.label for item in made.tool.items] == ["Kept words"]
    assert made.losses == ()


def test_a_formula_without_a_result_is_told_by_its_row(tmp_path: Path) -> None:
    made = imported(tmp_path, survey=[SURVEY, ("text", "seen", "Seen?"), ("text", "heard", "=1+1")])

    assert "survey, row 3: a formula has no result that is kept in the workbook; its cell counts as empty" in told(made)


def test_a_form_of_thousands_of_questions_is_read_in_good_time(tmp_path: Path) -> None:
    rows = [("text", f"q{number}", f"Question {number}") for number in range(1000)]
    path = write(tmp_path, survey=[SURVEY, *rows])

    made = import_form(path)

    assert sum(1 for _ in made.tool.items) == 1000
    assert least_seconds(lambda: import_form(path)) < MOST_TIMES_USUAL * usual_seconds()


def test_reading_leaves_the_workbook_as_it_was(form: Path) -> None:
    before = form.read_bytes()

    import_form(form)

    assert form.read_bytes() == before
