"""What patterns of printed references are made of."""

UPPER = r"[^\W\d_a-zß-öø-ÿ]"
"""A capital, of any script; scripts without capitals count as nothing but capitals."""
LETTER = r"[^\W\d_]"
DASH = r"[-–—‐‑−]"
YEAR = r"(?:1[6-9]|20)\d\d"
MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)[a-z]{0,6}"
