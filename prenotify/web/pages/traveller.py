"""Who is travelling."""

from prenotify.domain.trip import Traveller
from prenotify.web.pages.choices import ChoiceField, ChoicesField
from prenotify.web.pages.countries import CountriesField, CountryField
from prenotify.web.pages.days import DayField
from prenotify.web.pages.fields import EmailField, LineField, MaskedField, PhoneField
from prenotify.web.pages.page import Page
from prenotify.web.pages.sketches import (
    LICENCE_EXPIRES,
    LICENCE_NUMBER,
    PASSPORT_EXPIRES,
    PASSPORT_NAME,
    PASSPORT_NUMBER,
)


class TravellerPage(Page):
    model = Traveller

    full_name = LineField(
        "Full name",
        name="name",
        hint="As printed in your carnet and passport.",
        needed="Enter your full name, as printed in your passport",
        where=PASSPORT_NAME,
        autocomplete="name",
    )
    name_latin = LineField(
        "Name in Latin letters",
        name="name_latin",
        hint="Only if your name is written in other letters: as in the two lines at the foot of the "
        "passport’s photo page. Optional.",
    )
    nationalities = CountriesField(
        "Countries whose passport you hold",
        name="nationalities",
        hint="All of them: some borders look at every passport you could show.",
        needed="Enter the country of at least one passport",
    )
    residence = CountryField(
        "Country you live in",
        name="residence",
        hint="Where you are registered. It need not be your nationality.",
        needed="Enter the country you live in",
        autocomplete="country-name",
    )
    email = EmailField(
        "E-mail address",
        name="email",
        hint="Answers to your letters come here.",
        needed="Enter your e-mail address",
        autocomplete="email",
    )
    phone = PhoneField(
        "Phone number",
        name="phone",
        hint="With the country code, for example +49 30 1234567.",
        autocomplete="tel",
        width="medium",
    )
    address = LineField(
        "Postal address", name="address", hint="Street, postcode and town, country, on one line."
    )
    birth_date = DayField(
        "Date of birth", name="birth_date", hint="For example 17 5 1984.", autocomplete="bday"
    )
    sex = ChoiceField(
        "Sex",
        name="sex",
        hint="As in the passport.",
        choices={"F": "Female", "M": "Male", "X": "X, not specified"},
    )

    passport_number = MaskedField(
        "Passport number",
        name="passport.number",
        hint="On the photo page, usually at the top right.",
        where=PASSPORT_NUMBER,
        width="medium",
        heading="Passport",
    )
    passport_country = CountryField(
        "Country that issued the passport",
        name="passport.country",
        hint="The passport you will travel with.",
    )
    passport_expires = DayField(
        "Passport expires",
        name="passport.expires",
        hint="On the photo page. For example 30 8 2031.",
        where=PASSPORT_EXPIRES,
    )

    licence_number = MaskedField(
        "Licence number",
        name="licence.number",
        hint="Number 5 on the front of European licences.",
        where=LICENCE_NUMBER,
        width="medium",
        heading="Driving licence",
    )
    licence_expires = DayField(
        "Licence expires",
        name="licence.expires",
        hint="Number 4b on the front of European licences. For example 18 1 2033.",
        where=LICENCE_EXPIRES,
    )
    permits = ChoicesField(
        "International permits you hold",
        name="licence.permits",
        hint="The year of the convention is printed on the cover.",
        choices={
            "IDP-1949": "Convention of 1949, valid for one year",
            "IDP-1968": "Convention of 1968, valid for up to three years",
            "ASEAN": "ASEAN driving licence",
        },
    )

    club_member_number = LineField(
        "Membership number",
        name="club_member_number",
        hint="On your card of the club that issued the carnet.",
        width="medium",
        heading="Automobile club",
    )
