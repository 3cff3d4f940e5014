#include "kossa/stain/stain_recognition.hpp"

#include <gtest/gtest.h>

#include "support/samples.hpp"

namespace kossa {
namespace {

const OdVector pink(0.10, 0.50, 0.30);
const OdVector violet(0.40, 0.55, 0.25);
const OdVector green(0.60, 0.30, 0.20);
const OdVector brown(0.30, 0.40, 0.50);
const OdVector grey(0.40, 0.40, 0.40);
const OdVector black(0.70, 0.70, 0.70);
const OdVector pale(0.05, 0.25, 0.10);

StainColours measured(const std::vector<OdVector>& patches) {
    std::vector<MilliOd> samples;
    for (const OdVector& od : patches) {
        samples.push_back(support::patch(od));
    }
    return measure_colours(samples, {});
}

std::optional<Stain> recognised(const StainColours& colours) {
    return recognise_stain(colours, {});
}

TEST(StainColours, PutEachColourInItsClass) {
    EXPECT_EQ(measured({pink}).pink, 1.0);
    EXPECT_EQ(measured({violet}).violet, 1.0);
    EXPECT_EQ(measured({green}).green, 1.0);
    EXPECT_EQ(measured({brown}).brown, 1.0);
    EXPECT_EQ(measured({OdVector(0.08, 0.35, 0.35)}).pink, 1.0) << "nuclear fast red may be as red as salmon";
    EXPECT_EQ(measured({OdVector(0.27, 0.57, 0.78)}).brown, 1.0) << "DAB";
    EXPECT_EQ(measured({grey}).grey, 1.0);
    EXPECT_EQ(measured({grey}).black, 0.0);
    EXPECT_EQ(measured({black}).grey, 1.0);
    EXPECT_EQ(measured({black}).black, 1.0);
}

TEST(StainColours, AreSharesOfTheColouredPixels) {
    const StainColours colours = measured({pink, pink, violet, brown, pale, pale, pale, pale});
    EXPECT_DOUBLE_EQ(colours.pink, 0.5);
    EXPECT_DOUBLE_EQ(colours.violet, 0.25);
    EXPECT_DOUBLE_EQ(colours.brown, 0.25);
    EXPECT_DOUBLE_EQ(colours.pink + colours.violet + colours.green + colours.brown + colours.grey, 1.0);
}

TEST(StainColours, TheHueOfOpaquePenIsNotLookedAt) {
    const OdVector pen(0.9, 1.7, 1.1);
    EXPECT_EQ(measured({pen, pen, pen, pink}).pink, 1.0);
    EXPECT_EQ(measured({pen}).brown, 0.0);
    EXPECT_EQ(measured({OdVector(1.2, 1.2, 1.2)}).grey, 1.0) << "dense silver is black all the same";
}

TEST(StainColours, VioletBesideDarkGreyIsItsBorder) {
    const auto beside_violet = [](const OdVector& grey_od) {
        MilliOd sample(64, 64, support::patch(violet)(0, 0));
        sample.colRange(0, 20) = support::patch(grey_od)(0, 0);
        return measure_colours({sample}, {});
    };
    EXPECT_EQ(beside_violet(black).violet, (64.0 - 20.0 - 8.0) / 64.0);
    EXPECT_EQ(beside_violet(black).grey, 28.0 / 64.0);
    EXPECT_GT(beside_violet(OdVector(0.30, 0.30, 0.30)).violet, 42.0 / 64.0) << "pale grey has none";
}

TEST(StainColours, BlackIsAShareOfAllPixels) {
    EXPECT_DOUBLE_EQ(measured({pink, black, pale, pale}).black, 0.25);
}

TEST(StainColours, BlackIsDarkAndNeutral) {
    StainRecognitionOptions options;
    options.black_od = 0.8;
    EXPECT_EQ(measure_colours({support::patch(black)}, options).black, 0.0);
    EXPECT_EQ(measured({OdVector(0.70, 1.10, 0.60)}).black, 0.0) << "dark but violet";
}

TEST(StainColours, OfNothingAndOfGlassAreZero) {
    for (const StainColours& colours : {measure_colours({}, {}), measured({OdVector(0, 0, 0)})}) {
        EXPECT_EQ(colours.pink + colours.violet + colours.green + colours.brown + colours.grey + colours.black, 0.0);
    }
}

TEST(RecogniseStain, FollowsTheTable) {
    struct Case {
        const char* what;
        StainColours colours;
        std::optional<Stain> stain;
    };
    const Case cases[]{
        {"H&E", {.pink = 0.8, .violet = 0.15, .grey = 0.05}, Stain::haematoxylin_eosin},
        {"H&E with calcium", {.pink = 0.8, .violet = 0.1, .grey = 0.1, .black = 0.01}, Stain::haematoxylin_eosin},
        {"blue H&E", {.pink = 0.1, .violet = 0.85, .grey = 0.05}, Stain::haematoxylin_eosin},
        {"von Kossa", {.pink = 0.955, .violet = 0.005, .grey = 0.04, .black = 0.003}, Stain::von_kossa},
        {"violet borders of silver",
         {.pink = 0.4, .violet = 0.005, .brown = 0.15, .grey = 0.445, .black = 0.1},
         Stain::von_kossa},
        {"von Kossa with ink",
         {.pink = 0.15, .violet = 0.005, .brown = 0.12, .grey = 0.725, .black = 0.3},
         Stain::von_kossa},
        {"von Kossa of dark skin",
         {.pink = 0.22, .violet = 0.005, .brown = 0.5, .grey = 0.27, .black = 0.01},
         Stain::von_kossa},
        {"H&E of dark skin", {.pink = 0.3, .violet = 0.1, .brown = 0.6}, Stain::haematoxylin_eosin},
        {"brown alone", {.pink = 0.05, .brown = 0.95, .black = 0.001}, std::nullopt},
        {"H&E with ink", {.pink = 0.4, .violet = 0.2, .grey = 0.4, .black = 0.3}, Stain::haematoxylin_eosin},
        {"eosin alone", {.pink = 0.985, .violet = 0.005, .grey = 0.01}, std::nullopt},
        {"light green", {.pink = 0.05, .violet = 0.05, .green = 0.9}, std::nullopt},
        {"immunostain", {.pink = 0.1, .violet = 0.3, .brown = 0.6}, std::nullopt},
        {"nothing but grey", {.grey = 1.0, .black = 0.5}, std::nullopt},
        {"nothing at all", {}, std::nullopt},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(recognised(c.colours), c.stain) << c.what;
    }
}

TEST(RecogniseStain, ThresholdsBelongToTheStain) {
    const StainRecognitionOptions o;
    EXPECT_EQ(recognised({.pink = 0.9, .violet = o.least_violet_share}), Stain::haematoxylin_eosin);
    const double pink = 0.41 * o.least_pink_share;
    EXPECT_EQ(recognised({.pink = pink, .grey = 0.6, .black = o.least_black_share}), Stain::von_kossa);
    EXPECT_EQ(recognised({.pink = pink, .grey = 0.6, .black = o.least_black_share / 2}), std::nullopt);
    EXPECT_EQ(recognised({.pink = o.least_pink_of_all / 2, .grey = 0.9, .black = 0.1}), std::nullopt);
}

TEST(Stain, HasANameForTheCommandLine) {
    EXPECT_EQ(name(Stain::haematoxylin_eosin), "he");
    EXPECT_EQ(name(Stain::von_kossa), "von-kossa");
}

}  // namespace
}  // namespace kossa
