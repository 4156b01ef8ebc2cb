"""A small picture of a series for a list: an image, so a row costs no tab stop and no script."""

import base64
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pimdata.palette import STATUSES, TONES

WIDTH, HEIGHT, EDGE = 132, 40, 8
# Drawn about (0, 0). A shape of its own for each status, so the last point says the same in grey.
SHAPES = {
    "below": '<path d="M-5-5H5V5H-5z"/>',
    "near": '<path d="M0-6 6 5H-6z"/>',
    "on": '<circle r="5.5"/>',
    "info": '<circle r="4.5" class="h"/>',
    "due": '<circle r="4.5" class="h" stroke-dasharray="3 2"/>',
    "late": '<path d="M0-7 7 0 0 7-7 0z"/>',
}


class Spark(NamedTuple):
    """A picture and what it says in words."""

    uri: str
    alt: str


def spark(values: Sequence[float | None], status: str, alt: str, target: float | None = None) -> Spark:
    """The series as a line with its gaps, the target dashed, and the last point in the shape of its status."""
    return Spark(_uri(tuple(values), status, target), alt)


@lru_cache(maxsize=8192)
def _uri(values: tuple[float | None, ...], status: str, target: float | None) -> str:
    """A data address of the picture; it follows light and dark by itself."""
    known = [value for value in (*values, target) if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    tall = (HEIGHT - 2 * EDGE) / ((high - low) or 1)
    places = [
        None if value is None else (round(EDGE + step * number, 1), round(HEIGHT - EDGE - tall * (value - low), 1))
        for number, value in enumerate(values)
    ]
    parts = [f'<polyline points="{line}"/>' for line in _lines(places)]
    if target is not None:
        height = round(HEIGHT - EDGE - tall * (target - low), 1)
        parts.append(f'<path class="t" d="M{EDGE} {height}H{WIDTH - EDGE}"/>')
    # A figure that is not there is marked at middle height: its shape says why, its height says nothing.
    x, y = (places[-1] if places else None) or (WIDTH - EDGE, HEIGHT / 2)
    parts.append(f'<g transform="translate({x} {y})">{SHAPES[status]}</g>')
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
    svg = f"{opening}{_STYLES[status]}{''.join(parts)}</svg>"
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _lines(places: Sequence[tuple[float, float] | None]) -> Iterator[str]:
    """The unbroken runs; a single figure between two gaps becomes a dot."""
    run: list[tuple[float, float]] = []
    for place in (*places, None):
        if place is not None:
            run.append(place)
        elif run:
            yield " ".join(f"{x},{y}" for x, y in (run if len(run) > 1 else run * 2))
            run = []


def _style(status: str) -> str:
    """Colours for light and dark: an image is told the scheme of the page it stands in."""
    light, dark = (
        f"polyline{{fill:none;stroke:{line};stroke-width:2;stroke-linecap:round;stroke-linejoin:round}}"
        f".t{{stroke:{ink};stroke-width:1.5;stroke-dasharray:4 3}}g{{fill:{mark};stroke:{ground};stroke-width:1}}"
        f".h{{fill:{ground};stroke:{mark};stroke-width:2.5}}"
        for line, ink, mark, ground in zip(TONES["comparator"], TONES["ink"], TONES[status], TONES["page"], strict=True)
        if line
    )
    return f"<style>{light}@media(prefers-color-scheme:dark){{{dark}}}</style>"


_STYLES = {status: _style(status) for status in STATUSES}
