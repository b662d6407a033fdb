"""What a border asks for in advance: forms, their dated versions, questions, fields and words.

These models are the definition of forms/<country>/<form>.toml.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic.json_schema import SkipJsonSchema

from prenotify.domain.advice import Advice, Code, Dated, SeedRule
from prenotify.domain.conditions import WHEN_SCHEMA, Conditional, When
from prenotify.domain.deadlines import Lead
from prenotify.domain.entries import Email, Line
from prenotify.domain.paper import PaperName
from prenotify.domain.sources import WORDS_SCHEMA, Cited, Rule, Source, Sources, Value, Wording, Words
from prenotify.domain.values import Facts, is_blank

Force = Literal["rule", "floor", "advice"]
PurposeName = Literal["notice", "request", "enquiry"]
Need = Literal["required", "wanted", "optional"]
QuestionType = Literal["line", "note", "number", "date", "yes_no", "choice", "slot", "email"]
LanguageCode = Literal["en", "de", "id", "th", "ja", "es", "fr"]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
# The column of the table has room for 20.
PaperKind = Annotated[str, Field(pattern=r"^[a-z][a-z_]{2,19}$")]


class Deadline(Rule):
    """A lead before entry, who says so, and how strictly."""

    days: Annotated[int, Field(strict=True, ge=1, le=366)] | None = None
    working_days: Annotated[int, Field(strict=True, ge=1, le=260)] | None = None
    force: Force
    source: Cited
    because: Words | None = None

    @model_validator(mode="after")
    def has_one_lead(self) -> "Deadline":
        if (self.days is None) == (self.working_days is None):
            raise ValueError("give either days or working_days, one of the two")
        return self

    @cached_property
    def lead(self) -> Lead:
        return Lead(self.days or self.working_days or 0, working=self.working_days is not None)


class Version(Dated):
    """The state of a form's rule between two days of entry."""

    sources: Sources
    when: Conditional = When()
    deadlines: Annotated[tuple[Deadline, ...], Field(alias="deadline", min_length=1)]
    seed: tuple[SeedRule, ...] = ()


class Question(Rule):
    """What one form alone asks for."""

    key: Key
    type: QuestionType = "line"
    label: Words
    hint: Words | None = None
    choices: tuple[str, ...] = ()
    when: Conditional = When()

    @model_validator(mode="after")
    def has_choices_if_it_is_one(self) -> "Question":
        if (self.type == "choice") != bool(self.choices):
            raise ValueError('choices go with type = "choice", and only with it')
        return self


class FieldRule(Rule):
    """A labelled value of a document."""

    label: Words
    value: Value
    need: Need = "optional"
    unit: str = ""
    must_be_yes: bool = False
    """A consent: "no" is as good as nothing."""
    at_a_glance: bool = False
    """Stands on the cover of a dossier too."""
    when: Conditional = When()

    def is_missing(self, facts: Facts) -> bool:
        value = self.value.get(facts)
        return is_blank(value) or (self.must_be_yes and value is not True)


class Section(Rule):
    heading: Words
    fields: Annotated[tuple[FieldRule, ...], Field(min_length=1)]


class Paragraph(Rule):
    text: Words
    when: Conditional = When()
    introduces: bool = False
    """Says that this is a first message; a letter that follows one leaves it out."""


def _paragraph(found: Any) -> Any:
    return found if isinstance(found, dict) and "text" in found else {"text": found}


_PARAGRAPH_SCHEMA: dict[str, Any] = {
    "anyOf": [
        WORDS_SCHEMA,
        {
            "type": "object",
            "properties": {"text": WORDS_SCHEMA, "when": WHEN_SCHEMA, "introduces": {"type": "boolean"}},
            "required": ["text"],
            "additionalProperties": False,
        },
    ]
}
AskParagraph = Annotated[
    Paragraph, BeforeValidator(_paragraph), WithJsonSchema(_PARAGRAPH_SCHEMA, mode="validation")
]


class Purpose(Rule):
    """What a filing is for in one case, and its words. The first whose `when` holds is taken."""

    purpose: PurposeName
    when: Conditional = When()
    despite: tuple[Code, ...] = ()
    """Blocks that this purpose answers, so that they do not hold it back."""
    title: Words
    subject: Words
    banner: Words | None = None
    """What the document must not be mistaken for."""
    salutation: Words
    ask: Annotated[tuple[AskParagraph, ...], Field(min_length=1)]
    closing: Words
    regards: Words
    disclaimer: Words

    @property
    def words(self) -> tuple[Wording, ...]:
        """Everything it says."""
        once = (self.title, self.subject, self.salutation, self.closing, self.regards, self.disclaimer)
        return (*once, *([self.banner] if self.banner else ()), *(part.text for part in self.ask))


class Attachment(Rule):
    text: Words
    kind: PaperKind | None = None
    """What it is a copy of, so that one copy serves every form that asks for it."""
    by: Literal["traveller", "agency"] = "traveller"
    when: Conditional = When()
    translation: Conditional | None = None
    """When a certified translation goes with it; left out, none ever does."""

    def needs_translation(self, facts: Facts) -> bool:
        return self.translation is not None and self.translation.holds(facts)


class AnswerTime(Rule):
    """Within how many of its working days a desk says that it answers; left out where it does not say."""

    working_days: Annotated[int, Field(strict=True, ge=1, le=60)]
    source: Cited


class RecipientRule(Rule):
    """Whom a filing is addressed to. With `issuing_club`, whichever club issued the carnet."""

    organisation: Line
    attention: Line = ""
    address: tuple[Line, ...] = ()
    phone: Line = ""
    email: Email | None = None
    named_by: Value | None = None
    """The value in which the traveller names the recipient, when the data cannot know it."""
    email_named_by: Value | None = None
    language_named_by: Value | None = None
    """The value in which the traveller chooses the language beside English."""
    issuing_club: bool = False
    answer_within: AnswerTime | None = None
    sources: Sources

    @property
    def has_several_desks(self) -> bool:
        """Whether the recipients file may name one after the form's id: a club, or an agency."""
        return self.issuing_club or self.named_by is not None

    @property
    def named_in(self) -> frozenset[str]:
        """The paths of the values in which the traveller says something about the recipient."""
        named = (self.named_by, self.email_named_by, self.language_named_by)
        return frozenset(value.path for value in named if value)


class Form(Rule):
    """What a border asks for in advance."""

    id: str = ""
    short: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    """The desk's short name, part of the reference: IMI, DLT."""
    name: Words
    languages: tuple[str, ...] = ("en",)
    """The readers' languages, English first."""
    written_in: LanguageCode = "en"
    """The language of the letter: English, unless its desk reads another one only."""
    paper: PaperName = "a4"
    """What its reader prints on."""
    dossier: bool = False
    """For somebody who files it for the traveller: with a cover, and a checklist of documents."""
    recipient: RecipientRule
    versions: Annotated[tuple[Version, ...], Field(alias="version", min_length=1)]
    purposes: Annotated[tuple[Purpose, ...], Field(alias="purpose", min_length=1)]
    sections: Annotated[tuple[Section, ...], Field(alias="section", min_length=1)]
    questions: Annotated[tuple[Question, ...], Field(alias="question")] = ()
    attachments: Annotated[tuple[Attachment, ...], Field(alias="attachment")] = ()
    not_filed: tuple[Advice, ...] = ()
    """Advisories that say why nothing is filed. An `info` among them means that nothing is due."""
    advisories: Annotated[tuple[Advice, ...], Field(alias="advisory")] = ()
    """Advisories given with the filing."""
    conditions: dict[Key, Conditional] = Field(default_factory=dict)
    """Conditions that the file uses more than once, by name: `when = "recognised"`."""
    sources: dict[str, Source] = Field(default_factory=dict)
    phrases: SkipJsonSchema[Mapping[str, Wording]] = Field(default_factory=dict, exclude=True, repr=False)
    """All of phrases.csv, for the words around the form's own: "Attachments", "Page 1 of 2"."""

    @property
    def words(self) -> tuple[Wording, ...]:
        """Everything its documents say, in the order it is read."""
        said = [wording for purpose in self.purposes for wording in purpose.words]
        for section in self.sections:
            said += [section.heading, *(rule.label for rule in section.fields)]
        return (*said, *(attachment.text for attachment in self.attachments))

    @cached_property
    def slots(self) -> frozenset[str]:
        """The paths of answers that are a day with a time."""
        return frozenset(f"answers.{question.key}" for question in self.questions if question.type == "slot")

    @cached_property
    def asked_fields(self) -> tuple[FieldRule, ...]:
        """The fields whose reader misses them when they are blank."""
        return tuple(rule for section in self.sections for rule in section.fields if rule.need != "optional")

    @model_validator(mode="after")
    def has_a_purpose_for_everybody(self) -> "Form":
        if self.purposes[-1].when.alternatives:
            raise ValueError("the last [[purpose]] has a when; some traveller may get none of them")
        return self
