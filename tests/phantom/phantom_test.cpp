#include "kossa/phantom/phantom.hpp"

#include <gtest/gtest.h>
#include <openslide/openslide.h>

#include <atomic>
#include <cmath>

#include "kossa/core/error.hpp"
#include "kossa/phantom/render.hpp"
#include "kossa/phantom/slide_writer.hpp"
#include "phantom/small_phantom.hpp"
#include "phantom/written_files.hpp"

namespace kossa::phantom {
namespace {

using SlideHandle = std::unique_ptr<openslide_t, decltype(&openslide_close)>;

SlideHandle opened(const std::filesystem::path& path) {
    return {openslide_open(path.c_str()), &openslide_close};
}

std::string property(const SlideHandle& slide, const char* name) {
    const char* value = openslide_get_property_value(slide.get(), name);
    return value == nullptr ? "" : value;
}

RgbImage region(const SlideHandle& slide, int level, const Box<Level0>& box) {
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(box.width * box.height));
    openslide_read_region(slide.get(), pixels.data(), box.x, box.y, level, box.width, box.height);
    RgbImage image(static_cast<int>(box.height), static_cast<int>(box.width));
    std::ranges::transform(pixels, image.begin(), [](std::uint32_t argb) {
        return cv::Vec3b(static_cast<std::uint8_t>(argb >> 16), static_cast<std::uint8_t>(argb >> 8),
                         static_cast<std::uint8_t>(argb));
    });
    return image;
}

void write(const PhantomOptions& options, const std::filesystem::path& path) {
    NoProgress progress;
    write_phantom(options, path, progress);
}

TEST(Phantom, OpenSlideOpensItAsAperioWithItsPixelSize) {
    const ScratchFolder folder("phantom_aperio");
    for (const double pixel : {0.5, 0.25}) {
        PhantomOptions options = small_options(Preset::none, 300.0, 300.0);
        options.pixel_size = Microns(pixel);
        write(options, folder / "slide.svs");
        const SlideHandle slide = opened(folder / "slide.svs");
        ASSERT_NE(slide, nullptr);
        EXPECT_EQ(openslide_get_error(slide.get()), nullptr);
        EXPECT_EQ(property(slide, "openslide.vendor"), "aperio");
        EXPECT_DOUBLE_EQ(std::stod(property(slide, "openslide.mpp-x")), pixel);
        EXPECT_DOUBLE_EQ(std::stod(property(slide, "openslide.mpp-y")), pixel);
        EXPECT_EQ(property(slide, "openslide.objective-power"), pixel < 0.4 ? "40" : "20");
        std::int64_t width = 0;
        std::int64_t height = 0;
        openslide_get_level0_dimensions(slide.get(), &width, &height);
        EXPECT_EQ(width, std::llround(300.0 / pixel));
        EXPECT_EQ(height, std::llround(300.0 / pixel));
    }
}

TEST(Phantom, SlideShowsWhatTheRendererDraws) {
    const ScratchFolder folder("phantom_pixels");
    PhantomOptions options = small_options();
    options.jpeg_quality = 98;
    options.chroma = ChromaSubsampling::full_444;
    write(options, folder / "slide.svs");
    const Box<Level0> box{90, 60, 300, 300};  // across tile borders
    const RgbImage stored = region(opened(folder / "slide.svs"), 0, box);
    const RgbImage drawn = render(make_specimen(options), options, box);
    EXPECT_LT(cv::norm(stored, drawn, cv::NORM_L1) / static_cast<double>(3 * drawn.total()), 1.5);
}

TEST(Phantom, CoarserLevelsAreTheSlideReduced) {
    const ScratchFolder folder("phantom_levels");
    PhantomOptions options = small_options(Preset::superficial, 1100.0, 500.0);
    options.chroma = ChromaSubsampling::full_444;
    write(options, folder / "slide.svs");
    const SlideHandle slide = opened(folder / "slide.svs");
    ASSERT_EQ(openslide_get_level_count(slide.get()), 2);
    EXPECT_DOUBLE_EQ(openslide_get_level_downsample(slide.get(), 1), 4.0);
    const RgbImage fine = region(slide, 0, {0, 0, 1100, 500});
    const RgbImage coarse = region(slide, 1, {0, 0, 275, 125});
    for (int y = 0; y < 125; y += 9) {
        for (int x = 0; x < 275; x += 9) {
            const cv::Scalar mean = cv::mean(fine(cv::Rect(4 * x, 4 * y, 4, 4)));
            EXPECT_NEAR(coarse(y, x)[1], mean[1], 25.0) << x << ", " << y;
        }
    }
    EXPECT_NEAR(cv::mean(fine)[1], cv::mean(coarse)[1], 0.7);
}

TEST(Phantom, SameOptionsGiveTheSameBytes) {
    const ScratchFolder folder("phantom_bytes");
    const PhantomOptions options = small_options();
    write(options, folder / "a.svs");
    write(options, folder / "b.svs");
    for (const std::string ending : {".svs", ".json", "_calcium.png", "_epidermis.png", "_truth.geojson"}) {
        const std::string first = contents(folder / ("a" + ending));
        EXPECT_FALSE(first.empty()) << ending;
        EXPECT_TRUE(first == contents(folder / ("b" + ending))) << ending;
    }
    EXPECT_EQ(folder.file_count(), 10U);
}

class CountingProgress final : public Progress {
  public:
    void begin(std::string_view, std::int64_t steps) override { steps_ = steps; }
    void advance() override { ++done_; }
    void end() override { ended_ = true; }
    bool complete() const { return ended_ && done_ == steps_; }

  private:
    std::int64_t steps_ = -1;
    std::atomic<std::int64_t> done_ = 0;
    bool ended_ = false;
};

TEST(Phantom, ReportsEveryTile) {
    const ScratchFolder folder("phantom_progress");
    CountingProgress progress;
    write_phantom(small_options(Preset::none), folder / "slide.svs", progress);
    EXPECT_TRUE(progress.complete());
}

TEST(Phantom, IntoAFolderThatIsNotThereIsAnOutputError) {
    const ScratchFolder folder("phantom_nowhere");
    EXPECT_THROW(write(small_options(), folder / "absent/slide.svs"), OutputError);
    EXPECT_EQ(folder.file_count(), 0U);
}

}  // namespace
}  // namespace kossa::phantom
