#pragma once

#include <cstdint>
#include <vector>

#include "kossa/report/overlay_canvas.hpp"
#include "kossa/report/place_index.hpp"

namespace kossa::report {

/// Draws the outlines on any part of the slide at full resolution, at a half of it, a quarter, and so on: the lines of
/// overlay.png, but deposits are not filled, so that what lies inside can be judged. Lines are as thin on every level;
/// a deposit too small to be seen has a ring, but for level 0, where all outlines show as they are.
///
/// Memory: by the vertices of the result, not by its area. Safe from many threads. What is drawn at a place does not
/// depend on the part it is drawn with, but for the rounding of slanting lines.
class OverlayLevels {
  public:
    /// `result` must outlive it. `full` is the size of level 0, whose frame is the working grid.
    OverlayLevels(const SlideResult& result, const Size<Working>& full,
                  const Scaling<Level0, Working>& level0_from_working);

    /// A copy of `plain`, the part of a level whose top left pixel is at (x, y) there, with the lines on it.
    RgbImage drawn(int level, std::int64_t x, std::int64_t y, const RgbImage& plain) const;

  private:
    enum class Line { excluded, subcutis, dermis_border, epidermis, junction };

    /// A short piece of a line.
    struct Piece {
        Line line = Line::subcutis;
        Polyline<Level0> points;
        double along = 0.0;  ///< from the beginning of the line, level-0 pixels
    };

    const SlideResult& result_;
    Size<Working> full_;
    Scaling<Level0, Working> level0_from_working_;
    std::vector<Piece> pieces_;  ///< in the order in which they are drawn
    PlaceIndex pieces_at_;
    PlaceIndex deposits_at_;

    void add_line(Line line, const Polyline<Level0>& points);
    void add_outlines(Line line, const MultiPolygon<Level0>& polygons);
    OverlayCanvas canvas(int level, cv::Point origin) const;
    static void draw(RgbImage& image, const Piece& piece, const OverlayCanvas& canvas);
};

}  // namespace kossa::report
