"""Makes a big slide of a small one without encoding a pixel anew: the tile offsets of a BigTIFF point again and again at
the compressed tiles of the source, so ten gigapixels take the room of the source and of the offsets.

The source is a tiled JPEG TIFF whose levels halve exactly. Only tiles that no edge cuts are used.
"""

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, DESCRIPTION = 256, 257, 258, 259, 262, 270
SAMPLES, PLANAR, SUBFILE, TILE_WIDTH, TILE_HEIGHT, OFFSETS, COUNTS = 277, 284, 254, 322, 323, 324, 325
TABLES, SUBSAMPLING = 347, 530
SHORT, LONG, LONG8, ASCII, UNDEFINED = 3, 4, 16, 2, 7
TYPES = {1: "u1", 2: "u1", SHORT: "u2", LONG: "u4", UNDEFINED: "u1", LONG8: "u8"}
JPEG = 7


class Level(NamedTuple):
    """One directory of a TIFF: its tags as arrays."""

    tags: dict

    def one(self, tag, default=0):
        return int(self.tags[tag][0]) if tag in self.tags else default

    @property
    def across(self):
        return -(-self.one(WIDTH) // self.one(TILE_WIDTH))

    @property
    def whole_tiles(self):
        """Columns and rows of tiles that no edge cuts."""
        return self.one(WIDTH) // self.one(TILE_WIDTH), self.one(HEIGHT) // self.one(TILE_HEIGHT)


def read_levels(data):
    """The tiled directories of a TIFF or BigTIFF in memory."""
    order = "<" if data[:2] == b"II" else ">"
    big = struct.unpack_from(order + "H", data, 2)[0] == 43
    word, entry, counter = ("Q", 20, "Q") if big else ("I", 12, "H")
    at = struct.unpack_from(order + word, data, 8 if big else 4)[0]
    levels = []
    while at:
        count = struct.unpack_from(order + counter, data, at)[0]
        at += struct.calcsize(counter)
        tags = {}
        for i in range(count):
            tag, kind, number = struct.unpack_from(order + "HH" + word, data, at + entry * i)
            if kind in TYPES:
                dtype = np.dtype(order + TYPES[kind])
                place = at + entry * i + (12 if big else 8)
                if number * dtype.itemsize > struct.calcsize(word):
                    place = struct.unpack_from(order + word, data, place)[0]
                tags[tag] = np.frombuffer(data, dtype, number, place)
        at = struct.unpack_from(order + word, data, at + entry * count)[0]
        if OFFSETS in tags:
            levels.append(Level(tags))
    return levels


def pyramid_of(levels, step):
    """Every step-th power of two of the levels, as long as they halve exactly and have whole tiles."""
    chosen = [(0, levels[0])]
    for level in levels[1:]:
        power = (levels[0].one(WIDTH) // level.one(WIDTH)).bit_length() - 1
        exact = levels[0].one(WIDTH) == level.one(WIDTH) << power and min(level.whole_tiles) >= 1
        if exact and power % step == 0:
            chosen.append((power, level))
    return chosen


def period_of(pyramid):
    """Tiles of the finest level after which all levels repeat."""
    coarsest = 1 << pyramid[-1][0]
    return tuple(min(level.whole_tiles[axis] << power for power, level in pyramid) // coarsest * coarsest
                 for axis in (0, 1))


def is_tissue(column, row, share):
    """Whether this repetition shows the source; evenly spread, the given share of them."""
    number = 7 * row + column
    return int((number + 1) * share) > int(number * share)


def tiled(level, power, period, repeats, share):
    """Offsets and byte counts of the big level, row by row; repetitions without tissue show the emptiest tile."""
    columns, rows = period[0] >> power, period[1] >> power
    offsets = level.tags[OFFSETS].astype("<u8").reshape(-1, level.across)[:rows, :columns]
    counts = level.tags[COUNTS].astype("<u8").reshape(-1, level.across)[:rows, :columns]
    empty = np.unravel_index(np.argmin(counts), counts.shape)
    shown = np.array([[is_tissue(c, r, share) for c in range(repeats[0])] for r in range(repeats[1])])
    shown = np.kron(shown, np.ones((rows, columns), bool))
    return (np.where(shown, np.tile(offsets, repeats[::-1]), offsets[empty]),
            np.where(shown, np.tile(counts, repeats[::-1]), counts[empty]))


def directory(at, tags, last):
    """The bytes of a BigTIFF directory that starts at `at`, with what its tags point to behind it."""
    end = at + 8 + 20 * len(tags) + 8
    entries, behind = b"", b""
    for tag, (kind, values) in sorted(tags.items()):
        raw = np.asarray(values).astype("<" + TYPES[kind]).tobytes()
        count = len(raw) // np.dtype(TYPES[kind]).itemsize
        entries += struct.pack("<HHQ", tag, kind, count)
        if len(raw) <= 8:
            entries += raw.ljust(8, b"\0")
        else:
            entries += struct.pack("<Q", end + len(behind))
            behind += raw + b"\0" * (-len(raw) % 8)
    following = 0 if last else end + len(behind)
    return struct.pack("<Q", len(tags)) + entries + struct.pack("<Q", following) + behind


def tags_of(level, size, description, reduced, tiles):
    tags = {SUBFILE: (LONG, [1 if reduced else 0]), WIDTH: (LONG, [size[0]]), HEIGHT: (LONG, [size[1]]),
            BITS: (SHORT, [8, 8, 8]), COMPRESSION: (SHORT, [JPEG]),
            PHOTOMETRIC: (SHORT, [level.one(PHOTOMETRIC)]), SAMPLES: (SHORT, [3]), PLANAR: (SHORT, [1]),
            DESCRIPTION: (ASCII, np.frombuffer(description.encode() + b"\0", "u1")),
            TILE_WIDTH: (LONG, [level.one(TILE_WIDTH)]), TILE_HEIGHT: (LONG, [level.one(TILE_HEIGHT)]),
            OFFSETS: (LONG8, tiles[0].ravel()), COUNTS: (LONG8, tiles[1].ravel())}
    for tag, kind in ((TABLES, UNDEFINED), (SUBSAMPLING, SHORT)):
        if tag in level.tags:
            tags[tag] = (kind, level.tags[tag])
    return tags


def make(source, target, gigapixels, um, step=1, share=1.0, missing_tile=False):
    """Writes the slide, as Aperio writes slides, and returns its size. `um` is the pixel size it claims; `step` 2 leaves
    out every other level; `missing_tile` empties the last tile, which readers of plain tiles must notice."""
    data = Path(source).read_bytes()
    pyramid = pyramid_of(read_levels(data), step)
    period = period_of(pyramid)
    finest = pyramid[0][1]
    side = finest.one(TILE_WIDTH), finest.one(TILE_HEIGHT)
    across = max(1, round((gigapixels * 1e9) ** 0.5 / (period[0] * side[0])))
    down = max(1, round(gigapixels * 1e9 / (across * period[0] * side[0] * period[1] * side[1])))
    whole = across * period[0] * side[0], down * period[1] * side[1]
    power_of_objective = round(10 / um)
    with open(target, "wb") as file:
        prefix = b"II" + struct.pack("<HHHQ", 43, 8, 0, 16 + len(data) + -len(data) % 8)
        file.write(prefix + data + b"\0" * (-len(data) % 8))
        for power, level in pyramid:
            offsets, counts = tiled(level, power, period, (across, down), share)
            offsets = offsets + 16
            if missing_tile and power == 0:
                counts[-1, -1] = 0
            text = f"Aperio layout, repeated tiles\n{whole[0]}x{whole[1]}|AppMag = {power_of_objective}|MPP = {um}"
            tags = tags_of(level, (whole[0] >> power, whole[1] >> power), text, power > 0, (offsets, counts))
            file.write(directory(file.tell(), tags, power == pyramid[-1][0]))
    return whole
