#include "kossa/phantom/phantom.hpp"

#include <gtest/gtest.h>
#include <openslide/openslide.h>
#include <png.h>

#include <atomic>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "kossa/core/error.hpp"
#include "kossa/phantom/render.hpp"
#include "kossa/phantom/slide_writer.hpp"
#include "phantom/small_phantom.hpp"

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

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

nlohmann::json json_of(const std::filesystem::path& path) {
    return nlohmann::json::parse(contents(path));
}

Mask png_of(const std::filesystem::path& path) {
    png_image image;
    std::memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, path.c_str()) == 0) {
        return {};
    }
    image.format = PNG_FORMAT_GRAY;
    Mask mask(static_cast<int>(image.height), static_cast<int>(image.width));
    png_image_finish_read(&image, nullptr, mask.data, 0, nullptr);
    return mask;
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
        PhantomOptions options = small_options(Preset::none);
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
        EXPECT_EQ(width, std::llround(400.0 / pixel));
        EXPECT_EQ(height, std::llround(400.0 / pixel));
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

TEST(Phantom, CalciumMaskHasTheAreaOfTheDeposits) {
    const ScratchFolder folder("phantom_area");
    const PhantomOptions options = roomy_options(Preset::superficial);
    write(options, folder / "slide.svs");
    const nlohmann::json truth = json_of(folder / "slide.json");
    double sum = 0.0;
    for (const nlohmann::json& deposit : truth["deposits"]) {
        sum += deposit["area_um2"].get<double>();
    }
    EXPECT_GT(sum, 100.0);
    EXPECT_NEAR(truth["calcium_area_um2"].get<double>(), sum, 1e-6);
    EXPECT_EQ(cv::countNonZero(png_of(folder / "slide_calcium.png")), std::llround(sum));
}

TEST(Phantom, TruthDescribesTheSlideAndEveryDeposit) {
    const ScratchFolder folder("phantom_truth");
    const PhantomOptions options = roomy_options(Preset::superficial);
    write(options, folder / "slide.svs");
    const nlohmann::json truth = json_of(folder / "slide.json");
    EXPECT_EQ(truth["mpp"], 1.0);
    EXPECT_EQ(truth["size"], nlohmann::json::array({1200, 700}));
    EXPECT_EQ(truth["stain"], "he");
    EXPECT_EQ(truth["pattern"], "superficial");
    EXPECT_EQ(truth["seed"], 1);
    const Mask calcium = png_of(folder / "slide_calcium.png");
    for (const nlohmann::json& deposit : truth["deposits"]) {
        const auto box = deposit["bbox"].get<std::vector<int>>();
        const cv::Rect rect(cv::Point(box[0], box[1]), cv::Point(box[2], box[3]));
        EXPECT_GE(cv::countNonZero(calcium(rect)), deposit["area_um2"].get<double>());
        EXPECT_LE(deposit["depth_um"].get<double>(), deposit["depth_max_um"].get<double>() + 1.0);
        EXPECT_TRUE(deposit.contains("zone") && deposit.contains("junction_depth_um"));
    }
}

TEST(Phantom, EpidermisMaskIsTheEpidermisAtEightMicrometres) {
    const ScratchFolder folder("phantom_epidermis");
    const PhantomOptions options = small_options(Preset::none, 1000.0, 600.0);
    write(options, folder / "slide.svs");
    const Mask mask = png_of(folder / "slide_epidermis.png");
    ASSERT_EQ(mask.size(), cv::Size(125, 75));
    const Layers layers = make_specimen(options).layers;
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            ASSERT_EQ(mask(y, x) != 0, layers.in_epidermis({8.0 * x + 4.0, 8.0 * y + 4.0}));
        }
    }
    EXPECT_GT(cv::countNonZero(mask), 800);
}

TEST(Phantom, OutlinesAreLayersAndDepositsInLevelZeroPixels) {
    const ScratchFolder folder("phantom_outlines");
    const PhantomOptions options = roomy_options(Preset::superficial);
    write(options, folder / "slide.svs");
    const nlohmann::json outlines = json_of(folder / "slide_truth.geojson");
    std::map<std::string, std::size_t> counts;
    for (const nlohmann::json& feature : outlines["features"]) {
        ++counts[feature["properties"]["classification"]["name"]];
        EXPECT_EQ(feature["properties"]["classification"]["color"].size(), 3U);
        EXPECT_EQ(feature["id"].get<std::string>().size(), 36U);
    }
    EXPECT_EQ(counts["Calcium"], json_of(folder / "slide.json")["deposits"].size());
    EXPECT_EQ(counts["Epidermis"], 1U);
    EXPECT_EQ(counts["Upper dermis"], 1U);
    EXPECT_EQ(counts["Dermo-epidermal junction"], 1U);
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
