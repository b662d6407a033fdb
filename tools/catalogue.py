"""Bring the catalogues under locales/ in line with the program: `make catalogue`.

`python -m tools.catalogue` updates every language there is; `python -m tools.catalogue fr`
begins a new one. Sentences that are gone are dropped, new ones are added without a
translation and named: those of the program in `messages.po`, those of forms/ in `rules.po`.
Names of countries, months and weekdays come from CLDR, by Babel.
"""

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from prenotify.domain.countries import COUNTRY_NAMES
from prenotify.domain.english import MONTHS, WEEKDAYS
from tools.rule_texts import RuleText, rule_texts
from tools.sentences import Sentence, sentences

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "locales"
_WIDTH = 100
_SHORT = "short"
# The short forms of CLDR, which Babel leaves out, as our English names have them.
_SHORTER = {"de": {"HK": "Hongkong", "MO": "Macau", "PS": "Palästina"}}
_FROM_CLDR = "Names from CLDR, by Babel. Made by `make catalogue`: do not edit."
_BY_HAND = "Translated by people; see docs/translating.md."


class Catalogue(Catalog):
    """A catalogue whose head holds nothing that changes from day to day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", str(self.plural_forms)),
        ]

    @mime_headers.setter
    def mime_headers(self, _headers: Iterable[tuple[str, str]]) -> None:
        """What stands in a file's head is known without reading it."""


def folder_of(code: str) -> Path:
    return LOCALES / code / "LC_MESSAGES"


def read(path: Path, code: str) -> Catalogue:
    """The catalogue in a file; an empty one where there is none."""
    found = Catalogue(locale=code, header_comment="")
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id:
                    found[message.id] = message
    return found


def messages(code: str, found: Iterable[Sentence]) -> Catalogue:
    """The sentences with the translations there are."""
    old = read(folder_of(code) / "messages.po", code)
    new = Catalogue(locale=code, header_comment=f"# {_BY_HAND}", fuzzy=False)
    for sentence in sorted(found):
        new.add(_id(sentence), locations=[(sentence.file, 0)])
    for message in new:
        known = old.get(message.id) if message.id else None
        if known is not None and not known.fuzzy and _fits(known.string, message.id):
            message.string = known.string
    return new


def rules(code: str, found: Iterable[RuleText]) -> Catalogue:
    """The texts of the rules with the translations there are."""
    old = read(folder_of(code) / "rules.po", code)
    new = Catalogue(locale=code, header_comment=f"# {_BY_HAND}", fuzzy=False)
    for one in sorted(found):
        known = old.get(one.text, one.context)
        new.add(one.text, known.string if known and not known.fuzzy else "", context=one.context)
    return new


def _id(sentence: Sentence) -> str | tuple[str, str]:
    return (sentence.one, sentence.many) if sentence.many else sentence.one


def _fits(string: object, id_: object) -> bool:
    """Whether a sentence for one and many has its translations for one and many."""
    return isinstance(string, tuple | list) == isinstance(id_, tuple | list)


def names(code: str) -> Catalogue:
    """Countries, months and weekdays, whole and short, as CLDR has them."""
    cldr, shorter = Locale.parse(code), _SHORTER.get(code, {})
    found = Catalogue(locale=code, header_comment=f"# {_FROM_CLDR}", fuzzy=False)
    for country, name in COUNTRY_NAMES.items():
        found.add(name, shorter.get(country, cldr.territories[country]))
    for month, name in enumerate(MONTHS, start=1):
        found.add(name, cldr.months["format"]["wide"][month])
        found.add(name[:3], cldr.months["format"]["abbreviated"][month], context=_SHORT)
    for weekday, name in enumerate(WEEKDAYS):
        found.add(name, cldr.days["format"]["wide"][weekday])
        found.add(name[:3], cldr.days["stand-alone"]["short"][weekday], context=_SHORT)
    return found


def as_text(catalogue: Catalogue) -> bytes:
    """The catalogue as people edit it."""
    file = BytesIO()
    write_po(file, catalogue, width=_WIDTH, sort_output=True, include_lineno=False)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def untranslated(catalogue: Catalogue) -> Iterator[str]:
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and not all(strings):
            yield message.id if isinstance(message.id, str) else " | ".join(message.id)


def write(path: Path, catalogue: Catalogue) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_text(catalogue))
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def update(code: str, found: Iterable[Sentence], texts: Iterable[RuleText]) -> list[str]:
    """Write the catalogues of a language; what is not translated yet."""
    catalogues = {"names": names(code), "messages": messages(code, found), "rules": rules(code, texts)}
    for name, catalogue in catalogues.items():
        write(folder_of(code) / f"{name}.po", catalogue)
    return [text for catalogue in catalogues.values() for text in untranslated(catalogue)]


def main(codes: list[str]) -> int:
    found, texts = sentences(ROOT), rule_texts(ROOT)
    number = len({_id(one) for one in found}) + len(texts)
    lacking = 0
    for code in codes or sorted(path.name for path in LOCALES.iterdir() if path.is_dir()):
        missing = update(code, found, texts)
        lacking += len(missing)
        print(f"{code}: {number} sentences, {len(missing)} without a translation")
        for sentence in missing:
            print(f"  {sentence}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
