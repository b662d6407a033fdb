"""The process that looks at one file: from standard input, made anew to standard output.

First a line of JSON, `{"media_type": ...}` or `{"refused": reason}`, then the new file.
"""

import json
import resource
import sys

from prenotify.uploads.limits import LARGEST_FILE, Refused

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 15


def _be_modest() -> None:
    limits = {resource.RLIMIT_CPU: _SECONDS, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    if sys.platform != "darwin":  # which takes no limit on memory
        limits[resource.RLIMIT_AS] = _MEMORY
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def _cleaned(content: bytes) -> tuple[str, bytes]:
    if not content:
        raise Refused("empty")
    if len(content) > LARGEST_FILE:
        raise Refused("too_large")
    # Loaded only now, within the limits.
    from prenotify.uploads.pdfs import cleaned_pdf, is_pdf

    if is_pdf(content):
        return "application/pdf", cleaned_pdf(content)
    from prenotify.uploads.images import cleaned_image

    return "image/jpeg", cleaned_image(content)


def main() -> None:
    _be_modest()
    try:
        media_type, made = _cleaned(sys.stdin.buffer.read(LARGEST_FILE + 1))
        answer, body = {"media_type": media_type}, made
    except Refused as error:
        answer, body = {"refused": error.reason}, b""
    except MemoryError:
        answer, body = {"refused": "too_complex"}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + body)


if __name__ == "__main__":
    main()
