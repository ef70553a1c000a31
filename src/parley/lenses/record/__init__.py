"""What do we know, from whom, and where do accounts clash?

Counts and compares what the case records; decides nothing about who is right.
"""

from parley.conclusion import Conclusion
from parley.lenses.record.describe import describe
from parley.lenses.record.solve import Record, RecordResult, build, solve

__all__ = ["QUESTION", "Record", "RecordResult", "build", "conclusions", "describe", "solve"]

QUESTION = "What do we know, from whom, and where do accounts clash?"


def conclusions(_result: RecordResult) -> tuple[Conclusion, ...]:
    """Nothing here is drawn, so there is nothing to hang on a number."""
    return ()
