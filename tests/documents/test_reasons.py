"""What stands in the way is said in words, on paper and in mail."""

import pytest

from prenotify.documents.content import content_of
from prenotify.documents.pdf import filing_pdf
from prenotify.documents.plan_pdf import plan_pdf
from prenotify.documents.reasons import in_few_words
from prenotify.language import languages
from tests.documents.paper import text
from tests.documents.plans import REFERENCE, filing, reference_of, rulebook, sample
from tests.needs import needs


def codes_that_hold_a_filing_back() -> set[str]:
    rules = rulebook()
    forms = [form for country in rules.countries.values() for form in country.forms]
    advice = [*rules.general, *(one for country in rules.countries.values() for one in country.advisories)]
    advice += [*(one for form in forms for one in form.advisories)]
    of_planning = {code for code, rule in rules.planning.items() if rule.severity == "block"}
    return of_planning | {one.code for one in advice if one.severity == "block"}


@pytest.mark.parametrize("code", sorted(codes_that_hold_a_filing_back()))
def test_every_code_that_holds_a_filing_back_has_words(code: str) -> None:
    assert {"en", "de"} <= rulebook().phrases[f"code.{code}"].texts.keys()


def test_a_code_of_somebody_elses_rules_speaks_for_itself() -> None:
    assert in_few_words("XX_UNHEARD_OF", rulebook().phrases) == "XX_UNHEARD_OF"


@needs("pdftotext")
def test_a_draft_on_paper_has_the_words_first_and_the_code_behind() -> None:
    one = filing("japan")
    assert one.blocks == ("CARNET_EXPIRES_BEFORE_EXIT",)
    said = text(filing_pdf(one, reference_of(one)))
    assert (
        "In the way: the carnet ends before the exit. The plan says what to do. CARNET_EXPIRES_BEFORE_EXIT"
        in said
    )


def test_a_filing_that_may_be_sent_names_nothing() -> None:
    assert content_of(filing("india"), REFERENCE).blocks == {}


@needs("pdftotext")
def test_the_plan_says_it_in_the_travellers_language() -> None:
    assert "Draft, not to be sent: the carnet ends before the exit" in text(plan_pdf(sample("t1"), REFERENCE))
    assert "das Carnet endet vor der Ausreise" in text(plan_pdf(sample("t1"), REFERENCE, languages()["de"]))
