"""For PYTHONPATH."""
