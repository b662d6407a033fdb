"""What a request may bring: little, save where a view says that it takes files."""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar

from flask import Flask, Request, request

View = TypeVar("View", bound=Callable[..., Any])


class InMemory(Request):
    """A request whose files never lie about unsealed in a folder, however large they are."""

    def _get_file_stream(self, *_args: Any, **_kwargs: Any) -> IO[bytes]:
        return BytesIO()


def takes(most: int) -> Callable[[View], View]:
    """Mark a view that takes a request of up to *most* bytes."""

    def marked(view: View) -> View:
        view.takes = most  # type: ignore[attr-defined]
        return view

    return marked


def set_up(app: Flask) -> None:
    """To be called before anything else looks at what a request brings."""
    app.request_class = InMemory

    @app.before_request
    def let_in() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if most := getattr(view, "takes", None):
            request.max_content_length = most
