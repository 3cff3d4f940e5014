#include "kossa/skin/epidermis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/synthetic_section.hpp"

namespace kossa::epidermis_test {
namespace {

using support::find_epidermis;

using support::box_um;
using support::Section;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Microns pixel(support::section_pixel_um);

/// The blur that makes cells a layer moves its border by some um: of a band of 80 um, four fifths must be agreed on.
constexpr double agreement = 0.75;
/// A tilted line is up to 8 % longer along pixels, and the ends of the layer reach some way round the corners.
constexpr double length_error = 0.15;

Epidermis found(const Section& section, const EpidermisOptions& options = {}) {
    return find_epidermis(section.image.cellular_od, section.image.deposits, support::one_piece(section.tissue), pixel,
                          options);
}

void expect_found(const Section& section, double surface_um) {
    const Epidermis epidermis = found(section);
    EXPECT_THAT(epidermis.gates.failed, IsEmpty());
    EXPECT_GT(support::overlap(epidermis.mask, section.epidermis), agreement);
    EXPECT_NEAR(epidermis.gates.longest_surface.value(), surface_um, length_error * surface_um);
    EXPECT_NEAR(epidermis.gates.mean_thickness.value(), 80.0, 20.0);
    EXPECT_GE(epidermis.gates.covered_surface, epidermis.gates.longest_surface);
    EXPECT_EQ(cv::countNonZero(epidermis.mask & ~section.tissue), 0);
}

void expect_none(const Section& section, const std::string& reason, const EpidermisOptions& options = {}) {
    const Epidermis epidermis = found(section, options);
    EXPECT_THAT(epidermis.gates.failed, HasSubstr(reason));
    ASSERT_EQ(epidermis.mask.size(), section.tissue.size());
    EXPECT_EQ(cv::countNonZero(epidermis.mask), 0);
}

TEST(Epidermis, IsFoundAlongAStraightSurface) {
    expect_found(support::straight_section(), 2400);
}

TEST(Epidermis, IsFoundAlongATiltedSurface) {
    expect_found(support::tilted_section(37.0), 2400);
}

TEST(Epidermis, EndsWhereTheGroundBetweenNucleiIsPale) {
    Section section = support::straight_section();
    const Mask infiltrate = box_um(section.tissue.size(), 1000, 284, 800, 100);
    FloatRaster ground = section.image.cellular_od.clone();
    section.image.cellular_od.setTo(0.45F, infiltrate);  // nuclei narrower than a pixel hide what lies between them
    EXPECT_GT(cv::countNonZero(found(section).mask & infiltrate), cv::countNonZero(infiltrate) / 2);
    const std::vector<Epidermis> epidermis =
        kossa::find_epidermis({{bands_of(section.image.cellular_od), bands_of(ground), section.image.deposits,
                                support::one_piece(section.tissue), whole_window(section.tissue.size())}},
                              pixel, {});
    EXPECT_LT(cv::countNonZero(epidermis.front().mask & infiltrate), cv::countNonZero(infiltrate) / 10);
    EXPECT_GT(support::overlap(epidermis.front().mask, section.epidermis), agreement);
}

TEST(Epidermis, IsTheSameInAPaleStain) {
    const Section section = support::straight_section();
    const Mask usual = found(section).mask;
    for (const double strength : {0.5, 0.2}) {  // at a fifth it is 0.07 denser than the dermis
        TissueMap tissue = support::one_piece(section.tissue);
        tissue.threshold *= strength;
        const Epidermis pale = find_epidermis(FloatRaster(section.image.cellular_od * strength), section.image.deposits,
                                              tissue, pixel, {});
        EXPECT_THAT(pale.gates.failed, IsEmpty()) << strength;
        EXPECT_GT(support::overlap(pale.mask, usual), 0.99) << strength;
    }
}

TEST(Epidermis, IsFoundAllRound) {
    expect_found(support::round_section(), 2 * CV_PI * 1300);
}

/// A strip of 2.4 mm, as deep as a shave biopsy goes.
Section shave(double depth_um, double epidermis_um = 80.0) {
    return support::draw_section({700, 250}, [=](double x, double y) {
        const bool inside = x > 200 && x < 2600 && y < 200 + depth_um;
        return support::Place{inside ? y - 200 : -1.0, epidermis_um};
    });
}

TEST(Epidermis, IsFoundOnAShaveBiopsy) {
    for (const double depth_um : {200.0, 280.0, 380.0, 530.0}) {
        const Epidermis epidermis = found(shave(depth_um));
        EXPECT_THAT(epidermis.gates.failed, IsEmpty()) << depth_um;
        EXPECT_GT(support::overlap(epidermis.mask, shave(depth_um).epidermis), agreement) << depth_um;
    }
}

TEST(Epidermis, IsNoneOfAThinStripWithoutCells) {
    expect_none(shave(280.0, 0.0), "no cellular layer");
}

TEST(Epidermis, IsNotWhatLiesAcrossAThinStrip) {
    Section section = shave(280.0, 0.0);
    for (const double left : {300.0, 1300.0}) {
        support::add_cells(section, box_um(section.tissue.size(), left, 200, 600, 280));
    }
    expect_none(section, "of that to the outside");
}

TEST(Epidermis, IsNotWhereThereAreNoCells) {
    expect_none(support::straight_section(0.0), "no cellular layer");
}

TEST(Epidermis, IsNotOnAnEmptySlide) {
    expect_none(support::draw_section({100, 80}, [](double, double) { return support::Place{}; }), "no cellular layer");
}

TEST(Epidermis, OfTheMirrorImageIsTheMirrorImage) {
    const Section section = support::tilted_section(20.0);
    Section mirror = section;
    mirror.image.cellular_od = support::mirrored(section.image.cellular_od);
    mirror.tissue = support::mirrored(section.tissue);
    const Mask expected = support::mirrored(found(section).mask);
    ASSERT_GT(cv::countNonZero(expected), 0);
    EXPECT_GT(support::overlap(found(mirror).mask, expected), 0.99);
}

TEST(Epidermis, ACellularNoduleDeepInTheDermisIsNone) {
    Section section = support::straight_section();
    const Mask nodule = box_um(section.tissue.size(), 1200, 800, 400, 300);
    support::add_cells(section, nodule);
    EXPECT_EQ(cv::countNonZero(found(section).mask & nodule), 0);
    expect_found(section, 2400);
}

/// What is cut off by an epidermis at 400 to 480 um of a section from 200 um down, when `firm` of what lies above is
/// firm.
Mask cut_off(const Mask& above, const Mask& firm) {
    const cv::Size size(700, 400);
    const Mask epidermis = box_um(size, 200, 400, 2400, 80);
    const Mask dermis = box_um(size, 200, 480, 2400, 800);
    TissueMap tissue = support::one_piece(Mask(above | epidermis | dermis));
    tissue.firm = Mask(firm | epidermis | dermis);
    return cut_off_by(epidermis, tissue, {}, Microns(support::section_pixel_um));
}

TEST(CutOff, AreHazeAndThreadsHoweverLongButNoTissue) {
    const cv::Size size(700, 400);
    const Mask none(size, std::uint8_t{0});
    const Mask haze = box_um(size, 200, 352, 2400, 48);
    const Mask thread = box_um(size, 200, 388, 2400, 12);
    const Mask flake = box_um(size, 1000, 360, 600, 40);
    EXPECT_THAT(cut_off(haze, none), support::SameMask(haze)) << "115,200 um2 of it";
    EXPECT_THAT(cut_off(thread, thread), support::SameMask(thread));
    EXPECT_THAT(cut_off(flake, flake), support::SameMask(flake)) << "24,000 um2";
    EXPECT_EQ(cv::countNonZero(cut_off(haze, haze)), 0) << "a firm piece of that size is tissue";
    EXPECT_EQ(cv::countNonZero(cut_off(none, none)), 0) << "nor is the dermis cut off";
}

TEST(CutOff, IsAThreadThatReachesRoundTheEndOfTheEpidermisToTheDermis) {
    const cv::Size size(700, 400);
    const Mask thread = box_um(size, 200, 388, 2400, 12);
    const Mask round(thread | box_um(size, 2600, 388, 12, 100));
    const Mask off = cut_off(round, round);
    EXPECT_EQ(cv::countNonZero(thread & ~off), 0);
    const Mask lump(round | box_um(size, 800, 340, 1000, 60));
    EXPECT_LT(cv::countNonZero(cut_off(lump, lump) & box_um(size, 800, 340, 1000, 60)), 10)
        << "what is thick is tissue";
}

/// What counts as scale round the mouth of a follicle at 1200 to 1440 um: its walls are 100 um thick, its keratin is
/// firm, and `beside` lies above the epidermis at 400 to 480 um, firm where `firm` is.
Mask scale_round_a_mouth(const Mask& beside, const Mask& firm) {
    const cv::Size size(700, 400);
    const Mask keratin = box_um(size, 1300, 380, 40, 400);
    const Mask follicle(box_um(size, 1200, 480, 240, 400) & ~keratin);
    const Mask epidermis(box_um(size, 200, 400, 2400, 80) & ~keratin);
    const Mask section(box_um(size, 200, 400, 2400, 880) | keratin);
    TissueMap tissue = support::one_piece(Mask(section | beside));
    tissue.firm = Mask(section | firm);
    return scale_round_mouths(epidermis, follicle, tissue, {}, Microns(support::section_pixel_um));
}

TEST(ScaleRoundMouths, IsHazeThatOnlyTheKeratinOfAFollicleJoinsToTheSection) {
    const cv::Size size(700, 400);
    const Mask none(size, std::uint8_t{0});
    const Mask haze = box_um(size, 1000, 340, 500, 60);
    const Mask scale = scale_round_a_mouth(haze, none);
    EXPECT_EQ(cv::countNonZero(haze & ~scale), 0);
    EXPECT_EQ(cv::countNonZero(scale & box_um(size, 200, 880, 2400, 400)), 0) << "the dermis is none";
    EXPECT_EQ(cv::countNonZero(scale_round_a_mouth(haze, haze)), 0) << "nor is what is firm";
}

TEST(ScaleRoundMouths, IsNoneAlongAFollicleBesideACutEdge) {
    const cv::Size size(700, 400);
    const Mask epidermis = box_um(size, 200, 400, 2400, 80);
    const Mask follicle = box_um(size, 260, 480, 100, 800);
    const Mask edge = box_um(size, 200, 480, 60, 800);
    TissueMap tissue = support::one_piece(box_um(size, 200, 400, 2400, 880));
    tissue.firm = Mask(tissue.tissue & ~box_um(size, 200, 480, 40, 800));
    EXPECT_EQ(cv::countNonZero(edge &
                               scale_round_mouths(epidermis, follicle, tissue, {}, Microns(support::section_pixel_um))),
              0);
}

TEST(Epidermis, DenseDepositsInTheDermisAreNone) {
    Section section = support::straight_section();
    const Mask plate = box_um(section.tissue.size(), 600, 700, 1500, 200);
    support::add_deposit(section, plate);
    EXPECT_EQ(cv::countNonZero(found(section).mask & plate), 0);
    expect_found(section, 2400);
}

TEST(Epidermis, GroundBetweenTheGrainsOfALargeDepositIsNone) {
    Section section = support::straight_section();
    const Mask deposit = box_um(section.tissue.size(), 1000, 1150, 600, 250);  // along the cut edge
    add_cells(section, deposit);
    EXPECT_GT(cv::countNonZero(found(section).mask & deposit), 0);
    for (int y = 0; y < deposit.rows; y += 2) {
        for (int x = 0; x < deposit.cols; x += 2) {
            section.image.deposits(y, x) = deposit(y, x);
        }
    }
    EXPECT_EQ(cv::countNonZero(found(section).mask & deposit), 0);
}

TEST(Epidermis, DenseDepositsWithinItBelongToIt) {
    Section section = support::straight_section();
    Mask deposits(section.tissue.size(), 0);
    for (double x = 400; x < 2400; x += 300) {
        deposits |= box_um(section.tissue.size(), x, 215, 80, 50);
    }
    support::add_deposit(section, deposits);
    EXPECT_GT(cv::countNonZero(found(section).mask & deposits), 9 * cv::countNonZero(deposits) / 10);
    expect_found(section, 2400);
}

/// Ink on the outline is not firm.
Epidermis found_with_ink(const Section& section, const Mask& ink) {
    TissueMap tissue = support::one_piece(section.tissue);
    tissue.ink = Mask(ink & section.tissue);
    tissue.firm = Mask(section.tissue & ~ink);
    return find_epidermis(section.image.cellular_od, section.image.deposits, tissue, pixel, {});
}

TEST(Epidermis, InkIsNoDepositWithinIt) {
    Section section = support::straight_section();
    const Mask ink = box_um(section.tissue.size(), 200, 200, 40, 80);
    support::add_deposit(section, ink);
    EXPECT_EQ(cv::countNonZero(found_with_ink(section, ink).mask & ink), 0);
}

TEST(Epidermis, IsNotAFollicleBesideAPenStroke) {
    Section section = support::straight_section();
    const Mask stroke = box_um(section.tissue.size(), 2300, 0, 500, 1600);
    const Mask follicle = box_um(section.tissue.size(), 2170, 280, 90, 500);
    support::add_cells(section, follicle);
    support::add_deposit(section, Mask(stroke & section.tissue));
    EXPECT_EQ(cv::countNonZero(found_with_ink(section, stroke).mask & follicle &
                               box_um(section.tissue.size(), 2170, 340, 90, 440)),
              0);
}

Mask horny_layer_of(const Section& section, double horny_um) {
    return {section.tissue & box_um(section.tissue.size(), 0, 0, 2800, 200 + horny_um)};
}

void expect_found_below(const Section& section, double horny_um) {
    const Epidermis epidermis = found(section);
    EXPECT_THAT(epidermis.gates.failed, IsEmpty()) << horny_um;
    EXPECT_GT(support::overlap(epidermis.mask, section.epidermis), agreement) << horny_um;
    EXPECT_GT(support::overlap(epidermis.thick_horny, horny_layer_of(section, horny_um)), 0.9) << horny_um;
    EXPECT_EQ(cv::countNonZero(epidermis.thick_horny & epidermis.mask), 0) << horny_um;
}

TEST(Epidermis, IsFoundBelowAThickHornyLayer) {
    for (const double horny_um : {200.0, 300.0, 600.0}) {
        expect_found_below(support::acral_section(horny_um), horny_um);
    }
}

TEST(Epidermis, IsFoundBelowLamellaeOfAThickHornyLayer) {
    Section section = support::acral_section(400.0);
    for (double y = 220; y < 600; y += 60) {
        section.image.cellular_od.setTo(0.0F, box_um(section.tissue.size(), 200, y, 2400, 20));
    }
    expect_found_below(section, 400.0);
}

TEST(Epidermis, IsNotABandOfCellsBelowDermisAlongACut) {
    Section section = support::straight_section(0.0);
    support::add_cells(section, box_um(section.tissue.size(), 200, 500, 2400, 80));
    expect_none(section, "no cellular layer");
}

TEST(Epidermis, HasNoThickHornyLayerWhereItBeginsAtTheOutline) {
    EXPECT_TRUE(found(support::straight_section()).thick_horny.empty());
}

TEST(Epidermis, DepositsAloneAlongTheSurfaceAreNone) {
    Section section = support::straight_section(0.0);
    support::add_deposit(section, box_um(section.tissue.size(), 200, 210, 2400, 70));
    expect_none(section, "no cellular layer");
}

TEST(Epidermis, ImageEdgesAreNoSurface) {
    const Section section = support::draw_section({500, 300}, [](double, double y) { return support::Place{y, 80.0}; });
    expect_none(section, "no cellular layer");
}

TEST(Epidermis, OfASectionCutByTheImageIsFoundToTheEdge) {
    const Section section = support::draw_section({500, 300}, [](double, double y) {
        return support::Place{y - 100.0, 80.0};
    });
    const Epidermis epidermis = found(section);
    EXPECT_THAT(epidermis.gates.failed, IsEmpty());
    EXPECT_GT(support::overlap(epidermis.mask, section.epidermis), agreement);
}

TEST(EpidermisGates, EachFailsWithItsReason) {
    const Section section = support::straight_section();
    EpidermisOptions longer;
    longer.least_surface_mm = 4.0;
    expect_none(section, "mm long, where an epidermis has at least 4 mm", longer);
    EpidermisOptions thicker;
    thicker.thinnest_um = 150.0;
    expect_none(section, "um thick, epidermis 150", thicker);
    EpidermisOptions thinner;
    thinner.thickest_um = 45.0;
    expect_none(section, "um thick, epidermis 40 to 45", thinner);
    EpidermisOptions more;
    more.least_share = 0.14;
    expect_none(section, "% of the tissue, epidermis 14", more);
    EpidermisOptions less;
    less.largest_share = 0.02;
    expect_none(section, "% of the tissue, epidermis 0.5 to 2", less);
}

TEST(EpidermisGates, KeepWhatWasMeasuredWhereOneFails) {
    EpidermisOptions options;
    options.least_surface_mm = 4.0;
    const Epidermis epidermis = found(support::straight_section(), options);
    EXPECT_NEAR(epidermis.gates.longest_surface.value(), 2400.0, 240.0);
    EXPECT_GT(epidermis.gates.share_of_tissue, 0.0);
}

TEST(EpidermisGates, AShortStretchOfEpitheliumIsNotEnough) {
    const Section section = support::draw_section({700, 400}, [](double x, double y) {
        const bool inside = x > 200 && x < 2600 && y < 1400;
        return support::Place{inside ? y - 200 : -1.0, x > 1000 && x < 1500 ? 80.0 : 0.0};
    });
    const Epidermis epidermis = found(section);
    EXPECT_THAT(epidermis.gates.failed, ::testing::Not(IsEmpty()));
    EXPECT_LT(epidermis.gates.longest_surface.value(), 1000.0);
}

TEST(EpidermisOptions, ContrastDecidesWhatIsCovered) {
    const Section section = support::straight_section();
    EpidermisOptions contrast;
    contrast.least_contrast = 5.0;
    expect_none(section, "no cellular layer", contrast);
    EpidermisOptions difference;
    difference.least_difference = 5.0;  // of 0.08
    difference.most_difference_od = 1.0;
    expect_none(section, "no cellular layer", difference);
    difference = {};
    difference.least_difference_od = 0.5;
    difference.most_difference_od = 1.0;
    expect_none(section, "no cellular layer", difference);
}

}  // namespace
}  // namespace kossa::epidermis_test
