"""Whose trips somebody with a new browser looks for."""

from prenotify.web.pages.fields import EmailField
from prenotify.web.pages.page import Page


class FindPage(Page):
    email = EmailField(
        "Your e-mail address",
        name="email",
        hint="The one you entered in your trip, such as name@example.org.",
        needed="Enter the e-mail address that stands in your trip",
        autocomplete="email",
    )
