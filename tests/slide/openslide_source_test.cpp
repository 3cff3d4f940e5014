#include "kossa/slide/openslide_source.hpp"

#include <atomic>
#include <thread>

#include "kossa/slide/flat_image.hpp"
#include "slide/test_images.hpp"

namespace kossa {
namespace {

TEST(OpenSlideSource, DeflateTiffGivesTheSamePixelsAsTheFlatReader) {
    const TemporaryFolder folder;
    const RgbImage image = noisy_image(300, 200);
    write_tiff(folder / "a.tif", {image});
    const auto slide = open_with_openslide(folder / "a.tif", {});
    EXPECT_EQ(slide->info().vendor, "generic-tiff");
    EXPECT_TRUE(same_pixels(slide->read(0, {0, 0, 300, 200}), image));
    EXPECT_TRUE(same_pixels(read_tiff(folder / "a.tif").pixels, image));
    for (const Box<LevelPixels> box :
         {Box<LevelPixels>{0, 0, 1, 1}, {63, 63, 2, 2}, {64, 1, 128, 77}, {299, 199, 1, 1}}) {
        EXPECT_TRUE(same_pixels(slide->read(0, box), part(image, box)));
    }
}

TEST(OpenSlideSource, ExactLevelsAreReadAtTheirOwnPixels) {
    const TemporaryFolder folder;
    const RgbImage fine = noisy_image(512, 256);
    const RgbImage coarse = noisy_image(128, 64, 2);
    write_tiff(folder / "a.tif", {fine, coarse});
    const auto slide = open_with_openslide(folder / "a.tif", {});
    ASSERT_EQ(slide->info().levels.size(), 2U);
    EXPECT_EQ(slide->info().levels[1].size, (Size<LevelPixels>{128, 64}));
    EXPECT_EQ(slide->info().levels[1].downsample_x, 4.0);
    EXPECT_EQ(slide->info().levels[1].downsample_y, 4.0);
    const Box<LevelPixels> box{37, 11, 70, 41};
    EXPECT_TRUE(same_pixels(slide->read(1, box), part(coarse, box)));
}

TEST(OpenSlideSource, LevelsThatDoNotDivideSayTheirExactRatio) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {noisy_image(301, 200), noisy_image(150, 100)});
    const SlideLevel level = open_with_openslide(folder / "a.tif", {})->info().levels.at(1);
    EXPECT_DOUBLE_EQ(level.downsample_x, 301.0 / 150.0);
    EXPECT_DOUBLE_EQ(level.downsample_y, 2.0);
}

TEST(OpenSlideSource, OutsideTheLevelIsBackground) {
    const TemporaryFolder folder;
    const RgbImage image = noisy_image(100, 80);
    write_tiff(folder / "a.tif", {image});
    const auto slide = open_with_openslide(folder / "a.tif", {});
    const RgbImage read = slide->read(0, {-10, -20, 120, 110});
    RgbImage expected(110, 120, cv::Vec3b(255, 255, 255));
    image.copyTo(expected(cv::Rect(10, 20, 100, 80)));
    EXPECT_TRUE(same_pixels(read, expected));
    EXPECT_TRUE(same_pixels(slide->read(0, {500, 500, 3, 2}), RgbImage(2, 3, cv::Vec3b(255, 255, 255))));
    EXPECT_TRUE(slide->read(0, {5, 5, 0, 10}).empty());
}

TEST(OpenSlideSource, TilesThatWereNotScannedAreBackground) {
    const TemporaryFolder folder;
    const TiffLayout layout{.compression = COMPRESSION_JPEG,
                            .photometric = PHOTOMETRIC_YCBCR,
                            .left_out = 1,
                            .description = "Aperio Image Library v11\n128x128 |AppMag = 20|MPP = 0.5"};
    const RgbImage image = smooth_image(128, 128);
    write_tiff(folder / "a.svs", {image}, layout);
    const auto slide = open_with_openslide(folder / "a.svs", {});
    EXPECT_TRUE(same_pixels(slide->read(0, {64, 0, 64, 64}), RgbImage(64, 64, cv::Vec3b(255, 255, 255))));
    EXPECT_LT(largest_difference(slide->read(0, {0, 64, 128, 64}), part(image, {0, 64, 128, 64})), 12);
}

TEST(OpenSlideSource, DestroyedDeflateTileIsAnErrorAndPrintsNothing) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {noisy_image(128, 128)});
    destroy_tile(folder / "a.tif", 3);
    const auto slide = open_with_openslide(folder / "a.tif", {});
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(error_code([&] { slide->read(0, {64, 64, 64, 64}); }), "corrupt");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
    EXPECT_TRUE(same_pixels(slide->read(0, {0, 0, 128, 64}), part(noisy_image(128, 128), {0, 0, 128, 64})));
}

TEST(OpenSlideSource, RefusesReadsBeyondTheLimitAndUnknownLevels) {
    const TemporaryFolder folder;
    write_tiff(folder / "a.tif", {noisy_image(100, 80)});
    const auto slide = open_with_openslide(folder / "a.tif", {});
    const std::int64_t far = std::int64_t{1} << 62;
    EXPECT_EQ(error_code([&] { slide->read(0, {0, 0, 1 << 15, 1 << 14}); }), "too-large");
    EXPECT_EQ(error_code([&] { slide->read(0, {0, 0, far, far}); }), "too-large");
    EXPECT_EQ(error_code([&] { slide->read(0, {far, 0, 4, 4}); }), "too-large");
    EXPECT_THROW(slide->read(1, {0, 0, 1, 1}), std::out_of_range);
    EXPECT_THROW(slide->read(-1, {0, 0, 1, 1}), std::out_of_range);
}

TEST(OpenSlideSource, AperioFieldsAreUnderstood) {
    const TemporaryFolder folder;
    const TiffLayout layout{.description = "Aperio Image Library v11\n128x128 |AppMag = 40|MPP = 0.5"};
    write_tiff(folder / "a.svs", {noisy_image(128, 128)}, layout);
    const auto slide = open_with_openslide(folder / "a.svs", {});
    const SlideInfo& info = slide->info();
    EXPECT_EQ(info.vendor, "aperio");
    EXPECT_EQ(info.name, "a.svs");
    EXPECT_EQ(info.pixel_size, PixelSize(Microns(0.5)));
    EXPECT_EQ(info.pixel_size_source, PixelSizeSource::openslide_mpp);
    EXPECT_EQ(info.objective_power, 40.0);
    EXPECT_EQ(info.flags, std::vector<std::string>{"objective-power-contradicts-pixel-size"});
    EXPECT_EQ(info.quickhash.size(), 64U);
}

TEST(OpenSlideSource, SlideWithoutQuickhashIsIdentifiedByItsBytes) {
    const TemporaryFolder folder;
    TiffLayout layout;
    layout.compression = COMPRESSION_NONE;
    write_tiff(folder / "a.tif", {noisy_image(1408, 1408)}, layout);  // OpenSlide hashes levels up to 5 MiB only
    EXPECT_TRUE(open_with_openslide(folder / "a.tif", {})->info().quickhash.starts_with("fnv1a64-"));
}

/// A slide of 4 x 4 JPEG tiles of 64 pixels, of which tile 5 (second row, second column) is destroyed.
class DamagedSlide : public ::testing::Test {
  protected:
    void SetUp() override {
        const TiffLayout layout{.compression = COMPRESSION_JPEG, .photometric = PHOTOMETRIC_YCBCR};
        write_tiff(folder_ / "a.tif", {smooth_image(256, 256)}, layout);
        const auto intact = open_with_openslide(folder_ / "a.tif", {});
        for (int tile = 0; tile < tiles; ++tile) {
            expected_.push_back(intact->read(0, box(tile)));
        }
        destroy_tile(folder_ / "a.tif", destroyed);
        slide_ = open_with_openslide(folder_ / "a.tif", {});
    }

    static Box<LevelPixels> box(int tile) { return {64 * (tile % 4), 64 * (tile / 4), 64, 64}; }

    /// Whether reading the tile does what it must: the same pixels, or "corrupt" for the destroyed one.
    bool as_expected(int tile) const {
        if (tile == destroyed) {
            return error_code([&] { slide_->read(0, box(tile)); }) == "corrupt";
        }
        RgbImage pixels;
        const std::string code = error_code([&] { pixels = slide_->read(0, box(tile)); });
        return code == "none" && largest_difference(pixels, expected_[static_cast<std::size_t>(tile)]) == 0.0;
    }

    static constexpr int tiles = 16;
    static constexpr int destroyed = 5;
    TemporaryFolder folder_;
    std::vector<RgbImage> expected_;
    std::unique_ptr<SlideSource> slide_;
};

TEST_F(DamagedSlide, OnlyTheDestroyedTileFails) {
    for (const int tile : {5, 0, 5, 5, 6, 1, 15, 5, 9, 4}) {
        EXPECT_TRUE(as_expected(tile)) << "tile " << tile;
    }
}

TEST_F(DamagedSlide, ErrorNamesLevelAndRegion) {
    const std::string message = error_message([&] { slide_->read(0, box(destroyed)); });
    EXPECT_NE(message.find("level 0, region 64 x 64 at (64, 64)"), std::string::npos) << message;
}

TEST_F(DamagedSlide, RegionsThatTouchTheDestroyedTileFailAsAWhole) {
    EXPECT_EQ(error_code([&] { slide_->read(0, {0, 0, 65, 65}); }), "corrupt");
    EXPECT_EQ(error_code([&] { slide_->read(0, {0, 0, 256, 64}); }), "none");
}

TEST_F(DamagedSlide, OtherTilesAreTheSameFromSeveralThreads) {
    std::atomic<int> wrong = 0;
    const auto work = [&](std::uint64_t seed) {
        std::mt19937_64 generator(seed);
        for (int i = 0; i < 200; ++i) {
            wrong += as_expected(static_cast<int>(generator() % tiles)) ? 0 : 1;
        }
    };
    std::vector<std::thread> threads;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        threads.emplace_back(work, seed);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(wrong, 0);
}

TEST_F(DamagedSlide, NothingIsPrinted) {
    ::testing::internal::CaptureStderr();
    ::testing::internal::CaptureStdout();
    EXPECT_TRUE(as_expected(destroyed));
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
}

TEST_F(DamagedSlide, AFileThatVanishesLeavesOnlyErrors) {
    error_code([&] { slide_->read(0, box(destroyed)); });
    std::filesystem::remove(folder_ / "a.tif");
    EXPECT_EQ(error_code([&] { slide_->read(0, box(0)); }), "corrupt");
}

}  // namespace
}  // namespace kossa
