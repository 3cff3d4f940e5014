#!/usr/bin/python3
"""scripts/check_layers finds each kind of violation planted in a temporary tree, and only those."""

import unittest

from planted_tree import PlantedTree

OPENCV = '#include <opencv2/core.hpp>\n#include "kossa/core/units.hpp"\n#include <vector>\n'


class CheckLayers(PlantedTree):
    checker = "check_layers"

    def test_accepts_a_tree_that_keeps_the_rules(self):
        self.plant("include/kossa/slide/source.hpp", OPENCV)
        self.plant("src/slide/open.cpp", '#include "kossa/slide/source.hpp"\n#include <openslide/openslide.h>\n')
        self.plant("src/slide/tiff.cpp", '#include "private.hpp"\n#include <tiffio.h>\n#include <fmt/format.h>\n')
        self.plant("src/report/text.cpp", '#include "kossa/skin/layers.hpp"\n#include <nlohmann/json.hpp>\n')
        self.plant("src/tiling/run.cpp", "#include <tbb/parallel_for.h>\n#include <tbb/task_arena.h>\n")
        self.plant("src/phantom/paint.cpp", "#include <oneapi/tbb/parallel_for.h>\n")
        self.assert_accepted()

    def test_names_file_line_and_both_folders_of_an_upward_include(self):
        self.plant("src/core/units.cpp", '#include <cmath>\n\n#include "kossa/slide/source.hpp"\n')
        self.assert_found("src/core/units.cpp:3: core must not include kossa/slide/source.hpp")

    def test_finds_a_sideways_include_in_a_header(self):
        self.plant("include/kossa/skin/depth.hpp", '#include "kossa/slide/source.hpp"\n')
        self.assert_found("include/kossa/skin/depth.hpp:1: skin must not include kossa/slide/source.hpp")

    def test_angle_brackets_do_not_hide_a_kossa_header(self):
        self.plant("src/stain/density.cpp", "#  include <kossa/deposit/tile.hpp>\n")
        self.assert_found("src/stain/density.cpp:1: stain must not include kossa/deposit/tile.hpp")

    def test_keeps_the_phantom_out_of_the_analysis(self):
        self.plant("src/analysis/survey.cpp", '#include "kossa/phantom/skin.hpp"\n')
        self.assert_found("src/analysis/survey.cpp:1: analysis must not include kossa/phantom/skin.hpp")

    def test_a_path_upwards_does_not_hide_another_folder(self):
        self.plant("src/stain/density.cpp", '#include "../deposit/private.hpp"\n')
        self.assert_found("src/stain/density.cpp:1: stain must not include ../deposit/private.hpp")

    def test_finds_a_library_outside_its_folders(self):
        self.plant("src/skin/depth.cpp", "#include <tbb/parallel_for.h>\n")
        self.assert_found("src/skin/depth.cpp:1: oneTBB is only for app, phantom, tiling, not skin")

    def test_finds_a_second_file_that_includes_openslide(self):
        self.plant("src/slide/a.cpp", "#include <openslide/openslide.h>\n")
        self.plant("src/slide/b.cpp", "#include <openslide.h>\n")
        self.assert_found("src/slide/b.cpp:1: OpenSlide is already included by src/slide/a.cpp")

    def test_finds_a_second_file_of_one_folder_that_includes_tbb(self):
        self.plant("src/tiling/a.cpp", "#include <tbb/parallel_for.h>\n")
        self.plant("src/tiling/b.cpp", "#include <oneapi/tbb/task_arena.h>\n")
        self.assert_found("src/tiling/b.cpp:1: oneTBB is already included by src/tiling/a.cpp")

    def test_keeps_libraries_out_of_the_contracts(self):
        for header in ("fmt/format.h", "opencv2/imgproc.hpp", "nlohmann/json.hpp", "tiffio.h"):
            with self.subTest(header):
                self.plant("include/kossa/report/text.hpp", f"#include <{header}>\n")
                self.assert_found(f"include/kossa/report/text.hpp:1: a header in include/ must not show {header}")

    def test_keeps_libtiff_out_of_private_headers(self):
        self.plant("src/slide/private.hpp", "#include <tiffio.h>\n")
        self.assert_found("src/slide/private.hpp:1: libtiff is only for .cpp files")

    def test_finds_a_library_it_does_not_know(self):
        self.plant("src/report/picture.cpp", "#include <opencv2/imgcodecs.hpp>\n")
        self.assert_found("src/report/picture.cpp:1: opencv2/imgcodecs.hpp belongs to no library")

    def test_finds_a_folder_it_does_not_know(self):
        self.plant("src/utils/text.cpp", "#include <vector>\n")
        self.assert_found("src/utils/text.cpp:1: is in no folder")


if __name__ == "__main__":
    unittest.main()
