"""The dossier for an agency: a cover, the days as far as they are planned, a checklist with translations."""

from typing import Any

from prenotify.documents.content import content_of
from prenotify.documents.letter import letter_text
from prenotify.documents.pdf import filing_pdf
from prenotify.domain.plan import Filing
from tests.documents.paper import one_line, pages, rows
from tests.documents.plans import entered, filing, filing_called, reference_of
from tests.needs import needs


def dossier(**stay: Any) -> Filing:
    trip = entered("t1")
    trip["stays"][2] |= stay
    return filing("thailand", trip)


def pages_of(one: Filing) -> list[str]:
    return [one_line(page) for page in pages(filing_pdf(one, reference_of(one)))]


@needs("pdftotext")
def test_the_cover_has_the_journey_at_a_glance_and_what_follows() -> None:
    cover, *others = pages_of(dossier())
    for said in (
        "It is not the application itself and not a permit.",
        "At a glance",
        "Motorcycle",
        "M-XX 0001",
        "19 April 2027",
        "15 May 2027",
        "In this dossier",
        "Data for the application",
        "Document checklist",
    ):
        assert said in cover
    assert "Main driver" in others[0]
    assert "Signature" not in cover


@needs("pdftotext")
def test_no_page_holds_little_more_than_the_signature() -> None:
    *_, last = pages_of(dossier())
    assert "Document checklist" in last
    assert "Signature" in last


@needs("pdftotext")
def test_days_that_are_not_planned_are_not_made_up() -> None:
    one = dossier()
    assert [leg.date for leg in content_of(one, "").itinerary][1:-1] == [""] * 8
    last = pages_of(one)[-1]
    assert "27 days in all, 19 April 2027 to 15 May 2027." in last
    assert "the days at each are not fixed yet" in last
    assert "ยังไม่ได้กำหนดวันในแต่ละแห่ง" in last
    assert "the days at each are not fixed yet" in letter_text(one, "")


@needs("pdftotext")
def test_days_that_are_planned_stand_beside_each_province() -> None:
    one = dossier(stages=["Songkhla", "Trang", "Krabi"], stage_days=[1, 10, 16])
    found = [row for page in pages(filing_pdf(one, "R"), "-layout") for row in rows(page)]
    assert "1 19 April 2027 Songkhla" in found
    assert "2–11 20 April 2027 – 29 April 2027 Trang" in found
    assert "12–27 30 April 2027 – 15 May 2027 Krabi" in found
    assert content_of(one, "").days_open == ""


@needs("pdftotext")
def test_the_checklist_says_which_papers_need_a_certified_translation() -> None:
    german, british = dossier(), filing("thailand", entered("t1") | {"vehicle": british_vehicle()})
    translated = {str(one.text): one.translated for one in content_of(german, "").attachments}
    assert translated["Copy of the passport"] is False
    assert translated["Vehicle registration certificate"] is True
    assert translated["Vehicle inspection certificate"] is True
    assert not any(one.translated for one in content_of(british, "").attachments)
    last = pages_of(german)[-1]
    assert last.count("Needed / ต้องมี") == 3
    assert "Vehicle registration certificate, with a certified translation" in letter_text(german, "")


def british_vehicle() -> dict[str, Any]:
    return {**entered("t1")["vehicle"], "registered_in": "GB"}


@needs("pdftotext")
def test_a_list_of_parts_has_no_page_to_itself() -> None:
    one = filing_called("t2-06-DLT")
    assert len(one.blocks) == 4, "what stands in its way leaves no room for the list"
    assert len(pages(filing_pdf(one, reference_of(one)))) == 3
