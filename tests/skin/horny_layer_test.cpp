#include "kossa/skin/horny_layer.hpp"

#include <gtest/gtest.h>

#include "support/synthetic_section.hpp"

namespace kossa::horny_layer_test {
namespace {

using support::box_um;
using support::Section;

const Microns pixel(support::section_pixel_um);
constexpr double least_difference_od = 0.09;

Mask nuclei_free(const Section& section) {
    const EpidermisWindow seen{bands_of(section.image.cellular_od), bands_of(section.image.cellular_od),
                               section.image.deposits, support::one_piece(section.tissue),
                               whole_window(section.tissue.size())};
    return without_nuclei(seen, section.tissue, least_difference_od, pixel, {});
}

Mask on_epidermis(const Section& section, const Mask& free) {
    return horny_layer_on(section.epidermis, free, support::one_piece(section.tissue), SquareMicrons(50000.0), pixel);
}

Mask keratin_of(const Section& section, double horny_um) {
    return {section.tissue & box_um(section.tissue.size(), 0, 0, 2800, 200 + horny_um)};
}

TEST(WithoutNuclei, IsKeratinDownToTheCells) {
    const Section section = support::acral_section(300.0);
    const Mask free = nuclei_free(section);
    EXPECT_GT(support::overlap(Mask(free & ~section.epidermis), keratin_of(section, 300.0)), 0.9);
    EXPECT_LT(cv::countNonZero(free & section.epidermis), cv::countNonZero(section.epidermis) / 10);
}

TEST(WithoutNuclei, IsLittleOfDermisAlongACut) {
    const Section section = support::straight_section(0.0);
    EXPECT_LT(cv::countNonZero(nuclei_free(section) & box_um(section.tissue.size(), 300, 300, 2200, 1000)), 10);
}

TEST(WithoutNuclei, IsNotDeeperThanAHornyLayerIsThick) {
    const Section section = support::acral_section(1000.0);
    EXPECT_EQ(cv::countNonZero(nuclei_free(section) & box_um(section.tissue.size(), 1000, 960, 800, 1000)), 0);
}

TEST(HornyLayerOn, IsAboveTheEpidermisWithWhatStandsInIt) {
    const Section section = support::acral_section(300.0);
    const Mask speck = box_um(section.tissue.size(), 1000, 300, 60, 60);
    const Mask keratin = keratin_of(section, 300.0);
    EXPECT_GT(support::overlap(on_epidermis(section, Mask(keratin & ~speck)), keratin), 0.95);
}

TEST(HornyLayerOn, IsNoneInTheDermisBelow) {
    const Section section = support::acral_section(300.0);
    const Mask papillary = box_um(section.tissue.size(), 600, 584, 1600, 60);
    EXPECT_EQ(cv::countNonZero(on_epidermis(section, papillary) & papillary), 0);
}

}  // namespace
}  // namespace kossa::horny_layer_test
