"""How pages are read: one package a layout, in it one file a section. A layout is chosen once, by `classify`.

Each has `PARSER_VERSION` and `read_page`, which gives an `ArticlePage`.
"""
