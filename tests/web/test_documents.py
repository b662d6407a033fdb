"""Each document can be read here, downloaded alone, or with all the others."""

import io
import subprocess
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.needs import needs
from tests.web.test_start import changed
from tests.web.visit import Visitor

FILINGS = [
    "01-india-adac-confirmation",
    "03-thailand-dlt-permit",
    "05-indonesia-imi-notice",
    "06-japan-jaf-verification",
]


def test_the_page_names_every_document(visitor: Visitor, trip: str) -> None:
    addresses = set(visitor.visit(f"{trip}/documents").links.values())
    for stem in FILINGS:
        assert f"{trip}/documents/{stem}.pdf" in addresses
        assert f"{trip}/documents/{stem}.pdf?download=1" in addresses
        assert f"{trip}/documents/{stem}.eml/letter" in addresses
        assert f"{trip}/documents/{stem}.eml?download=1" in addresses


def test_every_document_it_names_is_there(visitor: Visitor, trip: str) -> None:
    for address in visitor.visit(f"{trip}/documents").links.values():
        if address.startswith(f"{trip}/documents"):
            assert visitor.client.get(address).status_code == 200, address


def test_a_paper_is_shown_by_the_browser_or_saved(visitor: Visitor, trip: str) -> None:
    path = f"{trip}/documents/{FILINGS[0]}.pdf"
    shown, saved = visitor.client.get(path), visitor.client.get(f"{path}?download=1")
    assert shown.mimetype == saved.mimetype == "application/pdf"
    assert shown.data.startswith(b"%PDF-")
    assert shown.data == saved.data
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert saved.headers["Content-Disposition"] == f"attachment; filename={FILINGS[0]}.pdf"


def test_a_letter_can_be_read_before_it_is_sent(visitor: Visitor, trip: str) -> None:
    seen = visitor.visit(f"{trip}/documents/{FILINGS[2]}.eml/letter")
    assert seen.heading == "Indonesia: notice to IMI"
    for words in ("imi@imi.co.id", "Testa Beispielreiter", "Tanjung Priok (Jakarta)", "DE-TEST-0001"):
        assert words in seen.text
    assert "Copy of the passport" in seen.text


def test_the_letter_that_was_read_is_the_letter_that_is_saved(visitor: Visitor, trip: str) -> None:
    name = f"{trip}/documents/{FILINGS[2]}.eml"
    mail = message_from_bytes(visitor.client.get(f"{name}?download=1").data)
    seen = visitor.visit(f"{name}/letter")
    for header in ("From", "To", "Reply-To"):
        assert " ".join(str(mail[header]).split()) in seen.text


def test_a_draft_says_what_is_in_its_way_and_leads_to_the_plan(visitor: Visitor, trip: str) -> None:
    seen = visitor.visit(f"{trip}/documents/{FILINGS[3]}.eml/letter")
    assert "as a draft: something stands in its way" in seen.text
    assert "In the way" in seen.text.partition("Download the letter")[0]
    assert seen.links["See the plan"] == f"{trip}/plan#{FILINGS[3]}"


def test_where_no_mail_leaves_nobody_is_told_that_it_could(visitor: Visitor, trip: str) -> None:
    assert "From here nothing leaves" in visitor.visit("/").text
    assert "can leave from here" not in visitor.visit(f"{trip}/documents").text


def test_a_paper_is_no_letter(visitor: Visitor, trip: str) -> None:
    visitor.visit(f"{trip}/documents/{FILINGS[0]}.pdf/letter", 404)


@pytest.mark.parametrize("name", ["nothing.pdf", "../../../etc/passwd", "01-india-adac-confirmation"])
def test_a_document_that_is_not_there_is_not_found(visitor: Visitor, trip: str, name: str) -> None:
    assert visitor.client.get(f"{trip}/documents/{name}").status_code == 404


def test_all_of_them_come_in_one_zip(visitor: Visitor, trip: str) -> None:
    response = visitor.client.get(f"{trip}/documents/all.zip")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert set(archive.namelist()) >= {f"{stem}.{kind}" for stem in FILINGS for kind in ("pdf", "eml")}
        for name in ("plan.json", "plan.pdf", "plan.ics", "border-pack.pdf"):
            assert archive.read(name) == visitor.client.get(f"{trip}/documents/{name}").data


def test_the_border_pack_is_linked_to_read_and_to_keep(visitor: Visitor, trip: str) -> None:
    links = visitor.visit(f"{trip}/documents").links
    assert links["Read the border pack"] == f"{trip}/documents/border-pack.pdf"
    response = visitor.client.get(links["Download the border pack"])
    assert response.data.startswith(b"%PDF-1.7")
    assert "border-pack.pdf" in response.headers["Content-Disposition"]


def test_while_the_trip_is_incomplete_there_are_none(visitor: Visitor, blank: str) -> None:
    assert visitor.client.get(f"{blank}/documents").location == f"{blank}/plan"
    visitor.visit(f"{blank}/documents/all.zip", 404)


def test_a_character_no_font_has_is_named(visitor: Visitor) -> None:
    location = visitor.upload("trip.json", changed(agent={"name": "Agent \U0001f3cd"})).location
    seen = visitor.visit(location.replace("/plan", "/documents"))
    assert "a character cannot be printed" in seen.text
    assert seen.links["Name"].endswith("/agent#name")


@needs("pdftotext")
def test_a_paper_holds_what_was_typed(visitor: Visitor, trip: str, tmp_path: Path) -> None:
    visitor.fill(f"{trip}/traveller", {"name": "Łukasz Żółć & <Sons>", "passport.number": "N00WAS77"})
    said = _text_of(visitor.client, f"{trip}/documents/{FILINGS[2]}.pdf", tmp_path)
    assert "Łukasz Żółć & <Sons>" in said
    assert "N00WAS77" in said


def _text_of(client: FlaskClient, address: str, folder: Path) -> str:
    (folder / "paper.pdf").write_bytes(client.get(address).data)
    command = ["pdftotext", "-layout", str(folder / "paper.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()
