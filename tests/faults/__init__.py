"""Faults injected into whole runs, by chance and by hand, and what became of them: `make faults`."""
