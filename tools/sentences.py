"""Every sentence of ours that a catalogue translates, found in code and templates.

In code: what stands in `_()`, `gettext`, `N_`, `Message`, `say` (for one and for many:
`ngettext`, `plural`, `Counted`, `counted`), in a refusal of the desk, the words of a letter's
states, and the label, hint, heading and choices of the fields of pages. In templates: `_()`,
`ngettext`, `counted` and {% trans %}.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2.ext import babel_extract

_ONE = {"_": 0, "gettext": 0, "N_": 0, "Message": 0, "say": 0, "NotConfirmed": 0, "NothingToSend": 0}
"""Which argument is the sentence."""
_ONE_AND_MANY = {"ngettext": 0, "plural": 0, "Counted": 0, "counted": 1}
"""Which argument is the sentence for one; the next is that for many."""
_ALL = {"Words"}
"""Whose arguments are all sentences: the states of a letter."""
_OF_FIELDS = {"hint", "needed", "heading", "label"}
_WITH_SENTENCES = ("prenotify",)
_TEMPLATES = ("templates/pages", "templates/mail")


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    one: str
    many: str = ""
    file: str = ""


def sentences(root: Path) -> list[Sentence]:
    """All of them, below the folder of the repository."""
    return [*_in_code(root), *_in_templates(root)]


def _in_code(root: Path) -> Iterator[Sentence]:
    for folder in _WITH_SENTENCES:
        for path in sorted((root / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
            for call in calls:
                yield from _of_call(call, str(path.relative_to(root)))


def _of_call(call: ast.Call, file: str) -> Iterator[Sentence]:
    name = _name(call.func)
    if name in _ONE and len(call.args) > _ONE[name]:
        yield from (Sentence(text, file=file) for text in _texts(call.args[_ONE[name]]))
    elif name in _ONE_AND_MANY and len(call.args) > _ONE_AND_MANY[name] + 1:
        first = _ONE_AND_MANY[name]
        ones, manys = _texts(call.args[first]), _texts(call.args[first + 1])
        yield from (Sentence(one, many, file) for one, many in zip(ones, manys, strict=True))
    elif name in _ALL:
        yield from (Sentence(text, file=file) for argument in call.args for text in _texts(argument))
    elif name.endswith("Field"):
        yield from (Sentence(text, file=file) for text in _of_field(call))


def _of_field(call: ast.Call) -> Iterator[str]:
    for argument in call.args[:1]:
        yield from _texts(argument)
    for keyword in call.keywords:
        if keyword.arg in _OF_FIELDS:
            yield from _texts(keyword.value)
        elif keyword.arg == "choices" and isinstance(keyword.value, ast.Dict):
            for value in keyword.value.values:
                yield from _texts(value)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _texts(argument: ast.expr) -> list[str]:
    """The text an argument is, or the two that it may be."""
    match argument:
        case ast.Constant(value=str(text)):
            return [text] if text else []
        case ast.IfExp(body=one, orelse=other):
            return _texts(one) + _texts(other)
    return []


def _in_templates(root: Path) -> Iterator[Sentence]:
    keywords = [*_ONE, *_ONE_AND_MANY]
    # As the application reads them, so that {% trans %} has the same spaces.
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    for folder in _TEMPLATES:
        for path in sorted((root / folder).rglob("*.*")):
            with path.open("rb") as template:
                for _line, name, found, _comments in babel_extract(template, keywords, (), options):
                    yield from _of_template(name, found, str(path.relative_to(root)))


def _of_template(name: str, found: str | tuple[str | None, ...] | None, file: str) -> Iterator[Sentence]:
    if not found:
        return  # a variable, whose values are marked where they stand
    if isinstance(found, str):
        yield Sentence(found, file=file)
    elif name in _ONE_AND_MANY:
        one, many = found[_ONE_AND_MANY[name] :][:2]
        if one and many:
            yield Sentence(one, many, file)
    elif found[0]:
        yield Sentence(found[0], file=file)
