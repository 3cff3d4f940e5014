// Usage: read_openslide SLIDE BOXES LEVEL THREADS
// Reads the boxes with openslide_read_region, one handle for all threads, and prints the seconds without the opening.

#include <openslide/openslide.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>

#include "boxes.hpp"

namespace {

void read(openslide_t* slide, int level, const std::vector<bench::Box>& boxes, int threads) {
    const double downsample = openslide_get_level_downsample(slide, level);
    const auto shrunk = [downsample](std::int64_t side) {
        return std::llround(static_cast<double>(side) / downsample);
    };
    const double seconds = bench::timed(boxes.size(), threads, [&](const auto& next) {
        std::vector<std::uint32_t> pixels;
        for (std::size_t i = next(); i < boxes.size(); i = next()) {
            const bench::Box& box = boxes[i];
            pixels.resize(static_cast<std::size_t>(shrunk(box.width) * shrunk(box.height)));
            openslide_read_region(slide, pixels.data(), box.x, box.y, level, shrunk(box.width), shrunk(box.height));
        }
    });
    if (const char* error = openslide_get_error(slide)) {
        throw std::runtime_error(error);
    }
    std::printf("%.6f\n", seconds);
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 5) {
        throw std::runtime_error("usage: read_openslide SLIDE BOXES LEVEL THREADS");
    }
    const std::unique_ptr<openslide_t, decltype(&openslide_close)> slide(openslide_open(argv[1]), openslide_close);
    if (slide == nullptr) {
        throw std::runtime_error("OpenSlide does not open the slide");
    }
    read(slide.get(), std::atoi(argv[3]), bench::read_boxes(argv[2]), std::atoi(argv[4]));
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
