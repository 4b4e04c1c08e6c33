"""Invented texts for these tests, put together from pieces."""

BANNER = """\
Skip to main page content
U.S. flag

An official website of the United States government

The .gov means it’s official.
Federal government websites often end in .gov or .mil. Before sharing sensitive information, make sure \
you’re on a federal government site.

Access keys NCBI Homepage MyNCBI Homepage Main Content Main Navigation
"""
HEAD = """\
. 2013 Oct;183(4):84-95.
doi: 10.5555/kelp.12. Epub 2013 Jul 26.

Kelp at night

Affiliations

Kelp at night

Ottoline Quill et al. J Invent Phycol. 2013 Oct.
"""


def main_text(*sections: str, head: str = HEAD) -> str:
    """A page's main content: banner, head, and sections a blank line apart."""
    return BANNER + "\n\n".join([head.rstrip("\n"), *sections])


def with_abstract(*paragraphs: str) -> str:
    """A page's main content with such an abstract."""
    return main_text("Abstract", *paragraphs, "PubMed Disclaimer")
