"""What do we know, from whom, and where do accounts clash?

Counts and compares what the case records; decides nothing about who is right.
"""

from parley.lenses.record.describe import describe
from parley.lenses.record.solve import Record, RecordResult, build, solve

__all__ = ["QUESTION", "Record", "RecordResult", "build", "describe", "solve"]

QUESTION = "What do we know, from whom, and where do accounts clash?"
