#include "kossa/phantom/truth_masks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/core.hpp>

#include "kossa/phantom/truth.hpp"
#include "phantom/small_phantom.hpp"
#include "phantom/written_files.hpp"

namespace kossa::phantom {
namespace {

TEST(TruthMasks, CalciumMaskHasTheAreaOfTheDeposits) {
    const ScratchFolder folder("truth_masks_area");
    const PhantomOptions options = roomy_options(Preset::superficial);
    write_calcium_mask(make_specimen(options), placement_of(options), folder / "calcium.png");
    const Mask mask = png_of(folder / "calcium.png");
    ASSERT_EQ(mask.size(), cv::Size(1200, 700));
    EXPECT_GT(cv::countNonZero(mask), 100);
    EXPECT_EQ(cv::countNonZero(mask), std::llround(total_area(truths_of(options))));
}

TEST(TruthMasks, EpidermisMaskIsTheEpidermisAtEightMicrometres) {
    const ScratchFolder folder("truth_masks_epidermis");
    const PhantomOptions options = small_options(Preset::none, 1000.0, 600.0);
    const Specimen specimen = make_specimen(options);
    write_epidermis_mask(specimen, placement_of(options), folder / "epidermis.png");
    const Mask mask = png_of(folder / "epidermis.png");
    ASSERT_EQ(mask.size(), cv::Size(125, 75));
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            ASSERT_EQ(mask(y, x) != 0, specimen.layers.in_epidermis({8.0 * x + 4.0, 8.0 * y + 4.0}));
        }
    }
    EXPECT_GT(cv::countNonZero(mask), 800);
}

}  // namespace
}  // namespace kossa::phantom
