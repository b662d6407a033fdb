"""Which statements of the two seed documents the rules carry, and what each page says of them.

The seed documents' statements are numbered S-01 to S-117. An item under forms/ that carries one
cites it; items are named by their file and their place in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from prenotify.domain.advice import Advice
from prenotify.domain.clubs import Club
from prenotify.domain.countries import COUNTRY_NAMES
from prenotify.domain.country import Country
from prenotify.domain.directory import Row
from prenotify.domain.forms import Form
from prenotify.domain.guidance import Guidance
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Wording

SEED_RULES = tuple(f"S-{number:02}" for number in range(1, 118))

_PLACEHOLDER = re.compile(r"\{[a-z0-9_.]+\}")
_LEFT_OPEN = "…"

Cited = tuple[str, tuple[str, ...]]


def citations(rulebook: Rulebook) -> dict[str, list[str]]:
    """The names of the items that carry each seed rule, for every rule that any item cites."""
    found: dict[str, list[str]] = {}
    for item, seeds in _items(rulebook):
        for seed in seeds:
            found.setdefault(seed, []).append(item)
    return dict(sorted(found.items(), key=lambda entry: int(entry[0].removeprefix("S-"))))


def gaps(rulebook: Rulebook) -> list[str]:
    """The seed rules that no item carries."""
    cited = citations(rulebook)
    return [seed for seed in SEED_RULES if seed not in cited]


def strangers(rulebook: Rulebook) -> list[str]:
    """Citations of seed rules that do not exist, each with the item that makes it."""
    return [
        f"{item} cites {seed}, which is no seed rule"
        for seed, items in citations(rulebook).items()
        if seed not in SEED_RULES
        for item in items
    ]


def _items(rulebook: Rulebook) -> Iterator[Cited]:
    yield from _advice("forms/general/advisories.toml", "advisory", rulebook.general)
    yield from _guidance("forms/general/guidance.toml", rulebook.guidance)
    for country in rulebook.countries.values():
        yield from _advice(f"forms/{country.folder}/country.toml", "advisory", country.advisories)
        for form in country.forms:
            yield from _of_form(f"forms/{form.id}.toml", form)
    for club in rulebook.clubs.values():
        yield from _of_club(f"forms/carnet/{club.key}.toml", club)
    reports = enumerate(rulebook.reports, start=1)
    yield from ((f"forms/directory/border-reports.toml, report {n}", report.seed) for n, report in reports)
    yield from _rows("forms/directory/cpd.csv", rulebook.cpd.items())
    yield from _rows("forms/directory/ata.csv", rulebook.ata.items())
    yield from _rows("forms/directory/road-traffic-1949.csv", rulebook.road_traffic.items())
    borders = ((row.filing_id, row) for rows in rulebook.borders.values() for row in rows)
    yield from _rows("forms/directory/borders.csv", borders)


def _advice(file: str, table: str, rules: Iterable[Advice]) -> Iterator[Cited]:
    for n, rule in enumerate(rules, start=1):
        yield f"{file}, {table} {n} ({rule.code})", rule.seed


def _guidance(file: str, pieces: Iterable[Guidance]) -> Iterator[Cited]:
    for n, piece in enumerate(pieces, start=1):
        yield f"{file}, guidance {n} ({piece.topic})", piece.seed


def _of_form(file: str, form: Form) -> Iterator[Cited]:
    for n, version in enumerate(form.versions, start=1):
        yield f"{file}, version {n}", version.seed
    yield from _advice(file, "not_filed", form.not_filed)
    yield from _advice(file, "advisory", form.advisories)


def _of_club(file: str, club: Club) -> Iterator[Cited]:
    tables = {
        "apply": club.apply,
        "follow_up": club.follow_up,
        "extend": club.extend,
        "certificate_of_location": club.certificate_of_location,
        "return": club.return_,
    }
    yield from ((f"{file}, {name}", table.seed) for name, table in tables.items() if table)
    yield from _guidance(file, club.guidance)


def _rows(file: str, rows: Iterable[tuple[str, Row]]) -> Iterator[Cited]:
    yield from ((f"{file}, {key}", row.seed) for key, row in rows)


def statements(rulebook: Rulebook, page: str, language: str = "en") -> list[str]:
    """What a page says in *language*, statement by statement.

    *page* is "guidance", "directory", "club:<key>" or "country:<code>". Values that only a trip
    has are left open. Raises LookupError where there is no such page.
    """
    kind, _, key = page.partition(":")
    if kind not in _PAGES:
        raise LookupError(f"no page is called {page}")
    found = _PAGES[kind](rulebook, key, language)
    return list(dict.fromkeys(_PLACEHOLDER.sub(_LEFT_OPEN, text) for text in found if text))


def _said(words: Wording | None, language: str) -> str:
    return (words.texts.get(language) or words.en) if words else ""


def _guidance_page(rulebook: Rulebook, _key: str, language: str) -> Iterator[str]:
    yield from _all_guidance(rulebook.guidance, language)


def _all_guidance(pieces: Iterable[Guidance], language: str) -> Iterator[str]:
    for piece in pieces:
        yield _said(piece.says, language)
        yield _said(piece.overtaken, language)


def _club_page(rulebook: Rulebook, key: str, language: str) -> Iterator[str]:
    club = rulebook.clubs[key]
    yield from (club.organisation, *club.address, club.phone, club.email or "")
    tasks = (club.apply, club.follow_up, club.extend, club.certificate_of_location, club.return_)
    yield from (_said(task.in_general, language) for task in tasks if task)
    yield club.return_.to if club.return_ else ""
    yield from _all_guidance(club.guidance, language)


def _country_page(rulebook: Rulebook, code: str, language: str) -> Iterator[str]:
    """The country's folder, then its rows in every directory, then the reports on its borders."""
    if code not in rulebook.countries and not _directory_rows(rulebook, code):
        raise LookupError(f"no page is called country:{code}")
    if code in rulebook.countries:
        yield from _folder(rulebook.countries[code], language)
    yield from _entries(rulebook, code, language)
    yield from _steps(rulebook, code)
    reports = (report for report in rulebook.reports_on.get(code, ()) if not report.repeats)
    yield from (_said(report.in_general, language) for report in reports)


def _directory_rows(rulebook: Rulebook, code: str) -> Sequence[Row]:
    tables = (rulebook.cpd, rulebook.ata, rulebook.road_traffic)
    found: list[Row | None] = [table.get(code) for table in tables]
    return [row for row in (*found, *rulebook.borders.get(code, ())) if row]


def _folder(country: Country, language: str) -> Iterator[str]:
    yield from _rules(country.advisories, language)
    for form in country.forms:
        yield _said(form.name, language)
        yield from (form.recipient.organisation, form.recipient.email or "")
        for version in form.versions:
            yield from (str(deadline.lead) for deadline in version.deadlines)
            yield from (_said(deadline.because, language) for deadline in version.deadlines)
        yield from (_said(rule.label, language) for section in form.sections for rule in section.fields)
        yield from (_said(attachment.text, language) for attachment in form.attachments)
        yield from _rules((*form.not_filed, *form.advisories), language)


def _rules(rules: Iterable[Advice], language: str) -> Iterator[str]:
    """What they say to anybody; one that has an end may be over."""
    yield from (_said(rule.in_general, language) for rule in rules if rule.until is None)


def _entries(rulebook: Rulebook, code: str, language: str) -> Iterator[str]:
    cpd, ata, treaty = rulebook.cpd.get(code), rulebook.ata.get(code), rulebook.road_traffic.get(code)
    if cpd:
        yield _said(rulebook.phrases[f"cpd.{cpd.cpd_status}"], language)
        yield from (cpd.conditions, cpd.extra_pre_entry_step, cpd.lead_time, cpd.max_stay)
    if ata:
        yield _said(rulebook.phrases[f"ata.{ata.accepts}"], language)
        yield from (ata.accession_note, ata.special_rules, ata.excluded_uses)
    if treaty:
        yield treaty.note


def _steps(rulebook: Rulebook, code: str) -> Iterator[str]:
    for row in rulebook.borders.get(code, ()):
        yield from (row.title, row.who_must, row.lead_time, row.documents, row.fee, row.exemptions)


def _directory_page(rulebook: Rulebook, _key: str, language: str) -> Iterator[str]:
    """The index: every country with its status; the rest of a row is said on the country's page."""
    for code in sorted({*rulebook.cpd, *rulebook.ata}):
        cpd, ata = rulebook.cpd.get(code), rulebook.ata.get(code)
        yield COUNTRY_NAMES.get(code) or (cpd.country if cpd else rulebook.ata[code].country)
        if cpd:
            yield _said(rulebook.phrases[f"cpd.{cpd.cpd_status}"], language)
        if ata:
            yield _said(rulebook.phrases[f"ata.{ata.accepts}"], language)


_PAGES: dict[str, Callable[[Rulebook, str, str], Iterator[str]]] = {
    "guidance": _guidance_page,
    "directory": _directory_page,
    "club": _club_page,
    "country": _country_page,
}
