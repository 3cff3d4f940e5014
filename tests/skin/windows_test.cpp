#include "kossa/skin/windows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <vector>

#include "support/masks.hpp"

namespace kossa::windows_test {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

const cv::Size grid(200, 100);

Mask with(const std::vector<cv::Rect>& boxes) {
    Mask mask(grid, std::uint8_t{0});
    for (const cv::Rect& box : boxes) {
        mask(box) = 255;
    }
    return mask;
}

std::vector<cv::Rect> boxes_round(const std::vector<cv::Rect>& tissue, int reach) {
    std::vector<cv::Rect> boxes;
    for (const SurveyWindow& window : windows_round(with(tissue), reach)) {
        EXPECT_EQ(window.whole, grid);
        boxes.push_back(window.box);
    }
    return boxes;
}

TEST(Windows, AreTheTissueAndAsMuchRoundItAsTheGridHas) {
    EXPECT_THAT(boxes_round({{150, 60, 10, 5}, {3, 20, 10, 5}}, 6),
                ElementsAre(cv::Rect(0, 14, 19, 17), cv::Rect(144, 54, 22, 17)));
}

TEST(Windows, ThatOverlapAreOne) {
    EXPECT_THAT(boxes_round({{20, 20, 10, 10}, {41, 20, 10, 10}}, 6), ElementsAre(cv::Rect(14, 14, 43, 22)));
    EXPECT_THAT(boxes_round({{20, 20, 10, 10}, {42, 20, 10, 10}}, 6),
                ElementsAre(cv::Rect(14, 14, 22, 22), cv::Rect(36, 14, 22, 22)));
}

TEST(Windows, ThatOverlapOnlyWhenOthersAreOneAreOneAsWell) {
    // The first two are united across the third, which neither overlaps.
    EXPECT_THAT(boxes_round({{10, 10, 2, 50}, {10, 59, 60, 2}, {40, 20, 4, 4}}, 3),
                ElementsAre(cv::Rect(7, 7, 66, 57)));
}

TEST(Windows, AreTheWholeWhereTheySaveLittleAndWithoutTissue) {
    EXPECT_THAT(boxes_round({{20, 10, 160, 80}}, 6), ElementsAre(cv::Rect(0, 0, 200, 100)));
    EXPECT_THAT(boxes_round({}, 6), ElementsAre(cv::Rect(0, 0, 200, 100)));
}

TEST(Windows, AreGoneThroughOnceEach) {
    for (const int threads : {1, 2}) {
        cv::setNumThreads(threads);
        for (const std::size_t count : {0U, 1U, 3U, 100U}) {
            std::vector<std::atomic<int>> calls(count);
            over_windows(count, [&](std::size_t i) { ++calls[i]; });
            EXPECT_THAT(std::vector<int>(calls.begin(), calls.end()), Each(1));
        }
    }
    cv::setNumThreads(1);
}

}  // namespace
}  // namespace kossa::windows_test
