"""Another person who will drive."""

from prenotify.domain.trip import Driver
from prenotify.web.pages.days import DayField
from prenotify.web.pages.fields import CountryField, LineField
from prenotify.web.pages.page import Page


class DriverPage(Page):
    model = Driver

    full_name = LineField(
        "Full name",
        name="name",
        hint="As printed in the passport.",
        needed="Enter the driver’s full name",
    )
    residence = CountryField(
        "Country they live in",
        name="residence",
        hint="Japan lists drivers who live there apart from those who do not.",
    )
    address = LineField("Address", name="address", hint="On one line.")
    passport_number = LineField("Passport number", name="passport.number", width="medium")
    passport_country = CountryField("Country that issued the passport", name="passport.country")
    passport_expires = DayField("Passport expires", name="passport.expires", hint="For example 30 8 2031.")
