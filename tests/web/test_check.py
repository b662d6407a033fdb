"""Check your answers: everything that was entered, and the way to each and back."""

from tests.web.test_asking import INDIA, WHO
from tests.web.visit import Visitor


def test_every_answer_stands_there_in_words(visitor: Visitor, trip: str) -> None:
    text = visitor.visit(f"{trip}/check").text
    for words in (
        "Passport number X00TEST01",
        "Kind of vehicle Motorcycle",
        "Kind of carnet Carnet de Passages en Douane (CPD)",
        "Day you enter Monday 28 December 2026",
        "Visa E-visa, applied for online",
        "International permits you hold Convention of 1968",
        "Customs office",
    ):
        assert words in text


def test_each_link_leads_to_its_field_and_saving_leads_back(visitor: Visitor, trip: str) -> None:
    links = visitor.visit(f"{trip}/check").links
    changes = [address for label, address in links.items() if label.startswith("Change: ")]
    assert len(changes) > 60
    for address in set(changes):
        page, _, anchor = address.partition("#")
        assert visitor.visit(page).by_id(anchor), address
    for page in {address.partition("#")[0] for address in changes}:
        assert visitor.fill(page, {}) == f"{trip}/check"


def test_the_way_back_without_saving_is_there_too(visitor: Visitor, trip: str) -> None:
    assert visitor.visit(f"{trip}/vehicle?back=check").links["Back to your answers"] == f"{trip}/check"
    assert visitor.visit(f"{trip}/vehicle?back=plan").links["Back to the plan"] == f"{trip}/plan"
    assert visitor.visit(f"{trip}/vehicle").links["Back to the trip"] == f"{trip}/"


def test_a_saved_stay_leads_back_even_where_it_asks_more(visitor: Visitor, blank: str) -> None:
    visitor.fill(f"{blank}/stays/new", INDIA)
    assert visitor.fill(f"{blank}/stays/1?back=check", {}) == f"{blank}/check"


def test_what_is_needed_is_told_apart_from_what_may_stay_blank(visitor: Visitor, blank: str) -> None:
    visitor.fill(f"{blank}/traveller", {**WHO, "residence": ""}, press="later")
    seen = visitor.visit(f"{blank}/check")
    needed, _, rest = seen.text.partition("Left blank:")
    assert "Still needed: Country you live in" in needed
    assert "Phone number; Postal address" in rest
    assert seen.links["Add a stay"] == f"{blank}/stays/new?back=check"
    assert seen.links["What is still needed"] == f"{blank}/plan"


def test_answers_to_a_form_s_own_questions_are_among_them(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/stays/3/questions", {"answers.agency_name": "Test Agency Ltd"})
    seen = visitor.visit(f"{trip}/check")
    assert "Questions for Thailand, stay 3" in seen.text
    assert "Test Agency Ltd" in seen.text


def test_drivers_and_an_agent_are_among_them(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/drivers/new", {"name": "Bluey Inventedale"})
    visitor.fill(f"{trip}/agent", {"name": "Example Forwarding KK", "power_of_attorney": "yes"})
    text = visitor.visit(f"{trip}/check").text
    assert "Bluey Inventedale" in text
    assert "They have my power of attorney Yes" in text
