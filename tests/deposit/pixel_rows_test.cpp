#include "kossa/deposit/pixel_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace kossa {
namespace {

using ::testing::ElementsAreArray;

template <class Value>
PixelRow<Value> random_row(std::size_t count, std::uint64_t below, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    PixelRow<Value> row(count);
    std::ranges::generate(row, [&] { return static_cast<Value>(random() % below); });
    return row;
}

TEST(PixelRows, BitsSayWhichValuesReachALimit) {
    const auto values = random_row<std::uint16_t>(word_px, 65536, 1);
    const auto sums = random_row<std::uint32_t>(word_px, std::uint64_t{1} << 32, 2);
    for (const std::size_t i : {std::size_t{0}, std::size_t{17}, std::size_t{63}}) {
        const BitMask::Word found = bits_at_least(values.data(), values[i]);
        const BitMask::Word wide = bits_at_least(sums.data(), sums[i]);
        for (std::size_t k = 0; k < values.size(); ++k) {
            EXPECT_EQ(found >> k & 1, values[k] >= values[i] ? 1U : 0U);
            EXPECT_EQ(wide >> k & 1, sums[k] >= sums[i] ? 1U : 0U);
        }
    }
}

TEST(PixelRows, ValuesAreAddedToTheSumsAndTakeThePlaceOfOthers) {
    const auto values = random_row<std::uint16_t>(77, 65536, 3);
    const auto before = random_row<std::uint32_t>(77, std::uint64_t{1} << 31, 4);
    PixelRow<std::uint32_t> sums = before;
    add_values(sums.data(), values.data(), values.size());
    for (std::size_t i = 0; i < sums.size(); ++i) {
        EXPECT_EQ(sums[i], before[i] + values[i]);
    }
    const auto others = random_row<std::uint16_t>(77, 65536, 8);
    move_values(sums.data(), others.data(), values.data(), values.size());
    for (std::size_t i = 0; i < sums.size(); ++i) {
        EXPECT_EQ(sums[i], before[i] + others[i]);
    }
}

TEST(PixelRows, PalePixelsAreCountedWithTheirLight) {
    const auto density = random_row<std::uint16_t>(77, 7000, 5);
    const auto light = random_row<std::uint16_t>(77, 65536, 6);
    PixelRow<std::uint64_t> sums(77, 0);
    add_pale(sums.data(), {density.data(), light.data(), 77}, 3000);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        EXPECT_EQ(sums[i], density[i] < 3000 ? (std::uint64_t{1} << pale_count_shift) + light[i] : 0);
    }
    const auto other_density = random_row<std::uint16_t>(77, 7000, 9);
    PixelRow<std::uint64_t> others(77, 0);
    add_pale(others.data(), {other_density.data(), light.data(), 77}, 3000);
    move_pale(sums.data(), {other_density.data(), light.data(), 77}, {density.data(), light.data(), 77}, 3000);
    EXPECT_EQ(sums, others);
}

TEST(PixelRows, WindowsAreSummedWhateverTheirWidth) {
    const auto values = random_row<std::uint32_t>(90, 1000000, 7);
    for (int width = 1; width <= 90; width += 1 + width / 9) {
        PixelRow<std::uint32_t> expected(values.size() + 1 - static_cast<std::size_t>(width));
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const auto begin = values.begin() + static_cast<std::ptrdiff_t>(i);
            expected[i] = std::accumulate(begin, begin + width, 0U);
        }
        PixelRow<std::uint32_t> sums;
        window_sums(sums, values.data(), expected.size(), width);
        EXPECT_THAT(sums, ElementsAreArray(expected)) << width;
        const PixelRow<std::uint64_t> wide(values.begin(), values.end());
        PixelRow<std::uint64_t> wide_sums;
        window_sums(wide_sums, wide.data(), expected.size(), width);
        EXPECT_THAT(wide_sums, ElementsAreArray(expected)) << width;
    }
}

TEST(PixelRows, WindowsHaveTheirSmallestValueWhateverTheirWidth) {
    const auto values = random_row<std::uint16_t>(90, 65536, 8);
    for (int width = 1; width <= 90; ++width) {
        PixelRow<std::uint16_t> minima = values;
        PixelRow<std::uint16_t> spare;
        take_window_minima(minima, spare, width);
        for (std::size_t i = 0; i + static_cast<std::size_t>(width) <= values.size(); ++i) {
            EXPECT_EQ(minima[i], *std::min_element(values.begin() + static_cast<std::ptrdiff_t>(i),
                                                   values.begin() + static_cast<std::ptrdiff_t>(i) + width));
        }
    }
}

TEST(PixelRows, HalfWayIsBetweenTheCoreAndTheRoundedMeanOfThePale) {
    const auto light = random_row<std::uint16_t>(word_px, 4200, 9);
    const auto core = random_row<std::uint16_t>(word_px, 2000, 10);
    const Surroundings surroundings{13, 2867};
    for (std::uint64_t seed = 1; seed < 200; ++seed) {
        std::mt19937_64 random(seed);
        PixelRow<std::uint64_t> pale(word_px);
        BitMask::Word expected = 0;
        for (std::size_t i = 0; i < pale.size(); ++i) {
            const std::uint64_t count = random() % 40;
            // Close to where the mean decides, halves among them.
            const double wanted = std::max(0.0, 2.0 * light[i] - core[i] - 0.5);
            const auto sum = static_cast<std::uint64_t>(wanted * static_cast<double>(count)) + random() % 3;
            pale[i] = count << pale_count_shift | sum;
            const double mean = count < 13 ? 2867.0 : std::round(static_cast<double>(sum) / static_cast<double>(count));
            expected |= BitMask::Word{2.0 * light[i] <= core[i] + mean} << i;
        }
        EXPECT_EQ(bits_below_half_way(light.data(), core.data(), pale.data(), surroundings), expected);
    }
}

}  // namespace
}  // namespace kossa
