"""Rule files that are wrong say where, what was found and what would be right; those we ship are not."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from prenotify.rulebook import BadRules, read_rulebook
from tests.builders import the_rulebook
from tests.checkout import ROOT

Damage = Callable[..., None]
DLT, THAILAND, JAF = "thailand/dlt-permit.toml", "thailand/country.toml", "japan/jaf-verification.toml"


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A copy of forms/ to do harm to."""
    return Path(shutil.copytree(ROOT / "forms", tmp_path / "forms"))


@pytest.fixture
def damage(forms: Path) -> Damage:
    """Replaces a piece of a file, once; the piece must be there."""

    def replace(file: str, old: str, new: str) -> None:
        text = (forms / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has changed: {old!r} is not in it"
        (forms / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def problems(forms: Path) -> list[str]:
    with pytest.raises(BadRules) as caught:
        read_rulebook(forms)
    return [str(problem) for problem in caught.value.problems]


def test_the_rules_we_ship_can_be_read() -> None:
    rulebook = the_rulebook()
    assert {
        "indonesia/imi-notice",
        "thailand/dlt-permit",
        "india/adac-confirmation",
        "japan/jaf-verification",
    } <= set(rulebook.forms)
    for form_id, form in rulebook.forms.items():
        assert form.id == form_id
        assert (ROOT / "forms" / f"{form_id}.toml").is_file()


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "message"),
    [
        pytest.param(
            DLT,
            "[[version]]\nfrom",
            "[[version]]\nform",
            "thailand/dlt-permit.toml, version.1.form",
            "is not a known key; did you mean from?",
            id="unknown key of a version",
        ),
        pytest.param(
            DLT,
            "working_days = 15",
            "workingdays = 15",
            "thailand/dlt-permit.toml, version.1.deadline.2.workingdays",
            "did you mean working_days?",
            id="unknown key of a deadline",
        ),
        pytest.param(
            DLT,
            'short = "DLT"',
            'short = "DLT"\nversions = []',
            "thailand/dlt-permit.toml, versions",
            "is not a known key; did you mean version?",
            id="plural of a key",
        ),
        pytest.param(
            THAILAND,
            "[calendar]",
            "[calender]",
            "thailand/country.toml, calender",
            "is not a known key; did you mean calendar?",
            id="unknown table",
        ),
        pytest.param(
            DLT,
            'source = "th-gov"',
            'source = "th-gvo"',
            "thailand/dlt-permit.toml, version.1.deadline.2.source",
            "“th-gvo” is not a known source; did you mean th-gov?",
            id="unknown source",
        ),
        pytest.param(
            DLT,
            'sources = ["adac-en", "dlt-fvp"]',
            "sources = []",
            "thailand/dlt-permit.toml, version.1.sources",
            "is empty; give at least one",
            id="no source",
        ),
        pytest.param(
            DLT,
            "when = { stay_days_over = 30 }",
            "when = { stay_day_over = 30 }",
            "thailand/dlt-permit.toml, advisory.2.when",
            "stay_day_over is not a known condition; did you mean stay_days_over?",
            id="unknown condition",
        ),
        pytest.param(
            DLT,
            "when = { stay_days_over = 30 }",
            'when = { stay_days_over = "a month" }',
            "thailand/dlt-permit.toml, advisory.2.when",
            "stay_days_over = “a month” does not fit",
            id="condition with a wrong value",
        ),
        pytest.param(
            DLT,
            '{ kind = ["bus"] }',
            '{ kind = ["coach"] }',
            "thailand/dlt-permit.toml, not_filed.3.when",
            'kind = ["coach"] does not fit',
            id="condition with an unknown choice",
        ),
        pytest.param(
            DLT,
            'when = "papers_not_in_english"',
            'when = "papers_in_german"',
            "thailand/dlt-permit.toml, advisory.5.when",
            "papers_in_german is not named under [conditions]; did you mean papers_not_in_english?",
            id="unnamed condition",
        ),
        pytest.param(
            DLT,
            'registered_in = ["LA"',
            'registered_in = ["Laos"',
            "thailand/dlt-permit.toml, not_filed.1.when",
            "“Laos” is not a country code; write LA",
            id="bad country code in a condition",
        ),
        pytest.param(
            JAF,
            "days = 14",
            "days = 14\n  working_days = 10",
            "japan/jaf-verification.toml, version.1.deadline.1",
            "give either days or working_days, one of the two",
            id="two leads",
        ),
        pytest.param(
            JAF,
            "days = 14",
            "",
            "japan/jaf-verification.toml, version.1.deadline.1",
            "give either days or working_days, one of the two",
            id="no lead",
        ),
        pytest.param(
            JAF,
            "days = 14",
            'days = "14"',
            "japan/jaf-verification.toml, version.1.deadline.1.days",
            "“14” is not a number; write a plain number",
            id="lead as text",
        ),
        pytest.param(
            JAF,
            "days = 14",
            "days = 0",
            "japan/jaf-verification.toml, version.1.deadline.1.days",
            "0",
            id="lead of nothing",
        ),
        pytest.param(
            JAF,
            'force = "advice"',
            'force = "advise"',
            "japan/jaf-verification.toml, version.1.deadline.1.force",
            "write one of 'rule', 'floor' or 'advice'",
            id="unknown force",
        ),
        pytest.param(
            JAF,
            'value = "traveller.phone"',
            'value = "traveller.telephone"',
            "japan/jaf-verification.toml, section.2.fields.3.value",
            "“traveller.telephone” is not a value of a trip",
            id="value path unknown",
        ),
        pytest.param(
            JAF,
            'label = "person.phone"',
            'label = "person.fone"',
            "japan/jaf-verification.toml, section.2.fields.3.label",
            "“person.fone” is not a phrase of phrases.csv; did you mean person.phone?",
            id="phrase unknown",
        ),
        pytest.param(
            JAF,
            'en = "JAF branch you would like to visit", ',
            "",
            "japan/jaf-verification.toml, question.1.label",
            "is neither the key of a phrase nor a table such as",
            id="words without English",
        ),
        pytest.param(
            JAF,
            'en = "Visit", de',
            'en = "Visit", deutsch',
            "japan/jaf-verification.toml, section.1.heading",
            "deutsch is not a language known here; known are en, de",
            id="unknown language",
        ),
        pytest.param(
            DLT,
            "{vehicle.registered_in} need no permit",
            "{vehicle.plate_country} need no permit",
            "thailand/dlt-permit.toml, not_filed.1.says",
            "{vehicle.plate_country} is not a value of a trip",
            id="unknown value in words",
        ),
        pytest.param(
            JAF,
            "from = 2026-04-01",
            "from = 2026-04-01\nuntil = 2026-03-01",
            "japan/jaf-verification.toml, advisory.6",
            "until = 2026-03-01 is before from = 2026-04-01",
            id="from after until",
        ),
        pytest.param(
            DLT,
            "from = 2017-01-01",
            'from = "1 January 2017"',
            "thailand/dlt-permit.toml, version.1.from",
            "“1 January 2017” is not a date; write year-month-day",
            id="date in words",
        ),
        pytest.param(
            THAILAND,
            'country = "TH"',
            'country = "Thailand"',
            "thailand/country.toml, country",
            "“Thailand” is not a country code; write TH",
            id="country by name",
        ),
        pytest.param(
            THAILAND,
            'country = "TH"',
            'country = "ID"',
            "thailand/country.toml, country",
            "ID has a folder already",
            id="a country twice",
        ),
        pytest.param(
            THAILAND,
            'weekend = ["saturday", "sunday"]',
            'weekend = ["Sat", "sunday"]',
            "thailand/country.toml, calendar.weekend.1",
            "“Sat” is not known here; write one of 'monday'",
            id="unknown weekday",
        ),
        pytest.param(
            THAILAND,
            'by = "land"',
            'by = "road"',
            "thailand/country.toml, port.1.by",
            "“road” is not known here; write one of 'land', 'sea' or 'air'",
            id="unknown way in",
        ),
        pytest.param(
            "india/country.toml",
            "months = 6",
            "months = 6\ndays = 180",
            "india/country.toml, stay_limit",
            "give either days or months, one of the two",
            id="two lengths of a stay",
        ),
        pytest.param(
            "india/country.toml",
            "checked = 2026-11-21",
            "checked = 2026-11-31",
            "india/country.toml",
            "is not TOML",
            id="a day that is in no calendar",
        ),
        pytest.param(
            THAILAND,
            'url = "https://fvp.dlt.go.th/Manual2"',
            'url = "fvp.dlt.go.th"',
            "thailand/country.toml, sources.dlt-fvp.url",
            "“fvp.dlt.go.th” is not a web address",
            id="source without an address",
        ),
        pytest.param(
            THAILAND,
            'confidence = "A"',
            'confidence = "sure"',
            "thailand/country.toml, sources.dlt-fvp.confidence",
            "“sure” is not known here",
            id="unknown confidence",
        ),
        pytest.param(
            JAF,
            'value = "answers.visit_1"',
            'value = "answers.visit_0"',
            "japan/jaf-verification.toml, answers.visit_0",
            "is not asked for; add a [[question]] with this key",
            id="answer never asked",
        ),
        pytest.param(
            DLT,
            'named_by = "answers.agency_name"',
            'named_by = "answers.agency"',
            "thailand/dlt-permit.toml, answers.agency",
            "is not asked for; add a [[question]] with this key",
            id="recipient named by an answer never asked",
        ),
        pytest.param(
            DLT,
            'key = "agency_licence"',
            'key = "Agency Licence"',
            "thailand/dlt-permit.toml, question.3.key",
            "Agency Licence",
            id="key of a question that is none",
        ),
        pytest.param(
            JAF,
            'type = "slot"',
            'type = "choice"',
            "japan/jaf-verification.toml, question.2",
            'choices go with type = "choice"',
            id="a choice without choices",
        ),
        pytest.param(
            DLT,
            'code = "TH_EXEMPT"',
            'code = "exempt"',
            "thailand/dlt-permit.toml, not_filed.1.code",
            "exempt",
            id="code in small letters",
        ),
        pytest.param(
            DLT,
            'severity = "info"',
            'severity = "error"',
            "thailand/dlt-permit.toml, not_filed.1.severity",
            "write one of 'block', 'warn' or 'info'",
            id="unknown severity",
        ),
        pytest.param(
            DLT,
            'sources = ["dlt-fvp", "th-gov", "th-2019"]\n',
            "",
            "thailand/dlt-permit.toml, not_filed.2",
            "cites no source; name one, or say follows_from_trip = true",
            id="advisory without a source",
        ),
        pytest.param(
            JAF,
            'email = "cpd-jaf@o3.jaf.or.jp"',
            'email = "cpd-jaf at jaf"',
            "japan/jaf-verification.toml, recipient.email",
            "is not an e-mail address",
            id="recipient without an address",
        ),
        pytest.param(
            JAF,
            'short = "JAF"',
            'short = "jaf!"',
            "japan/jaf-verification.toml, short",
            "jaf!",
            id="short name that cannot stand in a reference",
        ),
        pytest.param(
            JAF,
            'short = "JAF"',
            'short = "JAF"\nid = "japan/other"',
            "japan/jaf-verification.toml, id",
            "is not a known key; it follows from where the file stands",
            id="an id of its own",
        ),
        pytest.param(
            "carnet/adac.toml",
            'first = "05-01"',
            'first = "05-32"',
            "carnet/adac.toml, apply.high_season.1.first",
            "“05-32” is not a day of every year",
            id="season with a day that is none",
        ),
        pytest.param(
            "sources.toml",
            'dated = "before',
            'date = "before',
            "sources.toml, sources.un-1949.date",
            "is not a known key; did you mean dated?",
            id="unknown key of a shared source",
        ),
        pytest.param(
            "general/advisories.toml",
            'code = "STAY_TOO_LONG"',
            'code = "STAY_TOO_LONG"\nsay = 1',
            "general/advisories.toml, advisory.7.say",
            "is not a known key; did you mean says?",
            id="unknown key of an advisory",
        ),
        pytest.param(
            "phrases.csv",
            "key,context,en,",
            "key,context,english,",
            "phrases.csv",
            "has no column en",
            id="phrases without a column",
        ),
        pytest.param(
            "phrases.csv",
            "title.dlt,dlt,",
            "title.imi,dlt,",
            "phrases.csv, row 3, key",
            "title.imi stands here twice",
            id="a phrase twice",
        ),
        pytest.param(
            "phrases.csv",
            "title.imi,imi,Advance notice: entry of a foreign vehicle under a CPD carnet,",
            "title.imi,imi,,",
            "phrases.csv, row 2, en",
            "is empty",
            id="a phrase without English",
        ),
        pytest.param(
            "directory/cpd.csv",
            "\nDZ,Algeria,",
            "\nDZA,Algeria,",
            "directory/cpd.csv, row 2, country_iso2",
            "“DZA” is not a country code",
            id="directory with a code that is none",
        ),
        pytest.param(
            "directory/cpd.csv",
            "\nDZ,Algeria,not_needed,",
            "\nDZ,Algeria,unneeded,",
            "directory/cpd.csv, row 2, cpd_status",
            "“unneeded” is not known here; write one of 'required'",
            id="directory with an unknown status",
        ),
        pytest.param(
            "directory/cpd.csv",
            "\nDZ,Algeria,not_needed,",
            "\nDZ,Algeria,not_needed,one,too,many,",
            "directory/cpd.csv, row 2",
            "has not as many cells as the first row",
            id="directory row of another length",
        ),
        pytest.param(
            "directory/cpd.csv",
            "\nDZ,Algeria,",
            "\nAO,Algeria,",
            "directory/cpd.csv, row 3",
            "AO stands here twice",
            id="a country twice in a directory",
        ),
        pytest.param(
            "directory/cpd.csv",
            "https://github.com",
            "github.com",
            "directory/cpd.csv, row 2, source_url",
            "is not a web address",
            id="directory row without an address",
        ),
        pytest.param(
            "directory/road-traffic-1949.csv",
            "\nAF,Afghanistan,not_party,",
            "\nAF,Afghanistan,partly,",
            "directory/road-traffic-1949.csv, row 2, status",
            "“partly” is not known here; write one of 'party'",
            id="1949 table with an unknown status",
        ),
        pytest.param(
            "directory/road-traffic-1949.csv",
            "country_iso2,",
            "iso,",
            "directory/road-traffic-1949.csv",
            "has no column country_iso2",
            id="1949 table without a column",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_its_cure(
    forms: Path, damage: Damage, file: str, old: str, new: str, place: str, message: str
) -> None:
    damage(file, old, new)
    (found,) = problems(forms)
    assert found.startswith(f"forms/{place}: ")
    assert message in found


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        (DLT, b"short = ", "is not TOML: "),
        (DLT, b"\xff\xfe[\x00", "is not UTF-8 text; save it as UTF-8"),
        (DLT, b"a = " + b"[" * 50_000, "is nested too deeply"),
        (DLT, b"", "is missing"),
        ("phrases.csv", b"key,en,source_url_or_basis\n\xff,,", "cannot be read as UTF-8 CSV"),
        ("phrases.csv", b'key,en,source_url_or_basis\n"a,b,c', "cannot be read as UTF-8 CSV"),
        ("directory/cpd.csv", b"", "has no column country_iso2"),
    ],
    ids=["not TOML", "not UTF-8", "too deep", "empty", "CSV not UTF-8", "CSV not closed", "empty CSV"],
)
def test_a_file_that_cannot_be_read_at_all_is_named(
    forms: Path, file: str, content: bytes, message: str
) -> None:
    (forms / file).write_bytes(content)
    named = [found for found in problems(forms) if found.startswith(f"forms/{file}")]
    assert named
    assert message in named[0]


@pytest.mark.parametrize(
    "file",
    [
        "sources.toml",
        "phrases.csv",
        "general/advisories.toml",
        "directory/cpd.csv",
        "directory/road-traffic-1949.csv",
    ],
)
def test_a_file_that_every_plan_needs_must_be_there(forms: Path, file: str) -> None:
    (forms / file).unlink()
    assert f"forms/{file}: is missing" in problems(forms)


def test_a_form_that_has_no_deadline_is_none(forms: Path) -> None:
    form = (forms / JAF).read_text()
    head, rest = form.split("  [[version.deadline]]")
    (forms / JAF).write_text(head + "[[purpose]]" + rest.split("[[purpose]]", 1)[1])
    assert problems(forms) == ["forms/japan/jaf-verification.toml, version.1.deadline: is missing"]


def test_working_days_need_a_calendar(forms: Path, damage: Damage) -> None:
    text = (forms / THAILAND).read_text()
    begin, end = text.index("[calendar]"), text.index("[[port]]")
    (forms / THAILAND).write_text(text[:begin] + text[end:])
    assert problems(forms) == [
        "forms/thailand/country.toml, calendar: is missing; a form here counts in working days"
    ]


def test_a_country_begins_with_its_country_file(forms: Path) -> None:
    (forms / "zedland").mkdir()
    assert problems(forms) == ["forms/zedland: has no country.toml; every country's folder begins with one"]


def test_a_folder_that_is_hidden_or_set_aside_is_no_country(forms: Path) -> None:
    for name in ("_drafts", ".git"):
        (forms / name).mkdir()
    assert set(read_rulebook(forms).countries) == set(the_rulebook().countries)


def test_mistakes_in_several_files_come_out_together(forms: Path, damage: Damage) -> None:
    damage(DLT, "working_days = 15", "working_days = 15.5")
    damage(DLT, 'short = "DLT"', "")
    damage(JAF, 'source = "own"', 'source = "mine"')
    damage("directory/cpd.csv", "\nDZ,Algeria,", "\nD1,Algeria,")
    damage("carnet/adac.toml", 'name = "ADAC"', "")
    assert [found.partition(": ")[0] for found in problems(forms)] == [
        "forms/japan/jaf-verification.toml, version.1.deadline.1.source",
        "forms/thailand/dlt-permit.toml, short",
        "forms/thailand/dlt-permit.toml, version.1.deadline.2.working_days",
        "forms/carnet/adac.toml, name",
        "forms/directory/cpd.csv, row 2, country_iso2",
    ]


def test_two_mistakes_in_a_form_and_its_country_are_both_named(forms: Path, damage: Damage) -> None:
    damage(THAILAND, 'timezone = "Asia/Bangkok"', "")
    damage(DLT, 'short = "DLT"', "")
    assert {found.partition(",")[0] for found in problems(forms)} == {
        "forms/thailand/country.toml",
        "forms/thailand/dlt-permit.toml",
    }


def test_a_file_of_its_own_country_may_cite_the_countrys_sources(forms: Path, damage: Damage) -> None:
    damage(DLT, 'source = "th-gov"', 'source = "th-cus-sea"')
    assert (
        read_rulebook(forms)
        .forms["thailand/dlt-permit"]
        .versions[0]
        .deadlines[1]
        .source.name.startswith("Thai Customs")
    )


def test_a_files_own_source_wins_over_the_countrys_of_the_same_name() -> None:
    form = the_rulebook().forms["thailand/dlt-permit"]
    assert form.sources["dlt-fvp"].dated != the_rulebook().countries["TH"].sources["dlt-fvp"].dated
    assert form.recipient.sources[0] == form.sources["dlt-fvp"]


def test_a_key_that_is_a_word_of_pythons_is_offered_as_it_stands_in_the_file(
    forms: Path, damage: Damage
) -> None:
    damage("carnet/adac.toml", "[return]", "[retrun]")
    assert "forms/carnet/adac.toml, retrun: is not a known key; did you mean return?" in problems(forms)


def test_a_step_cannot_be_due_no_working_days_before_entry(forms: Path) -> None:
    file = forms / "directory/borders.csv"
    with file.open(newline="") as found:
        rows = list(csv.DictReader(found))
    number, row = next((n, row) for n, row in enumerate(rows, start=2) if row["counted"] == "working")
    row["due_days"] = "0"
    with file.open("w", newline="") as changed:
        writer = csv.DictWriter(changed, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (problem,) = problems(forms)
    assert problem.startswith(f"forms/directory/borders.csv, row {number}")
    assert "due_days = 0 cannot be counted in working days; write calendar" in problem


def test_planning_needs_its_own_advisories(forms: Path, damage: Damage) -> None:
    damage("general/advisories.toml", 'code = "DEADLINE_MISSED"', 'code = "DEADLINE_GONE"')
    assert problems(forms) == [
        "forms/general/advisories.toml, planning: has no DEADLINE_MISSED, which planning raises",
        "forms/general/advisories.toml, planning: DEADLINE_GONE is not a code that planning raises",
    ]


def test_the_club_whose_practice_stands_in_for_others_must_be_there(forms: Path) -> None:
    (forms / "carnet/adac.toml").unlink()
    (found,) = problems(forms)
    assert found.startswith("forms/carnet/adac.toml: is missing")


def test_the_last_purpose_is_for_everybody(forms: Path, damage: Damage) -> None:
    damage(JAF, 'purpose = "request"', 'purpose = "request"\nwhen = { kind = ["car"] }')
    assert problems(forms) == [
        "forms/japan/jaf-verification.toml: "
        "the last [[purpose]] has a when; some traveller may get none of them"
    ]
