#include "kossa/phantom/truth.hpp"

#include <gtest/gtest.h>

#include <map>

#include "kossa/core/error.hpp"
#include "kossa/phantom/truth_masks.hpp"
#include "phantom/small_phantom.hpp"
#include "phantom/written_files.hpp"

namespace kossa::phantom {
namespace {

void write_truths(const PhantomOptions& options, const std::filesystem::path& slide) {
    const std::filesystem::path folder = slide.parent_path();
    write_calcium_mask(make_specimen(options), placement_of(options), folder / "slide_calcium.png");
    write_truth_record(write_truth_outlines(make_specimen(options), options, folder / "slide_truth.geojson"),
                       folder / "slide.json");
}

TEST(TruthFiles, CalciumAreaIsTheSumOfTheDeposits) {
    const ScratchFolder folder("truth_files_area");
    write_truths(roomy_options(Preset::superficial), folder / "slide.svs");
    const nlohmann::json truth = json_of(folder / "slide.json");
    double sum = 0.0;
    for (const nlohmann::json& deposit : truth["deposits"]) {
        sum += deposit["area_um2"].get<double>();
    }
    EXPECT_GT(sum, 100.0);
    EXPECT_NEAR(truth["calcium_area_um2"].get<double>(), sum, 1e-6);
}

TEST(TruthFiles, DescribeTheSlideAndEveryDeposit) {
    const ScratchFolder folder("truth_files_slide");
    const PhantomOptions options = roomy_options(Preset::superficial);
    write_truths(options, folder / "slide.svs");
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

TEST(TruthFiles, OutlinesAreLayersAndDepositsInLevelZeroPixels) {
    const ScratchFolder folder("truth_files_outlines");
    const PhantomOptions options = roomy_options(Preset::superficial);
    write_truths(options, folder / "slide.svs");
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

TEST(TruthFiles, IntoAFolderThatIsNotThereAreAnOutputError) {
    const ScratchFolder folder("truth_files_nowhere");
    EXPECT_THROW(write_truths(small_options(), folder / "absent/slide.svs"), OutputError);
    EXPECT_EQ(folder.file_count(), 0U);
}

}  // namespace
}  // namespace kossa::phantom
