"""The days of one stay alone, to try others."""

from prenotify.domain.trip import Stay
from prenotify.web.pages.days import DayField
from prenotify.web.pages.page import Page


class DatesPage(Page):
    model = Stay

    entry_date = DayField(
        "Day you enter", name="entry.date", needed="Enter the day you cross into the country"
    )
    exit_date = DayField("Day you leave", name="exit.date", needed="Enter the day you leave the country")
