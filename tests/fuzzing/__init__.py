"""Input that nobody would think of: what each room promises of any bytes, searched by a fuzzer, and what it found."""
