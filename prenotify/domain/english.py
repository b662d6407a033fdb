"""Days as English writes them."""

from datetime import date

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def english_date(day: date) -> str:
    """A date no reader can mistake: 2 March 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
