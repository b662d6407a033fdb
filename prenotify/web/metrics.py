"""The outbox in numbers, in the text format that Prometheus reads."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from prenotify.outbox.census import Census

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics_of(census: Census, now: datetime) -> bytes:
    """Counted anew at each call, from the table: the same on every machine and after every start."""
    registry = CollectorRegistry()
    registry.register(_Counted(census, now))
    return generate_latest(registry)


class _Counted(Collector):
    def __init__(self, census: Census, now: datetime):
        self._census, self._now = census, now

    def collect(self) -> Iterator[Metric]:
        letters = GaugeMetricFamily(
            "prenotify_letters", "Letters in the outbox, by state", labels=["state", "mode"]
        )
        for (state, live), number in self._census.letters.items():
            letters.add_metric([state, "live" if live else "rehearsal"], number)
        yield letters
        age = self._census.age(self._now).total_seconds()
        yield GaugeMetricFamily("prenotify_oldest_due_letter_seconds", "For how long it has been due", age)
        yield GaugeMetricFamily("prenotify_letters_held", "Letters an operator holds", self._census.held)
        yield GaugeMetricFamily(
            "prenotify_letters_retried", "Letters to be tried again", self._census.retried
        )
        yield GaugeMetricFamily("prenotify_trips", "Trips that are kept", self._census.trips)
