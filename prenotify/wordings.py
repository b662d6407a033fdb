"""Which words of the documents nobody who speaks the language has read, and which are missing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from prenotify.domain.forms import Form
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Wording


@dataclass(frozen=True, slots=True)
class Unread:
    """A text of our own that no native speaker has read."""

    language: str
    where: str
    """Its key in phrases.csv, or the file it stands in."""
    text: str

    def __str__(self) -> str:
        return f"own  {self.language}  {self.where}  {self.text}"


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A text that stands in English alone, since the reader's language is missing."""

    language: str
    where: str
    english: str

    def __str__(self) -> str:
        return f"none {self.language}  {self.where}  {self.english}"


def unread(rulebook: Rulebook) -> list[Unread]:
    """All texts marked `own`, language by language."""
    found = [*_unread_phrases(rulebook), *_unread_in_forms(rulebook)]
    return sorted(found, key=lambda one: (one.language, one.where))


def _unread_phrases(rulebook: Rulebook) -> Iterator[Unread]:
    for key, wording in rulebook.phrases.items():
        yield from _own(key, wording)


def _unread_in_forms(rulebook: Rulebook) -> Iterator[Unread]:
    known = {id(wording) for wording in rulebook.phrases.values()}
    for form in rulebook.forms.values():
        for wording in form.words:
            if id(wording) not in known:
                yield from _own(f"forms/{form.id}.toml", wording)


def _own(where: str, wording: Wording) -> Iterator[Unread]:
    for language, text in wording.texts.items():
        if language != "en" and wording.mark(language) == "own":
            yield Unread(language, where, text)


def unsaid(rulebook: Rulebook, shared: tuple[str, ...]) -> list[Unsaid]:
    """What a reader of a form misses in the own language; *shared* are keys of the words of all letters."""
    frame = [rulebook.phrases[key] for key in shared if key in rulebook.phrases]
    return [one for form in rulebook.forms.values() for one in _unsaid_in(form, frame)]


def _unsaid_in(form: Form, frame: list[Wording]) -> Iterator[Unsaid]:
    for language in form.languages[1:]:
        lacking = (words.en for words in (*form.words, *frame) if not words.texts.get(language))
        for english in dict.fromkeys(lacking):
            yield Unsaid(language, f"forms/{form.id}.toml", english)


def notes(own: list[Unread], missing: list[Unsaid]) -> Iterator[str]:
    """A line or two on both, for those who do not want the list."""
    counts = Counter(one.language for one in own)
    said = ", ".join(f"{language} {count}" for language, count in sorted(counts.items()))
    yield f"note: texts of our own, read by no native speaker yet: {said or 'none'}"
    for (where, language), count in Counter((one.where, one.language) for one in missing).items():
        yield f"note: {where}: in English for want of {language}: {count}"
