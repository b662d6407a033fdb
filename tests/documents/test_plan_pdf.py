"""The plan on paper: the answer first, then every date with its reason, every warning with its source."""

from dataclasses import replace
from datetime import date
from time import sleep

import pytest

from prenotify.documents.plan_pdf import plan_pdf
from prenotify.domain.values import english_date
from tests.documents.paper import one_line, pages, run, text, words
from tests.documents.plans import NAMES, REFERENCE, bare_minimum, entered, planned, sample, worst_case
from tests.needs import needs

each_trip = pytest.mark.parametrize("name", NAMES)


@needs("pdftotext")
def test_the_headline_is_the_answer() -> None:
    first = one_line(pages(plan_pdf(sample("t1"), REFERENCE))[0])
    assert "Four letters, the first by 14 December 2026" in first
    assert (
        "India, Malaysia, Thailand, Malaysia, Indonesia, Japan: 28 December 2026 to 10 December 2027."
        in first
    )


@needs("pdftotext")
def test_a_date_that_is_past_is_said_to_be_past() -> None:
    said = text(plan_pdf(sample("t6"), REFERENCE))
    assert "One letter, was due on 1 January 2027" in said
    assert "Late, can still be sent" in said
    assert "1 January 2027, Friday (past)" in said


@needs("pdftotext")
def test_a_letter_whose_border_lies_behind_is_neither_late_nor_counted() -> None:
    on_the_way = planned(entered("t1"), date(2027, 6, 1))
    said = text(plan_pdf(on_the_way, REFERENCE))
    behind = [filing for filing in on_the_way.filings if filing.is_over]
    assert len(behind) == 2
    assert said.count("Past: so is its day of entry") >= len(behind)
    assert "Late, can still be sent" not in said
    assert "Two letters, the first " in said


@needs("pdftotext")
@each_trip
def test_every_deadline_stands_with_its_lead_its_source_and_its_holidays(name: str) -> None:
    plan = sample(name)
    said = text(plan_pdf(plan, REFERENCE))
    for one in plan.filings:
        assert one.form.name.en in said
        assert one.recipient.organisation in said
        for deadline in one.deadlines:
            assert english_date(deadline.date) in said
            assert f"checked {english_date(deadline.source.checked)}" in said
            assert deadline.source.url in said
            for day, holiday in deadline.holidays.items():
                assert f"{english_date(day)} ({holiday})" in said


@needs("pdftotext")
@each_trip
def test_every_advisory_stands_with_its_weight_its_words_and_its_sources(name: str) -> None:
    plan = sample(name)
    said = text(plan_pdf(plan, REFERENCE))
    weights = {"block": "In the way", "warn": "Take care", "info": "Good to know"}
    for one in plan.advisories:
        assert weights[one.severity] in said
        assert one_line(one.message) in said
        assert one.code not in said
        assert all(source.url in said for source in one.sources)


@needs("pdftotext")
def test_what_is_not_filed_says_why() -> None:
    said = text(plan_pdf(sample("t3"), REFERENCE))
    assert (
        "Not filed: Thailand: permit dossier for the agency (DLT) In the way Thailand gives no permit" in said
    )


@needs("pdftotext")
@each_trip
def test_the_carnets_tasks_are_there(name: str) -> None:
    plan = sample(name)
    said = text(plan_pdf(plan, REFERENCE))
    for task in plan.carnet:
        assert one_line(task.message) in said
    for step in plan.steps:
        assert one_line(step.row.title) in said


@needs("pdftotext")
def test_what_is_missing_says_of_whom() -> None:
    said = text(plan_pdf(planned(bare_minimum()), REFERENCE))
    assert "Carnet de Passages en Douane (CPD): Carnet number (needed)" in said


@needs("pdftotext")
def test_a_character_no_font_has_is_named() -> None:
    trip = entered("t1")
    trip["traveller"]["address"] = "山 1"
    assert "No font here has U+5C71 CJK UNIFIED IDEOGRAPH-5C71." in text(plan_pdf(planned(trip), REFERENCE))


@needs("pdftotext")
def test_a_trip_of_emoji_still_fits_on_its_pages() -> None:
    trip = entered("t1")
    trip["traveller"]["address"] = "".join(map(chr, range(0x1F600, 0x1F600 + 79)))
    pdf = plan_pdf(planned(trip), REFERENCE)
    assert "67 more" in text(pdf)
    assert all(word.is_inside_margins for word in words(pdf))


@needs("pdftotext")
@each_trip
def test_nothing_lies_outside_the_margins(name: str) -> None:
    found = words(plan_pdf(sample(name), REFERENCE))
    assert [
        word for word in found if word.left < 50 or word.right > 546 or word.top < 38 or word.bottom > 820
    ] == []


@needs("pdftotext")
def test_every_page_has_the_reference_and_its_number() -> None:
    found = pages(plan_pdf(planned(worst_case()), REFERENCE))
    for number, page in enumerate(found, start=1):
        assert f"{REFERENCE} · Page {number} of {len(found)}" in page


def test_the_same_plan_gives_the_same_bytes_a_second_later() -> None:
    first = plan_pdf(sample("t1"), REFERENCE)
    sleep(1.1)
    assert plan_pdf(sample("t1"), REFERENCE) == first


@needs("pdftotext")
def test_a_plan_with_nothing_to_send_says_so() -> None:
    nothing = replace(sample("t1"), filings=(), today=date(2026, 11, 21))
    assert "Nothing to send" in text(plan_pdf(nothing, REFERENCE))


@needs("qpdf", "pdffonts")
def test_the_pdf_is_sound_and_its_fonts_are_embedded(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("pdf") / "plan.pdf"
    path.write_bytes(plan_pdf(sample("t1"), REFERENCE))
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", str(path), given=b"")
    assert "Helvetica" not in run("pdffonts", str(path), given=b"")
