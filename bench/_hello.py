"""The least a server can serve: what `python -m bench load` compares pages with."""

from flask import Flask

app = Flask(__name__)
app.add_url_rule("/", view_func=lambda: "hello")
