"""Mail addresses on pages stay whole."""

from markupsafe import Markup

from prenotify.web.mail_addresses import addresses_whole


def test_an_address_may_be_parted_before_its_at_sign_alone_and_keeps_the_stop_behind_it() -> None:
    shown = addresses_whole("Write to cpd-jaf@o3.jaf.or.jp, soon.")
    whole = '<span class="whole">cpd-jaf<span class="whole">@o3.jaf.or.jp,</span></span>'
    assert str(shown) == f"Write to {whole} soon."


def test_its_brackets_go_with_it() -> None:
    shown = addresses_whole("Testa <testa@example.org>")
    whole = '<span class="whole">&lt;testa<span class="whole">@example.org&gt;</span></span>'
    assert str(shown) == f"Testa {whole}"


def test_what_a_traveller_typed_stays_text() -> None:
    assert addresses_whole("<b>a@example.org</b>").startswith("&lt;b&gt;<span")


def test_what_is_markup_already_is_not_escaped_again() -> None:
    assert addresses_whole(Markup("<i>none</i>")) == "<i>none</i>"
