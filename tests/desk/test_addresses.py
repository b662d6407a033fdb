"""Addresses in other than ASCII letters: a domain goes out in its ASCII form, others are refused in words."""

from email import message_from_bytes
from email.policy import default

import pytest

from prenotify.domain.problems import BadInput
from tests.builders import Data, a_stay, trip_data
from tests.desk.office import Office

ID = a_stay("ID", "2027-06-10", "2027-06-20")


def written_to(address: str) -> Data:
    return trip_data(ID, traveller={"email": address})


def test_a_letter_and_the_mail_to_the_traveller_have_an_ascii_domain(office: Office) -> None:
    office.sent(written_to("matilda@exämple.org"))
    letter, copy = office.desk.sending.letters.of_trip(office.reference)
    assert copy.to == "matilda@xn--exmple-cua.org"
    for one in (letter, copy):
        content = office.desk.sending.letters.content(one.id)
        head = content.partition(b"\r\n\r\n")[0]
        assert head.isascii()
        message = message_from_bytes(content, policy=default)
        assert "matilda@xn--exmple-cua.org" in (message["To"] if one.to_traveller else message["Reply-To"])
        assert "=?" not in message.as_string().partition("\n\n")[0].partition("Subject:")[0]


def test_a_trip_stored_before_such_addresses_were_refused_is_refused_in_words(rehearsal: Office) -> None:
    rehearsal.keep(trip_data(ID))
    rehearsal.submit()
    rehearsal.keep(written_to("mätilda@example.org"))
    with pytest.raises(
        BadInput, match=r"traveller.email: .* before the @, which many mail servers cannot take"
    ):
        rehearsal.submit()
    rehearsal.send()
    (letter,) = rehearsal.desk.sending.letters.of_trip(rehearsal.reference)
    assert not letter.to_traveller, "no mail is made for an address that cannot be written to"
