"""The closed set of named conditions that data files may use in `when`; when.py says how they combine."""

from typing import Literal

from prenotify.domain.deadlines import months_after
from prenotify.domain.entries import CountryCode
from prenotify.domain.place_names import names_place
from prenotify.domain.trip import CarnetKind, Mode, Permit, VehicleKind, Visa
from prenotify.domain.values import Facts
from prenotify.domain.when import (
    CONDITIONS,
    WHEN_SCHEMA,
    Conditional,
    When,
    condition,
    read_when,
    when_schema,
)

# Whoever asks for a condition by its name finds all of them: they are known once this file is read.
__all__ = [
    "CONDITIONS",
    "WHEN_SCHEMA",
    "Conditional",
    "RoadTrafficStatus",
    "When",
    "read_when",
    "when_schema",
]

RoadTrafficStatus = Literal["party", "not_party", "signed_only", "territory", "disputed", "unknown"]


@condition
def kind(facts: Facts, wanted: tuple[VehicleKind, ...]) -> bool:
    return facts.trip.vehicle.kind in wanted


@condition
def sleeping_place(facts: Facts, wanted: bool) -> bool:
    return facts.trip.vehicle.sleeping_place is wanted


@condition
def registered_in(facts: Facts, wanted: tuple[CountryCode, ...]) -> bool:
    return facts.trip.vehicle.registered_in in wanted


@condition
def registered_not_in(facts: Facts, wanted: tuple[CountryCode, ...]) -> bool:
    return facts.trip.vehicle.registered_in not in wanted


@condition
def gross_weight_over_kg(facts: Facts, wanted: int) -> bool:
    return (facts.trip.vehicle.gross_weight_kg or 0) > wanted


@condition
def vehicle_years_over(facts: Facts, wanted: int) -> bool:
    """By the model year alone: 2005 is surely over 21 years old from 2027 on."""
    year = facts.trip.vehicle.year
    return year is not None and facts.stay.entry.date.year - year > wanted


@condition
def seats_over(facts: Facts, wanted: int) -> bool:
    return (facts.trip.vehicle.seats or 0) > wanted


@condition
def nationality(facts: Facts, wanted: tuple[CountryCode, ...]) -> bool:
    return any(code in wanted for code in facts.trip.traveller.nationalities)


@condition
def owner_is_traveller(facts: Facts, wanted: bool) -> bool:
    owner = facts.trip.vehicle.owner.name
    return (owner in ("", facts.trip.traveller.name)) is wanted


@condition
def permits_include(facts: Facts, wanted: tuple[Permit, ...]) -> bool:
    return all(permit in facts.trip.traveller.licence.permits for permit in wanted)


@condition
def permits_lack(facts: Facts, wanted: tuple[Permit, ...]) -> bool:
    return not any(permit in facts.trip.traveller.licence.permits for permit in wanted)


@condition
def carnet_kind(facts: Facts, wanted: tuple[CarnetKind, ...]) -> bool:
    return facts.trip.carnet.kind in wanted


@condition
def issuing_club_not(facts: Facts, wanted: tuple[str, ...]) -> bool:
    return bool(facts.trip.carnet.issuer) and facts.issuing_club not in wanted


@condition
def cpd_missing(facts: Facts, wanted: bool) -> bool:
    """The country requires a CPD and the trip has no carnet."""
    return (facts.cpd_required and facts.trip.carnet.kind == "none") is wanted


@condition
def carnet_begins_after_entry(facts: Facts, wanted: bool) -> bool:
    begins = facts.trip.carnet.valid_from
    return (begins is not None and facts.stay.entry.date < begins) is wanted


@condition
def carnet_ends_before_exit(facts: Facts, wanted: bool) -> bool:
    ends = facts.trip.carnet.ends
    return (ends is not None and ends < facts.stay.exit.date) is wanted


@condition
def carnet_excludes_country(facts: Facts, wanted: bool) -> bool:
    return (facts.stay.country in facts.trip.carnet.excluded_countries) is wanted


@condition
def passport_ends_before_exit(facts: Facts, wanted: bool) -> bool:
    ends = facts.trip.traveller.passport.expires
    return (ends is not None and ends < facts.stay.exit.date) is wanted


@condition
def passport_months_after_entry_under(facts: Facts, wanted: int) -> bool:
    ends = facts.trip.traveller.passport.expires
    return ends is not None and ends < months_after(facts.stay.entry.date, wanted)


@condition
def stays_past_limit(facts: Facts, wanted: bool) -> bool:
    """Longer than the country lets a vehicle stay, where the data knows a limit."""
    return (facts.last_day is not None and facts.stay.exit.date > facts.last_day) is wanted


@condition
def overlaps_another_stay(facts: Facts, wanted: bool) -> bool:
    return bool(facts.overlapping) is wanted


@condition
def stay_days_over(facts: Facts, wanted: int) -> bool:
    """Entry day and exit day both count."""
    return facts.stay.days > wanted


@condition
def year_days_over(facts: Facts, wanted: int) -> bool:
    """Days in this country within one calendar year, over all stays up to and with this one."""
    return any(days > wanted for days in facts.year_days.values())


@condition
def days_to_entry_under(facts: Facts, wanted: int) -> bool:
    return (facts.stay.entry.date - facts.today).days < wanted


@condition
def entry_by(facts: Facts, wanted: tuple[Mode, ...]) -> bool:
    return facts.entry_by in wanted


@condition
def entry_not_by(facts: Facts, wanted: tuple[Mode, ...]) -> bool:
    """Holds also where nobody says how the traveller comes in."""
    return facts.entry_by not in wanted


@condition
def exit_not_by(facts: Facts, wanted: tuple[Mode, ...]) -> bool:
    """Holds also where the traveller does not say how the stay ends."""
    return facts.stay.exit.by not in wanted


@condition
def entry_port_not(facts: Facts, wanted: tuple[str, ...]) -> bool:
    return not any(names_place(facts.stay.entry.port, port) for port in wanted)


@condition
def visa(facts: Facts, wanted: tuple[Visa, ...]) -> bool:
    return facts.stay.visa in wanted


@condition
def agent_named(facts: Facts, wanted: bool) -> bool:
    agent = facts.trip.agent
    return bool(agent.name or agent.email) is wanted


@condition
def agent_has_power_of_attorney(facts: Facts, wanted: bool) -> bool:
    return facts.trip.agent.power_of_attorney is wanted


@condition
def other_drivers(facts: Facts, wanted: bool) -> bool:
    return bool(facts.trip.drivers) is wanted


@condition
def road_traffic_1949(facts: Facts, wanted: tuple[RoadTrafficStatus, ...]) -> bool:
    """What the table of the 1949 convention says of the country of registration."""
    return facts.road_traffic_1949 in wanted
