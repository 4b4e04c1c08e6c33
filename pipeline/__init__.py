"""From saved PubMed pages to tables. One line a room, in the order in which a page passes through them.

    sources      captures out of folders, object stores, compressed files and archives
    decode       bytes -> text; one file may hold several documents
    classify     which layout a page has, or why it is no article
    layouts      one package a layout, in it one file a section
    audit        a page against itself
    extract      document -> Extracted | Completing | Rejected; the one place that catches
    clean_text   the article in reading order, without anything of the site
    assemble     what is derived: the article's row
    columns      outcomes -> record batches
    slowest      which pages took longest
    journal      at which page of a shard a process stands, for whoever comes after its death
    parsing      a shard's captures -> outcomes, in steps that end alone
    watching     pages that take too long or too much memory are ended
    quality      what share of the pages shows each column, and whether that fell
    shards       many captures -> staged tables: the hot loop
    dataset      stage, merge, check, publish, read, verify
    explaining   where each value of an article comes from
    comparing    the dataset beside PubMed's own XML of the same articles
    report       what a run did, as one HTML page

Below them stand the words that all rooms share: `tables` (the contract), `record` (its Arrow schemas and its
dictionary), `page` (what one page shows), `origin` (where on a page that stands), `outcome` (what becomes of a page),
`raw` (where pages lie), `errors`; what readers of the tables get, `queries` (views and questions) and `datapackage`;
and the tools `markup` (HTML) and `normalize` (text, dates, identifiers, citations, labels).
"""
