"""The yardstick: read every page of a folder and let lxml parse it, nothing else. `python bare_parse.py FOLDER`."""

import sys
from pathlib import Path

from lxml import etree

for path in sorted(Path(sys.argv[1]).glob("*.html")):
    etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
