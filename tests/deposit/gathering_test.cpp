#include "kossa/deposit/gathering.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "support/components.hpp"
#include "support/court.hpp"
#include "support/pink.hpp"

namespace kossa {
namespace {

using support::calcium_grey;
using support::nuclear_violet;

/// A square grain whose upper left pixel lies there.
Component grain_at(int x, int y, int side = 10, const std::array<double, 3>& od = calcium_grey,
                   double seed_share = 1.0) {
    return support::coloured(Mask(side, side, std::uint8_t{255}), od, seed_share, x, y);
}

/// An object read with that certainty and, amount left aside, that look.
ReadObject read(const std::vector<Component>& members, double certainty, double look,
                Morphology morphology = Morphology::granular) {
    ReadObject result;
    for (const Component& member : members) {
        result.object.add(member);
        ++result.object.granules;
    }
    result.reading.verdict = {criteria::few_grains, 0.0, certainty, FindingClass::nuclei, true, look, {}};
    result.reading.morphology = morphology;
    result.colour = seed_colour(result.object.sums);
    return result;
}

const std::vector<Component> sure_grains{grain_at(0, 0), grain_at(30, 0)};

/// Members of a sure deposit and number of objects after the others have been offered to it as its satellites.
std::pair<std::size_t, std::size_t> with_satellites(const std::vector<Component>& others, double certainty, double look,
                                                    const ReadObject& deposit = read(sure_grains, 0.9, 1.0)) {
    std::vector<ReadObject> objects{read(others, certainty, look), deposit};
    gather_satellites(objects, support::Court().judgement());
    return {objects.back().object.members.size(), objects.size()};
}

using Counts = std::pair<std::size_t, std::size_t>;

TEST(Satellites, GrainsDoubtedForTheirNumberAloneBelongToASureDepositNearThem) {
    const std::vector<Component> near{grain_at(79, 0), grain_at(100, 0)};
    const std::vector<Component> far{grain_at(82, 0), grain_at(100, 0)};
    EXPECT_EQ(with_satellites(near, 0.2, 0.9), Counts(4, 1)) << "19.5 um away";
    EXPECT_EQ(with_satellites(far, 0.2, 0.9), Counts(2, 2)) << "21 um away";
    EXPECT_EQ(with_satellites(near, 0.0, 0.9), Counts(4, 1)) << "however few";
    EXPECT_EQ(with_satellites(near, 0.2, 0.4), Counts(2, 2)) << "doubted for their look";
    EXPECT_EQ(with_satellites(near, 0.6, 0.9), Counts(2, 2)) << "sure themselves";
}

TEST(Satellites, NeedASureGranularDeposit) {
    const std::vector<Component> near{grain_at(79, 0)};
    EXPECT_EQ(with_satellites(near, 0.2, 0.9, read(sure_grains, 0.4, 1.0)), Counts(2, 2));
    EXPECT_EQ(with_satellites(near, 0.2, 0.9, read(sure_grains, 0.9, 1.0, Morphology::amorphous)), Counts(2, 2));
}

TEST(Satellites, AreGrains) {
    EXPECT_EQ(with_satellites({grain_at(79, 0, 36)}, 0.2, 0.9), Counts(2, 2)) << "20.3 um in equivalent diameter";
}

TEST(Satellites, HaveNoSatellites) {
    const std::vector<Component> first{grain_at(79, 0)};
    const std::vector<Component> second{grain_at(120, 0)};
    std::vector<ReadObject> objects{read(sure_grains, 0.9, 1.0), read(first, 0.2, 0.9), read(second, 0.2, 0.9)};
    gather_satellites(objects, support::Court().judgement());
    EXPECT_EQ(objects.size(), 2U);
    EXPECT_EQ(objects.at(0).object.members.size(), 3U);
}

TEST(Satellites, LeaveTheColourThatWasJudged) {
    const std::vector<Component> near{grain_at(79, 0, 10, nuclear_violet)};
    std::vector<ReadObject> objects{read(sure_grains, 0.9, 1.0), read(near, 0.2, 0.9)};
    const double saturation = objects.at(0).colour.saturation();
    gather_satellites(objects, support::Court().judgement());
    EXPECT_EQ(objects.at(0).colour.saturation(), saturation);
    EXPECT_GT(seed_colour(objects.at(0).object.sums).saturation(), saturation);
}

/// Whether that component becomes one of the grains of a sure deposit it lies among.
bool is_gathered(const Component& component) {
    const std::vector<Component> rest{component};
    std::vector<ReadObject> objects{read(sure_grains, 0.9, 1.0)};
    const std::vector<DepositObject> others = gather_small_grains(objects, rest, support::Court().judgement());
    EXPECT_EQ(others.size() + objects.at(0).object.members.size(), 3U);
    return others.empty();
}

TEST(SmallGrains, OfHalfTheWidthOfANucleusNeedNoDarkCore) {
    EXPECT_TRUE(is_gathered(grain_at(15, 0, 5, nuclear_violet, 0.05))) << "6 um2; its colour cannot be read";
    EXPECT_FALSE(is_gathered(grain_at(15, 0, 6, nuclear_violet, 0.05))) << "9 um2";
}

TEST(SmallGrains, StandOutFromWhatIsRoundThem) {
    Component blurred = grain_at(15, 0, 5, calcium_grey, 0.05);
    blurred.sums.open_edges = edge_count(blurred.runs) * 3 / 4;
    EXPECT_FALSE(is_gathered(blurred)) << "no outline of its own";
    Component in_a_nucleus = grain_at(15, 0, 5, calcium_grey, 0.05);
    in_a_nucleus.sums.rim_edges = 10;
    in_a_nucleus.sums.rim_milli_od = support::pink(10L * 3 * 400);
    EXPECT_FALSE(is_gathered(in_a_nucleus));
}

}  // namespace
}  // namespace kossa
