"""The child process: reads one file within limits and leaves what it found, or why it refused, in its own folder.

Started by sandbox.py as `python -m pmo_analytics.importing.opening.worker FOLDER`; FOLDER/request.json says what to do.
"""

import gc
import json
import sys
from dataclasses import asdict
from pathlib import Path

from pmo_analytics.importing.limits import Limits

REQUEST, RESULT, ANNOTATED = "request.json", "result.json", "annotated.xlsx"


def main(folder: Path) -> None:
    """Answer the request in `folder`: result.json, and one Arrow file for each sheet, or the annotated file."""
    request = json.loads((folder / REQUEST).read_text(encoding="utf-8"))
    limits = Limits(**request["limits"])
    _confine(limits.memory_bytes, request["seconds"])
    # Arrow works without numpy, which takes longer to start than most files take to read.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    # Millions of short-lived rows are made and nothing circular: looking for circles would cost a quarter of the time.
    gc.disable()
    try:
        work = _annotate if "summary" in request else _read
        answer = work(request, limits, folder)
    except MemoryError:
        answer = {"refused": "errors_reading.out_of_memory", "details": {"file": request["file"]}}
    (folder / RESULT).write_text(json.dumps(answer), encoding="utf-8")


def _confine(memory_bytes: int, seconds: int) -> None:
    """Ask the system for limits where it knows them; elsewhere the parent's clock alone holds."""
    try:
        import resource
    except ImportError:
        return
    wanted = {"RLIMIT_CPU": seconds, "RLIMIT_CORE": 0, "RLIMIT_AS": memory_bytes}
    for name, most in wanted.items():
        try:
            _, hard = resource.getrlimit(getattr(resource, name))
            ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(getattr(resource, name), (ceiling, ceiling))
        except (ValueError, OSError, AttributeError):
            continue


def _annotate(request: dict, limits: Limits, folder: Path) -> dict[str, object]:
    """Write findings into a copy of the file, annotated.xlsx, unless the file would not read the same afterwards."""
    from xml.etree.ElementTree import ParseError
    from xml.parsers.expat import ExpatError

    from pmo_analytics.errors import FileRefused
    from pmo_analytics.importing.annotating.spelling import SpelledOtherwise
    from pmo_analytics.importing.annotating.workbook import annotate
    from pmo_analytics.importing.annotations import Remark, Summary, SummaryRow
    from pmo_analytics.importing.opening import files

    path, file, made = Path(request["path"]), request["file"], folder / ANNOTATED
    rows = tuple(SummaryRow(*row) for row in request["summary"].pop("rows"))
    summary, remarks = Summary(**request["summary"], rows=rows), [Remark(*one) for one in request["remarks"]]
    try:
        annotate(path, made, file, limits, summary, remarks)
        is_same = files.read(path, file, limits) == files.read(made, file, limits)
    except (SpelledOtherwise, ParseError, ExpatError, FileRefused) as other:
        return {"annotated": False, "why": str(other)}
    return {"annotated": is_same, "why": "" if is_same else "it reads otherwise"}


def _read(request: dict, limits: Limits, folder: Path) -> dict[str, object]:
    from pmo_analytics.errors import FileRefused
    from pmo_analytics.importing.opening import files

    try:
        grids = files.read(Path(request["path"]), request["file"], limits, request["encoding"])
    except FileRefused as refusal:
        return {"refused": refusal.key, "details": refusal.details}
    import pyarrow as pa

    sheets = []
    for number, grid in enumerate(grids):
        batch = pa.record_batch(list(grid.columns), names=[str(column) for column in range(grid.count_columns)])
        with pa.OSFile(str(folder / f"{number}.arrow"), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
            writer.write_batch(batch)
        sheet = {"name": grid.name, "hidden": grid.hidden, "merged": grid.merged}
        sheet["are_colours_read"] = grid.are_colours_read
        sheets.append({**sheet, "notes": [asdict(finding) for finding in grid.notes]})
    return {"sheets": sheets}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
