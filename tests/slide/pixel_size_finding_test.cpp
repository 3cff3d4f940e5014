#include "kossa/slide/pixel_size_finding.hpp"

#include <gtest/gtest.h>

namespace kossa {
namespace {

using Properties = std::map<std::string, std::string>;

Properties vendor_says(const std::string& x, const std::string& y) {
    return {{"openslide.vendor", "aperio"}, {"openslide.mpp-x", x}, {"openslide.mpp-y", y}};
}

Properties tags_say(const std::string& resolution, const std::string& unit) {
    return {{"tiff.XResolution", resolution}, {"tiff.YResolution", resolution}, {"tiff.ResolutionUnit", unit}};
}

Properties png_says(const std::string& per_metre) {
    return {{"png.pHYs-x", per_metre}, {"png.pHYs-y", per_metre}};
}

Properties jpeg_says(const std::string& density, const std::string& unit) {
    return {{"jpeg.JFIF-x", density}, {"jpeg.JFIF-y", density}, {"jpeg.JFIF-unit", unit}};
}

Properties merged(Properties first, const Properties& second) {
    first.insert(second.begin(), second.end());
    return first;
}

struct Believed {
    std::string name;
    Properties properties;
    double x;
    double y;
    PixelSizeSource source;
};

class BelievedPixelSize : public ::testing::TestWithParam<Believed> {};

TEST_P(BelievedPixelSize, IsFound) {
    const PixelSizeFinding finding = find_pixel_size(GetParam().properties, {});
    ASSERT_TRUE(finding.size.has_value()) << finding.note;
    EXPECT_NEAR(finding.size->x().value(), GetParam().x, 1e-9);
    EXPECT_NEAR(finding.size->y().value(), GetParam().y, 1e-9);
    EXPECT_EQ(finding.source, GetParam().source);
}

INSTANTIATE_TEST_SUITE_P(
    Files, BelievedPixelSize,
    ::testing::Values(Believed{"Vendor", vendor_says("0.499", "0.498"), 0.499, 0.498, PixelSizeSource::openslide_mpp},
                      Believed{"Blanks", vendor_says(" 0.25\r", "0.25 "), 0.25, 0.25, PixelSizeSource::openslide_mpp},
                      Believed{"Exponent", vendor_says("5e-1", "5E-1"), 0.5, 0.5, PixelSizeSource::openslide_mpp},
                      Believed{"OneAxis", {{"openslide.mpp-x", "0.3"}}, 0.3, 0.3, PixelSizeSource::openslide_mpp},
                      Believed{"CoarseVendor", vendor_says("8", "8"), 8, 8, PixelSizeSource::openslide_mpp},
                      Believed{"PerCentimetre", tags_say("20000", "centimeter"), 0.5, 0.5,
                               PixelSizeSource::tiff_resolution},
                      Believed{"PerInch", tags_say("50800", "inch"), 0.5, 0.5, PixelSizeSource::tiff_resolution},
                      Believed{"Png", png_says("2000000"), 0.5, 0.5, PixelSizeSource::png_density},
                      Believed{"Jpeg", jpeg_says("25400", "inch"), 1.0, 1.0, PixelSizeSource::jpeg_density},
                      Believed{"VendorBeforeTags", merged(vendor_says("0.5", "0.5"), tags_say("40000", "centimeter")),
                               0.5, 0.5, PixelSizeSource::openslide_mpp},
                      Believed{"TagsAfterBadVendor", merged(vendor_says("0", "0"), tags_say("40000", "centimeter")),
                               0.25, 0.25, PixelSizeSource::tiff_resolution}),
    [](const auto& test) { return test.param.name; });

struct Doubted {
    std::string name;
    Properties properties;
    std::string note;  ///< part of the note
};

class DoubtedPixelSize : public ::testing::TestWithParam<Doubted> {};

TEST_P(DoubtedPixelSize, IsNotBelievedAndSaysWhatWasThere) {
    const PixelSizeFinding finding = find_pixel_size(GetParam().properties, {});
    EXPECT_FALSE(finding.size.has_value());
    EXPECT_FALSE(finding.source.has_value());
    EXPECT_NE(finding.note.find(GetParam().note), std::string::npos) << finding.note;
}

INSTANTIATE_TEST_SUITE_P(Files, DoubtedPixelSize,
                         ::testing::Values(Doubted{"TenPerCentimetre", tags_say("10", "centimeter"),
                                                   "tiff.XResolution says 1000 x 1000 um"},
                                           Doubted{"ScreenDots", tags_say("72", "inch"), "352.8 x 352.8 um"},
                                           Doubted{"WindowsDots", tags_say("96", "inch"), "264.6 x 264.6 um"},
                                           Doubted{"PrintDots", tags_say("300", "inch"), "84.67 x 84.67 um"},
                                           Doubted{"FinePrintDots", tags_say("4800", "inch"), "5.292 x 5.292 um"},
                                           Doubted{"TooFine", tags_say("300000", "centimeter"), "0.03333"},
                                           Doubted{"Zero", tags_say("0", "inch"), "inf x inf"},
                                           Doubted{"PngScreen", png_says("2835"), "png.pHYs says 352.7"},
                                           Doubted{"JpegScreen", jpeg_says("72", "inch"), "jpeg.JFIF says 352.8"},
                                           Doubted{"VendorZero", vendor_says("0", "0"), "openslide.mpp says 0 x 0 um"},
                                           Doubted{"VendorNegative", vendor_says("-0.5", "-0.5"), "-0.5"},
                                           Doubted{"VendorUnequalAxes", vendor_says("0.25", "0.75"), "0.25 x 0.75"},
                                           Doubted{"DecimalComma", vendor_says("0,499", "0,499"), "nan"},
                                           Doubted{"Words", vendor_says("unknown", "unknown"), "nan"},
                                           Doubted{"GenericTiffOfNewerOpenSlide",
                                                   {{"openslide.vendor", "generic-tiff"}, {"openslide.mpp-x", "84.67"}},
                                                   "84.67"}),
                         [](const auto& test) { return test.param.name; });

TEST(PixelSizeFinding, NothingInTheFileIsNoNote) {
    EXPECT_EQ(find_pixel_size({}, {}).note, "");
    EXPECT_EQ(find_pixel_size(tags_say("1", "none"), {}).note, "");
}

TEST(PixelSizeFinding, ObjectivePowerIsNoPixelSize) {
    EXPECT_FALSE(find_pixel_size({{"openslide.objective-power", "20"}}, {}).size.has_value());
}

TEST(PixelSizeFinding, ValueOfTheUserOverridesAndSaysWhatItOverrides) {
    const PixelSize user(Microns(0.7));
    const PixelSizeFinding finding = find_pixel_size(vendor_says("0.5", "0.5"), user);
    EXPECT_EQ(finding.size, user);
    EXPECT_EQ(finding.source, PixelSizeSource::user);
    EXPECT_EQ(finding.note, "openslide.mpp says 0.5 x 0.5 um per pixel, which the value given overrides");
    EXPECT_EQ(finding.flags, std::vector<std::string>{"pixel-size-overridden"});
    EXPECT_TRUE(find_pixel_size(vendor_says("0.68", "0.68"), user).flags.empty()) << "rounded";
    EXPECT_FALSE(find_pixel_size(vendor_says("0.25", "0.25"), PixelSize(Microns(0.3), Microns(0.22))).flags.empty())
        << "one axis longer, one shorter";
    EXPECT_EQ(find_pixel_size({}, user).size, user);
    EXPECT_TRUE(find_pixel_size({}, user).flags.empty());
}

TEST(PixelSizeFinding, PixelsThatAreNotSquareAreFlaggedWhoeverSaysSo) {
    const auto flags = [](Microns x, Microns y) { return find_pixel_size({}, PixelSize(x, y)).flags; };
    EXPECT_TRUE(flags(Microns(0.5), Microns(0.54)).empty());
    EXPECT_EQ(flags(Microns(1.0), Microns(2.0)), std::vector<std::string>{"pixels-not-square"});
    EXPECT_EQ(flags(Microns(0.5), Microns(0.44)), std::vector<std::string>{"pixels-not-square"});
    EXPECT_EQ(find_pixel_size(vendor_says("0.5", "0.9"), {}).flags, std::vector<std::string>{"pixels-not-square"});
}

TEST(PixelSizeFinding, SourcesHaveTheNamesOfTheSummary) {
    EXPECT_EQ(to_string(PixelSizeSource::openslide_mpp), "openslide.mpp");
    EXPECT_EQ(to_string(PixelSizeSource::tiff_resolution), "tiff.XResolution");
    EXPECT_EQ(to_string(PixelSizeSource::user), "--mpp");
}

TEST(CrossCheck, FlagsOnlyContradictions) {
    const auto flags = [](double um, double power) { return cross_check(PixelSize(Microns(um)), power).size(); };
    EXPECT_EQ(flags(0.5, 20), 0U);
    EXPECT_EQ(flags(0.25, 40), 0U);
    EXPECT_EQ(flags(0.2282, 40), 0U);
    EXPECT_EQ(flags(0.79, 20), 0U);
    EXPECT_EQ(flags(0.81, 20), 1U);
    EXPECT_EQ(flags(0.32, 20), 0U);
    EXPECT_EQ(flags(0.31, 20), 1U);
    EXPECT_EQ(flags(1.0, 20), 1U);
}

TEST(CrossCheck, NothingToCheckIsNoFlag) {
    EXPECT_TRUE(cross_check({}, 20.0).empty());
    EXPECT_TRUE(cross_check(PixelSize(Microns(0.5)), {}).empty());
    EXPECT_TRUE(cross_check(PixelSize(Microns(0.5)), 0.0).empty());
}

TEST(ParseNumber, TakesWholeTextsOnly) {
    EXPECT_EQ(parse_number("20"), 20.0);
    EXPECT_EQ(parse_number("\t-1.5 "), -1.5);
    for (const char* text : {"", "  ", "20x", "1 2", "0,5", "nan", "inf", "1e999", "0x10", "+-1"}) {
        EXPECT_FALSE(parse_number(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace kossa
