"""An article out of a number: the same seed gives the same article, neighbouring seeds give very different ones."""

from random import Random

from tests.invented import invent_heading, invent_links, invent_matter
from tests.invented.article import AbstractForm, InventedArticle
from tests.invented.journals import JOURNALS
from tests.invented.rarities import Rarity, rarity_of
from tests.invented.topics import Topic, topic

FIRST_PMID = 90_000_000
"""An invented article's PMID is this and its seed; NLM has assigned none of them."""


def invent(seed: int) -> InventedArticle:
    """The article of `seed`."""
    random = Random(seed)
    return invent_about(topic(random), rarity_of(seed), seed, random)


def invent_about(about: Topic, rarity: Rarity, number: int, random: Random) -> InventedArticle:
    """An article about a given topic, with a given rarity; its identifiers are made of `number`."""
    journal = random.choice(JOURNALS)
    cited_as = invent_heading.citation(random, rarity)
    identity = invent_heading.identity(random, rarity, number, journal=journal, cited_as=cited_as)
    authorship = invent_heading.authorship(random, rarity)
    types = invent_links.publication_types(random, rarity)
    figures = invent_matter.figures(random, rarity, about, identity.pmc)
    references, reference_total = invent_matter.references(random, rarity, about)
    cited_by = invent_links.docsums(random, about, random.randint(0, 6) if random.random() < 0.7 else 0)
    statements = invent_links.grants_and_funding(random, rarity)
    return InventedArticle(
        pmid=FIRST_PMID + number,
        title=invent_heading.title(random, rarity, about),
        journal=journal,
        citation=cited_as,
        doi=identity.doi,
        pmc=identity.pmc,
        free_label=identity.free_label,
        starts_with_byte_order_mark=rarity is Rarity.BYTE_ORDER_MARK,
        languages=invent_heading.languages(rarity),
        secondary=invent_heading.secondary(random, rarity, cited_as),
        is_ahead_of_print=rarity is Rarity.AHEAD_OF_PRINT,
        is_preprint=rarity is Rarity.PREPRINT,
        retraction_notice=invent_links.other_pmid(random) if rarity is Rarity.RETRACTED else None,
        authors=authorship.authors,
        author_detail=authorship.detail,
        affiliations=authorship.affiliations,
        collaborations=authorship.collaborations,
        abstracts=invent_matter.abstracts(random, rarity, about),
        abstract_form=AbstractForm.BARE if rarity is Rarity.BARE_ABSTRACT else AbstractForm.CONTENT,
        plain_language_summary=invent_matter.plain_language_summary(rarity, about),
        keywords=invent_matter.keywords(random, rarity, about),
        copyright=invent_links.copyright_line(random, journal, cited_as.date.year),
        conflict_of_interest=invent_links.conflict_of_interest(random, rarity),
        figures=figures,
        linked=invent_links.linked(random, rarity, about),
        similar=invent_links.docsums(random, about, 5 if random.random() < 0.9 else random.randint(0, 4)),
        cited_by=cited_by[:5],
        cited_by_total=len(cited_by),
        references=references,
        reference_total=reference_total,
        displayed_type=types.displayed,
        publication_types=types.listed,
        mesh_terms=invent_links.mesh_terms(random),
        substances=invent_links.substances(random),
        supplementary_concepts=(f"{about.latin} strain TI-7",) if rarity is Rarity.SUPPLEMENTARY_CONCEPTS else (),
        associated_data=invent_links.associated_data(random, rarity),
        related_information=invent_links.related_information(random),
        grants=statements.grants,
        funding_statement=statements.statement,
        linkout=invent_links.linkout(random, identity, journal, FIRST_PMID + number),
    )
