"""Checks against real pages, which are kept outside of the project."""
