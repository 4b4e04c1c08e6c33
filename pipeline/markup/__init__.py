"""HTML: `head` reads a page's meta tags, `tree` parses its article, `select` finds elements by promise.

Without a tree: `template` reads what is printed from one template, `escapes` resolves references.
Damaged pages: `cut` reads what is left of one, `careful` one that breaks its promises.
"""
