"""Where the tiles of a treemap lie. Plotly's own treemap shrinks names until nobody can read them, so it is laid out
here, and names are cut to their tiles."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """A rectangle, in pixels from the upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def inside(self, strip: float, gap: float) -> "Tile":
        """What is left below a strip along the top and a gap on the other sides."""
        return Tile(self.left + gap, self.top + strip, max(self.width - 2 * gap, 0), max(self.height - strip - gap, 0))


def squarified(areas: Sequence[float], frame: Tile) -> list[Tile]:
    """A tile for each of `areas`, largest first, that together fill `frame` in rows as near to squares as can be."""
    total = sum(areas)
    if not total or not frame.width or not frame.height:
        return [Tile(frame.left, frame.top, 0, 0) for _ in areas]
    rest = [area / total * frame.width * frame.height for area in areas]
    placed: list[Tile] = []
    while rest:
        row = _best_row(rest, min(frame.width, frame.height))
        tiles, frame = _laid(row, frame)
        placed += tiles
        rest = rest[len(row) :]
    return placed


def _best_row(areas: Sequence[float], side: float) -> Sequence[float]:
    """As many of the first areas as make the worst tile of the row squarer, not flatter."""
    count = 1
    while count < len(areas) and _worst(areas[: count + 1], side) <= _worst(areas[:count], side):
        count += 1
    return areas[:count]


def _worst(row: Sequence[float], side: float) -> float:
    total = sum(row)
    return max(max(side**2 * area / total**2, total**2 / (side**2 * area)) for area in row)


def _laid(row: Sequence[float], frame: Tile) -> tuple[list[Tile], Tile]:
    """The row along the shorter side of the frame, and the frame that is left."""
    tiles: list[Tile] = []
    if frame.width >= frame.height:
        depth, top = sum(row) / frame.height, frame.top
        for area in row:
            tiles.append(Tile(frame.left, top, depth, area / depth))
            top += area / depth
        return tiles, Tile(frame.left + depth, frame.top, max(frame.width - depth, 1e-9), frame.height)
    depth, left = sum(row) / frame.width, frame.left
    for area in row:
        tiles.append(Tile(left, frame.top, area / depth, depth))
        left += area / depth
    return tiles, Tile(frame.left, frame.top + depth, frame.width, max(frame.height - depth, 1e-9))
