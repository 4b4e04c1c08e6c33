"""What the text of a reference says of the work that it cites: the columns of `references` that are derived from it."""

from pipeline.normalize.cited.fields import Cited
from pipeline.normalize.cited.reading import cited

__all__ = ["Cited", "cited"]
