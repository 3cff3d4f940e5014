#!/usr/bin/python3
"""scripts/check_shape finds each kind of violation planted in a temporary tree, and only those."""

import shutil
import unittest

from planted_tree import PlantedTree


def function_of(lines):
    return "int f() {\n" + "    g();\n" * (lines - 2) + "}\n"


class CheckShape(PlantedTree):
    checker = "check_shape"

    def setUp(self):
        super().setUp()
        self.plant("tests/core/units_test.cpp", "")

    def test_accepts_the_longest_file_and_function_allowed(self):
        self.plant("src/app/main.cpp", "int main() {}\n" * 400)
        self.plant("src/core/units.cpp", function_of(60))
        answer = self.check()
        self.assertEqual(answer.returncode, 0, answer.stdout)

    def test_finds_a_source_without_test(self):
        self.plant("src/core/untested.cpp", "")
        self.assert_found("src/core/untested.cpp:1: has no test file tests/core/untested_test.cpp")

    def test_finds_a_long_file(self):
        self.plant("include/kossa/core/units.hpp", "\n" * 401)
        self.assert_found("include/kossa/core/units.hpp:401: the file has 401 lines")

    @unittest.skipUnless(shutil.which("ctags"), "needs universal-ctags")
    def test_finds_a_long_function(self):
        self.plant("src/core/units.cpp", "\n" + function_of(61))
        self.assert_found("src/core/units.cpp:2: the function f has 61 lines")


if __name__ == "__main__":
    unittest.main()
