"""What the API says of a country: the shapes are the description and the data alike."""

from typing import Literal

from prenotify.web.openapi import Day, HolidayShape, Shape, SourceShape

Grade = Literal["A", "B", "C", "D", "high", "medium", "low"]


class CitedShape(SourceShape):
    dated: str
    """The date the source itself carries, in its own precision."""
    confidence: Grade
    """A: who decides says so. B: a club or an embassy. C: travellers, press. D: our inference."""


class NoteShape(Shape):
    code: str
    severity: Literal["block", "warn", "info"]
    message: str
    """What only a trip can tell is left open: …"""
    sources: list[CitedShape]


class ReportShape(NoteShape):
    """BORDER_CLOSED while the report was checked within a year, LAND_BORDER_NOTICE after that."""

    reported: Day | None
    checked: Day | None


class LeadShape(Shape):
    lead: str
    """For example `30 working days`, counted back from the entry."""
    force: Literal["rule", "floor", "advice"]
    because: str
    source: CitedShape


class VersionShape(Shape):
    """The state of a rule for entries between two days."""

    first: Day | None
    last: Day | None
    deadlines: list[LeadShape]


class AttachmentShape(Shape):
    text: str
    by: Literal["traveller", "agency"]


class AddressShape(Shape):
    organisation: str
    email: str | None
    phone: str
    sources: list[CitedShape]


class FormShape(Shape):
    form: str
    name: str
    purposes: list[str]
    lead: str
    """The lead a plan follows today."""
    versions: list[VersionShape]
    recipient: AddressShape
    fields: list[str]
    attachments: list[AttachmentShape]
    not_filed: list[NoteShape]
    """Who is exempt or refused."""


class RowShape(Shape):
    source_url: list[str]
    source_date: str
    confidence: Grade
    checked: Day


class CpdShape(RowShape):
    cpd_status: str
    conditions: str
    extra_pre_entry_step: str
    lead_time: str
    max_stay: str


class AtaShape(RowShape):
    accepts: str
    accession_note: str
    special_rules: str
    excluded_uses: str


class TreatyShape(RowShape):
    status: str
    since: str
    note: str
    read: str


class BorderShape(RowShape):
    """What a border wants besides a carnet. `channel` tells whether before it or at it."""

    filing_id: str
    title: str
    channel: str
    who_must: str
    recipient: str
    lead_time: str
    lead_kind: str
    counted: str
    opens_days: int | None
    """Days before entry."""
    due_days: int | None
    """Days before entry; negative: so many after it."""
    key_fields: str
    documents: str
    fee: str
    max_stay: str
    exemptions: str
    filed_by: str
    """The form that files it, where prenotify does."""


class RegisteredShape(Shape):
    """What a border concludes for a vehicle registered here; without notes: nothing against it."""

    country: str
    notes: list[NoteShape]


class PortShape(Shape):
    name: str
    by: Literal["land", "sea", "air"]
    other_names: list[str]


class LimitShape(Shape):
    days: int | None
    months: int | None
    sources: list[CitedShape]


class CountryShape(Shape):
    """All that is known of one place, as of a day."""

    country: str
    name: str
    today: Day
    headline: str
    nothing_to_file: bool
    """Whether it is the finding that nothing is filed before this border."""
    forms: list[FormShape]
    advisories: list[NoteShape]
    reports: list[ReportShape]
    cpd: CpdShape | None
    ata: AtaShape | None
    road_traffic_1949: TreatyShape | None
    registered_here: list[RegisteredShape]
    steps: list[BorderShape]
    """What this border wants, before it and at it."""
    stay_limit: LimitShape | None
    ports: list[PortShape]
    holidays: list[HolidayShape]
    """Office holidays of the next twelve months."""
    holidays_announced_until: Day | None
    stale: NoteShape | None
    """What was last checked over a year ago."""


class ListedShape(Shape):
    country: str
    name: str
    cpd: str | None
    ata: str | None
    road_traffic_1949: str | None
    forms: list[str]
    ahead: str
    """What is to be filed in advance; empty where nothing is known."""
    url: str
    """The path of all that is known of it."""


class CountriesShape(Shape):
    today: Day
    countries: list[ListedShape]
