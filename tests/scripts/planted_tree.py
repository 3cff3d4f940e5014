"""A temporary source tree for the tests of the checking scripts."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


class PlantedTree(unittest.TestCase):
    checker = ""  # the script under test

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def plant(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def check(self):
        return subprocess.run([sys.executable, SCRIPTS / self.checker, self.root], capture_output=True, text=True, check=False)

    def assert_accepted(self):
        answer = self.check()
        self.assertEqual((answer.returncode, answer.stderr), (0, ""), answer.stdout)

    def assert_found(self, violation):
        """The one violation there is begins with these words."""
        answer = self.check()
        self.assertEqual(answer.returncode, 1, answer.stdout + answer.stderr)
        self.assertEqual(len(answer.stdout.splitlines()), 1, answer.stdout)
        self.assertTrue(answer.stdout.startswith(violation), answer.stdout)
