"""What can go wrong, as one tree; each error carries the key of a phrase and its details.

PmoError
├── FileRefused        the file cannot be read or trusted: nothing of it is loaded
├── LoadRefused        the file was read, but something must be decided or mended before it can be loaded
├── NothingLoaded      there is no snapshot yet, or none of that name
├── WorkspaceBusy      somebody else is writing
├── WorkspaceBroken    the ledger or a snapshot cannot be read
├── ContractBroken     a model, or the data it made, broke what its header promises
├── DictionaryBroken   a file in data/ or sql/ that describes fields, formats, settings or indicators is wrong
├── WrongUsage         the command or its options are not understood
└── UnknownName        no project, load, indicator or table of that name
"""

from collections.abc import Mapping
from typing import Any


class PmoError(Exception):
    """An expected failure: `key` names a phrase in words/, `details` fills its blanks, `exit_code` is the command's."""

    exit_code = 1

    def __init__(self, key: str, **details: Any) -> None:
        super().__init__(key)
        self.key = key if "." in key else f"errors.{key}"
        self.details = details

    def said(self, language: str | None = None) -> str:
        """The sentence a reader sees, in the language given or the current one; so is a detail that has both."""
        from pmo_analytics import words

        spoken = language or words.language()
        details = {name: text[spoken] if isinstance(text, Mapping) else text for name, text in self.details.items()}
        return words.say(self.key, spoken, **details)

    def __str__(self) -> str:
        return self.said("en")

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (type(self), self.key, self.details))


def _again(kind: type[PmoError], key: str, details: dict[str, Any]) -> PmoError:
    return kind(key, **details)


class FileRefused(PmoError):
    """The file cannot be read or trusted; nothing of it is loaded."""


class LoadRefused(PmoError):
    """The file was read, but something must be decided or mended before it can be loaded."""


class NothingLoaded(PmoError):
    """There is no snapshot to read yet, or none of that name."""


class WorkspaceBusy(PmoError):
    """Another process is writing to the workspace."""


class WorkspaceBroken(PmoError):
    """The ledger or a snapshot cannot be read."""


class ContractBroken(PmoError):
    """A model, or the data it made, broke what its header promises."""


class DictionaryBroken(PmoError):
    """A file that describes fields, formats, settings or indicators is wrong."""


class WrongUsage(PmoError):
    """The command or its options are not understood."""

    exit_code = 2


class UnknownName(PmoError):
    """No project, load, indicator or table of that name."""

    exit_code = 2
