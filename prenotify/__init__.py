"""What each border on an overland trip wants to know beforehand: filled, on time, sent once."""

__version__ = "0.1.0"
