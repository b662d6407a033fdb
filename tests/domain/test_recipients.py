"""To whom a filing goes, and whether anybody has verified the address."""

import pytest

from prenotify.domain.address import Address
from tests.builders import (
    TODAY,
    a_stay,
    a_trip,
    advisory,
    codes,
    filing_of,
    planned,
)
from tests.domain.plans import IMI, day, indonesia, stale_of


def test_an_address_nobody_verified_is_shown_with_a_warning() -> None:
    found = indonesia()
    assert filing_of(found).recipient.email == "imi@imi.co.id"
    assert not filing_of(found).recipient.verified
    assert advisory(found, "RECIPIENT_UNVERIFIED").severity == "warn"


def test_a_configured_and_verified_address_is_used_without_a_warning() -> None:
    trip, own = a_trip(), {IMI: Address(email="desk@example.org", verified=day("2026-11-20"))}
    found = planned(trip, addresses=own)
    assert filing_of(found).recipient.email == "desk@example.org"
    assert filing_of(found).recipient.verified
    assert "RECIPIENT_UNVERIFIED" not in codes(found)


def test_a_configured_address_without_a_verification_is_used_and_warned_about() -> None:
    found = planned(a_trip(), addresses={IMI: Address(email="desk@example.org")})
    assert filing_of(found).recipient.email == "desk@example.org"
    assert "RECIPIENT_UNVERIFIED" in codes(found)


@pytest.mark.parametrize(
    ("today", "verified"),
    [("2026-11-19", False), ("2026-11-20", True), ("2027-11-20", True), ("2027-11-21", False)],
)
def test_a_verification_holds_from_its_day_for_a_year(today: str, verified: bool) -> None:
    address = Address(email="desk@example.org", verified=day("2026-11-20"))
    assert address.is_verified(day(today)) is verified
    found = planned(a_trip(), day(today), addresses={IMI: address})
    assert filing_of(found).recipient.verified is verified
    assert ("RECIPIENT_UNVERIFIED" not in codes(found)) is verified


def test_an_address_for_another_form_changes_nothing() -> None:
    found = planned(
        a_trip(), addresses={"thailand/dlt-permit": Address(email="x@example.org", verified=TODAY)}
    )
    assert filing_of(found).recipient.email == "imi@imi.co.id"


def test_the_club_that_issued_the_carnet_is_the_one_to_ask() -> None:
    def asked(issuer: str) -> tuple[str, str | None]:
        recipient = filing_of(planned(a_trip(a_stay("IN"), carnet={"issuer": issuer}))).recipient
        return recipient.organisation, recipient.email

    assert asked("ADAC") == ("ADAC e.V., Customs Documents / Carnet de Passages", "cdp@adac.de")
    assert asked("TCS") == ("Touring Club Schweiz (TCS), Carnet de Passages", "cpd@tcs.ch")
    assert asked("OEAMTC") == ("OEAMTC", None)


def test_an_address_verified_for_adac_is_not_taken_for_another_clubs() -> None:
    own = {"india/adac-confirmation": Address(email="cdp@adac.de", verified=TODAY)}
    adac = filing_of(planned(a_trip(a_stay("IN")), addresses=own)).recipient
    tcs = filing_of(planned(a_trip(a_stay("IN"), carnet={"issuer": "TCS"}), addresses=own)).recipient
    assert (adac.email, adac.verified) == ("cdp@adac.de", True)
    assert (tcs.email, tcs.verified) == ("cpd@tcs.ch", False)


def test_the_thai_dossier_goes_to_the_agency_the_traveller_names() -> None:
    named = {"agency_name": "Example Tours Co., Ltd.", "agency_email": "agency@example.org"}
    recipient = filing_of(planned(a_trip(a_stay("TH", answers=named)))).recipient
    assert (recipient.organisation, recipient.email, recipient.verified) == (
        "Example Tours Co., Ltd.",
        "agency@example.org",
        False,
    )
    unnamed = filing_of(planned(a_trip(a_stay("TH")))).recipient
    assert "travel agency" in unnamed.organisation
    assert unnamed.email is None


def test_an_agency_the_traveller_names_has_the_address_the_operator_gave_under_its_name() -> None:
    configured = {"thailand/dlt-permit/example-tours-co-ltd": Address(email="x@example.org", verified=TODAY)}
    named = {"agency_name": "Example Tours Co., Ltd.", "agency_email": "typed@example.org"}
    trip = a_trip(a_stay("TH", "2027-04-19", "2027-05-10", answers=named))
    recipient = filing_of(planned(trip, addresses=configured)).recipient
    assert (recipient.email, recipient.verified) == ("x@example.org", True)
    assert recipient.desk == "thailand/dlt-permit/example-tours-co-ltd"


def test_an_agency_the_traveller_names_is_not_given_the_operators_address() -> None:
    configured = {"thailand/dlt-permit": Address(email="agency-x@example.org", verified=TODAY)}
    stay = a_stay("TH", "2027-04-19", "2027-05-01")
    ours = filing_of(planned(a_trip(stay), addresses=configured)).recipient
    assert (ours.email, ours.verified) == ("agency-x@example.org", True)
    named = a_trip({**stay, "answers": {"agency_name": "Agency Y"}})
    theirs = filing_of(planned(named, addresses=configured)).recipient
    assert (theirs.organisation, theirs.email, theirs.verified) == ("Agency Y", None, False)


def test_a_club_without_a_file_can_be_given_an_address() -> None:
    configured = {"india/adac-confirmation/oamtc": Address(email="club@example.org", verified=TODAY)}
    trip = a_trip(a_stay("IN", "2027-04-19"), carnet={"issuer": "ÖAMTC"})
    found = filing_of(planned(trip, addresses=configured)).recipient
    assert (found.organisation, found.email, found.verified) == ("ÖAMTC", "club@example.org", True)


def test_an_address_verified_over_a_year_ago_is_named_with_its_day() -> None:
    configured = {IMI: Address(email="desk@example.org", verified=day("2025-11-21"))}
    trip = a_trip(a_stay("ID", "2027-06-10"))
    found = planned(trip, day("2026-11-22"), addresses=configured)
    assert "verified 21 November 2025" in stale_of(found)
    assert "RECIPIENT_UNVERIFIED" in codes(found)
