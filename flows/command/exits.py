"""The exit codes, where the command's own files look for them."""

from flows.exits import MEANINGS, Exit, exit_of

__all__ = ["MEANINGS", "Exit", "exit_of"]
