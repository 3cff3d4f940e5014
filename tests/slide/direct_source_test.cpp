#include "kossa/slide/direct_source.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "kossa/slide/openslide_source.hpp"
#include "kossa/slide/reduced.hpp"
#include "slide/test_images.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

using support::MemorySlide;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::filesystem::path fixtures = KOSSA_FIXTURES;

std::unique_ptr<SlideSource> direct(const std::filesystem::path& path) {
    return with_direct_reading(open_with_openslide(path, {}));
}

/// Within tiles, across their seams, at and beyond the edges.
std::vector<Box<LevelPixels>> odd_boxes(const Size<LevelPixels>& size) {
    return {{0, 0, 1, 1},
            {size.width / 3, size.height / 3, 300, 70},
            {size.width / 2 - 31, size.height / 2 + 17, 257, 255},
            {size.width - 40, size.height - 50, 40, 50},
            {size.width - 40, size.height - 50, 100, 100},
            {-13, -7, 90, 60},
            {size.width + 5, 0, 10, 10}};
}

void expect_the_pixels_of_openslide(const std::filesystem::path& path) {
    const auto painted = open_with_openslide(path, {});
    const auto slide = direct(path);
    EXPECT_THAT(slide->info().flags, IsEmpty());
    for (std::size_t i = 0; i < slide->info().levels.size(); ++i) {
        const auto level = static_cast<int>(i);
        for (const Box<LevelPixels>& box : odd_boxes(slide->info().levels[i].size)) {
            EXPECT_TRUE(same_pixels(slide->read(level, box), painted->read(level, box)))
                << "level " << i << " at " << box.x << ", " << box.y;
        }
    }
}

TEST(DirectSource, GivesThePixelsOfOpenSlideOnEveryLevelOfTheFixtures) {
    for (const char* name : {"skin-he.svs", "skin-vk.svs"}) {
        EXPECT_TRUE(direct(fixtures / name)->info().levels.at(0).direct);
        expect_the_pixels_of_openslide(fixtures / name);
    }
}

struct Layout {
    const char* name;
    std::uint16_t photometric;
    std::uint32_t tile;
    const char* description;
};

class DirectSourceOf : public ::testing::TestWithParam<Layout> {};

TEST_P(DirectSourceOf, GivesThePixelsOfOpenSlide) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {noisy_image(700, 500), noisy_image(350, 250, 2), noisy_image(175, 125, 3)},
               {.compression = COMPRESSION_JPEG,
                .photometric = GetParam().photometric,
                .tile = GetParam().tile,
                .description = GetParam().description});
    EXPECT_TRUE(direct(folder / "a.tif")->info().levels.at(2).direct);
    expect_the_pixels_of_openslide(folder / "a.tif");
}

constexpr auto aperio = "Aperio Image Library v11\n700x500 |AppMag = 20|MPP = 0.5";
INSTANTIATE_TEST_SUITE_P(Layouts, DirectSourceOf,
                         ::testing::Values(Layout{"GenericYcbcr", PHOTOMETRIC_YCBCR, 128, ""},
                                           Layout{"GenericRgb", PHOTOMETRIC_RGB, 128, ""},
                                           Layout{"AperioYcbcr", PHOTOMETRIC_YCBCR, 240, aperio},
                                           Layout{"AperioRgb", PHOTOMETRIC_RGB, 240, aperio}),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(DirectSource, GivesThePixelsOfOpenSlideWhereATileIsMissing) {
    const TemporaryFolder folder;
    for (const std::uint32_t missing : {0U, 1U, 11U, 23U}) {
        write_tiff(folder / "a.tif", {noisy_image(700, 500), noisy_image(350, 250, 2), noisy_image(175, 125, 3)},
                   {.compression = COMPRESSION_JPEG,
                    .photometric = PHOTOMETRIC_YCBCR,
                    .tile = 128,
                    .left_out = missing,
                    .description = aperio});
        EXPECT_TRUE(direct(folder / "a.tif")->info().levels.at(0).direct);
        EXPECT_FALSE(direct(folder / "a.tif")->info().levels.at(0).scalable);
        expect_the_pixels_of_openslide(folder / "a.tif");
    }
}

class DirectSourceOfReal : public ::testing::TestWithParam<const char*> {};

TEST_P(DirectSourceOfReal, GivesThePixelsOfOpenSlide) {
    const auto path = std::filesystem::path(KOSSA_FIXTURES "/../../shared/slides").lexically_normal() / GetParam();
    if (!std::filesystem::exists(path)) {
        GTEST_SKIP() << path << " is not here";
    }
    EXPECT_TRUE(direct(path)->info().levels.at(0).direct);
    expect_the_pixels_of_openslide(path);
}

INSTANTIATE_TEST_SUITE_P(Slides, DirectSourceOfReal,
                         ::testing::Values("skin-negative-aperio.svs", "composite-superficial-vk.svs",
                                           "skin-keloid-negative.tif", "skin-morphea-negative.tif"));

TEST(DirectSource, LeavesSlidesOfNoPlainTilesAlone) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {noisy_image(128, 128)});
    auto painted = open_with_openslide(folder / "a.tif", {});
    const SlideSource* before = painted.get();
    EXPECT_EQ(with_direct_reading(std::move(painted)).get(), before);
}

/// A slide whose painter says something else than its file.
std::unique_ptr<MemorySlide> liar(const std::filesystem::path& path, const RgbImage& image) {
    auto slide = std::make_unique<MemorySlide>(image);
    slide->editable_info().path = path.string();
    slide->editable_info().vendor = "generic-tiff";
    return slide;
}

TEST(DirectSource, FallsBackWithAFlagWhereATileDiffersInOnePixelByOne) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {smooth_image(200, 100)},
               {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR});
    RgbImage image = open_with_openslide(folder / "a.tif", {})->read(0, {0, 0, 200, 100});
    EXPECT_TRUE(with_direct_reading(liar(folder / "a.tif", image))->info().levels.at(0).direct);
    image(99, 199)[1] = static_cast<std::uint8_t>(image(99, 199)[1] ^ 1);  // in the last tile, which the edge cuts
    const auto slide = with_direct_reading(liar(folder / "a.tif", image));
    EXPECT_FALSE(slide->info().levels.at(0).direct);
    EXPECT_THAT(slide->info().flags, Contains("direct-reading-differs"));
    EXPECT_TRUE(same_pixels(slide->read(0, {0, 0, 200, 100}), image));
}

TEST(DirectSource, ADestroyedTileIsTheErrorOfOpenSlideAndTheOthersAreRead) {
    const TemporaryFolder folder;
    const auto path = folder / "a.tif";
    write_tiff(path, {noisy_image(256, 256)}, {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR});
    const RgbImage before = open_with_openslide(path, {})->read(0, {0, 0, 256, 256});
    destroy_tile(path, 5);
    const auto slide = direct(path);
    const Box<LevelPixels> broken{64, 64, 64, 64};
    EXPECT_EQ(error_message([&] { slide->read(0, broken); }),
              error_message([&] { open_with_openslide(path, {})->read(0, broken); }));
    EXPECT_THAT(error_message([&] { slide->read(0, broken); }), HasSubstr("region 64 x 64 at (64, 64)"));
    EXPECT_TRUE(same_pixels(slide->read(0, {128, 0, 128, 256}), part(before, {128, 0, 128, 256})));
}

/// What the source gives of a region of level 0 decoded at half scale.
RgbImage half(const SlideSource& slide, const Box<LevelPixels>& region) {
    return slide.read_reduced(0, region, 2);
}

/// Turns over a bit in every sixteenth byte of the middle of a tile of the first image; no markers arise.
void scratch_tile(const std::filesystem::path& path, std::uint32_t tile) {
    TIFF* tiff = TIFFOpen(path.c_str(), "r");
    const std::uint64_t offset = TIFFGetStrileOffset(tiff, tile);
    const std::uint64_t count = TIFFGetStrileByteCount(tiff, tile);
    TIFFClose(tiff);
    std::string bytes = text_of(path);
    for (std::uint64_t at = offset + count / 3; at < offset + count * 2 / 3; at += 16) {
        const auto turned = static_cast<std::uint8_t>(bytes[at] ^ 0x10);
        if (turned != 0xff && static_cast<std::uint8_t>(bytes[at]) != 0xff &&
            static_cast<std::uint8_t>(bytes[at - 1]) != 0xff) {
            bytes[at] = static_cast<char>(turned);
        }
    }
    write_bytes(path, bytes);
}

TEST(DirectSource, NamesTilesThatTheDecoderWarnsOfOnceTheyAreRead) {
    const TemporaryFolder folder;
    const auto path = folder / "a.tif";
    write_tiff(path, {noisy_image(240, 200)}, {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR});
    for (const std::uint32_t tile : {3U, 5U, 10U}) {
        scratch_tile(path, tile);
    }
    const auto slide = direct(path);
    EXPECT_THAT(slide->tiles_with_warnings(0), IsEmpty());
    const RgbImage all = slide->read(0, {0, 0, 240, 200});
    const std::vector<Box<LevelPixels>> scratched{{192, 0, 48, 64}, {64, 64, 64, 64}, {128, 128, 64, 64}};
    EXPECT_EQ(slide->tiles_with_warnings(0), scratched);
    EXPECT_TRUE(same_pixels(all, open_with_openslide(path, {})->read(0, {0, 0, 240, 200})));
    const auto smaller = direct(path);
    half(*smaller, {64, 64, 64, 64});
    EXPECT_EQ(smaller->tiles_with_warnings(0), std::vector{scratched[1]});
}

TEST(DirectSource, ReadsTheSameFromManyThreads) {
    const auto slide = direct(fixtures / "skin-he.svs");
    const Box<LevelPixels> box{100, 100, 900, 700};
    const RgbImage expected = open_with_openslide(fixtures / "skin-he.svs", {})->read(0, box);
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] { wrong += same_pixels(slide->read(0, box), expected) ? 0 : 1; });
        }
    }
    EXPECT_EQ(wrong, 0);
}

TEST(DirectSource, DecodedSmallerIsNearlyTheMeanWhereTheContentIsSmooth) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {smooth_image(200, 100)},
               {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR});
    const auto slide = direct(folder / "a.tif");
    ASSERT_TRUE(slide->info().levels.at(0).scalable);
    const Box<LevelPixels> region{0, 0, 192, 96};  // of 8 x 8 squares
    for (const int factor : {2, 4, 8}) {
        EXPECT_LT(largest_difference(slide->read_reduced(0, region, factor), reduced(slide->read(0, region), factor)),
                  8)
            << factor;
    }
    EXPECT_TRUE(same_pixels(slide->read_reduced(0, region, 16), reduced(slide->read(0, region), 16)));
}

TEST(DirectSource, DecodedSmallerAPixelIsTheSameInEveryRegionAndBackgroundBeyond) {
    const auto slide = direct(fixtures / "skin-he.svs");
    const RgbImage all = half(*slide, {0, 0, 1000, 800});
    for (const Box<LevelPixels>& box :
         {Box<LevelPixels>{0, 0, 2, 2}, Box<LevelPixels>{254, 250, 300, 10}, Box<LevelPixels>{512, 256, 256, 256}}) {
        EXPECT_TRUE(same_pixels(half(*slide, box), part(all, {box.x / 2, box.y / 2, box.width / 2, box.height / 2})));
    }
    const RgbImage corner = half(*slide, {-4, -6, 16, 16});
    EXPECT_EQ(corner(2, 7), slide->info().background);
    EXPECT_TRUE(same_pixels(part(corner, {2, 3, 6, 5}), part(all, {0, 0, 6, 5})));
}

TEST(DirectSource, ATileThatCannotBeDecodedSmallerIsAveragedAloneFromWhatOpenSlideReads) {
    const TemporaryFolder folder;
    const auto path = folder / "a.tif";
    write_tiff(path, {noisy_image(256, 256)}, {.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR});
    const RgbImage before = half(*direct(path), {0, 0, 256, 256});
    RgbImage painted = open_with_openslide(path, {})->read(0, {0, 0, 256, 256});
    const cv::Rect tile(64, 64, 64, 64);
    painted(tile) = cv::Vec3b(10, 20, 31);
    destroy_tile(path, 5);
    const auto slide = with_direct_reading(liar(path, painted));
    ASSERT_TRUE(slide->info().levels.at(0).scalable);
    RgbImage expected = before.clone();
    expected(cv::Rect(32, 32, 32, 32)) = cv::Vec3b(10, 20, 31);
    EXPECT_TRUE(same_pixels(half(*slide, {0, 0, 256, 256}), expected));
    EXPECT_TRUE(same_pixels(half(*slide, {100, 90, 60, 30}), part(expected, {50, 45, 30, 15})));
}

}  // namespace
}  // namespace kossa
