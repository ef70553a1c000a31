"""What stops a sweep."""

__all__ = ["Stopped", "SweepError"]


class SweepError(Exception):
    """The sweep cannot go on; the text says why in one line. What is computed is kept."""


class Stopped(SweepError):
    """The user has stopped it."""
