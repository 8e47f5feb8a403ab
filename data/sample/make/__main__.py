"""Write the sample's files anew.

python -m data.sample.make [FOLDER]
"""

import sys
from pathlib import Path

from data.sample.make import finance, form, writing
from data.sample.make.model import HERE
from data.sample.make.trackers import TRACKERS


def write_all(folder: Path) -> list[Path]:
    """Every file of the sample, written into the folder."""
    return [*(writing.write(folder, tracker) for tracker in TRACKERS), *finance.write_all(folder), form.write(folder)]


if __name__ == "__main__":
    for path in write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent):
        print(path)
