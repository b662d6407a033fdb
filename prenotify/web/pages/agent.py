"""Whoever acts for the traveller."""

from prenotify.domain.trip import Agent
from prenotify.web.pages.choices import FlagField
from prenotify.web.pages.fields import EmailField, LineField
from prenotify.web.pages.page import Page


class AgentPage(Page):
    model = Agent

    agent_name = LineField("Name", name="name", hint="A person or a company, for example a forwarder.")
    email = EmailField(
        "E-mail address", name="email", hint="It stands in your letters; we write nothing to it."
    )
    power_of_attorney = FlagField(
        "They have my power of attorney",
        name="power_of_attorney",
        hint="Signed by you, on paper. Without it JAF in Japan sees nobody but you.",
    )
