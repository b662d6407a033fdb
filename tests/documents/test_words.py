"""The words all documents share are those of forms/phrases.csv, so that translations fit."""

import csv

from prenotify.documents.words import WORDS
from prenotify.places import forms_dir


def test_every_shared_word_says_what_the_phrases_say() -> None:
    with (forms_dir() / "phrases.csv").open(newline="") as file:
        english = {row["key"]: row["en"] for row in csv.DictReader(file)}
    assert {key: english.get(key) for key in WORDS} == WORDS
