// Usage: kernels [--benchmark_filter=REGEX ...]
// Times what the detail pass does to each pixel, one step at a time, on the small slide of the fixtures (Google
// Benchmark). Bytes per second are pixels per second.

#include <benchmark/benchmark.h>

#include <fstream>
#include <stdexcept>

#include "kossa/analysis/density_tile.hpp"
#include "kossa/analysis/detail.hpp"
#include "kossa/analysis/tile_scan.hpp"
#include "kossa/slide/jpeg_tile_level.hpp"
#include "kossa/slide/reduced.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace {

using namespace kossa;

constexpr int tile_px = 512;

/// A tile of the fixture with all that the detail pass knows of it.
struct Scene {
    std::unique_ptr<SlideSource> slide = open_slide(KOSSA_FIXTURES "/skin-he.svs", {});
    AnalysisOptions options;
    NoProgress quiet;
    SlideSurvey survey = survey_slide(*slide, slide->info().pixel_size.value(), options, quiet);
    OpticalDensity density{survey.stain.white.white};
    Segmentation segmentation{survey.stain.segmentation, survey.grid.pixel};
    Box<Working> tile = Box<Working>{256, 128, tile_px, tile_px}.intersected(whole(survey.grid.size));
    Box<Working> with_halo = tile.grown(segmentation.halo());
    RgbImage pixels = read_working(*slide, survey.grid, with_halo);
    Mask tissue = region_in(tile, survey.tissue, survey.frames.survey_from_working);
    Mask region = region_in(with_halo, survey.region, survey.frames.survey_from_working);
    DensityTile densities = density_tile(pixels, survey.stain, density);
};

const Scene& scene() {
    static const Scene scene;
    return scene;
}

void count_pixels(benchmark::State& state, std::size_t pixels) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(pixels));
}

void density_table(benchmark::State& state) {
    const Scene& s = scene();
    for (auto _ : state) {
        benchmark::DoNotOptimize(density_tile(s.pixels, s.survey.stain, s.density));
    }
    count_pixels(state, s.pixels.total());
}
BENCHMARK(density_table)->Unit(benchmark::kMicrosecond);

void look_at_every_pixel(benchmark::State& state) {
    const Scene& s = scene();
    const TileScanner scanner(s.survey.stain, s.options.recognition.least_od, s.segmentation.reach(),
                              s.segmentation.halo());
    for (auto _ : state) {
        benchmark::DoNotOptimize(scanner.scan({s.pixels, s.tissue, s.region, s.tile, s.segmentation.halo()}));
    }
    count_pixels(state, s.tissue.total());
}
BENCHMARK(look_at_every_pixel)->Unit(benchmark::kMicrosecond);

/// The whole tile, for one seed or for three.
void segmentation(benchmark::State& state) {
    const Scene& s = scene();
    const double own = s.survey.stain.segmentation.seed_od;
    std::vector<double> seeds{own, 0.85 * own, 1.15 * own};
    seeds.resize(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(s.segmentation.segment(s.densities, s.tile, seeds));
    }
    count_pixels(state, s.densities.looks.total());
}
BENCHMARK(segmentation)->Arg(1)->Arg(3)->Unit(benchmark::kMicrosecond);

/// The longest tile of level 0 with the room that the decoder wants in front of it.
std::vector<std::uint8_t> longest_tile(const JpegTileLevel& level, const std::string& path) {
    const TilePlace& place = *std::ranges::max_element(level.tiles, {}, &TilePlace::bytes);
    std::vector<std::uint8_t> stream(jpeg_tile_room + place.bytes);
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(place.offset));
    if (!file.read(reinterpret_cast<char*>(&stream[jpeg_tile_room]), place.bytes)) {
        throw std::runtime_error("the fixture cannot be read");
    }
    return stream;
}

/// One JPEG tile to red, green and blue, in full or at 1/n.
void decode(benchmark::State& state) {
    const SlideInfo& info = scene().slide->info();
    const JpegTileLevel level = jpeg_tile_levels(info).front().value();
    const std::vector<std::uint8_t> stream = longest_tile(level, info.path);
    for (auto _ : state) {
        benchmark::DoNotOptimize(decode_jpeg_tile(stream, level.form, static_cast<int>(state.range(0))));
    }
    count_pixels(state, static_cast<std::size_t>(level.form.width) * static_cast<std::size_t>(level.form.height));
}
BENCHMARK(decode)->Arg(1)->Arg(2)->Arg(4)->Arg(8)->Unit(benchmark::kMicrosecond);

void average(benchmark::State& state) {
    const RgbImage even = scene().pixels(cv::Rect(0, 0, tile_px, tile_px));
    for (auto _ : state) {
        benchmark::DoNotOptimize(reduced(even, static_cast<int>(state.range(0))));
    }
    count_pixels(state, even.total());
}
BENCHMARK(average)->Arg(2)->Arg(4)->Unit(benchmark::kMicrosecond);

/// Runs of a mask of all that is darker than pale tissue, and which of them touch.
void runs_and_sets(benchmark::State& state) {
    const Scene& s = scene();
    Mask dark(s.pixels.size());
    std::ranges::transform(s.densities.looks, dark.begin(), [](const cv::Vec4w& look) -> std::uint8_t {
        return look[0] + look[1] + look[2] > 900 ? 255 : 0;
    });
    for (auto _ : state) {
        benchmark::DoNotOptimize(connected_sets(runs_of(dark), Connectivity::eight));
    }
    count_pixels(state, dark.total());
}
BENCHMARK(runs_and_sets)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
