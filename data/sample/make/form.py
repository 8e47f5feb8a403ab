"""The form that one manager fills in for his project alone: labels and values, what the tracker has no columns for."""

from pathlib import Path

from xlsxwriter import Workbook

from data.sample.make.model import month_of, projects
from data.sample.make.writing import CREATED, FORMATS

NAME, CODE, MONTH = "HH-131 status form 2026-10.xlsx", "HH-131", month_of("2026-10")
TEXTS = (
    ("Objective", "Cover a third of the site's electricity from the roof by 2027."),
    ("Scope light", "Green"),
    ("Quality light", "Amber"),
    ("Stakeholder light", "Green"),
    ("Quality comment", "Two strings below the guaranteed yield; the maker replaces the modules."),
    ("Schedule comment", "Grid connection moved by one week, storm in August."),
    ("Cost comment", "Within budget. Scaffolding was cheaper than offered."),
    ("Recovery plan", "Second crew in November."),
    ("Delivery method", "Turnkey contract"),
    ("Prepared by", "Johan Lindqvist"),
)


def write(folder: Path) -> Path:
    """The form, written into the folder."""
    path = folder / NAME
    project = next(one for one in projects() if one.code == CODE)
    with Workbook(path) as book:
        book.set_properties({"created": CREATED, "author": project.manager, "title": "Invented sample data"})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Status form")
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 60)
        sheet.write(0, 0, "Project status form", book.add_format(FORMATS["title"]))
        head = (("Project ID", CODE), ("Project name", project.name), ("Reporting period", "October 2026"))
        for row, (label, value) in enumerate(head + TEXTS, start=2):
            sheet.write(row, 0, f"{label}:", bold)
            sheet.write(row, 1, value)
    return path
