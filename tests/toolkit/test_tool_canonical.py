import json
from dataclasses import replace

import pytest

from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.canonical import canonical_bytes, content_hash, read_canonical
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.guidance import Libraries
from qa_desktop.toolkit.library import ToolLibrary


def test_a_tool_that_uses_every_key_comes_back_equal(full_tool: Tool) -> None:
    assert read_canonical(canonical_bytes(full_tool)) == full_tool


@pytest.mark.parametrize("tool_id", ["bra-live-audit", "roc-t2-hos", "roc-observation", "roc-supervision-file"])
def test_a_shipped_tool_comes_back_equal(tool_id: str, shipped: ToolLibrary) -> None:
    tool = shipped.get(tool_id)

    assert read_canonical(canonical_bytes(tool)) == tool


def test_the_guidance_is_kept_with_the_tool(full_tool: Tool) -> None:
    kept = read_canonical(canonical_bytes(full_tool))

    assert [point.text for point in kept.sections[0].guidance] == ["Third"]


def test_the_hash_does_not_hang_on_itself(full_tool: Tool) -> None:
    assert full_tool.content_hash == content_hash(replace(full_tool, content_hash="other"))


def test_the_hash_follows_the_content_and_not_the_way_the_file_is_written(
    full_text: str, full_tool: Tool, libraries: Libraries
) -> None:
    rearranged = full_text.replace("title: Everything at once\n", "") + 'title: "Everything at once"\n'
    changed = full_text.replace("Alpha is fine.", "Alpha is fine!")

    assert read_tool(rearranged.encode(), libraries).content_hash == full_tool.content_hash
    assert read_tool(changed.encode(), libraries).content_hash != full_tool.content_hash


def test_the_hash_follows_the_guidance(full_text: str, full_tool: Tool, libraries: Libraries) -> None:
    library = libraries["W-T"]
    section = replace(library.sections[0], points=(replace(library.sections[0].points[0], text="Other"),))
    other = {"W-T": replace(library, sections=(section, *library.sections[1:]))}

    assert read_tool(full_text.encode(), other).content_hash != full_tool.content_hash


def test_defaults_are_left_out_so_that_new_fields_do_not_change_old_hashes(full_tool: Tool) -> None:
    question = json.loads(canonical_bytes(full_tool))["sections"][1]["items"][7]

    assert question == {"id": "b.8", "label": "B eight", "type": "decimal"}


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda _: b"\xff",
        lambda _: b"[]",
        lambda _: b"{}",
        lambda data: data[:-1],
        lambda data: data.replace(b'"All"', b'"System"'),
        lambda data: data.replace(b'"version":"2.1"', b'"version":2.1'),
        lambda data: data.replace(b'"version":"2.1"', b'"version": "2.1"'),
        lambda data: data.replace(b'"status":"draft"', b'"status":["draft"]'),
        lambda data: data.replace(b'"status":"draft"', b'"state":"draft"'),
        lambda data: data.replace(b'"layout":"matrix"', b'"layout":"spiral"'),
        lambda _: b"[" * 50_000,
    ],
)
def test_kept_bytes_that_are_damaged_are_refused_in_plain_words(change: object, full_tool: Tool) -> None:
    assert callable(change)
    data = change(canonical_bytes(full_tool))

    with pytest.raises(InputProblem, match="kept version of this audit tool"):
        read_canonical(data)


@pytest.mark.parametrize(
    ("tool_id", "released"),
    [
        ("bra-live-audit", "79027bfaa82770816eb05937a55cc481d59e8cf2e8e62e3a6d1bb23bf7614b54"),
        ("roc-observation", "7c88da13de62e15e92b38b345f3664431a266945d387c55bb66a6e2986538aba"),
        ("roc-supervision-file", "ac96e44fc635a1e573695491bdc19b564830369f5c580bbc708a133c0dc6ebfb"),
        ("roc-t2-hos", "933792e2db808ed1b185f732d7ac9b4eca02d9790c16413a135335c1b8724c9d"),
    ],
)
def test_a_released_version_has_the_hash_with_which_audits_were_begun(
    tool_id: str, released: str, shipped: ToolLibrary
) -> None:
    assert shipped.get(tool_id, "1.0").content_hash == released
