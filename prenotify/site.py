"""Where the pages are put together with the queue: a letter submitted there wakes a worker."""

import sys

from flask import Flask

from prenotify.domain.problems import BadInput
from prenotify.settings import Settings
from prenotify.web import create_app
from prenotify.worker import open_desk

_BAD_INPUT = 2


def app() -> Flask:
    """The application; what stops it from starting is said in one line each, and nothing else."""
    try:
        settings = Settings.from_env()
        return create_app(settings, open_desk(settings))
    except BadInput as error:
        sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        sys.exit(_BAD_INPUT)
