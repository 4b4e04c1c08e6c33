"""`#abstract`, as PubMed prints it: abstracts in paragraphs, which may have a label each, and the keywords."""

from collections.abc import Iterator

from pipeline.layouts.pubmed_2020.abstract import Abstract, PrintedContent, PrintedParagraph, read_abstract
from pipeline.markup.template import Found, Template, Values, all_of, attribute, one_of, text_in

_HEAD = Template("""
<h2 class="title">{} [[ <div class="other-lang">{} [[ <a class="{}" href="{}" ~>{}</a> ]]* </div> ]]? </h2>
""")
_CONTENT = Template('<div class="abstract-content[[ selected]]?" id="{id}">')
_PARAGRAPH = Template('<p> [[ <strong class="sub-title">{label}</strong> ]]? {text} </p>')
_END = Template("</div>")


def read_abstracts(main: bytes, start: int) -> Found[Abstract]:
    """The abstracts and keywords. Raises Unusual."""
    place = one_of(_HEAD, main, start).end
    contents: list[PrintedContent] = []
    while opening := _CONTENT.pattern.match(main, place):
        paragraphs = all_of(_PARAGRAPH, main, opening.end())
        contents.append(PrintedContent(attribute(opening[1]), list(_printed(paragraphs.value))))
        place = one_of(_END, main, paragraphs.end).end
    loose = all_of(_PARAGRAPH, main, place)
    end = one_of(_END, main, loose.end).end
    return Found(read_abstract(contents, list(_printed(loose.value))), end)


def _printed(paragraphs: list[Values]) -> Iterator[PrintedParagraph]:
    for label, text in paragraphs:
        yield PrintedParagraph(text_in(label), text_in(text))
