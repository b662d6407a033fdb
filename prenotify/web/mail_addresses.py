"""Mail addresses within a text: where the end of a line may part them."""

import re

from markupsafe import Markup, escape

# With the brackets around it and the stop behind it, which must not begin a line either.
_ADDRESS = re.compile(r"((?:&lt;|\()?[\w.+%-]+)(@[\w-]+(?:\.[\w-]+)+(?:&gt;)?[).,;]*)")
# Blocks that stay whole: what is longer than a line ends it before the @, at no hyphen and in no word.
_PARTED = r'<span class="whole">\1<span class="whole">\2</span></span>'


def addresses_whole(text: str) -> Markup:
    """*text* with its mail addresses kept from coming apart."""
    return Markup(_ADDRESS.sub(_PARTED, str(escape(text))))  # noqa: S704 (escaped)
