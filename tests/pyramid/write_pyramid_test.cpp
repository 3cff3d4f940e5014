#include "kossa/pyramid/write_pyramid.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "kossa/core/error.hpp"
#include "kossa/slide/slide_source.hpp"
#include "report/test_tools.hpp"

namespace kossa::pyramid {
namespace {

using report::content;
using report::TestFolder;

/// Every pixel tells where it lies.
std::uint8_t value_at(std::int64_t x, std::int64_t y) {
    return static_cast<std::uint8_t>((x * 7 + y * 13 + x * y / 64) % 251);
}

cv::Mat pattern(const Box<Working>& box) {
    cv::Mat_<std::uint8_t> raster(static_cast<int>(box.height), static_cast<int>(box.width));
    for (int y = 0; y < raster.rows; ++y) {
        for (int x = 0; x < raster.cols; ++x) {
            raster(y, x) = value_at(box.x + x, box.y + y);
        }
    }
    return raster;
}

/// Every other pixel, so that the pixel of any level is known from its place.
cv::Mat top_left(const cv::Mat& fine) {
    cv::Mat_<std::uint8_t> half(fine.rows / 2, fine.cols / 2);
    for (int y = 0; y < half.rows; ++y) {
        for (int x = 0; x < half.cols; ++x) {
            half(y, x) = fine.at<std::uint8_t>(2 * y, 2 * x);
        }
    }
    return half;
}

cv::Mat as_it_is(int, const Box<ImagePixels>&, const cv::Mat& plain) {
    return plain;
}

PyramidForm grey_form(const Size<Working>& size) {
    return {size, Microns(0.5), Microns(0.5), Coding::deflate_grey, "test"};
}

void write_pattern(const std::filesystem::path& path, const Size<Working>& size, const ExecutionOptions& execution) {
    NoProgress quiet;
    write_pyramid(path, grey_form(size), {pattern, top_left, as_it_is}, execution, quiet);
}

TEST(LevelSizes, HalveExactlyUntilTheyFitOnAScreen) {
    using Sizes = std::vector<Size<ImagePixels>>;
    EXPECT_EQ(level_sizes({1, 1}), (Sizes{{16, 16}}));
    EXPECT_EQ(level_sizes({2000, 100}), (Sizes{{2000, 112}}));
    EXPECT_EQ(level_sizes({2001, 100}), (Sizes{{2016, 128}, {1008, 64}}));
    EXPECT_EQ(level_sizes({9007, 4000}), (Sizes{{9088, 4096}, {4544, 2048}, {2272, 1024}, {1136, 512}}));
}

class PyramidOfSize : public testing::TestWithParam<Size<Working>> {};

TEST_P(PyramidOfSize, HasEveryPixelOfEveryLevelInItsPlace) {
    const TestFolder folder;
    write_pattern(folder.path() / "a.tif", GetParam(), {});
    const auto slide = open_slide(folder.path() / "a.tif", std::nullopt);
    const std::vector<Size<ImagePixels>> sizes = level_sizes(GetParam());
    ASSERT_EQ(slide->info().vendor, "generic-tiff");
    ASSERT_EQ(slide->info().levels.size(), sizes.size());
    for (std::size_t level = 0; level < sizes.size(); ++level) {
        const Size<LevelPixels>& size = slide->info().levels[level].size;
        ASSERT_EQ(size.width, sizes[level].width);
        ASSERT_EQ(size.height, sizes[level].height);
        EXPECT_EQ(slide->info().levels[level].downsample_x, 1 << level);
        EXPECT_EQ(slide->info().levels[level].downsample_y, 1 << level);
        const RgbImage read = slide->read(static_cast<int>(level), whole(size));
        int wrong = 0;
        for (int y = 0; y < read.rows; ++y) {
            for (int x = 0; x < read.cols; ++x) {
                wrong += read(y, x)[0] == value_at(std::int64_t{x} << level, std::int64_t{y} << level) ? 0 : 1;
            }
        }
        EXPECT_EQ(wrong, 0) << level;
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, PyramidOfSize,
                         testing::Values(Size<Working>{1, 1}, Size<Working>{256, 256}, Size<Working>{257, 40},
                                         Size<Working>{2049, 1}, Size<Working>{2049, 513}, Size<Working>{20, 4001},
                                         Size<Working>{4100, 1030}, Size<Working>{16100, 257}));

TEST(WritePyramid, WritesTheSameBytesWithAnyNumberOfThreadsInAnyOrder) {
    const TestFolder folder;
    const Size<Working> size{3100, 2300};
    write_pattern(folder.path() / "one", size, {.threads = 1, .shuffle_seed = {}});
    write_pattern(folder.path() / "three", size, {.threads = 3, .shuffle_seed = 5});
    EXPECT_TRUE(content(folder.path() / "one") == content(folder.path() / "three"));
}

TEST(WritePyramid, AsksForEveryPixelOnce) {
    const TestFolder folder;
    const Size<Working> size{2500, 1100};
    std::atomic<std::int64_t> asked = 0;
    NoProgress quiet;
    write_pyramid(folder.path() / "a.tif", grey_form(size),
                  {[&](const Box<Working>& box) {
                       asked += box.width * box.height;
                       return pattern(box);
                   },
                   top_left, as_it_is},
                  {}, quiet);
    EXPECT_EQ(asked, level_sizes(size).front().pixel_count());
}

TEST(WritePyramid, DrawsOnEveryLevelAnew) {
    const TestFolder folder;
    const auto marked = [](int level, const Box<ImagePixels>&, const cv::Mat& plain) {
        EXPECT_EQ(cv::countNonZero(plain), 0) << "what was drawn on a finer level";
        return cv::Mat(plain.size(), CV_8UC1, cv::Scalar(10 + level));
    };
    const auto blank = [](const Box<Working>& box) {
        return cv::Mat::zeros(static_cast<int>(box.height), static_cast<int>(box.width), CV_8UC1);
    };
    NoProgress quiet;
    write_pyramid(folder.path() / "a.tif", grey_form({9000, 700}), {blank, top_left, marked}, {}, quiet);
    const auto slide = open_slide(folder.path() / "a.tif", std::nullopt);
    ASSERT_EQ(slide->info().levels.size(), 4U);
    for (int level = 0; level < 4; ++level) {
        EXPECT_EQ(slide->read(level, {3, 3, 1, 1})(0, 0)[0], 10 + level);
    }
}

TEST(WritePyramid, KeepsColoursInJpeg) {
    const TestFolder folder;
    const cv::Vec3b colour(200, 80, 120);
    NoProgress quiet;
    write_pyramid(folder.path() / "a.tif", {{300, 300}, Microns(0.25), Microns(0.25), Coding::jpeg_444, "t"},
                  {[&](const Box<Working>& box) {
                       return cv::Mat(static_cast<int>(box.height), static_cast<int>(box.width), CV_8UC3,
                                      cv::Scalar(colour[0], colour[1], colour[2]));
                   },
                   top_left, as_it_is},
                  {}, quiet);
    const auto slide = open_slide(folder.path() / "a.tif", std::nullopt);
    EXPECT_LE(cv::norm(slide->read(0, {298, 298, 2, 2})(1, 1), colour, cv::NORM_INF), 3.0);
    EXPECT_EQ(slide->info().pixel_size, PixelSize(Microns(0.25)));
}

TEST(WritePyramid, PassesOnWhatThePictureThrows) {
    const TestFolder folder;
    NoProgress quiet;
    const auto broken = [](const Box<Working>&) -> cv::Mat { throw std::runtime_error("broken"); };
    EXPECT_THROW(write_pyramid(folder.path() / "a.tif", grey_form({300, 300}), {broken, top_left, as_it_is}, {}, quiet),
                 std::runtime_error);
}

}  // namespace
}  // namespace kossa::pyramid
