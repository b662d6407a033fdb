"""A person at a browser: visits pages, fills them in, and looks at each as it comes.

Every page is held to the house rules: one h1, a title that begins with it, a label for
each input, a token in each form, no script, no inline style, links within it that lead
somewhere.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

Attributes = dict[str, str]
_VOID = {"input", "link", "meta", "br", "path", "circle", "rect", "use"}
_UNLABELLED = {"hidden", "submit"}


@dataclass
class Tag:
    name: str
    attributes: Attributes
    inside: tuple["Tag", ...]
    """The tags it stands in, outermost first."""
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def stands_in(self, name: str, part_of_class: str = "") -> bool:
        return any(tag.name == name and part_of_class in tag.get("class") for tag in self.inside)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[Tag] = []
        self.tags: list[Tag] = []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        if name == "option" and self.open and self.open[-1].name == "option":
            self.open.pop()  # an option needs no end
        tag = Tag(name, {key: value or "" for key, value in attributes}, tuple(self.open))
        self.tags.append(tag)
        if name not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(name, {key: value or "" for key, value in attributes}, tuple(self.open)))

    def handle_endtag(self, name: str) -> None:
        if any(tag.name == name for tag in self.open):
            while self.open.pop().name != name:
                continue

    def handle_data(self, text: str) -> None:
        for tag in self.open:
            tag.text += text


@dataclass
class Seen:
    """A page as it was seen."""

    path: str
    response: TestResponse
    tags: list[Tag] = field(default_factory=list)

    def __post_init__(self) -> None:
        reader = _Reader()
        reader.feed(self.response.text)
        self.tags = reader.tags

    @property
    def html(self) -> str:
        return self.response.text

    @property
    def title(self) -> str:
        return self.one("title").text

    @property
    def heading(self) -> str:
        return " ".join(self.one("h1").text.split())

    @property
    def text(self) -> str:
        """What a reader reads, white space folded."""
        return " ".join(self.one("main").text.split())

    def all(self, name: str, part_of_class: str = "") -> list[Tag]:
        return [tag for tag in self.tags if tag.name == name and part_of_class in tag.get("class")]

    def one(self, name: str) -> Tag:
        (tag,) = self.all(name)
        return tag

    def by_id(self, wanted: str) -> Tag | None:
        return next((tag for tag in self.tags if tag.get("id") == wanted), None)

    @property
    def links(self) -> dict[str, str]:
        """Where the links lead, by what they are called."""
        return {" ".join((t.get("aria-label") or t.text).split()): t.get("href") for t in self.all("a")}

    @property
    def summary(self) -> dict[str, str]:
        """The error summary: its messages and the places they lead to."""
        return {
            " ".join(tag.text.split()): tag.get("href")
            for tag in self.all("a")
            if tag.stands_in("div", "summary")
        }

    @property
    def errors(self) -> list[str]:
        """The messages beside the fields, without their "Error:"."""
        found = [" ".join(tag.text.split()) for tag in self.all("span", "error")]
        return [_without_error(text) for text in found]

    def values(self) -> "MultiDict[str, str]":
        """What a browser would send: the values that stand in the page's own form."""
        found: list[tuple[str, str]] = []
        for tag in self.tags:
            if tag.name == "input" and tag.get("name") and _is_sent(tag):
                found.append((tag.get("name"), tag.get("value")))
            elif tag.name == "textarea":
                found.append((tag.get("name"), tag.text.removeprefix("\n")))
            elif tag.name == "option" and "selected" in tag.attributes:
                found.append((tag.inside[-1].get("name"), tag.get("value")))
        return MultiDict(found)


def _without_error(text: str) -> str:
    """What follows the word that marks an error, in either language."""
    return text.removeprefix("Error: ").removeprefix("Fehler: ")


def _is_sent(tag: Tag) -> bool:
    kind = tag.get("type")
    return kind not in {"file", "submit"} and (
        kind not in {"radio", "checkbox"} or "checked" in tag.attributes
    )


def day(name: str, *boxes: object) -> dict[str, str]:
    """The three boxes of a day: `day("entry.date", 28, 12, 2026)`; blank without numbers."""
    filled = [str(box) for box in boxes] or ["", "", ""]
    return {f"{name}-{box}": typed for box, typed in zip(("day", "month", "year"), filled, strict=True)}


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, client: FlaskClient):
        self.client = client

    def visit(self, path: str, status: int = 200) -> Seen:
        return self.look(path, self.client.get(path), status)

    def look(self, path: str, response: TestResponse, status: int = 200) -> Seen:
        """Look at an answer that must be a page."""
        assert response.status_code == status, f"{path}: {response.status}, {response.text[:400]}"
        assert response.mimetype == "text/html", f"{path} is {response.mimetype}"
        seen = Seen(path, response)
        hold_to_house_rules(seen)
        return seen

    def send(self, path: str, typed: dict[str, Any], press: str = "") -> TestResponse:
        """Open a page, change what it holds to what is *typed*, and press a button."""
        values = self.visit(path).values()
        return self.client.post(path, data=_changed(values, typed, press))

    def fill(self, path: str, typed: dict[str, Any], press: str = "") -> str:
        """The same for a page that must be accepted: where it leads."""
        response = self.send(path, typed, press)
        assert response.status_code == 303, f"{path}: {response.status}, {Seen(path, response).errors}"
        return response.location

    def refused(self, path: str, typed: dict[str, Any], status: int = 422, press: str = "") -> Seen:
        """The same for a page that must be shown again."""
        return self.look(path, self.send(path, typed, press), status)

    def press(self, path: str, action: str) -> str:
        """Press a button that is a form of its own: where it leads."""
        token = self.visit(path).values()["csrf_token"]
        response = self.client.post(action, data={"csrf_token": token})
        assert response.status_code == 303, response.status
        return response.location

    def begin(self) -> str:
        """Begin a trip: its address."""
        return _trip_of(self.press("/", "/trips"))

    def sample(self) -> str:
        """Begin with the sample trip: its address."""
        return _trip_of(self.press("/", "/trips/sample"))

    def upload(self, name: str, content: bytes) -> TestResponse:
        token = self.visit("/trips/upload").values()["csrf_token"]
        # Encoded here, since the client would leave a large one lying about in an open file.
        file = FileStorage(BytesIO(content), filename=name)
        boundary, body = encode_multipart({"csrf_token": token, "trip_file": file})
        kind = f"multipart/form-data; boundary={boundary}"
        return self.client.post("/trips/upload", data=body, content_type=kind)

    def trip_file(self, trip: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"{trip}/trip.json").get_json()
        return found


def _trip_of(location: str) -> str:
    found = re.match(r"/trips/\w+", location)
    assert found, location
    return found[0]


def _changed(values: "MultiDict[str, str]", typed: dict[str, Any], press: str) -> "MultiDict[str, str]":
    for name, value in typed.items():
        values.setlist(name, value if isinstance(value, list) else [value])
    if press:
        values[press] = "1"
    return values


def hold_to_house_rules(seen: Seen) -> None:
    assert seen.html.startswith("<!doctype html>"), seen.path
    assert len(seen.all("h1")) == 1, f"{seen.path} has {len(seen.all('h1'))} h1"
    assert seen.heading, f"{seen.path} has an empty h1"
    assert _without_error(seen.title).startswith(seen.heading), f"{seen.path}: {seen.title}"
    _every_input_is_labelled(seen)
    _every_form_has_a_token(seen)
    _nothing_is_inline(seen)
    _names_within_it_are_sound(seen)


def _every_input_is_labelled(seen: Seen) -> None:
    labelled = {tag.get("for") for tag in seen.all("label")}
    for tag in seen.tags:
        if tag.name in {"input", "select", "textarea"} and tag.get("type") not in _UNLABELLED:
            has_label = tag.get("id") in labelled or tag.stands_in("label") or tag.get("aria-label")
            assert has_label, f"{seen.path}: {tag.get('name')} has no label"
    spoken = {tag.inside[-1].get("href") for tag in seen.all("svg") if tag.get("aria-label")}
    for tag in [*seen.all("a"), *seen.all("button")]:
        assert tag.text.strip() or tag.get("href") in spoken, f"{seen.path}: {tag} says nothing"


def _every_form_has_a_token(seen: Seen) -> None:
    for form in seen.all("form"):
        if form.get("role") == "search":
            continue  # it changes nothing, and what is searched for may stand in the address
        assert form.get("method") == "post", (
            f"{seen.path} has a form that would put what is typed in its address"
        )
        tokens = [t for t in seen.all("input") if form in t.inside and t.get("name") == "csrf_token"]
        assert len(tokens) == 1, f"{seen.path} has a form with {len(tokens)} tokens"


def _nothing_is_inline(seen: Seen) -> None:
    for tag in seen.tags:
        assert tag.name not in {"script", "style", "iframe"}, f"{seen.path} has <{tag.name}>"
        inline = {name for name in tag.attributes if name == "style" or name.startswith("on")}
        assert not inline, f"{seen.path}: <{tag.name}> has {inline}"
    for tag in [*seen.all("link"), *seen.all("img"), *seen.all("use")]:
        address = tag.get("href") or tag.get("src")
        assert not urlsplit(address).netloc, f"{seen.path} loads {address} from somebody else"


def _names_within_it_are_sound(seen: Seen) -> None:
    ids = [tag.get("id") for tag in seen.tags if tag.get("id")]
    assert len(ids) == len(set(ids)), f"{seen.path}: {sorted(i for i in ids if ids.count(i) > 1)}"
    pointed_at = [tag.get("href")[1:] for tag in seen.tags if tag.get("href").startswith("#")]
    pointed_at += [tag.get("for") for tag in seen.all("label") if tag.get("for")]
    pointed_at += [tag.get("list") for tag in seen.all("input") if tag.get("list")]
    for tag in seen.tags:
        pointed_at += tag.get("aria-describedby").split() + tag.get("aria-labelledby").split()
    assert set(pointed_at) <= set(ids), f"{seen.path}: {set(pointed_at) - set(ids)} lead nowhere"
