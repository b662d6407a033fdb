"""Whether this prenotify is fit for work, for whatever watches it."""

import logging

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from prenotify.web.here import desk

blueprint = Blueprint("health", __name__)
_log = logging.getLogger(__name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    try:
        desk().trips.ping()
    except SQLAlchemyError as error:
        _log.error("the database does not answer: %s", type(error).__name__)
        return jsonify(status="the database does not answer"), 503
    return jsonify(status="ok")
