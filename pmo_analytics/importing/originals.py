"""The files as they arrived: known by what is in them, and kept byte for byte."""

import hashlib
import re
from pathlib import Path

from pmo_analytics.errors import FileRefused

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
DRIVE = re.compile(r"^[A-Za-z]:")


def own_name(name: str) -> str:
    """A file's name without anything that leads to a folder, on whatever system it was given: '../a\\b.csv' is
    'b.csv'. 'file' where nothing is left."""
    last = re.split(r"[/\\]", CONTROLS.sub("", name))[-1]
    own = DRIVE.sub("", last).strip()
    return own if own.strip(".") else "file"


def sha256_of(path: Path) -> str:
    """The content hash of a file, '' where there is none to read."""
    if not path.is_file():
        return ""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def keep(path: Path, name: str, sha256: str, folder: Path) -> None:
    """Keep the bytes that were read; FileRefused where the file, called `name`, holds others by now, or is gone."""
    kept = folder / sha256
    try:
        content = path.read_bytes()
    except OSError as gone:
        raise FileRefused("file_changed", file=name) from gone
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileRefused("file_changed", file=name)
    if not kept.exists():
        part = kept.with_suffix(".part")
        part.write_bytes(content)
        part.replace(kept)
