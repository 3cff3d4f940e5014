#include <sys/resource.h>

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"
#include "kossa/core/rasterise.hpp"
#include "kossa/report/palette.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
namespace fs = std::filesystem;

Words with_tiffs(const Words& slides, const fs::path& out, const std::string& mpp, const Words& more) {
    Words words{"score"};
    words.insert(words.end(), slides.begin(), slides.end());
    words.insert(words.end(), {"--out", out.string(), "--mpp", mpp, "--stain", "he", "--quiet"});
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// The picture at twice the resolution: every pixel four times.
std::string write_fine_skin(const fs::path& path) {
    RgbImage fine;
    cv::resize(stained_skin(1501, 901), fine, {}, 2.0, 2.0, cv::INTER_NEAREST);
    write_png(path, fine, PNG_FORMAT_RGB);
    return path.string();
}

/// The outlines of deposits.geojson, with nothing of kossa's own but the JSON reader.
MultiPolygon<Level0> deposits_of(const fs::path& result) {
    MultiPolygon<Level0> polygons;
    const nlohmann::json collection = json_of(result / "deposits.geojson");
    for (const auto& feature : collection.at("features")) {
        const auto& geometry = feature.at("geometry");
        const bool many = geometry.at("type") == "MultiPolygon";
        for (const auto& rings :
             many ? geometry.at("coordinates") : nlohmann::json::array({geometry.at("coordinates")})) {
            Polygon<Level0> polygon;
            for (const auto& positions : rings) {
                Ring<Level0> ring;
                for (const auto& position : positions) {
                    ring.push_back({position[0], position[1]});
                }
                ring.pop_back();
                (polygon.shell.empty() ? polygon.shell : polygon.holes.emplace_back()) = std::move(ring);
            }
            polygons.push_back(std::move(polygon));
        }
    }
    return polygons;
}

/// A scan at 0.25 um per pixel, scored on a grid of 0.5 um.
class FineSlide : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new TemporaryFolder;
        const Answer answer = run_kossa(
            with_tiffs({write_fine_skin(*folder_ / "fine.png")}, *folder_ / "out", "0.25", {"--overlay-tiff=both"}));
        ASSERT_EQ(answer.status, 0) << answer.err;
    }
    static void TearDownTestSuite() { delete folder_; }

    static fs::path result() { return *folder_ / "out" / "fine"; }
    static std::unique_ptr<SlideSource> opened(const std::string& name) {
        return open_slide(result() / name, std::nullopt);
    }

    static inline TemporaryFolder* folder_ = nullptr;
    static inline const Size<Working> grid{1501, 901};
};

TEST_F(FineSlide, OpensInOpenSlideWithTheSizeOfWorkingPixels) {
    for (const std::string name : {"overlay.tif", "labels.tif"}) {
        const auto slide = opened(name);
        EXPECT_EQ(slide->info().vendor, "generic-tiff");
        EXPECT_EQ(slide->info().pixel_size, PixelSize(Microns(0.5)));
        EXPECT_EQ(slide->info().levels.front().size, (Size<LevelPixels>{1504, 912}));
        EXPECT_THAT(slide->info().properties.at("tiff.ImageDescription"), HasSubstr("fine.png"));
    }
}

TEST_F(FineSlide, LabelsHoldExactlyTheDepositsOfTheOutlines) {
    const Mask expected = rasterised(deposits_of(result()), grid, Scaling<Working, Level0>{0.5, 0.5});
    ASSERT_GT(cv::countNonZero(expected), 1000);
    const RgbImage labels = opened("labels.tif")->read(0, {0, 0, grid.width, grid.height});
    int wrong = 0;
    for (int y = 0; y < labels.rows; ++y) {
        for (int x = 0; x < labels.cols; ++x) {
            wrong += (labels(y, x)[0] > 200) == (expected(y, x) != 0) ? 0 : 1;
        }
    }
    EXPECT_EQ(wrong, 0);
}

TEST_F(FineSlide, OverlayHasALineRoundEveryDepositAndTheSlideElsewhere) {
    const RgbImage overlay = opened("overlay.tif")->read(0, {0, 0, grid.width, grid.height});
    const RgbImage plain = stained_skin(1501, 901);
    EXPECT_LT(cv::norm(overlay(cv::Rect(0, 0, 1501, 30)), plain(cv::Rect(0, 0, 1501, 30)), cv::NORM_INF), 12.0);
    const MultiPolygon<Level0> deposits = deposits_of(result());
    ASSERT_GT(deposits.size(), 5U);
    for (const Polygon<Level0>& deposit : deposits) {
        const Point<Level0>& corner = deposit.shell.front();
        const cv::Vec3b drawn = overlay(static_cast<int>(corner.y / 2), static_cast<int>(corner.x / 2));
        int nearest = 255;
        for (const Zone zone : all_zones) {
            const report::Colour colour = report::zone_colour(zone);
            nearest = std::min(
                nearest, static_cast<int>(cv::norm(drawn, cv::Vec3b(colour[0], colour[1], colour[2]), cv::NORM_INF)));
        }
        EXPECT_LT(nearest, 90) << corner.x << ", " << corner.y;
    }
}

TEST(SlideTiffs, AreTheSameBytesOnOneThread) {
    const TemporaryFolder folder;
    const Words slide{write_skin(folder / "skin.png")};
    const fs::path result = folder / "out" / "skin";
    ASSERT_EQ(run_kossa(with_tiffs(slide, folder / "out", "0.5", {"--overlay-tiff=both", "--threads", "2"})).status, 0);
    const auto both = files_of(result);
    ASSERT_EQ(run_kossa(with_tiffs(slide, folder / "out", "0.5", {"--overlay-tiff=both", "--threads", "1"})).status, 0);
    EXPECT_TRUE(files_of(result).at("overlay.tif") == both.at("overlay.tif"));
    EXPECT_TRUE(files_of(result).at("labels.tif") == both.at("labels.tif"));
}

TEST(SlideTiffs, AFullDiskIsSaidLeavesNoHalfFileAndTheNextSlideFollows) {
    const TemporaryFolder folder;
    write_png(folder / "large.png", stained_skin(9000, 1000), PNG_FORMAT_RGB);
    const Words slides{folder / "large.png", write_skin(folder / "small.png")};
    const Answer answer = run_kossa(with_tiffs(slides, folder / "out", "0.5", {"--overlay-tiff"}), [] {
        constexpr rlimit limit{800'000, 800'000};  // enough for the small one, and each overlay.png
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("large.png: cannot write "));
    EXPECT_THAT(answer.err, HasSubstr("overlay.tif: File too large; check that the disk"));
    EXPECT_EQ(lines_of(answer.err).size(), 1U) << answer.err;
    EXPECT_EQ(json_of(folder / "out" / "large" / "summary.json").at("error").at("code"), "output");
    EXPECT_EQ(files_of(folder / "out" / "large").size(), 4U);
    EXPECT_THAT(files_of(folder / "out" / "small"), Contains(Key("overlay.tif")));
}

TEST(SlideTiffs, RescoreRemovesThemAsTheyShowOtherOutlines) {
    const TemporaryFolder folder;
    const fs::path result = folder / "out" / "skin";
    ASSERT_EQ(run_kossa(with_tiffs({write_skin(folder / "skin.png")}, folder / "out", "0.5", {"--overlay-tiff=labels"}))
                  .status,
              0);
    EXPECT_THAT(files_of(result), Contains(Key("labels.tif")));
    EXPECT_THAT(files_of(result), Not(Contains(Key("overlay.tif"))));
    EXPECT_EQ(run_kossa({"rescore", result, "--overlay-tiff"}).status, 2);
    const Answer again = run_kossa({"rescore", result});
    ASSERT_EQ(again.status, 0);
    EXPECT_THAT(again.err, HasSubstr("labels.tif removed: drawn from the slide, of the earlier result"));
    EXPECT_THAT(files_of(result), Not(Contains(Key("labels.tif"))));
    EXPECT_EQ(run_kossa({"rescore", result}).err, "");
}

TEST(SlideTiffs, AnotherWordIsRefused) {
    const Answer answer = run_kossa({"score", "a.svs", "--out", "b", "--overlay-tiff=mask"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_THAT(answer.err, HasSubstr("--overlay-tiff=mask is not known: it is outlines, labels or both"));
}

}  // namespace
}  // namespace kossa
