"""What is driven. The letters in the hints are those of harmonised registration papers."""

from prenotify.domain.trip import Vehicle
from prenotify.language import N_
from prenotify.web.pages.choices import ChoiceField, FlagField
from prenotify.web.pages.countries import CountryField
from prenotify.web.pages.fields import LineField
from prenotify.web.pages.numbers import AmountField, NumberField
from prenotify.web.pages.page import Page

KINDS = {
    "motorcycle": N_("Motorcycle"),
    "car": N_("Car"),
    "pickup": N_("Pick-up"),
    "van": N_("Van"),
    "motorhome": N_("Motorhome"),
    "truck": N_("Truck"),
    "bus": N_("Bus"),
    "trailer": N_("Trailer"),
}


class CurrencyField(LineField):
    """Three letters, in capitals however they were typed."""

    def read(self, typed: str) -> str | None:
        found: str | None = super().read(typed)
        return found and found.upper()


class VehiclePage(Page):
    model = Vehicle

    vehicle_kind = ChoiceField(
        "Kind of vehicle",
        name="kind",
        hint="By its body type in the registration papers.",
        needed="Choose the kind of vehicle",
        choices=KINDS,
    )
    sleeping_place = FlagField(
        "There is a bed or living space in it",
        name="sleeping_place",
        hint="Whatever its kind on paper: some countries let no camper in.",
    )
    registered_in = CountryField(
        "Country of registration",
        name="registered_in",
        hint="The country on the plate.",
        needed="Enter the country in which the vehicle is registered",
    )
    plate = LineField(
        "Number plate",
        name="plate",
        hint="In Latin letters, spaces and all.",
        width="medium",
    )
    plate_local = LineField(
        "Number plate in its own script", name="plate_local", hint="Only if it is not Latin.", width="medium"
    )
    make = LineField("Make", name="make", hint="D.1 in European papers, for example BMW.", width="medium")
    model_name = LineField(
        "Model", name="model", hint="D.3 in European papers, for example R 1250 GS.", width="medium"
    )
    year = NumberField("Year of make", name="year", hint="As the carnet has it.", width="short")
    colour = LineField("Colour", name="colour", hint="R in European papers.", width="medium")
    seats = NumberField(
        "Seats", name="seats", hint="With the driver’s. S.1 in European papers.", width="short"
    )

    vin = LineField(
        "Vehicle identification number (VIN)",
        name="vin",
        hint="E in European papers, 17 characters as a rule. Officers compare it with the frame.",
        heading="Numbers and weights",
    )
    engine_number = LineField(
        "Engine number",
        name="engine_number",
        hint="Stamped into the engine block. It is in the carnet, but not in German papers.",
        width="medium",
    )
    engine_cc = NumberField(
        "Engine capacity in cm³", name="engine_cc", hint="P.1 in European papers.", width="short"
    )
    gross_weight_kg = NumberField(
        "Permissible total weight in kg",
        name="gross_weight_kg",
        hint="F.1 in European papers: loaded, not empty.",
        width="short",
    )
    amount = AmountField(
        "Value", name="value.amount", hint="As declared for the carnet, without the currency.", width="short"
    )
    currency = CurrencyField(
        "Currency of the value", name="value.currency", hint="Three letters, for example EUR.", width="short"
    )

    owner_name = LineField(
        "Owner’s name",
        name="owner.name",
        hint="As in the registration papers.",
        heading="The owner, if that is not you",
    )
    owner_address = LineField("Owner’s address", name="owner.address")
    owner_consent = FlagField(
        "The owner has agreed in writing",
        name="owner.consent",
        hint="Borders ask for the letter; take it with you.",
    )
