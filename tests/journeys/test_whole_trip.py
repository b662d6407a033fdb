"""A whole trip, entered on a telephone with slips put right, and its four filings carried away."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.keyboard import Keyboard
from tests.needs import needs

pytestmark = [needs("chromium", "pdftotext"), pytest.mark.slow]
SAVE = "Save and go on"


@pytest.fixture
def keyboard(chromium: Browser, address: str) -> Iterator[Keyboard]:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, accept_downloads=True)
    page = context.new_page()
    page.goto(address)
    yield Keyboard(page)
    context.close()


def test_a_trip_is_entered_and_its_four_filings_are_downloaded(keyboard: Keyboard, tmp_path: Path) -> None:
    keyboard.enter("Start a trip")
    enter_traveller(keyboard)
    enter_vehicle(keyboard)
    enter_carnet(keyboard)
    enter_india(keyboard)
    enter_thailand(keyboard)
    enter_indonesia(keyboard)
    enter_japan(keyboard)
    keyboard.enter("See the plan")
    assert keyboard.heading == "Four filings, the first by 14 December 2026"
    assert keyboard.page.get_by_text("Ready: nothing needed is missing").count() == 4
    keyboard.enter("Documents")
    for form, values in EXPECTED.items():
        text = downloaded(keyboard, f"Download the paper: {form}", tmp_path)
        for value in (*ALWAYS, *values):
            assert value in text, f"{form} does not say {value}"


ALWAYS = ("Łukasz Żółć", "JTETEST0000000005")
EXPECTED = {
    "India: heads-up to the issuing club": (
        "AU-TEST-0001",
        "Nhava Sheva",
        "28 December 2026",
        "Chennai",
        "20 February 2027",
    ),
    "Thailand: permit dossier for the agency (DLT)": ("Sadao", "19 April 2027", "15 May 2027", "N00TEST77"),
    "Indonesia: notice to IMI": (
        "AU-TEST-0001",
        "Tanjung Priok",
        "10 June 2027",
        "Mota'ain",
        "15 August 2027",
        "Flores",
    ),
    "Japan: verification by JAF": (
        "AU-TEST-0001",
        "Osaka",
        "4 October 2027",
        "Yokohama",
        "30 November 2027",
        "10:00",
    ),
}


def downloaded(keyboard: Keyboard, link: str, folder: Path) -> str:
    """The text of the PDF behind a link, white space folded."""
    download = keyboard.download(link)
    path = folder / download.suggested_filename
    download.save_as(path)
    assert path.read_bytes().startswith(b"%PDF-")
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout
    return " ".join(text.decode().split())


def enter_traveller(keyboard: Keyboard) -> None:
    assert keyboard.heading == "Who is travelling"
    keyboard.fill(
        {"name": "Łukasz Żółć", "nationalities": "Poland", "residence": "Australai", "email": "no address"}
    )
    keyboard.enter(SAVE)
    put_right_what_the_summary_names(keyboard)
    keyboard.fill({"phone": "+61 2 0000 0000", "address": "1 Example Street, Testville NSW 2000"})
    keyboard.type_day("birth_date", 17, 5, 1984)
    keyboard.choose("sex", "X")
    keyboard.fill({"passport-number": "N00TEST77", "passport-country": "PL"})
    keyboard.type_day("passport-expires", 30, 8, 2031)
    keyboard.type("licence-number", "TESTLIC05")
    keyboard.type_day("licence-expires", 9, 9, 2030)
    keyboard.tick("licence-permits")
    keyboard.enter(SAVE)


def put_right_what_the_summary_names(keyboard: Keyboard) -> None:
    """The focus is on the summary; its links lead to the fields, where what was typed still stands."""
    assert keyboard.page.title().startswith("Error: Who is travelling")
    assert keyboard.focused()["words"].startswith("Two things to put right")
    keyboard.press("Tab")
    assert keyboard.focused()["words"].endswith("is not a country we know; did you mean Australia?")
    keyboard.press("Enter")
    assert keyboard.focused()["id"] == "residence"
    keyboard.press("Control+a")
    keyboard.page.keyboard.type("Australia")
    assert keyboard.reach(id="email")["value"] == "no address"
    keyboard.press("Control+a")
    keyboard.page.keyboard.type("lukasz@example.org")


def enter_vehicle(keyboard: Keyboard) -> None:
    assert keyboard.heading == "Your vehicle"
    keyboard.reach(id="kind")
    keyboard.page.keyboard.type("Car")
    keyboard.fill(
        {
            "registered_in": "Australia",
            "plate": "TEST05",
            "make": "Toyota",
            "model": "LandCruiser 78",
            "year": "2018",
            "colour": "sand",
            "seats": "2",
            "vin": "JTETEST0000000005",
            "engine_number": "TESTENG005",
            "engine_cc": "4,461",
            "gross_weight_kg": "3300",
        }
    )
    keyboard.enter(SAVE)


def enter_carnet(keyboard: Keyboard) -> None:
    assert keyboard.heading == "Your carnet"
    keyboard.choose("kind", "cpd")
    keyboard.fill({"number": "AU-TEST-0001", "issuer": "AAA"})
    keyboard.type_day("valid_from", 1, 12, 2026)
    keyboard.type_day("valid_until", 30, 11, 2027)
    keyboard.enter(SAVE)


Day = tuple[int, int, int]


def enter_stay(
    keyboard: Keyboard,
    country: str,
    entry: tuple[str, Day, str],
    leaving: tuple[str, Day, str],
    stages: str = "",
) -> None:
    if keyboard.heading == "Your route":
        keyboard.enter("Add a stay")
    assert keyboard.heading == "Add a stay"
    keyboard.type("country", country)
    for crossing, (port, day, by) in (("entry", entry), ("exit", leaving)):
        keyboard.type(f"{crossing}-port", port)
        keyboard.type_day(f"{crossing}-date", *day)
        keyboard.choose(f"{crossing}.by", by)
    if stages:
        keyboard.reach(id="stages")
        keyboard.page.keyboard.type(stages)
    keyboard.enter(SAVE)


def enter_india(keyboard: Keyboard) -> None:
    entry, leaving = ("Nhava Sheva", (28, 12, 2026), "sea"), ("Chennai", (20, 2, 2027), "sea")
    enter_stay(keyboard, "India", entry, leaving)
    assert keyboard.heading == "Questions for India, stay 1"
    keyboard.type("answers-customs_office", "Nhava Sheva")
    keyboard.enter(SAVE)


def enter_thailand(keyboard: Keyboard) -> None:
    entry, leaving = ("Sadao", (19, 4, 2027), "land"), ("Sadao", (15, 5, 2027), "land")
    enter_stay(keyboard, "th", entry, leaving, "Songkhla\nKrabi")
    assert keyboard.heading == "Questions for Thailand, stay 2"
    keyboard.type("answers-agency_name", "Test Agency Ltd")
    keyboard.enter(SAVE)


def enter_indonesia(keyboard: Keyboard) -> None:
    entry, leaving = ("Tanjung Priok", (10, 6, 2027), "sea"), ("Mota'ain", (15, 8, 2027), "land")
    enter_stay(keyboard, "Indonesia", entry, leaving, "Java\nBali\nFlores")


def enter_japan(keyboard: Keyboard) -> None:
    entry, leaving = ("Osaka", (4, 10, 2027), "sea"), ("Yokohama", (30, 11, 2027), "sea")
    enter_stay(keyboard, "Japan", entry, leaving)
    assert keyboard.heading == "Questions for Japan, stay 4"
    for number, day in enumerate(((5, 10, 2027), (6, 10, 2027), (7, 10, 2027)), start=1):
        keyboard.type_slot(f"answers-visit_{number}", day, ("10:00", "11:00"))
    keyboard.enter(SAVE)
