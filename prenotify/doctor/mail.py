"""Mail: the mode, the links in it, the server, the mailbox it bounces to, and who gets it."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from prenotify.desk.going_live import gaps_of_site
from prenotify.doctor.finding import Finding, Verdict
from prenotify.domain.address import Address
from prenotify.domain.deadlines import months_after
from prenotify.domain.english import english_date
from prenotify.domain.forms import Form
from prenotify.domain.rulebook import Rulebook
from prenotify.mail_server import read_mail_server
from prenotify.outbox.mailbox import NoMailbox, look_into
from prenotify.outbox.transport import Smtp, Unreachable
from prenotify.settings import Settings

_SOON = timedelta(60)
_PATIENCE_SECONDS = 20.0


def mode(settings: Settings) -> Iterator[Finding]:
    gaps = gaps_of_site(settings)
    if not gaps:
        yield Finding("good", "mail", "live: letters really leave")
    elif settings.live:
        yield from (Finding("bad", "mail", gap.message) for gap in gaps)
    else:
        yield Finding(
            "look",
            "mail",
            f"rehearsal: letters are written to {settings.data_dir / 'mail'} and leave for nobody",
            "to go live, set " + ", ".join(_name(gap.message) for gap in gaps),
        )


def _name(message: str) -> str:
    return message.partition(" ")[0]


def links(settings: Settings) -> Iterator[Finding]:
    base = settings.base_url
    host = urlsplit(base).hostname
    if settings.live and host in ("localhost", "127.0.0.1", "::1"):
        reason = f"links in mail begin with {base}, which leads travellers to their own machine"
        yield Finding("bad", "links", reason, "set PRENOTIFY_BASE_URL to the address people use")
    elif settings.live and not base.startswith("https://"):
        reason = f"links in mail begin with {base}: anybody on the way can read along"
        yield Finding("look", "links", reason, "serve pages by https and say so in PRENOTIFY_BASE_URL")
    else:
        yield Finding("good", "links", f"they begin with {base}")


def server(settings: Settings) -> Iterator[Finding]:
    if not settings.smtp_url:
        return
    server = read_mail_server(settings.smtp_url)
    smtp = Smtp(server, min(settings.smtp_seconds, _PATIENCE_SECONDS), settings.host)
    try:
        smtp.open()
    except Unreachable as error:
        cure = "check PRENOTIFY_SMTP_URL: host, port, user, password, starttls"
        yield Finding("bad", "mail server", str(error), cure)
        return
    finally:
        smtp.close()
    how = {"tls": "with TLS", "starttls": "with TLS (STARTTLS)", "plain": "without TLS"}[server.security]
    login = ", and the login is accepted" if server.user else ""
    verdict: Verdict = "look" if server.security == "plain" else "good"
    yield Finding(verdict, "mail server", f"{server.host} answers {how}{login}; nothing was sent")


def mailbox(settings: Settings) -> Iterator[Finding]:
    if not settings.bounces_url:
        reason = "no mailbox is named, so nobody hears of letters that come back"
        yield Finding(
            "look", "returned mail", reason, "set PRENOTIFY_BOUNCES_URL, or pipe it to prenotify bounce"
        )
        return
    try:
        look_into(settings.bounces_url)
    except NoMailbox as error:
        yield Finding("bad", "returned mail", str(error), "check PRENOTIFY_BOUNCES_URL")
        return
    yield Finding("good", "returned mail", "its mailbox can be read")


def recipients(rulebook: Rulebook, today: date) -> Iterator[Finding]:
    """How sure the addresses are that letters go to."""
    for form in rulebook.forms.values():
        if form.recipient.email_named_by is None and form.id not in rulebook.addresses:
            yield _unnamed(form)
    for key, address in rulebook.addresses.items():
        yield _judged(key, address, today)


def _unnamed(form: Form) -> Finding:
    cure = f'ask {form.recipient.organisation}, then write it under ["{form.id}"] in PRENOTIFY_RECIPIENTS'
    return Finding("look", "recipients", f"{form.id} has no address that you verified", cure)


def _judged(key: str, address: Address, today: date) -> Finding:
    if address.verified is None:
        return Finding("look", "recipients", f"{key} was never verified", "verify it and write the day down")
    day, ends = english_date(address.verified), months_after(address.verified, 12)
    if address.verified > today:
        reason = f"{key} was verified on {day}, which is still to come"
        return Finding("bad", "recipients", reason, "write the day of the last check")
    if not address.is_verified(today):
        return Finding(
            "bad", "recipients", f"{key} was verified on {day}, which counts no more", "verify it again"
        )
    if ends - today < _SOON:
        soon = f"{key} was verified on {day}, which counts until {english_date(ends)}"
        return Finding("look", "recipients", soon, "verify it again before then")
    return Finding("good", "recipients", f"{key} was verified on {day}")
