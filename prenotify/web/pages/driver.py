"""Another person who will drive."""

from prenotify.domain.trip import Driver
from prenotify.web.pages.countries import CountryField
from prenotify.web.pages.days import DayField
from prenotify.web.pages.fields import LineField, MaskedField
from prenotify.web.pages.page import Page


class DriverPage(Page):
    model = Driver

    full_name = LineField(
        "Full name",
        name="name",
        hint="As printed in the passport.",
        needed="Enter the driver’s full name",
    )
    name_latin = LineField(
        "Name in Latin letters",
        name="name_latin",
        hint="Only if the name is written in other letters: as in the two lines at the foot of the "
        "passport’s photo page. Optional.",
    )
    residence = CountryField(
        "Country they live in",
        name="residence",
        hint="Japan lists drivers who live there apart from those who do not.",
    )
    address = LineField("Address", name="address", hint="On one line.")
    passport_number = MaskedField("Passport number", name="passport.number", width="medium")
    passport_country = CountryField("Country that issued the passport", name="passport.country")
    passport_expires = DayField("Passport expires", name="passport.expires", hint="For example 30 8 2031.")
