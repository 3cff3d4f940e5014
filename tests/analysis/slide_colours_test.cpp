#include "kossa/analysis/slide_colours.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kossa/analysis/score.hpp"
#include "kossa/phantom/render.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

const PixelSize half_um{Microns(0.5)};
const PixelSize one_um{Microns(1.0)};

TEST(ColourScale, IsOneAmongTheSlidesOnWhichTheLimitsWereMeasured) {
    const AnalysisOptions asked;
    const ColourOptions& options = asked.colours;
    for (const double saturation : {options.usual, 0.43, options.most_vivid}) {
        EXPECT_EQ(colour_scale(saturation, half_um, asked).grey, 1.0) << saturation;
        EXPECT_EQ(colour_scale(saturation, half_um, asked).violet, 1.0) << saturation;
    }
    EXPECT_EQ(colour_scale(options.dullest, half_um, asked).violet, 1.0);
    EXPECT_EQ(colour_scale(options.dullest, one_um, asked).grey, 1.0);
    EXPECT_EQ(colour_scale(std::nullopt, half_um, asked).grey, 1.0);
    EXPECT_EQ(colour_scale(std::nullopt, one_um, asked).violet, 1.0);
}

TEST(ColourScale, GoesAlongInProportionBeyondThem) {
    const AnalysisOptions asked;
    const ColourOptions& options = asked.colours;
    EXPECT_DOUBLE_EQ(colour_scale(1.2 * options.most_vivid, half_um, asked).grey, 1.2);
    EXPECT_DOUBLE_EQ(colour_scale(1.2 * options.most_vivid, half_um, asked).violet, 1.2);
    EXPECT_DOUBLE_EQ(colour_scale(0.5 * options.usual, half_um, asked).grey, 0.5);
    EXPECT_DOUBLE_EQ(colour_scale(0.5 * options.dullest, half_um, asked).violet, 0.5);
    EXPECT_DOUBLE_EQ(colour_scale(0.5 * options.dullest, one_um, asked).grey, 0.5);
    EXPECT_DOUBLE_EQ(colour_scale(0.5 * options.dullest, one_um, asked).violet, 0.5);
}

TEST(InSlideColours, OfAUsualSlideAreTheOptionsAskedFor) {
    const AnalysisOptions asked;
    const AnalysisOptions own = in_slide_colours(asked, asked.colours.usual, half_um);
    EXPECT_EQ(own.deposit.he.tint, asked.deposit.he.tint);
    EXPECT_EQ(own.deposit.he.mass_greyness, asked.deposit.he.mass_greyness);
    EXPECT_EQ(own.deposit.classification.cells.grey_saturation, asked.deposit.classification.cells.grey_saturation);
}

TEST(InSlideColours, KeepTheLimitsOfVonKossaAndOfDensity) {
    const AnalysisOptions asked;
    const AnalysisOptions own = in_slide_colours(asked, 0.9, half_um);
    EXPECT_EQ(own.deposit.von_kossa.mass_greyness, asked.deposit.von_kossa.mass_greyness);
    EXPECT_EQ(own.deposit.he.mass_darkness, asked.deposit.he.mass_darkness);
    EXPECT_GT(own.deposit.he.mass_greyness.no, asked.deposit.he.mass_greyness.no);
}

TEST(InSlideColours, FollowNucleiThatAreNotResolvedFromDullerOnesOn) {
    const AnalysisOptions asked;
    EXPECT_LT(in_slide_colours(asked, 0.32, half_um).deposit.he.tint.no, asked.deposit.he.tint.no);
    EXPECT_EQ(in_slide_colours(asked, 0.32, one_um).deposit.he.tint.no, asked.deposit.he.tint.no);
}

RgbImage specimen_on_he() {
    phantom::PhantomOptions options;
    options.preset = phantom::Preset::superficial;
    options.stain = phantom::Stain::haematoxylin_eosin;
    options.width = Microns(900.0);
    options.height = Microns(600.0);
    options.pixel_size = Microns(0.5);
    return phantom::render(phantom::make_specimen(options), options, {0, 0, 1800, 1200});
}

/// As a scanner shows it that makes colours so much more vivid.
RgbImage made_vivid(const RgbImage& usual, double vividness) {
    RgbImage image = usual.clone();
    for (cv::Vec3b& pixel : image) {
        const double grey = (pixel[0] + pixel[1] + pixel[2]) / 3.0;
        for (int c = 0; c < 3; ++c) {
            pixel[c] = cv::saturate_cast<std::uint8_t>(grey + vividness * (pixel[c] - grey));
        }
    }
    return image;
}

SlideResult scored_on_he(const RgbImage& image) {
    AnalysisOptions options;
    options.stain = Stain::haematoxylin_eosin;
    NoProgress quiet;
    return score_slide(support::MemorySlide(image, half_um), options, quiet);
}

bool flagged(const SlideResult& result) {
    return std::ranges::count(result.summary.flags, "unusual-colours") == 1;
}

TEST(SlideColours, DepositsAreTheSameHoweverVividTheScannerIs) {
    const RgbImage specimen = specimen_on_he();
    const SlideResult usual = scored_on_he(specimen);
    ASSERT_GT(usual.deposits.size(), 10U);
    EXPECT_FALSE(flagged(usual));
    const double area = usual.summary.deposit_area.value();
    for (const double vividness : {0.7, 1.4}) {
        const SlideResult other = scored_on_he(made_vivid(specimen, vividness));
        EXPECT_TRUE(flagged(other)) << vividness;
        EXPECT_NEAR(*other.summary.quality.nuclear_saturation, vividness * *usual.summary.quality.nuclear_saturation,
                    0.04)
            << vividness;
        EXPECT_NEAR(other.summary.deposit_area.value(), area, 0.1 * area) << vividness;
        EXPECT_NEAR(static_cast<double>(other.deposits.size()), static_cast<double>(usual.deposits.size()),
                    0.15 * static_cast<double>(usual.deposits.size()))
            << vividness;
    }
}

}  // namespace
}  // namespace kossa
