"""Reading folders, packed files and archives, also hostile ones."""
