"""Invented pages of PubMed from before 2020. Each is printed from the records that it has to yield."""
