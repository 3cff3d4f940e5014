#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "kossa/analysis/density_tile.hpp"
#include "kossa/analysis/detail.hpp"
#include "kossa/analysis/score.hpp"
#include "kossa/core/error.hpp"
#include "kossa/deposit/verdicts.hpp"
#include "kossa/phantom/render.hpp"
#include "kossa/phantom/truth.hpp"
#include "kossa/tiling/tile_grid.hpp"
#include "support/components.hpp"
#include "support/samples.hpp"
#include "support/stained_slide.hpp"

/// What must not change the result of an analysis, or must change it in a known way.
namespace kossa {
namespace {

using support::MemorySlide;

AnalysisOptions silver() {
    AnalysisOptions options;
    options.stain = Stain::von_kossa;
    options.survey.most_samples = 6;  // the painted tissue is the same everywhere
    options.working.tile_px = 200;
    return options;
}

SlideResult scored(const SlideSource& slide, const AnalysisOptions& options = silver()) {
    NoProgress quiet;
    return score_slide(slide, options, quiet);
}

std::vector<support::Disc> many_discs() {
    std::mt19937_64 random(5);
    std::vector<support::Disc> discs;
    for (int i = 0; i < 150; ++i) {
        discs.push_back({200.0 + 1400.0 * support::uniform(random), 230.0 + 700.0 * support::uniform(random),
                         1.5 + 10.0 * support::uniform(random)});
    }
    return discs;
}

RgbImage silver_image() {
    return support::stained_slide(support::von_kossa_colours(), many_discs());
}

SlideResult scored(const RgbImage& image, const PixelSize& pixel = support::stained_slide_pixel) {
    return scored(MemorySlide(image, pixel));
}

RgbImage moved(const RgbImage& image, int dx, int dy) {
    RgbImage result(image.size(), cv::Vec3b::all(support::glass_level));
    const cv::Rect kept(0, 0, image.cols - dx, image.rows - dy);
    image(kept).copyTo(result(kept + cv::Point(dx, dy)));
    return result;
}

/// The deposit whose centroid is at a place, or none.
const DepositRow* deposit_at(const std::vector<DepositRow>& deposits, const Point<Level0>& place) {
    constexpr double rounding = 1e-6;
    const auto found = std::find_if(deposits.begin(), deposits.end(), [&](const DepositRow& row) {
        return std::hypot(row.centroid.x - place.x, row.centroid.y - place.y) < rounding;
    });
    return found == deposits.end() ? nullptr : &*found;
}

/// Each deposit of `before` is one of `after`, of the same form, at the place that `where` says.
template <class Where>
void expect_same_deposits(const SlideResult& before, const SlideResult& after, double depth_tolerance_um, Where where) {
    ASSERT_GT(before.deposits.size(), 20U);
    EXPECT_EQ(after.deposits.size(), before.deposits.size());
    for (const DepositRow& row : before.deposits) {
        const DepositRow* same = deposit_at(after.deposits, where(row.centroid));
        ASSERT_NE(same, nullptr) << "the deposit at " << row.centroid.x << ", " << row.centroid.y;
        EXPECT_EQ(same->area, row.area);
        EXPECT_EQ(same->granule_count, row.granule_count);
        EXPECT_NEAR(same->solidity, row.solidity, 1e-12);
        EXPECT_NEAR(same->od_mean, row.od_mean, 1e-12);
        EXPECT_NEAR(same->depth.value().value(), row.depth.value().value(), depth_tolerance_um);
    }
}

TEST(Invariance, ContentMovedByAPixelMovesEveryDepositByAPixel) {
    const SlideResult before = scored(silver_image());
    const double survey_pixel = AnalysisOptions().survey.pixel_um + 1e-6;  // by which the junction may jump
    for (const auto& [dx, dy] : {std::pair(1, 0), std::pair(0, 1), std::pair(3, 1)}) {
        SCOPED_TRACE(::testing::Message() << dx << ", " << dy);
        expect_same_deposits(before, scored(moved(silver_image(), dx, dy)), survey_pixel + dx + dy,
                             [dx = dx, dy = dy](const Point<Level0>& p) {
                                 return Point<Level0>{p.x + dx, p.y + dy};
                             });
    }
}

TEST(Invariance, AMirroredSlideGivesMirroredDeposits) {
    const RgbImage image = silver_image();
    const double half_survey_pixel = AnalysisOptions().survey.pixel_um / 2.0;
    expect_same_deposits(scored(image), scored(support::mirrored(image)), half_survey_pixel,
                         [&](const Point<Level0>& p) {
                             return Point<Level0>{image.cols - p.x, p.y};
                         });
}

TEST(Invariance, PixelsDeclaredTwiceAsLargeQuadrupleTheAreas) {
    // Clear of the nuclei at every fortieth pixel, so that no rule that reaches some micrometres finds anything else.
    const RgbImage image = support::stained_slide(support::von_kossa_colours(),
                                                  {{420.0, 340.0, 11.0}, {1020.0, 500.0, 9.0}, {1300.0, 860.0, 10.0}});
    AnalysisOptions options = silver();
    options.survey.pixel_um = 4.0;  // the outline of the section is as exact as half a pixel of the survey
    const SlideResult small = scored(MemorySlide(image, PixelSize(Microns(0.5))), options);
    const SlideResult large = scored(MemorySlide(image, PixelSize(Microns(1.0))), options);
    ASSERT_EQ(small.deposits.size(), 3U);
    ASSERT_EQ(large.deposits.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_DOUBLE_EQ(large.deposits[i].area.value(), 4.0 * small.deposits[i].area.value());
        EXPECT_DOUBLE_EQ(large.deposits[i].max_diameter.value(), 2.0 * small.deposits[i].max_diameter.value());
        EXPECT_EQ(large.deposits[i].centroid, small.deposits[i].centroid);
    }
    EXPECT_NEAR(large.summary.tissue_area / small.summary.tissue_area, 4.0, 0.05);
}

TEST(Invariance, BlankGlassIsRefusedHoweverItIsLit) {
    std::mt19937_64 random(3);
    RgbImage glass(600, 800);
    for (cv::Vec3b& pixel : glass) {
        pixel = cv::Vec3b::all(static_cast<std::uint8_t>(std::lround(235.0 + support::normal(random))));
    }
    for (const RgbImage& blank :
         {glass, RgbImage(600, 800, cv::Vec3b(250, 240, 230)), RgbImage(3, 3, {255, 255, 255})}) {
        try {
            scored(blank);
            ADD_FAILURE() << "not refused";
        } catch (const RefusedSlide& error) {
            EXPECT_EQ(error.code(), "no-tissue");
        }
    }
}

/// The whole working grid as one tile, its deposits labelled by OpenCV: slow and obvious.
class Untiled {
  public:
    Untiled(const SlideSource& slide, const SlideSurvey& survey) {
        const Segmentation segmentation(survey.stain.segmentation, survey.grid.pixel);
        const Box<Working> all = whole(survey.grid.size);
        const Box<Working> with_halo = all.grown(segmentation.halo());
        DensityTile tile = density_tile(read_working(slide, survey.grid, with_halo), survey.stain,
                                        OpticalDensity(survey.stain.white.white));
        tile.eligible &= region_in(with_halo, survey.region, survey.frames.survey_from_working);
        components = support::assembled({segmentation.segment(tile, all)});
        const cv::Rect inner(segmentation.halo(), segmentation.halo(), static_cast<int>(all.width),
                             static_cast<int>(all.height));
        looks = tile.looks(inner);
        mask = Mask(inner.size(), 0);
        for (const Component& component : components) {
            for (const Run<Working>& run : component.runs) {
                mask.row(run.y).colRange(run.x_begin, run.x_end) = 255;
            }
        }
    }

    std::vector<Component> components;
    cv::Mat_<cv::Vec4w> looks;
    Mask mask;
};

std::array<std::int64_t, 3> sum_over(const cv::Mat_<cv::Vec4w>& looks, const std::vector<Run<Working>>& runs) {
    std::array<std::int64_t, 3> sum{};
    for (const Run<Working>& run : runs) {
        for (int x = run.x_begin; x < run.x_end; ++x) {
            for (int c = 0; c < 3; ++c) {
                sum.at(static_cast<std::size_t>(c)) += looks(run.y, x)[c];
            }
        }
    }
    return sum;
}

class TilingTwin : public ::testing::TestWithParam<Stain> {
  protected:
    AnalysisOptions options = [] {
        AnalysisOptions o = silver();
        o.stain = GetParam();
        o.nuclei.fewest_um2 = 1e6;  // none are known: the twin compares with none
        return o;
    }();
    const MemorySlide slide{
        support::stained_slide(GetParam() == Stain::von_kossa ? support::von_kossa_colours() : support::he_colours(),
                               many_discs()),
        support::stained_slide_pixel};
    NoProgress quiet;
    const SlideSurvey survey = survey_slide(slide, support::stained_slide_pixel, options, quiet);
    const Untiled twin{slide, survey};
};

TEST_P(TilingTwin, LabelledByOpenCvHasTheSameComponents) {
    const std::vector<Component> labelled = support::labelled(twin.mask);
    ASSERT_GT(labelled.size(), 50U);
    ASSERT_EQ(labelled.size(), twin.components.size());
    for (std::size_t i = 0; i < labelled.size(); ++i) {
        EXPECT_EQ(labelled[i].runs, twin.components[i].runs);
        EXPECT_EQ(labelled[i].sums.pixels, twin.components[i].sums.pixels);
        EXPECT_EQ(labelled[i].sums.x2, twin.components[i].sums.x2);
        EXPECT_EQ(labelled[i].sums.y2, twin.components[i].sums.y2);
        EXPECT_EQ(sum_over(twin.looks, labelled[i].runs), twin.components[i].sums.milli_od);
    }
}

TEST_P(TilingTwin, GivesTheFindingsOfAnyTiling) {
    DepositRules rules = GetParam() == Stain::von_kossa ? options.deposit.von_kossa : options.deposit.he;
    rules.body_od = std::min(survey.stain.segmentation.body_od, survey.stain.segmentation.gapless_od);
    const std::optional<NuclearLook> unknown;
    const std::vector<Finding> expected =
        classify(twin.components, {rules, options.deposit.classification, survey.grid.pixel, unknown});
    for (const int tile_px : {64, 200, 1024}) {
        options.working.tile_px = tile_px;
        const std::vector<Finding> tiled = measure_detail(slide, survey, options, quiet).findings;
        ASSERT_EQ(tiled.size(), expected.size()) << tile_px;
        for (std::size_t i = 0; i < tiled.size(); ++i) {
            EXPECT_EQ(tiled[i].runs, expected[i].runs);
            EXPECT_EQ(tiled[i].sums, expected[i].sums);
            EXPECT_EQ(tiled[i].finding, expected[i].finding);
            EXPECT_EQ(tiled[i].confidence, expected[i].confidence);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Invariance, TilingTwin, ::testing::Values(Stain::haematoxylin_eosin, Stain::von_kossa));

/// A small specimen with silver deposits near its surface, scanned at a pixel size.
phantom::PhantomOptions scan(double pixel_um) {
    phantom::PhantomOptions options;
    options.stain = phantom::Stain::von_kossa;
    options.width = Microns(500.0);
    options.height = Microns(350.0);
    options.pixel_size = Microns(pixel_um);
    return options;
}

MemorySlide scanned(const phantom::PhantomOptions& options) {
    const auto width = static_cast<std::int64_t>(std::lround(options.width / options.pixel_size));
    const auto height = static_cast<std::int64_t>(std::lround(options.height / options.pixel_size));
    return MemorySlide(phantom::render(phantom::make_specimen(options), options, {0, 0, width, height}),
                       PixelSize(options.pixel_size));
}

double true_area(const phantom::PhantomOptions& options) {
    const phantom::Specimen specimen = phantom::make_specimen(options);
    double area = 0.0;
    for (const phantom::Deposit& deposit : specimen.deposits) {
        const auto truth = phantom::measured(deposit, specimen.layers, phantom::placement_of(options));
        area += truth ? truth->area.value() : 0.0;
    }
    return area;
}

TEST(Invariance, OneSpecimenHasTheSameDepositAreaAtTwoPixelSizes) {
    const double fine = scored(scanned(scan(0.25))).summary.deposit_area.value();
    const double coarse = scored(scanned(scan(0.5))).summary.deposit_area.value();
    EXPECT_NEAR(fine, coarse, 0.05 * coarse);
    EXPECT_NEAR(coarse, true_area(scan(0.5)), 0.10 * coarse);
}

}  // namespace
}  // namespace kossa
