"""The catalogues say all that the program says, and nothing else; a new language is a new catalogue."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from prenotify.domain.countries import COUNTRY_NAMES
from prenotify.domain.directory import Row
from prenotify.domain.english import MONTHS, WEEKDAYS
from prenotify.language import ENGLISH_CODE, languages, read_languages
from tests.checkout import ROOT
from tools.catalogue import Catalogue, compiled, folder_of, read, untranslated
from tools.rule_texts import SHOWN, rule_texts
from tools.sentences import Sentence, sentences

CODES = sorted(path.name for path in (ROOT / "locales").iterdir() if path.is_dir())
_PLACE = re.compile(r"%\(\w+\)s|%[sd]|\{\w+\}")

BY_PEOPLE = ("messages", "rules")
"""The catalogues that people translate."""

every_language = pytest.mark.parametrize("code", CODES)
translated = pytest.mark.parametrize("name", BY_PEOPLE)


def catalogue(code: str, name: str = "messages") -> Catalogue:
    return read(folder_of(code) / f"{name}.po", code)


def ids(found: Catalogue) -> set[str]:
    """The sentences of a catalogue, each by its form for one."""
    return {message.id if isinstance(message.id, str) else message.id[0] for message in found if message.id}


def test_german_is_there() -> None:
    assert "de" in CODES


@every_language
def test_it_has_every_sentence_of_ours_and_no_other(code: str) -> None:
    said = {sentence.one for sentence in sentences(ROOT)}
    assert said - ids(catalogue(code)) == set(), "run make catalogue, then translate these"
    assert ids(catalogue(code)) - said == set(), "nobody says these any more; run make catalogue"


@every_language
def test_it_has_every_text_that_the_rules_have_in_english_alone(code: str) -> None:
    found = {(message.context, message.id) for message in catalogue(code, "rules") if message.id}
    said = {(one.context, one.text) for one in rule_texts(ROOT)}
    assert said - found == set(), "run make catalogue, then translate these"
    assert found - said == set(), "the rules say these no more; run make catalogue"


@translated
@every_language
def test_every_sentence_is_translated(code: str, name: str) -> None:
    assert list(untranslated(catalogue(code, name))) == []


@translated
@every_language
def test_no_translation_is_a_guess(code: str, name: str) -> None:
    assert [message.id for message in catalogue(code, name) if message.id and message.fuzzy] == []


@translated
@every_language
def test_a_translation_has_the_places_for_values_of_its_sentence(code: str, name: str) -> None:
    for message in catalogue(code, name):
        if message.id:
            forms = message.id if isinstance(message.id, tuple | list) else (message.id,)
            said = message.string if isinstance(message.string, tuple | list) else (message.string,)
            for text in filter(None, said):
                assert sorted(_PLACE.findall(text)) == sorted(_PLACE.findall(forms[-1])), text


@every_language
@pytest.mark.parametrize("name", [*BY_PEOPLE, "names"])
def test_what_the_program_reads_is_what_people_wrote(code: str, name: str) -> None:
    path = folder_of(code) / f"{name}.po"
    found = Catalogue(locale=code)
    with path.open("rb") as file:
        for message in read_po(file, locale=code):
            if message.id:
                found.add(message.id, message.string, context=message.context)
    assert path.with_suffix(".mo").read_bytes() == compiled(found), "run make catalogue"


@every_language
def test_every_country_has_a_name_of_its_own(code: str) -> None:
    language = languages()[code]
    assert len(set(language.countries)) == len(COUNTRY_NAMES)
    for country, name in COUNTRY_NAMES.items():
        assert language.code_for(language.country(country)) == country
        assert language.code_for(name) == country


@every_language
def test_months_and_weekdays_have_names(code: str) -> None:
    text = (folder_of(code) / "names.po").read_text(encoding="utf-8")
    for name in (*MONTHS, *WEEKDAYS):
        assert f'msgid "{name}"' in text
        assert f'msgctxt "short"\nmsgid "{name[:3]}"' in text


INVENTED = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);"

msgid "English"
msgstr "Quenya"

msgid "Plan"
msgstr "Panie"
"""


def test_adding_a_language_is_adding_a_catalogue(tmp_path: Path) -> None:
    write_invented(tmp_path)
    found = read_languages(tmp_path)
    assert list(found) == [ENGLISH_CODE, "qya"]
    assert found["qya"].own_name == "Quenya"
    assert found["qya"].gettext("Plan") == "Panie"
    assert found["qya"].gettext("Trip") == "Trip", "what it does not say stays English"


def write_invented(folder: Path) -> None:
    """A catalogue with two sentences, in a language that no library knows."""
    inside = folder / "qya/LC_MESSAGES"
    inside.mkdir(parents=True)
    po = inside / "messages.po"
    po.write_text(INVENTED.lstrip(), encoding="utf-8")
    with po.open("rb") as file:
        (inside / "messages.mo").write_bytes(compiled(read_po(file)))


CODE = """
FORCES = {"rule": N_("set by rule")}
said = _("one sentence, "
    "on two lines")
many = ngettext("%d day", "%d days", number)
told = counted(number, "thing", "things")
wrong = Message("{found} is wrong", found=found)
either = _("this" if first else "that")
name = LineField("Name", name="name", hint="As printed.", choices={"a": "Choice"})
"""
TEMPLATE = """
{{ _("A link") }} {{ counted(number, "paper", "papers") }} {{ _(variable) }}
{% trans day=today %}As of {{ day }}.{% endtrans %}
"""


@every_language
def test_a_translation_of_the_rules_keeps_their_numbers(code: str) -> None:
    for message in catalogue(code, "rules"):
        if message.id:
            assert figures(str(message.string)) == figures(str(message.id))


def figures(text: str) -> list[str]:
    """Its numbers but those of one figure, which a language may put into words."""
    return sorted(re.findall(r"\d{2,}", re.sub(r"(?<=\d)[.,](?=\d)", "", text)))


def test_texts_of_the_rules_are_found_wherever_they_stand() -> None:
    found = {(one.context, one.text) for one in rule_texts(ROOT)}
    assert found >= {
        ("directory", "Nothing before arrival"),
        ("directory", "Joined 15 May 2015."),
        ("directory", "90 days + 90"),
        ("directory", "date of deposit"),
        ("source", "JAF, carnet authentication"),
        ("source", "Horizons Unlimited"),
        ("dated", "undated"),
        ("organisation", "Ikatan Motor Indonesia (IMI), head office"),
        ("holiday", "Songkran Festival (in lieu)"),
        ("holiday", "Emperor's Birthday"),
    }
    assert not any(text in ("", "customs.gov.az") or text.isdecimal() for _context, text in found)


NO_WORDS = {"country_iso2", "country", "source_date", "since", "filing_id", "filed_by"}
"""Columns of directories that hold codes, dates and names of countries, which are said otherwise."""


@pytest.mark.parametrize("row", SHOWN)
def test_every_column_with_words_is_translated(row: type[Row]) -> None:
    texts = {name for name, field in row.model_fields.items() if field.annotation is str}
    assert texts - NO_WORDS == set(SHOWN[row])


def test_sentences_are_found_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "prenotify").mkdir()
    (tmp_path / "prenotify/code.py").write_text(CODE)
    (tmp_path / "templates/pages").mkdir(parents=True)
    (tmp_path / "templates/pages/page.html").write_text(TEMPLATE)
    code, page = "prenotify/code.py", "templates/pages/page.html"
    assert set(sentences(tmp_path)) == {
        Sentence("set by rule", file=code),
        Sentence("one sentence, on two lines", file=code),
        Sentence("%d day", "%d days", code),
        Sentence("thing", "things", code),
        Sentence("{found} is wrong", file=code),
        Sentence("this", file=code),
        Sentence("that", file=code),
        Sentence("Name", file=code),
        Sentence("As printed.", file=code),
        Sentence("Choice", file=code),
        Sentence("A link", file=page),
        Sentence("paper", "papers", page),
        Sentence("As of %(day)s.", file=page),
    }
