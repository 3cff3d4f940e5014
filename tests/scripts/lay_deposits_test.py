#!/usr/bin/python3
"""scripts/lay_deposits draws what its outlines say, on tissue alone, and the same each time."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy as np
from PIL import Image
from shapely.geometry import shape

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "lay_deposits"
PINK, BLACK, GLASS = (230, 170, 200), (40, 30, 60), (245, 245, 245)


class LayDeposits(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        mask = np.zeros((120, 160), np.uint8)
        mask[40:70, 50:90] = 255
        mask[50:60, 60:70] = 0  # a hole
        source = np.where(mask[..., None] > 0, BLACK, PINK).astype(np.uint8)
        background = np.full((400, 600, 3), PINK, np.uint8)
        background[:, 300:] = GLASS
        for name, pixels in (("source", source), ("mask", mask), ("background", background)):
            Image.fromarray(pixels).save(self.folder / f"{name}.png")
        (self.folder / "truth.json").write_text(json.dumps({"deposits": [{"bbox": [50, 40, 90, 70], "kind": "dense"}]}))

    def laid(self, name, *more):
        files = [self.folder / part for part in ("source.png", "truth.json", "mask.png", "background.png", name)]
        subprocess.run([SCRIPT, *files, *more], check=True, capture_output=True)
        return np.asarray(Image.open(files[-1])), files[-1].with_suffix(".geojson").read_text()

    def test_outlines_hold_what_is_dark(self):
        picture, text = self.laid("out.png")
        (feature,) = json.loads(text)["features"]
        outline = shape(feature["geometry"])
        self.assertEqual(outline.area, 30 * 40 - 100)
        self.assertEqual(feature["properties"]["classification"]["name"], "Calcium")
        left, top, right, bottom = map(int, outline.bounds)
        self.assertLess(right, 300, "on the tissue")
        dark = picture.mean(axis=2) < (sum(PINK) + sum(BLACK)) / 6
        self.assertLess(abs(int(dark.sum()) - outline.area), 12, "but for the corners")
        self.assertEqual(dark.sum(), dark[top:bottom, left:right].sum())

    def test_the_seed_alone_says_where(self):
        picture, text = self.laid("one.png", "--seed", "5")
        again, same = self.laid("two.png", "--seed", "5")
        self.assertTrue((picture == again).all())
        self.assertEqual(text, same)
        self.assertNotEqual(text, self.laid("three.png", "--seed", "6")[1])

    def test_a_missing_file_is_named(self):
        (self.folder / "mask.png").unlink()
        with self.assertRaises(subprocess.CalledProcessError) as failure:
            self.laid("out.png")
        self.assertEqual(failure.exception.stderr.decode(), f"{self.folder / 'mask.png'}: there is no such file\n")


if __name__ == "__main__":
    unittest.main()
