"""What PubMed says behind the PMID of another article, such as `Free PMC article.` and `German.`."""

import re

from pipeline.layouts.flat_text.headings import DISPLAYED_TYPES

_LANGUAGE = (
    r"(?:Chinese|French|German|Japanese|Spanish|Russian|Italian|Portuguese|Polish|Korean|Dutch|Hungarian|Czech|Danish"
    r"|Norwegian|Swedish|Turkish|Ukrainian|Hebrew|Croatian|Romanian|Bulgarian|Serbian|Finnish|Slovak|Persian|English"
    r"|Greek, Modern|Undetermined Language)"
)
_FLAG = (
    r"(?:Free(?: PMC)? article|Free Books & Documents|No abstract available|Retracted|Preprint|Updated|Corrected"
    rf"|{'|'.join(sorted(DISPLAYED_TYPES))}|(?:{_LANGUAGE}(?:, (?=[A-Z]))?){{1,5}})\."
)
FLAGS = re.compile(rf"{_FLAG}$")
"""A line that is nothing else."""
FLAG_WITHIN = re.compile(rf" {_FLAG}(?= |$)")
"""The next one in a line."""
