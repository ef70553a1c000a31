"""The value of information: what is it worth to find something out before choosing?

`perfect` knows everything, `about` one group of inputs, `report` hears one source that may be
wrong. `find_out_next` ranks groups of inputs; what finding out costs is left to the reader.
"""

from parley.models.information.ranked import Finding, find_out_next
from parley.models.information.report import report
from parley.models.information.value import Value, about, perfect

__all__ = ["Finding", "Value", "about", "find_out_next", "perfect", "report"]
