"""Says of an imported form what no form says itself: whose it is, what an audit with it is about, which version."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa_desktop.domain.tool import SubjectKind
from qa_desktop.errors import SeveralProblems
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.write_tool import Keys, tool_as_keys, write_yaml
from qa_desktop.toolkit.xlsform.import_form import ImportedForm


@dataclass(frozen=True, slots=True)
class FormDetails:
    """What a person says of the form that they bring in."""

    title: str
    version: str
    authority: str
    authority_code: str
    subject: SubjectKind


def with_details(made: ImportedForm, details: FormDetails) -> ImportedForm:
    """Return the form with these details, and everything else as it was.

    Raises:
        SeveralProblems: a detail cannot stand in a tool; each mistake is named.
    """
    authority: Keys = {"code": details.authority_code, "name": details.authority}
    told: dict[str, Plain] = {
        "version": details.version,
        "title": details.title,
        "authority": authority,
        "subject": details.subject.value,
    }
    data = write_yaml({**tool_as_keys(made.tool), **told}, _told(made.yaml))
    try:
        return replace(made, tool=read_tool(data, {}), yaml=data)
    except SeveralProblems as problems:
        places = tuple(replace(one, line=0, column=0) for one in problems.mistakes)
        raise SeveralProblems("The form cannot be brought in with these details:", places) from problems


def _told(yaml: bytes) -> str:
    """Return what the top of the file says of the import."""
    lines = yaml.decode("utf-8").splitlines()
    return "\n".join(line.removeprefix("# ") for line in lines if line.startswith("#"))
