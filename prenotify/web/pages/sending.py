"""When a letter is to leave."""

from datetime import date

from prenotify.domain.plan import Filing
from prenotify.web.language import current
from prenotify.web.language import gettext as _
from prenotify.web.pages.days import DayField
from prenotify.web.pages.page import Page


class SendPage(Page):
    on = DayField("Day it leaves", hint="Leave this blank, and it leaves as soon as it may.")

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.on.data) if self.on.data else None

    def accepts_for(self, filing: Filing, today: date) -> bool:
        """Whether the day typed is one on which this filing can leave; if not, the field has its error."""
        if not self.accepts():
            return False
        last = filing.deadlines[-1].date
        if self.day and self.day < today:
            self.on.errors = [_("That day is past. Choose today or a later day.")]
        elif self.day and filing.status != "late" and self.day > last:
            said = _("That is after its last deadline, %(day)s. Choose an earlier day.")
            self.on.errors = [said % {"day": current().long_day(last)}]
        return not self.on.errors
