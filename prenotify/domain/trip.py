"""The trip as a traveller enters it once: traveller, vehicle, carnet, stays.

The keys are the trip file's (contract, section 1). Reading a trip reports every
mistake at once; a `Trip` that exists is sound in itself.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from prenotify.domain.deadlines import months_after
from prenotify.domain.entries import (
    Answer,
    Count,
    CountryCode,
    CrossingDay,
    Currency,
    Email,
    Flag,
    LanguageTag,
    Line,
    Name,
    OptionalCountry,
    OptionalDay,
    OptionalEmail,
    Year,
    blank_means_none,
)
from prenotify.domain.messages import Message
from prenotify.domain.problems import BadInput, Problem, problems_of, shown, too_many

MOST_STAYS = 200
MOST_ENTRIES = 100

VehicleKind = Literal["motorcycle", "car", "pickup", "van", "motorhome", "truck", "bus", "trailer"]
CarnetKind = Literal["cpd", "ata", "none"]
Mode = Literal["land", "sea", "air"]
Permit = Literal["IDP-1949", "IDP-1968", "ASEAN"]
Sex = Literal["F", "M", "X"]
Visa = Literal["e-visa", "paper", "none-needed"]

_blank_is_none = BeforeValidator(blank_means_none(lambda found: found))


def _at_most(count: int) -> BeforeValidator:
    """Refuse a longer list as a whole: a hundred thousand bad stays are one mistake, not as many."""

    def check(found: Any) -> Any:
        if isinstance(found, list | tuple) and len(found) > count:
            raise ValueError(too_many(len(found), count))
        return found

    return BeforeValidator(check)


class Group(BaseModel):
    """A table of the trip file: nothing unknown in it, nothing changed once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def null_means_not_given(cls, entered: Any) -> Any:
        """Programs write null for what they have not; a trip file leaves it out."""
        if not isinstance(entered, Mapping):
            return entered
        known = cls.model_fields
        return {key: value for key, value in entered.items() if value is not None or key not in known}


class Passport(Group):
    number: Line = ""
    country: OptionalCountry = None
    expires: OptionalDay = None


class Licence(Group):
    number: Line = ""
    expires: OptionalDay = None
    permits: Annotated[tuple[Permit, ...], Field(max_length=3)] = ()


class Traveller(Group):
    name: Name
    """As printed in carnet and passport."""
    name_latin: Line = ""
    """As in the passport's machine-readable line, if the name is not in Latin letters."""
    nationalities: Annotated[tuple[CountryCode, ...], Field(min_length=1, max_length=10)]
    """All passports held."""
    residence: CountryCode
    email: Email
    phone: Line = ""
    address: Line = ""
    birth_date: OptionalDay = None
    sex: Annotated[Sex | None, _blank_is_none] = None
    passport: Passport = Passport()
    licence: Licence = Licence()
    club_member_number: Line = ""
    language: LanguageTag = ""
    """The language of mail to the traveller, such as "de"; English where it is not told."""


class Money(Group):
    amount: Annotated[float, Field(strict=True, gt=0, le=1e9, allow_inf_nan=False)]
    currency: Currency


class Owner(Group):
    """Whoever the vehicle belongs to, when that is not the traveller."""

    name: Line = ""
    address: Line = ""
    consent: Flag = False


class Vehicle(Group):
    kind: VehicleKind
    make: Line = ""
    model: Line = ""
    year: Annotated[Year | None, _blank_is_none] = None
    colour: Line = ""
    seats: Annotated[Count | None, _blank_is_none] = None
    """Including the driver's."""
    engine_cc: Annotated[Count | None, _blank_is_none] = None
    gross_weight_kg: Annotated[Count | None, _blank_is_none] = None
    """Permissible total weight."""
    plate: Line = ""
    plate_local: Line = ""
    """In its own script, if that is not Latin."""
    registered_in: CountryCode
    vin: Line = ""
    engine_number: Line = ""
    sleeping_place: Flag = False
    """A bed or living fittings, whatever the kind."""
    value: Money | None = None
    owner: Owner = Owner()


class Carnet(Group):
    kind: CarnetKind
    number: Line = ""
    """Empty while it is not issued yet."""
    issuer: Line = ""
    valid_from: OptionalDay = None
    valid_until: OptionalDay = None
    excluded_countries: Annotated[tuple[CountryCode, ...], Field(max_length=MOST_ENTRIES)] = ()
    pages: Annotated[Count | None, _blank_is_none] = None

    @field_validator("valid_until")
    @classmethod
    def ends_after_it_begins(cls, until: date | None, info: ValidationInfo) -> date | None:
        begins = info.data.get("valid_from")
        if until and begins and until < begins:
            raise ValueError(
                Message(
                    "{until} is before valid_from, {begins}; swap them or correct one",
                    until=until.isoformat(),
                    begins=begins.isoformat(),
                )
            )
        return until

    @property
    def ends(self) -> date | None:
        """Its last day; a CPD of which only the first is known lasts twelve months (D-01, S-20)."""
        if self.valid_until is None and self.valid_from is not None and self.kind == "cpd":
            return months_after(self.valid_from, 12) - timedelta(1)
        return self.valid_until


class Driver(Group):
    """Another person who will drive."""

    name: Name
    name_latin: Line = ""
    """As in the passport's machine-readable line, if the name is not in Latin letters."""
    residence: OptionalCountry = None
    address: Line = ""
    passport: Passport = Passport()


class Agent(Group):
    """Whoever acts for the traveller."""

    name: Line = ""
    email: OptionalEmail = None
    power_of_attorney: Flag = False


class Crossing(Group):
    port: Name
    date: CrossingDay
    by: Annotated[Mode | None, _blank_is_none] = None
    vessel: Line = ""
    bill_of_lading: Line = ""


class Contact(Group):
    """Somebody the traveller can be reached through inside the country."""

    name: Line = ""
    address: Line = ""
    phone: Line = ""


class Stay(Group):
    """One visit to one country: an entry crossing and an exit crossing."""

    country: CountryCode
    entry: Crossing
    exit: Crossing
    stages: Annotated[tuple[Name, ...], Field(max_length=MOST_ENTRIES)] = ()
    """Places or provinces, in order."""
    stage_days: Annotated[tuple[Count, ...], Field(max_length=MOST_ENTRIES)] = ()
    """Days at each of the stages, if they are planned; entry day and exit day count."""
    visa: Annotated[Visa | None, _blank_is_none] = None
    contact: Contact = Contact()
    answers: dict[str, Answer] = {}
    """What one form alone asks for, by the form's question keys."""

    @field_validator("exit")
    @classmethod
    def leaves_after_arriving(cls, leaving: Crossing, info: ValidationInfo) -> Crossing:
        arriving = info.data.get("entry")
        if arriving and leaving.date < arriving.date:
            raise PydanticCustomError(
                "value_error",
                "{error}",
                {
                    "inner": "date",
                    "error": Message(
                        "{leaving} is before the entry on {arriving}; the exit cannot come first",
                        leaving=leaving.date.isoformat(),
                        arriving=arriving.date.isoformat(),
                    ),
                },
            )
        return leaving

    @model_validator(mode="after")
    def stage_days_make_up_the_stay(self) -> "Stay":
        given, together = len(self.stage_days), sum(self.stage_days)
        if not given:
            return self
        if given != len(self.stages):
            wrong = f"has {given} entries and stages has {len(self.stages)}; give one number for each stage"
        elif together != self.days:
            wrong = f"add up to {together} days; entry and exit day counted, the stay has {self.days}"
        else:
            return self
        raise PydanticCustomError("value_error", "{error}", {"inner": "stage_days", "error": wrong})

    @property
    def days(self) -> int:
        """Length of the stay; the entry day and the exit day both count."""
        return (self.exit.date - self.entry.date).days + 1


class Trip(Group):
    traveller: Traveller
    vehicle: Vehicle
    carnet: Carnet
    drivers: Annotated[tuple[Driver, ...], Field(max_length=MOST_ENTRIES), _at_most(MOST_ENTRIES)] = ()
    agent: Agent = Agent()
    stays: Annotated[tuple[Stay, ...], Field(min_length=1, max_length=MOST_STAYS), _at_most(MOST_STAYS)]


def not_a_trip(entered: Any) -> Message:
    return Message("a trip is a group of keys and values, not {found}", found=shown(entered))


def read_trip(entered: Any) -> Trip:
    """The trip in *entered*, a decoded trip file.

    Raises BadInput with every problem, each under its path (`stays.2.entry.date`).
    """
    if not isinstance(entered, Mapping):
        raise BadInput([Problem("", not_a_trip(entered))])
    try:
        return Trip.model_validate(entered)
    except ValidationError as error:
        raise BadInput(problems_of(error, Trip)) from None
