"""A reader's language: its words, and how it says days, countries and the values of a trip.

A language is a folder under locales/ with three gettext catalogues: `messages`, the sentences
of the program; `rules`, what forms/ has in English alone (readers, sources, rows of directories)
and the names of holidays; and `names`, the countries, months and weekdays, which come from CLDR.
People translate the first two. English is the language all of it is written in; it has none.
"""

import re
from datetime import date
from functools import cache, cached_property, lru_cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any

from prenotify.domain.countries import COUNTRY_NAMES, code_for
from prenotify.domain.deadlines import BETWEEN_HOLIDAYS, Lead
from prenotify.domain.english import MONTHS, WEEKDAYS
from prenotify.domain.messages import Counted, InEnglish, Listed, Message, Sentences
from prenotify.domain.place_names import plain
from prenotify.domain.plan import Advisory, CarnetTask
from prenotify.domain.sources import Wording
from prenotify.domain.trip import Money
from prenotify.domain.values import Say, fill, fill_known
from prenotify.places import locales_dir

ENGLISH_CODE = "en"
_SHORT = "short"
ORGANISATION, SOURCE, DATED, DIRECTORY, HOLIDAY = "organisation", "source", "dated", "directory", "holiday"
"""What the texts of the rules are: the contexts of their catalogue."""
_NAMED = (ORGANISATION, SOURCE, DATED)
"""What an advisory may name."""
_DAYS_KEPT = 4096
_ISO_DATE = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b")


def _marked(text: str) -> str:
    """Leave *text* as it is, to be translated where it is used: by this mark `make catalogue` finds it."""
    return text


def plural(one: str, many: str) -> tuple[str, str]:
    """The same for words that depend on a number."""
    return one, many


N_ = _marked
# The name of this language, in this language: "Deutsch", "Français".
_OWN_NAME = N_("English")
_DATE = N_("{day} {month} {year}")
_LONG_DAY = N_("{weekday} {day} {month} {year}")
_MONTH_YEAR = N_("{month} {year}")
_DAY_MONTH = N_("{day} {month}")
_WEEKDAY_DAY_MONTH = N_("{weekday} {day} {month}")
# The parts of the short ones are held together by no-break spaces.
_SHORT_DATE = N_("{day}\u00a0{month}\u00a0{year}")
_SHORT_DAY = N_("{weekday}\u00a0{day}\u00a0{month}\u00a0{year}")


class Language:
    """One language, ready to speak. Two of them are equal if they are the same one."""

    def __init__(
        self, code: str, messages: NullTranslations, rules: NullTranslations, names: NullTranslations
    ):
        self.code = code
        self.gettext, self.ngettext = messages.gettext, messages.ngettext
        self._of_rules = rules.pgettext
        self._name_of, self._short_name_of = names.gettext, names.pgettext

    @property
    def is_english(self) -> bool:
        return self.code == ENGLISH_CODE

    @cached_property
    def own_name(self) -> str:
        """What its speakers call it."""
        return self.gettext(_OWN_NAME)

    def wording(self, wording: Wording) -> str:
        """Words of the rules; in English where they have no other."""
        return wording.texts.get(self.code) or wording.en

    def has(self, wording: Wording) -> bool:
        return bool(wording.texts.get(self.code))

    def organisation(self, name: str) -> str:
        """Who reads a letter; many a name stays as it is."""
        return self._of_rules(ORGANISATION, name)

    def source(self, name: str) -> str:
        """What a source is called; the title of somebody else's page stays as it is."""
        return self._of_rules(SOURCE, name)

    def dated(self, words: str) -> str:
        """The date that a source bears: "undated", "about 2018"; days and months as they are written here."""
        return _ISO_DATE.sub(self._iso_date, self._of_rules(DATED, words))

    def _iso_date(self, found: re.Match[str]) -> str:
        year, month, day = found.groups()
        first = date(int(year), int(month), 1)
        return self.short_date(first.replace(day=int(day))) if day else self.month_year(first)

    def listed(self, words: str) -> str:
        """What a directory says of a country: its conditions, what there is to do, who must, and when."""
        return self._of_rules(DIRECTORY, words)

    def holiday(self, names: str) -> str:
        """What a day off is called; several may fall on one day."""
        said = (self._of_rules(HOLIDAY, name) for name in names.split(BETWEEN_HOLIDAYS))
        return BETWEEN_HOLIDAYS.join(said)

    def message(self, message: str, say: Say | None = None) -> str:
        """A message with its values, each said in this language; any other text as it is."""
        if not isinstance(message, Message):
            return message
        speak = say or self.say
        values = {name: speak(value, False) for name, value in message.values.items()}
        if isinstance(message, Counted):
            template = self.ngettext(message.template, message.many, message.values["number"])
        else:
            template = self.gettext(message.template)
        return template.format(**values)

    def filled(self, template: str, /, **values: Any) -> str:
        """A sentence of ours with its {values}."""
        return self.gettext(template).format(**{name: self.say(value) for name, value in values.items()})

    def advisory(self, advisory: Advisory) -> str:
        """What an advisory says."""
        template, facts = self.wording(advisory.says), advisory.facts
        return fill(template, facts, advisory.more, self._say_of_rules) if facts else template

    def _say_of_rules(self, value: Any, is_country: bool = False) -> str:
        """A value of an advisory, which may name readers, sources and what a directory says."""
        match value:
            case Message():
                return self.message(value, self._say_of_rules)
            case Sentences():
                return "".join(f"{self._say_of_rules(part)} " for part in value)
            case Listed():
                return "; ".join(map(self._say_of_rules, value))
            case InEnglish():
                return self.listed(value)
            case str() if not is_country:
                known = (self._of_rules(kind, value) for kind in _NAMED)
                return next((said for said in known if said != value), value)
        return self.say(value, is_country)

    def task(self, task: CarnetTask) -> str:
        """What there is to do about the carnet."""
        said = fill_known(self.wording(task.says), task.more, self.say)
        return " ".join((said, *map(self.message, task.remarks)))

    def say(self, value: Any, is_country: bool = False) -> str:
        """Any value of a trip or a plan; empty when it is blank."""
        match value:
            case Message():
                return self.message(value)
            case str():
                return self.country(value) if is_country else value
            case None:
                return ""
            case Wording():
                return self.wording(value)
            case Listed():
                return "; ".join(map(self.say, value))
            case tuple():
                return ", ".join(self.say(part, is_country) for part in value)
            case bool():
                return self.gettext("yes") if value else self.gettext("no")
            case date():
                return self.day(value)
            case Lead():
                return self.message(value.words)
            case Money():
                return self._money(value)
        return str(value)

    def _money(self, money: Money) -> str:
        said = f"{money.amount:,.2f}".removesuffix(".00")
        # Points and commas in a number; translate the three signs as they stand in 1,234.5.
        grouping, point = self.gettext("1,234.5")[1], self.gettext("1,234.5")[5]
        return f"{said.translate(str.maketrans(',.', grouping + point))} {money.currency}"

    def country(self, code: str) -> str:
        """A country's short name, or the code itself where there is none."""
        return self._countries.get(code, code)

    @cached_property
    def _countries(self) -> dict[str, str]:
        return {code: self._name_of(name) for code, name in COUNTRY_NAMES.items()}

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The names of all countries in the order in which readers look for them."""
        return tuple(sorted(self._countries.values(), key=plain))

    def code_for(self, words: str) -> str | None:
        """The code of the country that was meant by *words*: its name here or in English, or its code."""
        return self._codes.get(plain(words)) or code_for(words)

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {plain(name): code for code, name in self._countries.items()}

    def weekday(self, day: date) -> str:
        return self._name_of(WEEKDAYS[day.weekday()])

    def short_weekday(self, day: date) -> str:
        return self._short_name_of(_SHORT, WEEKDAYS[day.weekday()][:3])

    def month(self, day: date) -> str:
        return self._name_of(MONTHS[day.month - 1])

    def short_month(self, day: date) -> str:
        return self._short_name_of(_SHORT, MONTHS[day.month - 1][:3])

    def month_called(self, typed: str) -> int | None:
        """The number of the month that *typed* begins: "dec", "dezember"."""
        start = plain(typed)[:3]
        return self._months.get(start) if typed.isalpha() else None

    @cached_property
    def _months(self) -> dict[str, int]:
        own = {plain(self._name_of(name))[:3]: number for number, name in enumerate(MONTHS, start=1)}
        return {plain(name)[:3]: number for number, name in enumerate(MONTHS, start=1)} | own

    def day(self, day: date) -> str:
        """14 December 2026."""
        return _written(self, _DATE, day)

    def long_day(self, day: date) -> str:
        """Monday 14 December 2026."""
        return _written(self, _LONG_DAY, day)

    def short_date(self, day: date) -> str:
        """14 Dec 2026, whose parts do not come apart at the end of a line."""
        return _written(self, _SHORT_DATE, day, short=True)

    def short_day(self, day: date) -> str:
        """Mon 14 Dec 2026."""
        return _written(self, _SHORT_DAY, day, short=True)

    def month_year(self, day: date) -> str:
        """Dec 2026."""
        return _written(self, _MONTH_YEAR, day, short=True)

    def day_month(self, day: date) -> str:
        """14 Dec."""
        return _written(self, _DAY_MONTH, day, short=True)

    def weekday_day_month(self, day: date) -> str:
        """Mon 14 Dec."""
        return _written(self, _WEEKDAY_DAY_MONTH, day, short=True)


@lru_cache(maxsize=_DAYS_KEPT)
def _written(language: Language, pattern: str, day: date, short: bool = False) -> str:
    return language.gettext(pattern).format(
        weekday=language.short_weekday(day) if short else language.weekday(day),
        day=day.day,
        month=language.short_month(day) if short else language.month(day),
        year=day.year,
    )


ENGLISH = Language(ENGLISH_CODE, NullTranslations(), NullTranslations(), NullTranslations())


def read_languages(folder: Path) -> dict[str, Language]:
    """English, and every language that has a catalogue in *folder*, by code."""
    found = sorted(path.parts[-3] for path in folder.glob("*/LC_MESSAGES/messages.mo"))
    return {ENGLISH_CODE: ENGLISH} | {code: _read(folder, code) for code in found}


def _read(folder: Path, code: str) -> Language:
    found = (translation(domain, folder, [code], fallback=True) for domain in ("messages", "rules", "names"))
    return Language(code, *found)


@cache
def languages() -> dict[str, Language]:
    """The languages that came with prenotify."""
    return read_languages(locales_dir())
