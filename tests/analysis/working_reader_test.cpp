#include "kossa/analysis/working_reader.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "slide/test_images.hpp"
#include "support/memory_slide.hpp"

namespace kossa {
namespace {

using support::MemorySlide;

/// A slide of 0.25 um, whose working grid is half as fine.
class ReadInBlocks : public ::testing::Test {
  protected:
    ReadInBlocks() { slide.editable_info().properties["openslide.level[0].tile-width"] = "100"; }
    ::testing::AssertionResult reads_as_ever(WorkingReader& reader, const Box<Working>& box) const {
        return same_pixels(reader.read(box), read_working(slide, grid, box));
    }

    MemorySlide slide{noisy_image(2600, 1300), PixelSize(Microns(0.25))};
    WorkingGrid grid = choose_working_grid(slide.info(), *slide.info().pixel_size, {});
};

TEST_F(ReadInBlocks, BlocksLieOnTheTilesOfTheFile) {
    EXPECT_EQ(WorkingReader(slide, grid).block_px(), 500);
    slide.editable_info().properties["openslide.level[0].tile-width"] = "nonsense";
    EXPECT_EQ(WorkingReader(slide, grid).block_px(), 512);
    slide.editable_info().properties["openslide.level[0].tile-width"] = "1000000";
    EXPECT_EQ(WorkingReader(slide, grid).block_px(), 512);
}

TEST_F(ReadInBlocks, WhatKossaDecodesItselfIsReadAsItIs) {
    slide.editable_info().levels[0].direct = true;
    WorkingReader reader(slide, grid);
    EXPECT_EQ(reader.block_px(), 0);
    EXPECT_TRUE(reads_as_ever(reader, {10, 20, 30, 40}));
}

TEST_F(ReadInBlocks, GivesTheSamePixelsBeyondTheEdgesToo) {
    WorkingReader reader(slide, grid);
    for (const Box<Working>& box :
         {Box<Working>{0, 0, 500, 500}, Box<Working>{-53, -60, 700, 300}, Box<Working>{490, 480, 30, 40},
          Box<Working>{1250, 600, 90, 80}, Box<Working>{-20, -20, 10, 10}}) {
        EXPECT_TRUE(reads_as_ever(reader, box)) << box.x << ", " << box.y;
    }
}

TEST_F(ReadInBlocks, EachBlockIsReadOnce) {
    WorkingReader reader(slide, grid);
    for (int y = 0; y < 600; y += 100) {
        for (int x = 0; x < 1200; x += 100) {
            reader.read({x, y, 120, 120});
        }
    }
    EXPECT_EQ(slide.reads(0), 3 * 2);
}

TEST_F(ReadInBlocks, KeepsNoMoreThanItsRoom) {
    WorkingReader reader(slide, grid, std::size_t{2} * 500 * 500 * 3);
    for (const std::int64_t x : {0, 500, 1000, 0}) {
        EXPECT_TRUE(same_pixels(reader.read({x, 0, 10, 10}), read_working(slide, grid, {x, 0, 10, 10})));
    }
    EXPECT_EQ(slide.reads(0), 4 + 4);
}

TEST_F(ReadInBlocks, DamageBesideARegionIsNoneOfItsBusiness) {
    slide.damage({900, 900, 10, 10});
    WorkingReader reader(slide, grid);
    EXPECT_TRUE(reads_as_ever(reader, {10, 10, 300, 300}));
    EXPECT_EQ(error_code([&] { reader.read({440, 440, 20, 20}); }), "corrupt");
}

TEST_F(ReadInBlocks, ManyThreadsShareABlock) {
    WorkingReader reader(slide, grid);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] { EXPECT_EQ(reader.read({5, 5, 50, 50}).rows, 50); });
        }
    }
    EXPECT_EQ(slide.reads(0), 1);
}

}  // namespace
}  // namespace kossa
