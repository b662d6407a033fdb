"""The views, a blueprint per file: each parses, calls the desk and shows."""
