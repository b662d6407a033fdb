"""One visit to one country."""

from prenotify.domain.trip import Stay
from prenotify.language import N_
from prenotify.web.pages.choices import ChoiceField
from prenotify.web.pages.countries import CountryField
from prenotify.web.pages.days import DayField
from prenotify.web.pages.fields import LineField, LinesField, PhoneField
from prenotify.web.pages.numbers import WholeNumbersField
from prenotify.web.pages.page import Page

_MODES = {"land": N_("By land"), "sea": N_("By sea"), "air": N_("By air")}


class StayPage(Page):
    model = Stay

    country = CountryField("Country", name="country", needed="Enter the country")

    entry_port = LineField(
        "Where you enter",
        name="entry.port",
        hint="Port, airport or border post.",
        needed="Enter the place where you cross into the country",
        heading="Into the country",
    )
    entry_date = DayField(
        "Day you enter",
        name="entry.date",
        hint="Not sure yet? Your best guess; you can change it. For example 28 12 2026.",
        needed="Enter the day you cross into the country",
    )
    entry_by = ChoiceField("How you enter", name="entry.by", choices=_MODES)
    vessel = LineField("Ship, ferry or flight", name="entry.vessel", hint="Once you know it.", width="medium")
    bill_of_lading = LineField(
        "Bill of lading or air waybill",
        name="entry.bill_of_lading",
        hint="Its number, from the shipping agent, once there is one.",
        width="medium",
    )

    exit_port = LineField(
        "Where you leave",
        name="exit.port",
        hint="Port, airport or border post.",
        needed="Enter the place where you leave the country",
        heading="Out of the country",
    )
    exit_date = DayField(
        "Day you leave",
        name="exit.date",
        hint="The day the vehicle leaves. For example 20 2 2027.",
        needed="Enter the day you leave the country",
    )
    exit_by = ChoiceField("How you leave", name="exit.by", choices=_MODES)

    stages = LinesField(
        "Places or provinces on the way",
        name="stages",
        hint="In order, one on each line. Indonesia wants the islands, Thailand every province.",
        heading="In the country",
    )
    stage_days = WholeNumbersField(
        "Days at each of these places",
        name="stage_days",
        hint="Only if you have planned them: one number on each line, in the same order. Together they "
        "are the days of the stay, with the day you enter and the day you leave. Optional.",
    )
    visa = ChoiceField(
        "Visa",
        name="visa",
        choices={
            "e-visa": "E-visa, applied for online",
            "paper": "Paper visa, in the passport",
            "none-needed": "None needed",
        },
    )
    contact_name = LineField(
        "Contact in the country",
        name="contact.name",
        hint="Somebody you can be reached through: a host, a hotel, an agent.",
    )
    contact_address = LineField("Contact’s address", name="contact.address")
    contact_phone = PhoneField("Contact’s phone number", name="contact.phone", width="medium")
