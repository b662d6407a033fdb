"""Rules that can be read and are wrong all the same: `forms check` says so, and not of those we ship."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from prenotify.desk import Desk
from prenotify.settings import Settings
from tests.checkout import ROOT

Judge = Callable[[str, str, str], list[str]]
DLT, JAF = "thailand/dlt-permit.toml", "japan/jaf-verification.toml"
GENERAL = "general/advisories.toml"


@pytest.fixture
def judged(tmp_path: Path) -> Judge:
    """What is said of the rules once a piece of one file is replaced."""

    def damage(file: str, old: str, new: str) -> list[str]:
        forms = Path(shutil.copytree(ROOT / "forms", tmp_path / "forms"))
        text = (forms / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has changed: {old!r} is not in it"
        (forms / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(problem) for problem in Desk.open(Settings(), forms).check_forms().problems]

    return damage


def test_the_rules_we_ship_are_sound() -> None:
    found = Desk.open(Settings()).check_forms()
    assert found.problems == ()
    assert found.summary.endswith(": no problems")


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            DLT,
            "[[purpose]]\n",
            '[[version]]\nfrom = 2026-01-01\nsources = ["dlt-fvp"]\n'
            '  [[version.deadline]]\n  days = 7\n  force = "rule"\n  source = "dlt-fvp"\n\n[[purpose]]\n',
            "thailand/dlt-permit.toml, version: two are in force on 2026-01-01; "
            "give the earlier one until = 2025-12-31",
            id="two versions at once",
        ),
        pytest.param(
            DLT,
            "[[version]]\nfrom = 2017-01-01\n",
            '[[version]]\nuntil = 2016-11-30\nsources = ["dlt-fvp"]\n'
            '  [[version.deadline]]\n  days = 7\n  force = "rule"\n  source = "dlt-fvp"\n\n'
            "[[version]]\nfrom = 2017-01-01\n",
            "thailand/dlt-permit.toml, version: none is in force from 2016-12-01 to 2016-12-31",
            id="a gap between versions",
        ),
        pytest.param(
            JAF,
            '[[question]]\nkey = "customs_office"',
            '[[question]]\nkey = "never_used"\n'
            'label = { en = "Why", de = "Warum" }\n\n[[question]]\nkey = "customs_office"',
            "japan/jaf-verification.toml, question never_used: is asked, and its answer is used nowhere",
            id="a question for nothing",
        ),
        pytest.param(
            "thailand/cases.toml",
            'without = ["TH_TRANSLATION"]',
            'without = ["TH_TRANSLATE"]',
            "thailand/cases.toml, “British papers do not”: names the code TH_TRANSLATE, which no rule raises",
            id="a case that looks for a code nobody knows",
        ),
        pytest.param(
            JAF,
            'despite = ["JP_REGISTRATION_NOT_1949"]',
            'despite = ["JP_REGISTRATION"]',
            "japan/jaf-verification.toml, despite: names the code JP_REGISTRATION, which no rule raises",
            id="an answer to a block nobody knows",
        ),
        pytest.param(
            GENERAL,
            "is past. Send at once",
            "is past, {leads}. Send at once",
            "general/advisories.toml, DEADLINE_MISSED: {leads} is not there when this is said",
            id="planning naming a value of another advisory",
        ),
        pytest.param(
            JAF,
            "{agent.name} is named as agent",
            "{send_by} is named as agent",
            "japan/jaf-verification.toml, JAF_AGENT_NEEDS_POA: {send_by} is not there when this is said",
            id="an advisory naming a value of planning",
        ),
        pytest.param(
            JAF,
            "JAF charges 5,000 yen",
            "Since {dated} JAF charges 5,000 yen",
            "japan/jaf-verification.toml, JAF_FEE: {dated} is not there when this is said",
            id="the age of a notice that bears no date",
        ),
        pytest.param(
            DLT,
            "Only a Thai travel agency with",
            "Only {answers.agency_nmae} with",
            "thailand/dlt-permit.toml, TH_AGENCY_REQUIRED: "
            "{answers.agency_nmae} is not there when this is said",
            id="an answer that is never asked for",
        ),
        pytest.param(
            "thailand/country.toml",
            '"public", "government"',
            '"public", "goverment"',
            "thailand/country.toml, calendar: the holidays library has no TH with public, goverment: "
            "Category is not supported: goverment.",
            id="holidays of a kind that the library does not have",
        ),
        pytest.param(
            "thailand/country.toml",
            '"National Labor Day", ',
            '"National Labour Day", ',
            "thailand/country.toml, calendar: not_off names “National Labour Day”, "
            "which the library does not list; did you mean National Labor Day?",
            id="a holiday by a name that the library does not use",
        ),
        pytest.param(
            "thailand/country.toml",
            '"Asia/Bangkok"',
            '"Asia/Bankok"',
            "thailand/country.toml, timezone: Asia/Bankok is no time zone; write one such as Asia/Bangkok",
            id="no time zone",
        ),
    ],
)
def test_what_is_wrong_is_said(judged: Judge, file: str, old: str, new: str, expected: str) -> None:
    assert f"forms/{expected}" in judged(file, old, new)


def test_a_rule_that_changes_fails_the_cases_that_knew_better(judged: Judge) -> None:
    found = judged(DLT, "{ stay_days_over = 30 }", "{ stay_days_over = 31 }")
    case = "forms/thailand/cases.toml, “thirty-one are not”"
    assert f"{case}: expects TH_STAY_OVER_30_DAYS, which is not raised" in found


def test_two_forms_of_a_country_have_two_short_names(tmp_path: Path) -> None:
    forms = Path(shutil.copytree(ROOT / "forms", tmp_path / "forms"))
    shutil.copy(forms / JAF, forms / "japan/second.toml")
    found = [str(problem) for problem in Desk.open(Settings(), forms).check_forms().problems]
    assert "forms/japan/second.toml, short: JAF is another form's short name here" in found
