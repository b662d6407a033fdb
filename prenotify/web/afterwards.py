"""Work that begins once the answer has left, so that how long it takes tells nobody anything."""

import logging
from collections.abc import Callable

from werkzeug.wrappers import Response

_log = logging.getLogger(__name__)


def once_answered(response: Response, work: Callable[[], None]) -> Response:
    """*response*, after which *work* is done, without a request; what fails is logged by its kind."""

    def done() -> None:
        try:
            work()
        except Exception as error:  # nobody is there any more to be told
            _log.error("work after the answer failed: %s", type(error).__name__)

    response.call_on_close(done)
    return response
