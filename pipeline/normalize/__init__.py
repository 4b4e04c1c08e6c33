"""Printed text into values: text, identifiers, dates, citations, grants, addresses, labels. Pure functions."""
