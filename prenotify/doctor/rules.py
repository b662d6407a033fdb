"""What prenotify knows: how old its rules are, how far its holidays reach, what its fonts can print."""

from collections.abc import Iterator
from datetime import date

from prenotify.desk import Desk
from prenotify.doctor.finding import Finding
from prenotify.documents.tongue import prints
from prenotify.domain.english import english_date
from prenotify.domain.rulebook import Rulebook


def age(desk: Desk, today: date) -> Iterator[Finding]:
    """A rule that nobody has looked at for a year keeps its letters from leaving."""
    rulebook, stale = desk.rulebook, desk.stale_forms(today)
    cure = "look at its sources again and write the day under forms/"
    yield from (Finding("look", "rules", f"{form} was checked over a year ago", cure) for form in stale)
    if not stale:
        oldest = min(s.checked for f in rulebook.forms.values() for v in f.versions for s in v.sources)
        yield Finding(
            "good", "rules", f"all were checked within a year, the oldest on {english_date(oldest)}"
        )


def holidays(rulebook: Rulebook, today: date) -> Iterator[Finding]:
    """Beyond what is announced, working days are an estimate."""
    for country in rulebook.countries.values():
        until = country.calendar.announced_until if country.calendar else None
        if until is not None and until < today:
            reason = f"{country.folder}: its official holidays are known until {english_date(until)} only"
            cure = f"bring forms/{country.folder}/country.toml up to date"
            yield Finding("look", "holidays", reason, cure)


def fonts(rulebook: Rulebook) -> Iterator[Finding]:
    lacking = {
        language
        for form in rulebook.forms.values()
        for language in form.languages[1:]
        if not prints(form.purposes[0].title.texts.get(language, ""))
    }
    if lacking:
        reason = f"none here prints {', '.join(sorted(lacking))}; such papers are in English alone"
        yield Finding("look", "fonts", reason, "run make fonts, and set PRENOTIFY_FONTS to where they are")
    else:
        yield Finding("good", "fonts", "every language of every form can be printed")
