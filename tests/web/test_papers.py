"""Copies of papers: uploaded by their owner, shown to nobody else, sent along with letters."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import create_engine, text
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from prenotify.desk import Desk
from prenotify.outbox.attachments import MOST_OF_A_TRIP
from prenotify.settings import Settings
from prenotify.uploads.limits import LARGEST_FILE
from prenotify.web import slowing
from tests.uploads.files import SECRET, bomb, packed, pdf, phone_picture, picture
from tests.web.conftest import TODAY
from tests.web.visit import Seen, Visitor

LETTER = "03-indonesia-imi-notice.eml"


def upload(
    visitor: Visitor, trip: str, content: bytes, name: str = "scan.jpg", kind: str = "passport"
) -> TestResponse:
    token = visitor.visit(f"{trip}/papers").values()["csrf_token"]
    file = FileStorage(BytesIO(content), filename=name)
    boundary, body = encode_multipart({"csrf_token": token, "paper": file})
    return visitor.client.post(
        f"{trip}/papers/{kind}", data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )


def kept(visitor: Visitor, trip: str, content: bytes, name: str = "scan.jpg", kind: str = "passport") -> Seen:
    response = upload(visitor, trip, content, name, kind)
    assert response.status_code == 303, response.text[:500]
    return visitor.visit(response.location.partition("#")[0])


def refused(visitor: Visitor, trip: str, content: bytes, name: str = "scan.jpg") -> Seen:
    return visitor.look(f"{trip}/papers", upload(visitor, trip, content, name), 422)


def download_of(seen: Seen, name: str = "scan.jpg") -> str:
    return seen.links[f"Download: {name}"]


def letter_of(visitor: Visitor, trip: str, name: str = "") -> list[tuple[str, bytes]]:
    """The files a letter carries, beside its own paper."""
    stem = name or next(link for text, link in _letters(visitor, trip))
    mail = message_from_bytes(visitor.client.get(stem).data, _class=EmailMessage, policy=default)
    return [(part.get_filename() or "", part.get_content()) for part in mail.iter_attachments()][1:]


def _letters(visitor: Visitor, trip: str) -> list[tuple[str, str]]:
    links = visitor.visit(f"{trip}/documents").links
    return [(text, link) for text, link in links.items() if text.startswith("Download the letter")]


def test_a_trip_without_a_route_says_what_comes_first(visitor: Visitor, blank: str) -> None:
    page = visitor.visit(f"{blank}/papers")
    assert "No form of this trip asks for copies so far" in page.text
    assert not page.all("form")


def test_an_unfinished_trip_already_says_what_its_countries_want(visitor: Visitor, blank: str) -> None:
    visitor.fill(f"{blank}/stays/new", {"country": "Indonesia"}, press="later")
    page = visitor.visit(f"{blank}/papers")
    assert "Copy of the passport" in page.text
    kept(visitor, blank, picture())


def test_each_paper_is_asked_for_once_and_says_by_whom(visitor: Visitor, trip: str) -> None:
    page = visitor.visit(f"{trip}/papers")
    headings = [" ".join(tag.text.split()) for tag in page.all("h2")]
    assert headings.count("Copy of the passport") == 1
    assert len(set(headings)) == len(headings)
    passport = page.by_id("passport")
    assert passport
    assert "Indonesia" in passport.text
    assert "Not here yet" in passport.text


def test_an_uploaded_copy_is_listed_and_comes_back_clean(visitor: Visitor, trip: str) -> None:
    page = kept(visitor, trip, phone_picture(), "Pass Foto.JPG")
    assert "Kept" in page.text
    assert "Pass Foto.JPG" in page.text
    response = visitor.client.get(download_of(page, "Pass Foto.JPG"))
    assert response.mimetype == "image/jpeg"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["Content-Disposition"].endswith("-passport.jpg")
    assert SECRET not in response.data
    assert Image.open(BytesIO(response.data)).size == (300, 400)


def test_html_called_pdf_is_refused_and_what_was_there_stays(visitor: Visitor, trip: str) -> None:
    kept(visitor, trip, picture())
    page = refused(visitor, trip, b"<html><script>alert(1)</script></html>", "passport.pdf")
    assert page.title.startswith("Error: ")
    assert page.errors == [
        "This is no PDF, JPEG, PNG or HEIC, whatever its name says. Save it as one of these."
    ]
    assert list(page.summary.values()) == ["#passport-file"]
    assert "scan.jpg" in page.text


HOSTILE = {
    "a picture of 400 megapixels": (picture("PNG", (20_000, 20_000), "1", 0), "more than 64 megapixels"),
    "a PDF bomb": (packed(bomb), "more time or memory"),
    "half a picture": (picture(size=(2000, 2000))[:5000], "damaged or ends too soon"),
    "nothing": (b"", "Choose a file first"),
    "a book": (pdf(pages=31), "more than 30 pages"),
}


@pytest.mark.parametrize(("content", "words"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_kept_is_refused_in_words(
    visitor: Visitor, trip: str, content: bytes, words: str
) -> None:
    assert words in refused(visitor, trip, content).errors[0]


def test_a_form_without_a_file_is_refused_in_words(visitor: Visitor, trip: str) -> None:
    page = visitor.look(
        f"{trip}/papers",
        visitor.client.post(
            f"{trip}/papers/passport",
            data={"csrf_token": visitor.visit(f"{trip}/papers").values()["csrf_token"]},
        ),
        422,
    )
    assert page.errors == ["Choose a file first, one with something in it."]


def test_eleven_megabytes_get_a_page_with_a_way_back(visitor: Visitor, trip: str) -> None:
    response = upload(visitor, trip, b"\xff\xd8\xff" + bytes(LARGEST_FILE + 1024 * 1024))
    page = visitor.look("papers", response, 413)
    assert page.links["Back to your papers"] == f"{trip}/papers"
    assert "Not here yet" in visitor.visit(f"{trip}/papers").text


def test_only_that_page_takes_much(visitor: Visitor, trip: str) -> None:
    token = visitor.visit(f"{trip}/papers").values()["csrf_token"]
    response = visitor.client.post(f"{trip}/traveller", data={"csrf_token": token, "name": "x" * 1024 * 1024})
    visitor.look("traveller", response, 413)


def test_the_same_file_sent_twice_is_kept_once(visitor: Visitor, trip: str) -> None:
    kept(visitor, trip, picture())
    page = kept(visitor, trip, picture())
    assert len([link for link in page.links if link.startswith("Download: ")]) == 1


def test_a_trip_keeps_so_many_and_says_so(visitor: Visitor, trip: str, desk: Desk) -> None:
    papers = desk.papers(trip.rpartition("/")[2])
    for number in range(MOST_OF_A_TRIP):
        papers.store.add(papers.trip, "photo", "x", "image/jpeg", b"%d" % number, TODAY)
    assert "A trip keeps 20 copies at most" in refused(visitor, trip, picture()).errors[0]


def test_a_copy_can_be_removed_and_stays_removed(visitor: Visitor, trip: str) -> None:
    page = kept(visitor, trip, picture())
    address, removing = download_of(page), page.links["Remove: scan.jpg"]
    location = visitor.fill(removing, {})
    assert "Removed" in visitor.visit(location).text
    assert visitor.client.get(address).status_code == 404
    token = visitor.visit(f"{trip}/papers").values()["csrf_token"]
    assert visitor.client.post(removing, data={"csrf_token": token}).status_code == 303


def test_a_copy_goes_with_every_letter_that_asks_for_it_and_no_other(visitor: Visitor, trip: str) -> None:
    kept(visitor, trip, picture())
    kept(visitor, trip, picture(colour="green"), "b.jpg")
    kept(visitor, trip, pdf(), "carnet.pdf", "carnet")
    for text_, link in _letters(visitor, trip):
        found = [
            name.rpartition("-")[0] and name.split("-", 3)[-1] for name, _ in letter_of(visitor, trip, link)
        ]
        wanted = {"passport-1.jpg", "passport-2.jpg", "carnet.pdf"}
        if "Indonesia" in text_:
            assert sorted(found) == sorted(wanted)
        assert set(found) <= wanted
    assert all(
        name.isascii() for _, link in _letters(visitor, trip) for name, _ in letter_of(visitor, trip, link)
    )


def test_without_copies_a_letter_is_as_it_was(visitor: Visitor, trip: str) -> None:
    link = _letters(visitor, trip)[0][1]
    before = visitor.client.get(link).data
    page = kept(visitor, trip, picture())
    assert visitor.client.get(link).data != before
    visitor.fill(page.links["Remove: scan.jpg"], {})
    assert visitor.client.get(link).data == before


def test_what_one_mail_cannot_carry_is_named(visitor: Visitor, trip: str, desk: Desk) -> None:
    papers = desk.papers(trip.rpartition("/")[2])
    papers.store.add(papers.trip, "carnet", "big.pdf", "application/pdf", bytes(9_000_000), TODAY)
    kept(visitor, trip, picture())
    link = next(link for text_, link in _letters(visitor, trip) if "Indonesia" in text_)
    assert [name.rpartition("-")[2] for name, _ in letter_of(visitor, trip, link)] == ["passport.jpg"]
    assert len(visitor.client.get(link).data) < 10_000_000
    page = visitor.visit(link.partition("?")[0] + "/letter")
    assert "Too large for one mail" in page.text
    assert "-carnet.pdf" in page.text


def test_each_letter_says_what_it_has_and_what_is_missing(visitor: Visitor, trip: str) -> None:
    page = kept(visitor, trip, picture())
    assert "1 of 6 here" in page.text
    letter = next(
        link
        for text_, link in visitor.visit(f"{trip}/documents").links.items()
        if "Read the letter" in text_ and "Indonesia" in text_
    )
    read = visitor.visit(letter)
    listed = [" ".join(tag.text.split()) for tag in read.all("li")]
    assert "Copy of the passport" not in listed
    assert "Vehicle registration certificate" in listed


def test_a_copy_no_letter_asks_for_any_more_can_still_be_reached(visitor: Visitor, blank: str) -> None:
    visitor.fill(f"{blank}/stays/new", {"country": "Indonesia"}, press="later")
    kept(visitor, blank, picture())
    visitor.fill(f"{blank}/stays/1", {"country": "Iran"}, press="later")
    page = visitor.visit(f"{blank}/papers")
    assert "No letter asks for these any more" in page.text
    assert visitor.client.get(download_of(page)).status_code == 200


def test_a_stranger_neither_sees_nor_adds_nor_removes(visitor: Visitor, stranger: Visitor, trip: str) -> None:
    page = kept(visitor, trip, picture())
    own = stranger.sample()
    token = stranger.visit(f"{own}/papers").values()["csrf_token"]
    for path in (f"{trip}/papers", download_of(page), page.links["Remove: scan.jpg"]):
        stranger.visit(path, 404)
    for path in (f"{trip}/papers/passport", page.links["Remove: scan.jpg"]):
        assert stranger.client.post(path, data={"csrf_token": token}).status_code == 404
    # By way of a trip of their own, neither.
    theirs = download_of(page).replace(trip, own)
    stranger.visit(theirs, 404)
    assert stranger.client.post(f"{theirs}/remove", data={"csrf_token": token}).status_code == 303
    assert visitor.client.get(download_of(page)).status_code == 200


def test_a_kind_nobody_asks_for_is_not_taken(visitor: Visitor, trip: str) -> None:
    assert upload(visitor, trip, picture(), kind="diary").status_code == 404


NAMES = {
    "C:\\Users\\Testa\\pass.jpg": "pass.jpg",
    "../../etc/passwd": "passwd",
    "a\x00b\r\nc\u202e.jpg": "abc.jpg",
    "x" * 300: "x" * 80,
    "ปาสปอร์ต.jpg": "ปาสปอร์ต.jpg",
    '"><script>': '"><script>',
}


@pytest.mark.parametrize(("name", "shown"), NAMES.items(), ids=range(len(NAMES)))
def test_a_name_is_only_shown(visitor: Visitor, trip: str, name: str, shown: str) -> None:
    from prenotify.web.papers import plain_name

    assert plain_name(name) == shown


def test_an_erased_trip_leaves_nothing_of_its_copies(
    visitor: Visitor, trip: str, settings: Settings, app: Flask, desk: Desk
) -> None:
    address = download_of(kept(visitor, trip, picture()))
    visitor.fill(f"{trip}/erase", {})
    assert visitor.client.get(address).status_code == 404
    engine = create_engine(f"sqlite:///{settings.data_dir / 'prenotify.sqlite3'}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM attachment")).scalar() == 0
    engine.dispose()


def test_no_file_lies_about_unsealed(visitor: Visitor, trip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("a file was put on the disk as it came")

    monkeypatch.setattr("tempfile.TemporaryFile", forbidden)
    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", forbidden)
    kept(visitor, trip, picture(size=(1500, 1500), quality=95) + bytes(0))
    upload(visitor, trip, b"\xff\xd8\xff" + bytes(2_000_000))


def test_a_session_that_ran_out_gets_a_page_and_nothing_is_lost(visitor: Visitor, trip: str) -> None:
    kept(visitor, trip, picture())
    boundary, body = encode_multipart(
        {"csrf_token": "old", "paper": FileStorage(BytesIO(picture("PNG")), "x")}
    )
    kind = f"multipart/form-data; boundary={boundary}"
    response = visitor.client.post(f"{trip}/papers/passport", data=body, content_type=kind)
    assert visitor.look("stale", response, 400).heading == "Please try that once more"
    assert "scan.jpg" in visitor.visit(f"{trip}/papers").text


def test_the_overview_and_each_filing_lead_there(visitor: Visitor, trip: str) -> None:
    assert f"{trip}/papers" in visitor.visit(f"{trip}/").links.values()
    assert f"{trip}/papers" in visitor.visit(f"{trip}/plan").links.values()


def test_who_uploads_without_end_is_asked_to_wait(
    visitor: Visitor, trip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(slowing._MOST_AN_HOUR, "upload", 1)
    kept(visitor, trip, picture("PNG"))
    later = visitor.look(trip, upload(visitor, trip, picture("JPEG")), 429)
    assert "Try again in an hour" in later.text
