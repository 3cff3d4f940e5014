#!/usr/bin/python3
"""scripts/validate_phantoms tells what a program in place of kossa answers: ends, median, and what failed."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "validate_phantoms"

# Answers with a Dice of seed / 10 + rotation / 1000; cannot score seed 9, nor assess seed 4.
KOSSA = '''#!/usr/bin/python3
import json, sys
from pathlib import Path
command, words = sys.argv[1], sys.argv[2:]
option = lambda name: words[words.index(name) + 1]
if command == "phantom":
    Path(option("--out")).write_text(option("--seed") + " " + option("--rotation"))
    Path(option("--out")).with_suffix(".json").write_text(option("--seed") + " " + option("--rotation"))
elif command == "score":
    seed = Path(words[0]).read_text().split()[0]
    if seed == "9":
        sys.exit("no tissue found")
    result = Path(option("--out")) / "phantom"
    result.mkdir(parents=True)
    (result / "summary.json").write_text(json.dumps({"skin": {"assessable": seed != "4"}}))
else:
    seed, rotation = map(int, Path(words[1]).read_text().split())
    print(json.dumps({"epidermis": {"dice": seed / 10 + rotation / 1000}, "depth_error_um": None,
                      "calcium": {"truth_um2": 0, "dice": 0}, "zone_agreement": None,
                      "deposits": [{"f1": seed / 10, "false": seed}],
                      "reliability": [{"confidence_from": 0.9, "confidence_to": 1.0, "objects": 4, "calcium": 3}]}))
'''


class ValidatePhantoms(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.kossa = self.folder / "kossa"
        self.kossa.write_text(KOSSA, encoding="utf-8")
        self.kossa.chmod(0o755)

    def validated(self, *words):
        command = ["/usr/bin/python3", "-B", SCRIPT, "--kossa", self.kossa, "--presets", "deep", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_gives_lowest_median_and_highest_with_the_slides_at_both_ends(self):
        done = self.validated("--seeds", "1,3-5", "--rotations", "0")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("deep: 4 phantoms", done.stdout)
        self.assertRegex(done.stdout, r"epidermis Dice +0\.100 +0\.350 +0\.500 +deep-he-1-0 \.\. deep-he-5-0")

    def test_pools_the_reliability_of_all_slides(self):
        done = self.validated("--seeds", "1-3", "--rotations", "0")
        self.assertRegex(done.stdout, r"confidence 0\.9 to 1\.0 +12 +9 +0\.750")
        self.assertRegex(done.stdout, r"deposits, false +1 +2 +3 ")

    def test_draws_every_rotation(self):
        done = self.validated("--seeds", "2", "--rotations", "0,90")
        self.assertRegex(done.stdout, r"epidermis Dice +0\.200 +0\.245 +0\.290 +deep-he-2-0 \.\. deep-he-2-90")

    def test_leaves_out_what_was_not_measured(self):
        table = self.validated("--seeds", "1", "--rotations", "0").stdout
        self.assertNotIn("depth error", table)
        self.assertNotIn("calcium Dice", table)

    def test_names_what_was_not_assessable(self):
        done = self.validated("--seeds", "3,4", "--rotations", "0")
        self.assertIn("depth not assessable: deep-he-4-0", done.stdout)

    def test_names_what_failed_and_goes_on(self):
        done = self.validated("--seeds", "9,1", "--rotations", "0")
        self.assertEqual(done.returncode, 1)
        self.assertIn("deep-he-9-0: kossa score: no tissue found", done.stderr)
        self.assertIn("deep: 1 phantoms", done.stdout)
        self.assertIn("1 failed", done.stdout)

    def test_writes_every_answer(self):
        answers = self.folder / "answers.json"
        self.validated("--seeds", "1", "--rotations", "0", "--json", answers)
        self.assertEqual(json.loads(answers.read_text())["deep-he-1-0"]["epidermis"]["dice"], 0.1)

    def test_refuses_an_unknown_preset(self):
        done = self.validated("--seeds", "1", "--presets", "shallow")
        self.assertEqual(done.returncode, 2)
        self.assertIn("shallow is none of", done.stderr)


if __name__ == "__main__":
    unittest.main()
