"""Wrong usage in front of a person: which word is wrong, what was meant perhaps, and where the help for it is."""

import difflib
from collections.abc import Iterable
from typing import Final

from cyclopts import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
    ValidationError,
)

from flows.command.safe import printable

_PROGRAM: Final = "pubmed-etl"
_NUMBERS: Final = {int: "a whole number", float: "a number"}


def told(error: CycloptsError) -> str:
    """Two lines: what is wrong, and where to look."""
    command = " ".join(error.command_chain or ())
    return f"{_PROGRAM}: {printable(_wrong(error, command))}\nSee: {f'{_PROGRAM} {command}'.strip()} --help\n"


def _wrong(error: CycloptsError, command: str) -> str:
    match error:
        case UnknownCommandError(unused_tokens=[word, *_]):
            said = _no_command(error, word)
        case UnknownOptionError(token=token):
            said = _no_option(error, command, (token.keyword or token.value).partition("=")[0])
        case UnusedCliTokensError(unused_tokens=[*words]):
            said = f"{command} does not know what to do with {' '.join(words)}: put a value with blanks in quotes"
        case MissingArgumentError(argument=argument) if argument is not None:
            said = f"{error.keyword} needs a value" if error.keyword else f"{command} needs {argument.name}"
        case CoercionError(token=token, target_type=kind) if token is not None and kind in _NUMBERS:
            said = f"{token.keyword} takes {_NUMBERS[kind]}, not {token.value}"
        case ValidationError(group=group) if group is not None:
            said = error.exception_message
        case _:
            said = str(error)
    return said


def _no_command(error: CycloptsError, word: str) -> str:
    if word.startswith("-"):
        return f"{word} has no command before it: options stand behind one, `{_PROGRAM} COMMAND {word}`"
    return f"there is no command {word}{_near(word, error.app or ())}"


def _no_option(error: CycloptsError, command: str, word: str) -> str:
    arguments = () if error.app is None else error.app.assemble_argument_collection()
    names = (name for argument in arguments if argument.parse for name in argument.names)
    return f"{command} has no option {word}{_near(word, names)}"


def _near(word: str, names: Iterable[str]) -> str:
    """The name that is most like a word, in a question; nothing where none is like it."""
    near = difflib.get_close_matches(word, names, n=1)
    return f"; did you mean {near[0]}?" if near else ""
