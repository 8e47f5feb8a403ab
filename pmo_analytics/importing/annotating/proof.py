"""What a workbook says once it is written, held against what was to be said: no note is missing or in a wrong cell."""

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from pmo_analytics.importing.annotating.notes import AUTHOR
from pmo_analytics.importing.annotating.spelling import MAIN, RELATIONS, SpelledOtherwise, spelled
from pmo_analytics.importing.annotations import Remark
from pmo_analytics.importing.opening.packages import Package
from pmo_analytics.importing.opening.relations import main_part, relation_kinds, targets

SPREADSHEET = f"{{{MAIN.decode()}}}"


def prove_notes(package: Package, wanted: Mapping[str, Mapping[str, Remark]]) -> None:
    """SpelledOtherwise where the notes of ours differ from `wanted`, by sheet and cell."""
    for sheet, part in sheet_parts(package).items():
        found, cells = dict(_ours(package, part)), wanted.get(sheet, {})
        if found.keys() != cells.keys() or not all(found[one].endswith(_read(cells[one].text)) for one in cells):
            raise SpelledOtherwise(f"notes of {sheet}")


def sheet_parts(package: Package) -> dict[str, str]:
    """The part of each sheet by the sheet's name, in their order; '' where there is none."""
    main, _ = main_part(package)
    where = targets(package, main)
    named = ElementTree.fromstring(package.part(main)).iter(f"{SPREADSHEET}sheet")
    return {one.get("name", ""): where.get(one.get(f"{{{RELATIONS}}}id", ""), "") for one in named}


def _ours(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """(cell, text) of each note of a sheet that is ours, or has ours below somebody's."""
    where, kinds = targets(package, part), relation_kinds(package, part)
    for relation, kind in kinds.items():
        if kind.endswith("/comments"):
            root = ElementTree.fromstring(package.part(where[relation]))
            authors = {str(place): one.text for place, one in enumerate(root.iter(f"{SPREADSHEET}author"))}
            for note in root.iter(f"{SPREADSHEET}comment"):
                said = "".join(text.text or "" for text in note.iter(f"{SPREADSHEET}t"))
                if authors.get(note.get("authorId", "")) == AUTHOR or f"[{AUTHOR}]" in said:
                    yield note.get("ref", ""), said


def _read(said: str) -> str:
    """What a reader of XML gets of a text that was written."""
    return spelled(said).replace("\r\n", "\n").replace("\r", "\n")
