"""Which part of an Office package leads to which: its workbook, and the workbook's sheets."""

from posixpath import basename, dirname, join, normpath
from xml.etree import ElementTree

from pmo_analytics.importing.opening.packages import Package

TYPES = "[Content_Types].xml"
TO_MAIN_PART = "/officeDocument"


def main_part(package: Package) -> tuple[str, str]:
    """(the part that the package is about, its content type), '' where there is none; ParseError when malformed."""
    found = [one for one in _relations(package, "") if one.get("Type", "").endswith(TO_MAIN_PART)]
    if not found:
        return "", ""
    name = _absolute(found[0], "")
    types = package.part(TYPES)
    overrides = ElementTree.fromstring(types) if types else ()
    named = (one.get("ContentType", "") for one in overrides if one.get("PartName", "").lower() == f"/{name}".lower())
    return name, next(named, "")


def targets(package: Package, part: str) -> dict[str, str]:
    """The part that each relation of `part` leads to, by the relation's id."""
    return {one.get("Id", ""): _absolute(one, dirname(part)) for one in _relations(package, part)}


def relation_kinds(package: Package, part: str) -> dict[str, str]:
    """What each relation of `part` is, by the relation's id."""
    return {one.get("Id", ""): one.get("Type", "") for one in _relations(package, part)}


def _relations(package: Package, part: str) -> list[ElementTree.Element]:
    content = package.part(join(dirname(part), "_rels", f"{basename(part)}.rels"))
    return list(ElementTree.fromstring(content)) if content else []


def _absolute(relation: ElementTree.Element, folder: str) -> str:
    target = relation.get("Target", "").replace("\\", "/")
    return target[1:] if target.startswith("/") else normpath(join(folder, target))
