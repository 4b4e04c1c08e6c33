"""HTML: `head` reads a page's meta tags, `tree` parses its article, `select` finds elements by promise."""
