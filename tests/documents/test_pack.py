"""The border pack: all of a trip in one PDF, and a sheet that an officer reads in ten seconds."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from time import sleep
from typing import Any

import pikepdf
import pytest

from prenotify.documents.pack import border_pack
from prenotify.documents.pdf import filing_pdf
from prenotify.domain.plan import Plan
from prenotify.domain.problems import BadInput
from prenotify.domain.proof import Proof
from prenotify.domain.values import english_date
from prenotify.language import ENGLISH, Language, languages
from tests.documents.paper import one_line, pages, run, text, words
from tests.documents.plans import (
    LONG_NAME,
    NAMES,
    REFERENCE,
    entered,
    planned,
    reference_of,
    rulebook,
    sample,
    worst_case,
)
from tests.needs import needs

each_trip = pytest.mark.parametrize("name", NAMES)
ACCEPTED = Proof(
    letter="PNSAMPLE-05-IMI",
    to="imi@example.org",
    subject="CPD notice Indonesia 10 June 2027",
    message_id="<PNSAMPLE-05-IMI.0123@example.org>",
    accepted_at=datetime(2027, 5, 28, 8, 5, tzinfo=UTC),
)
ANSWERED = Proof(
    letter="PNSAMPLE-05-IMI",
    to="imi@example.org",
    subject="CPD notice Indonesia 10 June 2027",
    message_id="<PNSAMPLE-05-IMI.0123@example.org>",
    accepted_at=datetime(2027, 5, 28, 8, 5, tzinfo=UTC),
    answer="received",
    answered_on=date(2027, 5, 30),
)


_SHEET = re.compile(r"Border pack \w+ Pack page \d+ of \d+ \w+: temporary import ")


def pack_of(plan: Plan, *proofs: Proof, language: Language = ENGLISH) -> bytes:
    return border_pack(plan, REFERENCE, rulebook().phrases, reference_of, proofs, language)


def sheets(pdf: bytes) -> list[str]:
    """The sheets for the officers, in the order of the route."""
    return [page for page in map(one_line, pages(pdf)) if _SHEET.match(page)]


def bookmarks(pdf: bytes) -> Iterator[tuple[int, str]]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        yield from _titles(outline.root, 0)


def _titles(items: Any, depth: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, item.title
        yield from _titles(item.children, depth + 1)


@needs("pdftotext")
@each_trip
def test_it_holds_every_page_of_every_filing_with_the_filings_own_numbers(name: str) -> None:
    plan = sample(name)
    packed = [one_line(page) for page in pages(pack_of(plan))]
    for filing in plan.filings:
        own = pages(filing_pdf(filing, reference_of(filing)))
        for number, _page in enumerate(own, start=1):
            said = f"{reference_of(filing)} · Page {number} of {len(own)}"
            assert sum(said in page for page in packed) == 1


@needs("pdftotext")
@each_trip
def test_every_page_says_which_of_the_pack_it_is(name: str) -> None:
    found = pages(pack_of(sample(name)))
    for number, page in enumerate(found, start=1):
        assert f"Border pack {REFERENCE}" in page
        assert f"Pack page {number} of {len(found)}" in page


@needs("pdftotext")
def test_the_list_of_contents_names_the_right_pages() -> None:
    found = [one_line(page) for page in pages(pack_of(sample("t1")), "-layout")]
    listed = dict(re.findall(r"(\d\. \w+, \d+ \w+ \d{4}) (\d+)", found[0]))
    assert len(listed) == 6
    for title, page in listed.items():
        country = title.split(" ")[1].rstrip(",")
        assert f"{country}: temporary import" in found[int(page) - 1]


def test_bookmarks_lead_to_each_country_and_each_document() -> None:
    found = [*bookmarks(pack_of(sample("t1"), ACCEPTED))]
    top = [title for depth, title in found if depth == 0]
    assert top[2:-1] == [
        "1. India, 28 December 2026",
        "2. Malaysia, 5 March 2027",
        "3. Thailand, 19 April 2027",
        "4. Malaysia, 15 May 2027",
        "5. Indonesia, 10 June 2027",
        "6. Japan, 4 October 2027",
    ]
    place = found.index((0, "5. Indonesia, 10 June 2027"))
    below = [
        title for depth, title in found[place : found.index((0, "6. Japan, 4 October 2027"))] if depth == 1
    ]
    assert below == [
        "Sheet for the border",
        "Advance notice: entry of a foreign vehicle under a CPD carnet",
        "Proof of sending: PNSAMPLE-05-IMI",
    ]


@needs("pdftotext")
def test_an_officer_finds_person_vehicle_carnet_and_days_on_one_sheet() -> None:
    plan = sample("t1")
    found, trip = sheets(pack_of(plan)), plan.trip
    assert len(found) == len(trip.stays)
    for sheet, stay in zip(found, trip.stays, strict=True):
        for fact in (
            trip.traveller.name,
            trip.traveller.passport.number,
            trip.vehicle.plate,
            trip.vehicle.vin,
            trip.vehicle.engine_number,
            trip.carnet.number,
            "30 November 2027",
            stay.entry.port,
            english_date(stay.entry.date),
            stay.exit.port,
            english_date(stay.exit.date),
        ):
            assert fact in sheet


@needs("pdftotext")
def test_the_sheet_speaks_the_countrys_language_where_there_are_words_for_it() -> None:
    india, malaysia, thailand, _, indonesia, _ = sheets(pack_of(sample("t1")))
    assert "การนำเข้าชั่วคราว" in thailand
    assert "รถจักรยานยนต์" in thailand
    assert "19 เมษายน พ.ศ. 2570" in thailand
    assert "Impor sementara" in indonesia
    for english in (india, malaysia):
        assert "Temporary" not in english.replace("temporary import", "")
        assert "Made by the traveller, to help at the border. Not an official document." in english


@needs("pdftotext")
def test_a_german_travellers_pack_is_german_but_for_what_officers_read() -> None:
    found = pages(pack_of(sample("t1"), ACCEPTED, language=languages()["de"]))
    cover, glance, india, *_, last = map(one_line, found)
    assert "Grenzmappe" in cover
    assert "Vorabanfrage: Bestätigung eines Carnet de Passages" in cover
    assert "1. Indien, 28. Dezember 2026" in cover
    assert "Die Reise auf einen Blick" in glance
    assert "3. Juni 2027" in glance
    assert "India: temporary import" in india
    assert "28 December 2026" in india
    assert "Mitzuführende Papiere" in last
    for english in ("Border pack", "Country", "Send by", "Papers to carry", "The carnet"):
        assert english not in " ".join((cover, glance, last))


def test_a_german_travellers_pack_says_of_each_part_which_language_it_is_in() -> None:
    with pikepdf.open(io.BytesIO(pack_of(sample("t1"), language=languages()["de"]))) as document:
        assert str(document.Root.Lang) == "de"
        titles = [one for one in document.Root.StructTreeRoot.K.K if one.S == "/H1"]
        assert [one.get("/Lang") for one in titles[:3]] == [None, None, "en"]


@needs("pdftotext")
def test_without_proof_there_is_a_line_to_write_on_and_no_claim() -> None:
    said = text(pack_of(sample("t1")))
    assert "Sent on ____________" in said
    assert "Draft, not sent" in said
    assert "Accepted by their mail server" not in said
    assert "Proof of sending" not in said


@needs("pdftotext")
def test_accepted_is_not_called_received() -> None:
    pdf = pack_of(sample("t1"), ACCEPTED)
    (proof,) = [one_line(page) for page in pages(pdf, "-layout") if "Message-ID" in page]
    assert "Accepted by their mail server 28 May 2027 08:05 UTC" in proof
    assert ACCEPTED.message_id in proof
    assert "Answer none entered so far" in proof
    assert "does not say that anybody has read it" in proof
    assert "received" not in text(pdf).casefold()
    assert "Accepted by their mail server, 28 May 2027 08:05 UTC" in sheets(pdf)[4]


@needs("pdftotext")
def test_an_answer_stands_with_its_day() -> None:
    pdf = pack_of(sample("t1"), ANSWERED)
    assert "Receipt confirmed, 30 May 2027" in sheets(pdf)[4]
    (proof,) = [one_line(page) for page in pages(pdf, "-layout") if "Message-ID" in page]
    assert "Answer Receipt confirmed, 30 May 2027" in proof


@needs("pdftotext")
@each_trip
def test_the_carnets_tasks_and_the_papers_to_carry_come_last(name: str) -> None:
    plan = sample(name)
    last = text(pack_of(plan)).rpartition("Papers to carry")
    for task in plan.carnet:
        assert one_line(task.message) in last[0]
    for filing in plan.filings:
        assert all(one.text.en in last[2] for one in filing.attachments if one.by == "traveller")


@needs("qpdf", "pdfinfo")
@each_trip
def test_it_is_sound_tagged_and_says_title_and_language(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("pack") / "border-pack.pdf"
    path.write_bytes(pack_of(sample(name), ACCEPTED))
    info = run("pdfinfo", str(path), given=b"")
    assert re.search(r"Tagged: +yes", info)
    assert f"Border pack {REFERENCE}" in info
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", str(path), given=b"")
    with pikepdf.open(path) as document:
        assert str(document.Root.Lang) == "en"


def test_the_same_trip_gives_the_same_bytes_a_second_later() -> None:
    first = pack_of(sample("t1"), ACCEPTED)
    sleep(1.1)
    assert pack_of(sample("t1"), ACCEPTED) == first


@needs("pdftotext")
@pytest.mark.parametrize("residence", ["DE", "US"])
def test_the_worst_case_stays_within_its_margins_on_either_paper(residence: str) -> None:
    trip = worst_case()
    trip["traveller"]["residence"] = residence
    pdf = pack_of(planned(trip))
    width, height = {"DE": (595.28, 841.89), "US": (612, 792)}[residence]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = {tuple(map(float, page.mediabox)) for page in document.pages}
    assert boxes == {(0.0, 0.0, width, height)}
    side = (width - 493.28) / 2
    assert [
        word
        for word in words(pdf)
        if word.left < side - 1 or word.right > width - side + 1 or word.top < 15 or word.bottom > height - 20
    ] == []
    assert all(LONG_NAME in sheet for sheet in sheets(pdf))


@needs("pdftotext")
@pytest.mark.parametrize("name", ["<b>{{7*7}}</b> & <Sons>", "\U0001f600\U0001f601", "\u0301\u0302"])
def test_a_strange_name_is_printed(name: str) -> None:
    pdf = pack_of(planned(called(name)))
    shown = "".join(f"⟨U+{ord(char):04X}⟩" if ord(char) > 0xFFFF else char for char in name)
    assert shown in text(pdf)
    assert all(word.right < 546 for word in words(pdf))


@pytest.mark.parametrize("name", ["a\u0000b\u001b[31m", "W" * 10_000])
def test_a_name_that_nobody_can_have_is_refused_by_its_key(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        planned(called(name))
    assert [problem.path for problem in refused.value.problems] == ["traveller.name"]


def called(name: str) -> dict[str, Any]:
    trip = entered("t1")
    trip["traveller"]["name"] = name
    return trip
