"""Write the sample's files anew: python -m data.sample.make, or into another folder: python -m data.sample.make FOLDER."""

import sys
from pathlib import Path

from data.sample.make.model import HERE
from data.sample.make.trackers import TRACKERS
from data.sample.make.writing import write


def write_all(folder: Path) -> list[Path]:
    """Every file of the sample, written into the folder."""
    return [write(folder, tracker) for tracker in TRACKERS]


if __name__ == "__main__":
    for path in write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent):
        print(path)
