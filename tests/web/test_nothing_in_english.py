"""Nothing is left in English on a German page: what says the same in both is a name, or is marked."""

import re
from collections.abc import Iterator
from dataclasses import fields
from html.parser import HTMLParser
from typing import Any

from pydantic import BaseModel

from prenotify.domain.directory import Row
from prenotify.domain.english import MONTHS
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Wording
from prenotify.web.atlas import all_places
from tests.web.test_url_map import Address, walk
from tests.web.visit import Visitor
from tools.catalogue import folder_of, read

__all__ = ["walk"]

_LETTERS = re.compile(r"[A-Za-z]")
_MOST_ALIKE = 12
"""Letters: shorter words may be alike in both languages, such as Plan or Name."""
_SHORT = 3
_ALIKE = (
    "Carnet de Passages en Douane (CPD)",
    "Carnet de Passages (CPD)",
    # What is printed on the papers that are sketched.
    "CARNET DE PASSAGES EN DOUANE",
    "DRIVING LICENCE",
    "P<XXXSURNAME<<GIVEN<<<<<<<<",
)


class _Texts(HTMLParser):
    """The texts of a page that are not marked as being in another language than the page."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.inside, self.texts = language, list[str](), list[str]()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        if name not in {"input", "link", "meta", "br", "path", "circle", "use", "option", "line", "rect"}:
            self.inside.append(dict(attributes).get("lang") or (self.inside or [self.language])[-1])
        found = dict(attributes)
        for spoken_too in ("aria-label", "alt", "placeholder", "title"):
            if found.get(spoken_too) and self.inside[-1:] == [self.language]:
                self.texts.append(found[spoken_too] or "")

    def handle_endtag(self, name: str) -> None:
        if self.inside and name != "option":
            self.inside.pop()

    def handle_data(self, text: str) -> None:
        if text.strip() and self.inside[-1:] == [self.language]:
            self.texts.append(" ".join(text.split()))


def texts(page: str, language: str) -> list[str]:
    reader = _Texts(language)
    reader.feed(page)
    return reader.texts


def data_of(rulebook: Rulebook) -> set[str]:
    """Every name, address and date the rules hold; not their words."""
    found: set[str] = set()
    for part in fields(rulebook):
        found |= set(_strings(getattr(rulebook, part.name)))
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Wording):
        return
    if isinstance(value, Row):
        yield from (value.country, value.source_date, *(source.name for source in value.sources))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name))
    elif isinstance(value, dict):
        yield from (name for one in value.items() for name in _strings(list(one)))
    elif isinstance(value, list | tuple):
        yield from (name for one in value for name in _strings(one))
    elif isinstance(value, str) and value:
        yield value


def entered_in(trip: Any) -> set[str]:
    return set(_strings(trip))


def any_of(data: set[str]) -> re.Pattern[str]:
    """Any of the data as whole words, the longest first; what is short may be part of any sentence."""
    words = sorted((one for one in data if len(one) > _SHORT), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def left_in_english(english: list[str], german: list[str], data: re.Pattern[str]) -> list[str]:
    """Texts that are the same in both, once all data is taken out of them."""
    alike = set(english) & set(german)
    return [text for text in alike if len(_LETTERS.findall(data.sub(" ", text))) > _MOST_ALIKE]


def test_no_page_has_an_english_sentence_left(
    walk: list[Address], visitor: Visitor, trip: str, rules: Any
) -> None:
    known = data_of(rules.rulebook) - said_otherwise()
    known |= entered_in(visitor.trip_file(trip)) | {trip.rpartition("/")[2]} | set(_ALIKE)
    known |= {one.partition("@")[0] for one in known}  # an address may be broken before its @
    data = any_of(known)
    pages = [address.path for address in walk if address.is_for_people and "GET" in address.methods]
    pages += [f"/countries/{place.code.lower()}" for place in all_places(rules.rulebook)]
    pages += [f"/carnet/{key}" for key in rules.rulebook.clubs]
    left: dict[str, list[str]] = {}
    for path in pages:
        answers = [visitor.client.get(f"{path}?lang={code}", buffered=True) for code in ("en", "de")]
        if all(answer.status_code == 200 and answer.mimetype == "text/html" for answer in answers):
            english, german = (texts(a.text, code) for a, code in zip(answers, ("en", "de"), strict=True))
            if found := left_in_english(english, german, data):
                left[path] = sorted(found)
    assert left == {}


def said_otherwise() -> set[str]:
    """What the rules have in English alone and a German page says in German."""
    return {english for english, german in of_rules() if english != german}


def of_rules() -> Iterator[tuple[str, str]]:
    return ((str(one.id), str(one.string)) for one in read(folder_of("de") / "rules.po", "de"))


def test_no_german_page_of_a_country_marks_more_than_names_as_english(visitor: Visitor, rules: Any) -> None:
    names = {english for english, german in of_rules() if english == german}
    for place in all_places(rules.rulebook):
        page = visitor.visit(f"/countries/{place.code.lower()}?lang=de")
        marked = {tag.text for tag in page.tags if tag.get("lang") == "en"}
        assert marked <= names | {"English"}, page.path


def test_an_english_sentence_left_is_found() -> None:
    page = "<html lang='{}'><p>{} <b>ADAC e.V., Munich</b> <i lang='en'>Stays in English</i></p></html>"
    english = texts(page.format("en", "Send the carnet back"), "en")
    same, other = page.format("de", "Send the carnet back"), page.format("de", "Das Carnet zurückschicken")
    assert left_in_english(english, texts(same, "de"), any_of({"ADAC e.V., Munich", "a"})) == [
        "Send the carnet back"
    ]
    assert left_in_english(english, texts(other, "de"), any_of({"ADAC e.V., Munich", "a"})) == []


def test_no_german_page_names_a_month_in_english(walk: list[Address], visitor: Visitor) -> None:
    only_english = [name for name in MONTHS if name not in {"April", "August", "September", "November"}]
    for address in walk:
        if address.is_for_people and "GET" in address.methods:
            answer = visitor.client.get(f"{address.path}?lang=de", buffered=True)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                for text in texts(answer.text, "de"):
                    found = [name for name in only_english if re.search(rf"\d {name} \d", text)]
                    assert not found, f"{address.path}: {text}"
