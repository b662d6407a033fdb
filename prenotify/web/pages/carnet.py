"""The customs paper the vehicle travels under."""

from prenotify.domain.trip import Carnet
from prenotify.web.pages.choices import ChoiceField
from prenotify.web.pages.countries import CountryLinesField
from prenotify.web.pages.days import DayField
from prenotify.web.pages.fields import LineField
from prenotify.web.pages.numbers import NumberField
from prenotify.web.pages.page import Page
from prenotify.web.pages.sketches import (
    CARNET_COUNTRIES,
    CARNET_ISSUER,
    CARNET_KIND,
    CARNET_NUMBER,
    CARNET_VALID,
)


class CarnetPage(Page):
    model = Carnet

    carnet_kind = ChoiceField(
        "Kind of carnet",
        name="kind",
        hint="It is printed large on the cover.",
        where=CARNET_KIND,
        needed="Choose the kind of carnet, or none",
        choices={
            "cpd": "Carnet de Passages en Douane (CPD)",
            "ata": "ATA carnet",
            "none": "No carnet",
        },
    )
    number = LineField(
        "Carnet number",
        name="number",
        hint="On the cover and on every voucher. Leave it blank until the carnet is issued.",
        where=CARNET_NUMBER,
        width="medium",
    )
    issuer = LineField(
        "Club that issued it",
        name="issuer",
        hint="On the cover, for example ADAC or TCS.",
        where=CARNET_ISSUER,
        width="medium",
    )
    valid_from = DayField("Valid from", name="valid_from", hint="On the cover. For example 1 12 2026.")
    valid_until = DayField(
        "Valid until",
        name="valid_until",
        hint="On the cover. The vehicle must be out of every country by then.",
        where=CARNET_VALID,
    )
    pages = NumberField("Number of vouchers", name="pages", hint="Usually 5, 10 or 25.", width="short")
    excluded_countries = CountryLinesField(
        "Countries struck out",
        name="excluded_countries",
        hint="Those crossed out in the carnet’s list of countries. One on each line.",
        where=CARNET_COUNTRIES,
    )
