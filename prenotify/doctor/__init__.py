"""The doctor: looks at a deployment part by part and says what to do. It sends nothing."""

from prenotify.doctor.finding import Finding, Verdict
from prenotify.doctor.rounds import examine

__all__ = ["Finding", "Verdict", "examine"]
