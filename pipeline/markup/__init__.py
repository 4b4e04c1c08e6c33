"""HTML: `head` reads a page's meta tags, `tree` parses its article, `select` finds elements by promise.

Damaged pages: `cut` reads what is left of one, `careful` one that breaks its promises.
"""
