"""The mail says the same as the paper, goes to the right people, and cannot be bent."""

import email
import html
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from time import sleep

import pytest

from prenotify.documents.content import content_of
from prenotify.documents.letter import letter
from prenotify.documents.pdf import filing_pdf
from prenotify.domain.countries import country_name
from prenotify.domain.plan import Filing
from prenotify.domain.values import english_date
from tests.documents.paper import one_line
from tests.documents.plans import filing, named, reference_of, sample

SENDER = "desk@prenotify.example"

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4


def mail(one: Filing, sender: str | None = None, pdf: bytes = PDF) -> bytes:
    return letter(one, reference_of(one), pdf, sender, "prenotify.example")


def parsed(one: Filing, sender: str | None = None, pdf: bytes = PDF) -> EmailMessage:
    message = email.message_from_bytes(mail(one, sender, pdf), policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def read_html(page: str) -> str:
    return one_line(html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_text_and_html_say_every_value_of_the_paper(one: Filing) -> None:
    message, content = parsed(one), content_of(one, reference_of(one))
    plain, page = body(message, "plain"), read_html(body(message, "html"))
    for section in content.sections:
        for field in section.fields:
            value = field.value or content.words["doc.to_follow"]
            assert one_line(f"{field.label.in_both}: {field.value or value.in_both}") in one_line(plain)
            assert one_line(f"{field.label} {field.label.beside} {value} {value.beside}") in page
    for sentence in (content.salutation, *content.ask, content.closing, content.regards, content.disclaimer):
        for said in (sentence, sentence.beside):
            assert said in plain
            assert one_line(said) in page
    for leg in content.itinerary:
        assert f"{leg.number}. {leg.place}" in plain
        cells = (leg.place, leg.date, leg.date.beside, leg.crossing, leg.crossing.beside)
        assert one_line(f"{leg.number} {' '.join(cells)}") in page


def test_the_pdf_travels_unchanged_under_a_name_any_system_takes(one: Filing) -> None:
    pdf = filing_pdf(one, reference_of(one))
    (attached,) = parsed(one, pdf=pdf).iter_attachments()
    assert attached.get_content() == pdf
    assert attached.get_content_type() == "application/pdf"
    assert re.fullmatch(r"[A-Za-z0-9-]+\.pdf", attached.get_filename() or "")


def test_it_goes_to_the_desk_with_the_traveller_in_copy_who_gets_the_answer() -> None:
    one = filing("indonesia")
    message = parsed(one, SENDER)
    traveller = "Testa Beispielreiter <testa.beispielreiter@example.org>"
    assert message["From"] == f"Testa Beispielreiter <{SENDER}>"
    assert message["To"] == one.recipient.email
    assert message["Cc"] == traveller
    assert message["Reply-To"] == traveller
    assert "X-Unsent" not in message


def test_without_a_sender_it_is_a_draft_of_the_traveller() -> None:
    message = parsed(filing("indonesia"))
    assert message["From"] == "Testa Beispielreiter <testa.beispielreiter@example.org>"
    assert message["X-Unsent"] == "1"


def test_a_recipient_without_an_address_leaves_no_to() -> None:
    one = filing("thailand")
    assert one.recipient.email is None
    assert "To" not in parsed(one)


def test_a_desk_can_file_by_the_subject(one: Filing) -> None:
    subject = parsed(one)["Subject"].removeprefix("DRAFT – not to be sent: ")
    english, _, rest = subject.partition(f" [{reference_of(one)}]")
    place_and_day = f"{country_name(one.facts.stay.country)} {english_date(one.facts.stay.entry.date)}"
    assert english.endswith(f" {place_and_day}: {one.facts.trip.traveller.name}")
    assert len(english) <= 70
    assert rest == "" or rest.startswith(" / ")


@pytest.mark.parametrize(
    ("form", "matter"),
    [
        ("indonesia", "Pemberitahuan CPD"),
        ("thailand", "ขออนุญาตใช้รถต่างประเทศ"),
        ("india", "Bestätigung für den indischen Zoll"),
    ],
)
def test_the_subject_ends_with_what_its_reader_calls_the_matter(form: str, matter: str) -> None:
    assert parsed(filing(form))["Subject"].endswith(f"] / {matter}")


def test_a_draft_says_so_before_anything_else() -> None:
    message = parsed(filing("japan"))
    assert message["Subject"].startswith("DRAFT – not to be sent: ")
    assert body(message, "plain").startswith(
        "DRAFT – not to be sent\nIn the way: the carnet ends before the exit"
    )


def test_the_message_id_stays_while_the_letter_stays_and_changes_with_it() -> None:
    one = filing("indonesia")
    assert parsed(one)["Message-ID"] == parsed(one)["Message-ID"]
    assert parsed(one)["Message-ID"] != parsed(one, pdf=PDF + b"x")["Message-ID"]
    assert re.fullmatch(r"<PNSAMPLE-05-IMI\.[0-9a-f]{24}@prenotify\.example>", parsed(one)["Message-ID"])


def test_the_same_letter_gives_the_same_bytes_a_second_later() -> None:
    one = filing("thailand")
    first = mail(one, SENDER)
    sleep(1.1)
    assert mail(one, SENDER) == first


def test_it_bears_the_day_of_the_plan_or_the_moment_it_is_given() -> None:
    one = filing("indonesia")
    assert parsed(one)["Date"].datetime == datetime(2026, 11, 21, 12, tzinfo=UTC)
    confirmed = datetime(2026, 11, 22, 7, 30, tzinfo=UTC) + timedelta(hours=1)
    sent = letter(one, "R", PDF, SENDER, "prenotify.example", dated=confirmed)
    assert email.message_from_bytes(sent, policy=default)["Date"].datetime == confirmed


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółć & <Sons>",
        'O\'Brien, "Pat" (x); y:z@q',
        "Wolfeschlegelsteinhausenberger von und zu Äußerst und Weiter, Ltd",
        "=?utf-8?q?evil?=",
        "สมชาย ใจดี",
        "محمد حسن",
        "Name " * 59 + "Name",
        "{{7*7}} %s <b>x</b>",
    ],
)
def test_a_name_arrives_as_it_is(name: str) -> None:
    message = parsed(named(filing("indonesia"), name), SENDER)
    head = mail(named(filing("indonesia"), name), SENDER).partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 78 for line in head.split(b"\r\n"))
    for header in ("From", "Cc", "Reply-To"):
        (address,) = message[header].addresses
        assert address.display_name == name
    assert f"Name / Nama: {name}\n" in body(message, "plain")
    assert f"Name Nama {one_line(name)} " in read_html(body(message, "html"))


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85", "\x00"])
def test_no_line_end_begins_a_header(end: str) -> None:
    plain = mail(filing("indonesia"), SENDER)
    bent = mail(named(filing("indonesia"), f"Testa{end}Bcc: thief@example.org{end}{end}Hello"), SENDER)
    message = email.message_from_bytes(bent, policy=default)
    assert message.keys() == email.message_from_bytes(plain, policy=default).keys()
    assert "thief" not in str(message["Bcc"])
    head = bent.partition(b"\r\n\r\n")[0].replace(b"\r\n", b"")
    assert not re.search(rb"[\x00-\x1f\x7f]", head)


def test_a_reference_cannot_bend_it_either() -> None:
    one = filing("indonesia")
    bent = letter(one, "R\r\nBcc: x@example.org", PDF, SENDER, "prenotify.example")
    assert "Bcc" not in email.message_from_bytes(bent, policy=default)


def test_lines_are_as_long_as_mail_allows(one: Filing) -> None:
    assert all(len(line) <= 998 for line in mail(one).split(b"\r\n"))
    assert b"\n" not in mail(one).replace(b"\r\n", b"")


def test_domains_beyond_ascii_are_in_headers_in_their_ascii_form_and_as_typed_to_be_read() -> None:
    one = filing("indonesia")
    trip, recipient = one.facts.trip, replace(one.recipient, email="desk@straße.example")
    traveller = trip.traveller.model_copy(update={"email": "matilda@exämple.org"})
    facts = replace(one.facts, trip=trip.model_copy(update={"traveller": traveller}))
    one = replace(one, facts=facts, recipient=recipient)
    for content in (
        letter(one, reference_of(one), PDF, "desk@bücher.example", "bücher.example"),
        letter(one, reference_of(one), PDF, None, "bücher.example"),
    ):
        assert content.partition(b"\r\n\r\n")[0].isascii()
        message = email.message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        assert message["To"] == "desk@xn--strae-oqa.example"
        assert message["Cc"] == message["Reply-To"] == "Testa Beispielreiter <matilda@xn--exmple-cua.org>"
        assert message["Message-ID"].endswith("@xn--bcher-kva.example>")
        assert "matilda@exämple.org" in body(message, "plain")


def test_the_html_asks_nothing_of_other_servers(one: Filing) -> None:
    page = body(parsed(one), "html")
    assert not re.search(r"src=|<link|@import|url\(|<script|<iframe|<form", page, re.IGNORECASE)


def test_a_late_notice_can_still_be_sent() -> None:
    late = sample("t6").filings[0]
    assert not parsed(late, SENDER)["Subject"].startswith("DRAFT")
