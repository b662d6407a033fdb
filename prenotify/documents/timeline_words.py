"""What the drawn plan says: short words at its marks, and all of it again in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prenotify.documents.words import STAY_WITHIN
from prenotify.domain.timeline import Due, Flag, Row, Span, Timeline, Window
from prenotify.language import ENGLISH, N_, Language

AT_A_GLANCE = N_("The trip at a glance")
TASKS = {
    "apply": N_("apply"),
    "follow-up": N_("follow-up carnet"),
    "extend": N_("extend"),
    "certificate-of-location": N_("location stamp"),
    "return": N_("send back"),
}
"""Beside a mark there is room for two words."""


@dataclass(frozen=True, slots=True)
class Told:
    """A part of the timeline in words: a head, and what belongs to it."""

    head: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Says:
    """Puts days and marks into words of a language."""

    language: Language = ENGLISH
    space: str = " "
    """Between a day and its month."""

    def say(self, text: str) -> str:
        return self.language.gettext(text)

    def month(self, day: date) -> str:
        return self.language.short_month(day)

    def short(self, day: date) -> str:
        """14 Dec."""
        return self.language.day_month(day).replace(" ", self.space)

    def dated(self, day: date) -> str:
        """14 Dec 2026."""
        return f"{self.short(day)} {day.year}"

    def day(self, day: date) -> str:
        """Mon 14 Dec."""
        weekday, _space, rest = self.language.weekday_day_month(day).partition(" ")
        return f"{weekday} {rest.replace(' ', self.space)}"

    def long(self, day: date) -> str:
        """Monday 14 December 2026."""
        return self.language.long_day(day)

    def span(self, span: Span) -> str:
        if span.first == span.last:
            return self.short(span.first)
        return f"{self.short(span.first)} – {self.short(span.last)}"

    def title(self, row: Row) -> str:
        return f"{row.number} {self.language.country(row.country)}"

    def what(self, flag: Flag) -> str:
        """The name of a filing without the country, which its row says already."""
        name = self.language.wording(flag.name)
        return name.partition(": ")[2] or name

    def of_stay(self, row: Row, said: str) -> str:
        """Stay 3: permit dossier."""
        stay = self.language.filled(STAY_WITHIN, number=row.number)
        return f"{stay[:1].upper()}{stay[1:]}: {said}"

    def counted(self, number: int, one: str, many: str) -> str:
        return f"{number} {self.language.ngettext(one, many, number)}"

    def today(self, day: date) -> str:
        return f"{self.say('today')}, {self.short(day)}"

    def today_dated(self, day: date) -> str:
        """With the year, for a day that lies off the scale."""
        return f"{self.say('today')}, {self.dated(day)}"

    def due(self, flag: Flag | Due, today: date) -> str:
        said = self.day(flag.day)
        return self.say("was due %s") % said if flag.day < today else said

    def lead(self, flag: Flag) -> str:
        """30 working days."""
        return self.language.say(flag.lead)

    def notes(self, flag: Flag) -> Iterator[str]:
        """What is to be known beside a flag."""
        if flag.status == "draft":
            yield self.say("held back as a draft")
        if flag.holidays:
            yield self.counted(len(flag.holidays), "holiday", "holidays")
        if flag.better_by:
            yield self.say("better by %s") % self.short(flag.better_by)
        if flag.last_possible:
            yield self.say("last possible %s") % self.short(flag.last_possible)

    def outside(self, row: Row) -> Iterator[str]:
        """How long one is there without a valid carnet."""
        days = sum(span.days for span in (row.before, row.after) if span)
        if days:
            yield self.say("%s outside the carnet") % self.counted(days, "day", "days")

    def validity(self, time: Timeline) -> str:
        begins, ends = time.valid_from, time.valid_until
        if begins and ends:
            return self.say("valid %s to %s") % (self.dated(begins), self.dated(ends))
        if ends:
            return self.say("valid until %s") % self.dated(ends)
        return self.say("valid from %s") % self.dated(begins) if begins else self.say("no dates given")

    def task(self, window: Window) -> str:
        return self.say(TASKS.get(window.task, window.task))

    def tasks(self, windows: tuple[Window, ...]) -> str:
        return ", ".join(map(self.task, windows))

    def when(self, window: Window) -> str:
        if window.opens and window.closes:
            return self.span(Span(window.opens, window.closes))
        if window.closes:
            return self.say("by %s") % self.short(window.closes)
        return self.say("from %s") % self.short(window.opens) if window.opens else ""

    def summary(self, time: Timeline) -> str:
        """What the picture is of, in one sentence."""
        flags = sum(len(row.flags) for row in time.rows)
        stays = self.counted(len(time.rows), "stay", "stays")
        first, last = time.rows[0].stay.first, max(row.stay.last for row in time.rows)
        between = self.say("%s to %s") % (self.long(first), self.long(last))
        dates = self.counted(flags, "date to send by", "dates to send by")
        return f"{self.say('Timeline')}: {stays}, {between}; {dates}."

    def told(self, time: Timeline) -> Iterator[Told]:
        """Everything the drawing shows, in words, every date with its year."""
        yield Told(f"{self.say('Today')}: {self.long(time.today)}.", tuple(self._left_out(time)))
        if time.has_carnet or time.windows:
            yield Told(self._carnet(time), tuple(self._window(window) for window in time.windows))
        for row in time.rows:
            stay = self.say("%s to %s") % (self.long(row.stay.first), self.long(row.stay.last))
            yield Told(f"{self.title(row)}: {stay}.", tuple(self._details(row)))

    def text(self, time: Timeline) -> str:
        """All of it as running text."""
        parts = [" ".join((told.head, *told.details)) for told in self.told(time)]
        return " ".join((self.summary(time), *parts))

    def _left_out(self, time: Timeline) -> Iterator[str]:
        """That the drawing leaves time out, where it does."""
        if time.far_before:
            yield self.say("The drawing leaves out time before %s.") % self.long(time.shown.first)
        if time.far_after:
            yield self.say("The drawing leaves out time after %s.") % self.long(time.shown.last)

    def _carnet(self, time: Timeline) -> str:
        said = [self.say("from %s") % self.long(time.valid_from)] if time.valid_from else []
        said += [self.say("until %s") % self.long(time.valid_until)] if time.valid_until else []
        valid = self.say("valid %s") % " ".join(said) if said else self.say("no dates given")
        return (
            f"{self.say('Carnet')}: {valid}."
            if time.has_carnet
            else f"{self.say('Carnet')}: {self.say('none')}."
        )

    def _window(self, window: Window) -> str:
        said = [self.say("from %s") % self.long(window.opens)] if window.opens else []
        said += [self.say("until %s") % self.long(window.closes)] if window.closes else []
        task = self.task(window)
        return f"{task[:1].upper()}{task[1:]}: {', '.join(said)}."

    def _details(self, row: Row) -> Iterator[str]:
        for flag in row.flags:
            yield from self._flag(flag)
        for due in row.dues:
            yield self.say("To do elsewhere by %s: %s.") % (
                self.long(due.day),
                self.language.listed(due.title),
            )
        for span in filter(None, (row.before, row.after)):
            days = self.counted(span.days, "day", "days")
            said = self.say("Outside the carnet's dates from %s to %s, %s.")
            yield said % (self.long(span.first), self.long(span.last), days)
        if row.is_blocked:
            yield self.say("Something stands in the way of this stay.")
        if not (row.flags or row.dues or row.is_blocked):
            yield self.say("Nothing to send.")

    def _flag(self, flag: Flag) -> Iterator[str]:
        ahead = self.say("%s before the entry on %s") % (self.lead(flag), self.long(flag.entry))
        held = f" {self.say('Held back as a draft.')}" if flag.status == "draft" else ""
        name = self.language.wording(flag.name)
        yield f"{self.say('Send by %s') % self.long(flag.day)}: {name}, {ahead}.{held}"
        if flag.better_by:
            yield self.say("Better by %s.") % self.long(flag.better_by)
        if flag.last_possible:
            yield self.say("Last possible day: %s.") % self.long(flag.last_possible)
        if flag.holidays:
            named = ", ".join(
                f"{self.long(day)} ({self.language.holiday(name)})" for day, name in flag.holidays.items()
            )
            yield self.say("Holidays that make it earlier: %s.") % named
