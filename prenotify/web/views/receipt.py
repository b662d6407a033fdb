"""The receipt for a trip that was erased: what went and when, without a name."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from prenotify.web.receipt import read_receipt

blueprint = Blueprint("receipt", __name__)


@blueprint.get("/erased/<signed>")
def page(signed: str) -> ResponseReturnValue:
    receipt = read_receipt(signed)
    if receipt is None:
        abort(404)
    return render_template("receipt.html", receipt=receipt)
