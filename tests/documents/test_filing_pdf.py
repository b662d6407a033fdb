"""A filing on paper says what the trip says, completely, and says what it is."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep

import pytest

from prenotify.documents.content import content_of
from prenotify.documents.pdf import filing_pdf
from prenotify.domain.plan import Filing
from prenotify.domain.values import english_date
from tests.documents.paper import one_line, pages, rows, run, text, words
from tests.documents.plans import (
    DRIVERS,
    LONG_NAME,
    NOTE,
    STAGES,
    bare_minimum,
    filing,
    letter_to_the_epa,
    named,
    planned,
    reference_of,
    sample,
    worst_case,
)
from tests.needs import needs

each_worst = pytest.mark.parametrize("form", ["india", "thailand", "japan"])


def pdf_of(one: Filing) -> bytes:
    return filing_pdf(one, reference_of(one))


@needs("pdftotext")
def test_every_value_stands_beside_its_label_exactly_as_in_the_trip(one: Filing) -> None:
    said = text(pdf_of(one))
    for section in content_of(one, "").sections:
        assert section.heading in said
        for field in section.fields:
            assert one_line(field.label) in said
            parts = (field.slot.day, field.slot.hours) if field.slot else (field.value or "to follow",)
            assert all(one_line(part) in said for part in parts)


@needs("pdftotext")
def test_the_facts_of_the_journey_are_the_trips_own(one: Filing) -> None:
    pdf, stay, trip = pdf_of(one), one.facts.stay, one.facts.trip
    said, side_by_side = text(pdf), [row for page in pages(pdf, "-layout") for row in rows(page)]
    for fact in (trip.traveller.name, trip.traveller.email, trip.vehicle.plate, trip.vehicle.vin):
        assert fact in said
    for crossing in (stay.entry, stay.exit):
        assert crossing.port in said
        assert english_date(crossing.date) in said
        if stay.stages:
            assert any(f"{crossing.port} {english_date(crossing.date)}" in row for row in side_by_side)
    for place in stay.stages:
        assert place in said


@needs("pdftotext")
def test_it_says_what_is_asked_and_lists_what_goes_along(one: Filing) -> None:
    said, content = text(pdf_of(one)), content_of(one, reference_of(one))
    assert content.title in said
    assert content.recipient[0] in said
    for sentence in (content.salutation, *content.ask, content.closing, content.declaration, content.banner):
        assert one_line(sentence) in said
    for attachment in one.attachments:
        assert attachment.text.en in said
    assert "Place and date" in said
    assert "Signature" in said


@needs("pdftotext")
def test_every_page_has_the_reference_its_number_and_what_it_is_not(one: Filing) -> None:
    found = pages(pdf_of(one))
    for number, page in enumerate(found, start=1):
        assert f"{reference_of(one)} · Page {number} of {len(found)}" in page
        assert "Not an official document" in page


@needs("pdftotext")
def test_the_last_page_says_which_rule_it_answers_and_who_says_so(one: Filing) -> None:
    last = one_line(pages(pdf_of(one))[-1])
    assert f"{one.following.lead} before entry, by {english_date(one.send_by)}" in last
    for source in one.version.sources:
        assert f"{source.name}, {source.url}, checked {english_date(source.checked)}" in last


@needs("pdftotext")
def test_the_source_of_a_rule_is_named_with_the_day_from_which_it_applies() -> None:
    last = one_line(pages(pdf_of(filing("indonesia")))[-1])
    assert "Lead time: 7 days before entry, by 3 June 2027." in last
    assert "Source: ADAC, https://www.adac.de/" in last
    assert "Rule for entries from 31 August 2016" in last


@needs("pdftotext")
def test_a_draft_says_so_on_every_page_and_names_what_is_in_the_way() -> None:
    draft = filing("japan")
    assert draft.status == "draft"
    found = pages(pdf_of(draft))
    assert all("DRAFT – not to be sent" in page for page in found)
    assert "CARNET_EXPIRES_BEFORE_EXIT" in found[0]


@needs("pdftotext")
def test_what_can_be_sent_is_no_draft() -> None:
    assert "DRAFT" not in text(pdf_of(filing("indonesia")))


@needs("pdftotext")
def test_what_is_wanted_but_blank_leaves_a_line_to_write_on_and_what_is_optional_goes() -> None:
    said = text(pdf_of(filing("japan", bare_minimum())))
    assert "Carnet number to follow" in said
    assert "Contact in the country" not in said


@needs("pdftotext")
def test_the_heads_up_to_the_club_cannot_be_taken_for_the_confirmation() -> None:
    assert "This is not the confirmation" in pages(pdf_of(filing("india")))[0]


@needs("pdftotext")
@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółć & <Sons>",
        "<b>{{7*7}}</b>",
        "100 % %s \\n (back)\\",
        "{stay.country}",
        "Ærøskøbing Đặng Ñ ¿¡",
    ],
)
def test_names_print_as_they_are(name: str) -> None:
    said = text(pdf_of(named(filing("japan"), name)))
    assert f"Name {name} " in said


@needs("pdftotext")
@pytest.mark.parametrize(
    "name",
    [
        "สมชาย ใจดี ก่อนน้ำที่",
        "राजेश कुमार शर्मा",
        "שלום כהן",
        "محمد حسن",
        "Nguyễn Thị Hồng",
        "Дмитрий",
        "Νίκος",
        "გიორგი",
    ],
)
def test_names_in_other_scripts_can_be_searched_and_copied_as_typed(name: str) -> None:
    said = text(pdf_of(named(filing("japan"), name)))
    assert f"Name {name} " in said


@needs("pdftotext")
def test_a_character_without_a_glyph_is_spelled_out() -> None:
    said = text(pdf_of(named(filing("japan"), "Hanako 山 Yamada")))
    assert "Name Hanako ⟨U+5C71⟩ Yamada" in said


def test_the_same_filing_gives_the_same_bytes_a_second_later() -> None:
    one = filing("thailand")
    first = pdf_of(one)
    sleep(1.1)
    assert pdf_of(one) == first


def test_what_was_printed_before_leaves_no_trace() -> None:
    last = "ที่ น้ำ राजेश शर्मा محمد"
    assert _printed_last(last) == _printed_last("ปู่ ก่อน क्षेत्र प्रकाश علاء Ξένια", last)


def _printed_last(*names: str) -> str:
    """The digest of the last of these names' filings, printed by a process of their own."""
    code = (
        "import sys, hashlib; from tests.documents.plans import *; "
        "from prenotify.documents.pdf import filing_pdf; "
        "made = [filing_pdf(named(filing('indonesia'), name), 'R') for name in sys.argv[1:]]; "
        "print(hashlib.sha256(made[-1]).hexdigest())"
    )
    return run(sys.executable, "-c", code, *names, given=b"")


@needs("pdftotext")
def test_it_stays_small_enough_for_any_mailbox(one: Filing) -> None:
    pdf = pdf_of(one)
    assert len(pdf) < 25_000 + 10_500 * (len(pages(pdf)) - 1)


@needs("pdftotext")
@pytest.mark.parametrize("name", ["Testa Beispielreiter", "Nguyễn Thị Hồng", "สมชาย ใจดี ก่อนน้ำที่"])
def test_a_filing_of_one_page_takes_25_kb_at_most(name: str) -> None:
    pdf = pdf_of(named(letter_to_the_epa(), name))
    assert len(pages(pdf)) == 1
    assert len(pdf) <= 25_000


def test_many_at_a_time_give_the_same_bytes() -> None:
    filings = [named(filing(form), "สมชาย محمد Łukasz") for form in ("india", "thailand", "japan")] * 4
    alone = [pdf_of(one) for one in filings]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pdf_of, filings)) == alone


@needs("pdftotext")
def test_only_what_no_font_has_still_makes_a_document() -> None:
    assert "Name ⟨U+1F600⟩⟨U+1F601⟩" in text(pdf_of(named(filing("japan"), "\U0001f600\U0001f601")))
    assert pdf_of(named(filing("japan"), "\u0301\u0302"))


@needs("pdftotext")
def test_the_longest_name_a_trip_takes_stays_on_the_page() -> None:
    pdf = pdf_of(named(filing("indonesia"), "W" * 300))
    assert f"Name {'W' * 300} " in text(pdf)
    assert all(word.is_inside_margins for word in words(pdf) if len(word.text) < 300)


@needs("pdftotext")
@each_worst
def test_the_worst_case_loses_nothing(form: str) -> None:
    one = filing(form, worst_case())
    said = text(pdf_of(one))
    content = content_of(one, "")
    for section in content.sections:
        for field in section.fields:
            parts = (field.slot.day, field.slot.hours) if field.slot else (field.value,)
            assert all(one_line(part) in said for part in parts)
    side_by_side = [row for page in pages(pdf_of(one), "-layout") for row in rows(page)]
    assert f"Name {LONG_NAME}" in side_by_side
    assert all(f"{n} {stage}" in side_by_side for n, stage in enumerate(STAGES, start=2))


@needs("pdftotext")
def test_twelve_drivers_and_a_long_note_are_all_there() -> None:
    assert all(driver in text(pdf_of(filing("japan", worst_case()))) for driver in DRIVERS)
    assert NOTE in text(pdf_of(filing("india", worst_case())))


@needs("pdftotext")
@each_worst
def test_nothing_lies_outside_the_margins(form: str) -> None:
    found = words(pdf_of(filing(form, worst_case())))
    assert found
    assert [
        word for word in found if word.left < 50 or word.right > 546 or word.top < 38 or word.bottom > 820
    ] == []


@needs("pdftotext")
def test_a_table_that_goes_on_says_so_and_repeats_its_head() -> None:
    found = [rows(page) for page in pages(pdf_of(filing("japan", worst_case())), "-layout")]
    with_stages = [page for page in found if any("of the journey" in row for row in page)]
    assert len(with_stages) > 1
    assert all("No. Place Date Crossing" in page for page in with_stages)
    assert "Itinerary (continued)" in with_stages[1]


@needs("pdftotext")
def test_a_value_longer_than_a_page_goes_on_on_the_next() -> None:
    trip = worst_case()
    lines = [f"spare part number {n}" for n in range(1, 90)]
    trip["stays"][0]["answers"]["spare_parts"] = "\n".join(lines)
    found = pages(pdf_of(filing("india", trip)))
    assert all(line in one_line(" ".join(found)) for line in lines)
    assert len([page for page in found if "spare part number" in page]) > 1


@needs("pdffonts")
def test_all_fonts_are_embedded_and_none_is_helvetica(one: Filing) -> None:
    fonts = run("pdffonts", "-", given=pdf_of(one)).splitlines()[2:]
    assert fonts
    for line in fonts:
        assert "FiraGO" in line
        assert line.split()[-5:-3] == ["yes", "yes"]


@needs("pdfinfo")
def test_the_pdf_says_what_it_is() -> None:
    one = filing("indonesia")
    info = run("pdfinfo", "-", given=pdf_of(one))
    assert re.search(r"Title: +Advance notice: entry of a foreign vehicle", info)
    assert re.search(r"Author: +Testa Beispielreiter", info)
    assert re.search(r"Page size: +595.28 x 841.89 pts \(A4\)", info)


@needs("qpdf")
@pytest.mark.parametrize("form", ["india", "thailand", "indonesia", "japan"])
def test_the_pdf_is_sound(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("pdf") / "filing.pdf"
    path.write_bytes(pdf_of(named(filing(form), "สมชาย محمد ⟨山⟩")))
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", str(path), given=b"")


@needs("pdftotext")
def test_a_late_notice_apologises() -> None:
    late = sample("t6").filings[0]
    assert late.status == "late"
    assert "I apologise for the short notice" in text(pdf_of(late))


def test_a_filing_can_be_made_for_every_country_of_the_bare_minimum() -> None:
    found = planned(bare_minimum(), date(2026, 11, 21)).filings
    assert len(found) == 4
    assert all(pdf_of(one).startswith(b"%PDF-1.7") for one in found)
