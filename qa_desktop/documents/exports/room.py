"""Writes the pages of an inspection room: figures, the audits behind each, and each audit, with no script anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from qa_desktop.documents.plain_characters import plain
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.exports.columns import Group, Row, Table, rows_of
from qa_desktop.domain.exports.room import INDEX, Level
from qa_desktop.domain.figures.theme import ThemeKind

LOOK = (
    "body{font:12pt/1.5 Verdana,'DejaVu Sans',sans-serif;color:#1a1a1a;background:#fff;max-width:60em;margin:2em auto;"
    "padding:0 1em;overflow-wrap:anywhere}h1{font-size:20pt;line-height:1.25}h2{font-size:15pt;margin-top:1.6em}"
    "h3{font-size:12pt;margin:1.2em 0 .2em}a{color:#1b5a68}table{border-collapse:collapse;margin:.6em 0;width:100%}"
    "th,td{border:1px solid #b9b9b9;padding:.35em .6em;text-align:start;vertical-align:top;overflow-wrap:break-word}"
    "thead th{background:#f0f0ee}dt{font-weight:700;margin-top:.5em}dd{margin:0}.quiet{color:#555}"
    "thead{display:table-header-group}tr{break-inside:avoid}@media print{body{max-width:none;margin:0}}"
)
SAFE = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for a page: nothing but the style in it."""
TITLE = "Inspection room"
CHOSEN = "only audits that were chosen one by one"
LISTED = ("day", "tool_title", "subject", "service", "team", "overall")
TOLD = ("practitioner", "category", "overall_reason", "strengths", "development", "practitioner_words")
ACTED = ("what", "who", "owner", "team", "due", "progress", "checked_on")
IMPROVED = ("what", "who", "owner", "due", "progress", "done_on", "impact")
Told = dict[str, str]


class RoomPages:
    """Takes the tables of an export and writes pages into a folder; an audit is added to as its rows come."""

    def __init__(
        self, folder: Path, level: Level, labels: Callable[[str], Mapping[str, str]], *, chosen: bool = False
    ) -> None:
        """`labels` returns what is graded in a tool, in words by its id, in the order of its form.

        `chosen` tells that the audits were chosen one by one, which every reader of the figures has to know.
        """
        self._folder = folder
        self._chosen = chosen
        self._level = level
        self._labels = labels
        self._audits: dict[str, Told] = {}
        self._grades: dict[tuple[str, str, str], dict[str, list[str]]] = {}
        self._themed: dict[str, tuple[str, dict[str, dict[str, None]]]] = {}
        """Themes by name as it is compared: what each is called, and by its kinds the audits in order."""
        self._codes: dict[str, Told] = {}
        self._about: Told = {}
        for name in ("lists", *(() if level is Level.FIGURES else ("audits",))):
            (folder / name).mkdir()

    @property
    def audits(self) -> Mapping[str, str]:
        """The audits, by id with the name of each one's page."""
        return {audit: f"{number:05}" for number, audit in enumerate(self._audits, start=1)}

    @property
    def about(self) -> Mapping[str, str]:
        """What was exported, in words."""
        return self._about

    def write(self, table: Table, groups: Iterable[Group]) -> None:
        """Take a whole table."""
        told = (_told(table, row) for row in rows_of(groups))
        match table.id:
            case "audits":
                self._audits = {one["audit"]: one for one in told}
            case "grades":
                self._count(told)
            case "codes":
                for one in told:
                    self._codes.setdefault(one["list"], {})[one["code"]] = one["label"]
            case "about":
                self._about = {one["what"]: one["words"] for one in told}
                if self._chosen:
                    self._about["filters"] = f"{self._about['filters']} · {CHOSEN}"
            case "answers" | "actions" | "improvements" | "themes":
                heading, lines = _PARTS[table.id]
                self._add(self._tagged(told) if table.id == "themes" else told, heading, partial(lines, table))
            case _:
                _drain(told)

    def finish(self, notes: Mapping[str, str]) -> None:
        """Write what is made of all tables; `notes` are the files of the notes by audit."""
        pages = self.audits
        if self._level is not Level.FIGURES:
            for audit, name in pages.items():
                self._end_audit(audit, name, notes.get(audit, ""))
        body = [f"<h1>{TITLE}</h1>", f"<p>{_safe(self._about.get('filters', ''))}</p>"]
        body += [
            f"<p>{_safe(self._level.label)}. {len(pages)} audits.</p>",
            '<p><a href="lists/all.html">All audits</a></p>',
        ]
        self._list("all", "All audits", pages)
        body += self._themes()
        number = 0
        for tool in sorted({key[0] for key in self._grades}):
            title = next(one["tool_title"] for one in self._audits.values() if one["tool"] == tool)
            body.append(f"<h2>{_safe(title)}</h2>")
            labels = self._labels(tool)
            order = {item: place for place, item in enumerate(labels)}
            keys = sorted(
                (one for one in self._grades if one[0] == tool), key=lambda one: order.get(one[1], len(order))
            )
            for scale, same in groupby(sorted(keys, key=itemgetter(2)), itemgetter(2)):
                points = self._codes.get(scale, {})
                heads = "".join(f'<th scope="col">{_safe(one)}</th>' for one in points.values())
                body.append(f'<table><thead><tr><th scope="col">Graded</th>{heads}</tr></thead><tbody>')
                for key in sorted(same, key=lambda one: order.get(one[1], len(order))):
                    label, cells = labels.get(key[1], key[1]), ""
                    for code, words in points.items():
                        behind = self._grades[key].get(code, [])
                        number += bool(behind)
                        if behind:
                            self._list(f"{number:05}", f"{title}: {label}: {words}", dict.fromkeys(behind))
                        cells += (
                            f'<td><a href="lists/{number:05}.html">{len(behind)}</a></td>' if behind else "<td>0</td>"
                        )
                    body.append(f'<tr><th scope="row">{_safe(label)}</th>{cells}</tr>')
                body.append("</tbody></table>")
        body.append(
            '<p class="quiet">What is in this folder is listed in manifest.json, and cover.pdf seals it: '
            "“qa-desktop inspection verify” tells what was changed.</p>"
        )
        _write(self._folder / INDEX, TITLE, "\n".join(body))

    def _count(self, grades: Iterable[Told]) -> None:
        for one in grades:
            if one["final"] == "yes":
                key = one["tool"], one["item"], one["scale"]
                self._grades.setdefault(key, {}).setdefault(one["grade"], []).append(one["audit"])

    def _tagged(self, told: Iterable[Told]) -> Iterator[Told]:
        """Yield themes as they come, and keep of which cases each was tagged; of a pair the lead's form counts."""
        for one in told:
            if self._audits[one["audit"]]["counts"] == "yes":
                kinds = self._themed.setdefault(one["name"].casefold(), (one["name"], {}))[1]
                kinds.setdefault(one["kind"], {})[one["audit"]] = None
            yield one

    def _themes(self) -> Iterator[str]:
        """Yield what was tagged with how many cases, each with the list of them."""
        if not self._themed:
            return
        heads = "".join(f'<th scope="col">{_safe(one.label)}</th>' for one in ThemeKind)
        yield f'<h2>Themes</h2>\n<table><thead><tr><th scope="col">Theme</th>{heads}</tr></thead><tbody>'
        for place, name in enumerate(sorted(self._themed), start=1):
            called, kinds = self._themed[name]
            cells = ""
            for kind in ThemeKind:
                behind, file = kinds.get(kind.value, {}), f"theme-{place:03}-{kind.value}"
                if behind:
                    self._list(file, f"{called}: {kind.label}", behind)
                cells += f'<td><a href="lists/{file}.html">{len(behind)}</a></td>' if behind else "<td>0</td>"
            yield f'<tr><th scope="row">{_safe(called)}</th>{cells}</tr>'
        yield "</tbody></table>"

    def _add(self, told: Iterable[Told], heading: str, lines: Callable[[Iterable[Told]], Iterable[str]]) -> None:
        """Add what belongs to an audit to its page, one audit after the other."""
        if self._level is Level.FIGURES:
            _drain(told)
            return
        pages = self.audits
        for audit, ones in groupby(told, itemgetter("audit")):
            with (self._folder / "audits" / f"{pages[audit]}.part").open(
                "a", encoding="utf-8", errors="replace"
            ) as file:
                file.write(f"<h2>{heading}</h2>\n")
                file.writelines(f"{line}\n" for line in lines(ones))

    def _end_audit(self, audit: str, name: str, note: str) -> None:
        told, part = self._audits[audit], self._folder / "audits" / f"{name}.part"
        rest = part.read_text(encoding="utf-8") if part.exists() else ""
        part.unlink(missing_ok=True)
        facts = [(_TITLES[one], self._shown(told, one)) for one in (*LISTED, *TOLD) if told[one]]
        body = [_UP, f"<h1>{_safe(told['tool_title'])}</h1>", f"<p>{_safe(told['subject'])}</p>"]
        body += ["<dl>", *(f"<dt>{_safe(head)}</dt><dd>{_safe(words)}</dd>" for head, words in facts), "</dl>"]
        if note:
            body.append(f'<p><a href="../{note}">The note as it was sealed</a></p>')
        elif self._level is Level.FULL:
            body.append("<p>The sealed note is not on the laptop from which this folder was made.</p>")
        _write(
            self._folder / "audits" / f"{name}.html",
            f"{told['tool_title']} {told['subject']}",
            "\n".join([*body, rest]),
        )

    def _list(self, name: str, title: str, audits: Iterable[str]) -> None:
        pages = self.audits
        shown = tuple(one for one in LISTED if one != "subject" or self._level is not Level.FIGURES)
        heads = "".join(f'<th scope="col">{_TITLES[one]}</th>' for one in shown)
        body = [_UP, f"<h1>{_safe(title)}</h1>", f"<table><thead><tr>{heads}</tr></thead><tbody>"]
        for audit in audits:
            told = self._audits[audit]
            cells = [_safe(self._shown(told, one)) for one in shown]
            if self._level is not Level.FIGURES:
                cells[1] = f'<a href="../audits/{pages[audit]}.html">{cells[1]}</a>'
            body.append("<tr>" + "".join(f"<td>{one}</td>" for one in cells) + "</tr>")
        _write(self._folder / "lists" / f"{name}.html", title, "\n".join([*body, "</tbody></table>"]))

    def _shown(self, told: Told, column: str) -> str:
        if column != "overall" or not told[column]:
            return told[column]
        scales = [key[2] for key, by in self._grades.items() if told["audit"] in by.get(told[column], ())]
        return next((self._codes[one][told[column]] for one in scales if one in self._codes), told[column])


_TITLES = {
    "day": "Day",
    "tool_title": "Audit",
    "subject": "Case",
    "service": "Service",
    "team": "Team",
    "overall": "Overall grade",
    "practitioner": "Practitioner",
    "category": "Category of case",
    "overall_reason": "Why this grade",
    "strengths": "Strengths",
    "development": "Areas for development",
    "practitioner_words": "In the practitioner's own words",
}
_PROGRESS = {one.value: one.label for one in Progress}
_KINDS = {one.value: one.label for one in ThemeKind}
_UP = f'<p><a href="../{INDEX}">{TITLE}</a></p>'


def _told(table: Table, row: Row) -> Told:
    """Return a row as texts by column: a truth is yes or no."""
    words = ("" if one is None else ("yes" if one else "no") if isinstance(one, bool) else str(one) for one in row)
    return dict(zip(table.ids, words, strict=True))


def _answers(_: Table, ones: Iterable[Told]) -> Iterator[str]:
    for section, same in groupby(ones, itemgetter("section")):
        if section:
            yield f"<h3>{_safe(section)}</h3>"
        yield "<dl>"
        for one in same:
            said = [one["value_label"] or one["value"]]
            said += ["Not applicable"] if one["not_applicable"] == "yes" else []
            said += ["Not evidenced"] if one["not_evidenced"] == "yes" else []
            told = [_safe(words) for words in (*said, one["comment"], one["reason"]) if words]
            if told:
                part = f" ({_safe(one['part'])})" if one["part"] else ""
                yield f"<dt>{_safe(one['label'])}{part}</dt>" + "".join(f"<dd>{words}</dd>" for words in told)
        yield "</dl>"


def _table(shown: tuple[str, ...], table: Table, ones: Iterable[Told]) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{_safe(one.title)}</th>' for one in table.columns if one.id in shown)
    kept = tuple(one for one in table.ids if one in shown)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for told in ones:
        cells = (_PROGRESS.get(told[one], told[one]) if one == "progress" else told[one] for one in kept)
        yield "<tr>" + "".join(f"<td>{_safe(one)}</td>" for one in cells) + "</tr>"
    yield "</tbody></table>"


def _themes(_: Table, ones: Iterable[Told]) -> Iterator[str]:
    """Yield the themes of an audit, with the words that somebody let be told."""
    yield "<dl>"
    for one in ones:
        words = f"<dd>“{_safe(one['public'])}”</dd>" if one["public"] else ""
        yield f"<dt>{_safe(one['name'])}</dt><dd>{_safe(_KINDS.get(one['kind'], one['kind']))}</dd>{words}"
    yield "</dl>"


_PARTS: Mapping[str, tuple[str, Callable[[Table, Iterable[Told]], Iterable[str]]]] = {
    "answers": ("Answers", _answers),
    "actions": ("Actions", partial(_table, ACTED)),
    "improvements": ("Improvement actions", partial(_table, IMPROVED)),
    "themes": ("Themes", _themes),
}
"""What is added to the pages of audits, by its table."""


def _write(file: Path, title: str, body: str) -> None:
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{SAFE}">'
    head += f'<meta name="viewport" content="width=device-width"><title>{_safe(title)}</title><style>{LOOK}</style>'
    page = f'<!DOCTYPE html>\n<html lang="en-GB" dir="auto"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'
    file.write_bytes(page.encode("utf-8", "replace"))


def _safe(text: str) -> str:
    return escape(plain(text)).replace("\n", "<br>")


def _drain(rows: Iterable[Told]) -> None:
    for _ in rows:
        pass
