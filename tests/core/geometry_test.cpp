#include "kossa/core/geometry.hpp"

#include <gtest/gtest.h>

namespace kossa {
namespace {

TEST(Box, IntersectionOfDisjointBoxesIsEmpty) {
    const Box<Level0> a{0, 0, 10, 10};
    EXPECT_TRUE(a.intersected({10, 0, 5, 5}).empty());
    EXPECT_EQ(a.intersected({5, 6, 20, 20}), (Box<Level0>{5, 6, 5, 4}));
}

TEST(Box, GrowsOnAllSides) {
    EXPECT_EQ((Box<Level0>{4, 5, 6, 7}.grown(2)), (Box<Level0>{2, 3, 10, 11}));
}

TEST(Squares, AreThoseOfOneGridThatABoxTouches) {
    const std::vector<Box<Level0>> squares = squares_touching(Box<Level0>{-1, 255, 258, 2}, 256);
    EXPECT_EQ(squares, (std::vector<Box<Level0>>{{-256, 0, 256, 256},
                                                 {0, 0, 256, 256},
                                                 {256, 0, 256, 256},
                                                 {-256, 256, 256, 256},
                                                 {0, 256, 256, 256},
                                                 {256, 256, 256, 256}}));
    EXPECT_TRUE(squares_touching(Box<Level0>{5, 5, 0, 3}, 256).empty());
}

TEST(Scaling, InverseUndoesIt) {
    const Scaling<Level0, Survey> level0_from_survey{8.0, 4.0};
    const Point<Level0> p = level0_from_survey(Point<Survey>{2.0, 3.0});
    EXPECT_EQ(p, (Point<Level0>{16.0, 12.0}));
    EXPECT_EQ(level0_from_survey.inverse()(p), (Point<Survey>{2.0, 3.0}));
}

}  // namespace
}  // namespace kossa
