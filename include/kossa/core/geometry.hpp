#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace kossa {

/// Frames. Every position belongs to one; all have their origin at the top left corner of the image, x to the
/// right, y downwards, and integer positions on pixel edges (the centre of the first pixel is 0.5, 0.5).
struct Level0 {};   ///< pixels of the slide's full resolution, as OpenSlide opens it: the frame of all results
struct Working {};  ///< pixels of the grid on which deposits are segmented
struct Survey {};   ///< square pixels of the coarse grid on which tissue and layers are found

template <class Frame>
struct Point {
    double x = 0.0;
    double y = 0.0;
    bool operator==(const Point&) const = default;
};

template <class Frame>
struct Size {
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::int64_t pixel_count() const { return width * height; }
    bool operator==(const Size&) const = default;
};

/// A half-open rectangle of whole pixels: [x, x + width) by [y, y + height).
template <class Frame>
struct Box {
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;

    std::int64_t right() const { return x + width; }
    std::int64_t bottom() const { return y + height; }
    bool empty() const { return width <= 0 || height <= 0; }
    bool operator==(const Box&) const = default;

    Box intersected(const Box& other) const {
        const std::int64_t left = std::max(x, other.x);
        const std::int64_t top = std::max(y, other.y);
        return {left, top, std::max<std::int64_t>(0, std::min(right(), other.right()) - left),
                std::max<std::int64_t>(0, std::min(bottom(), other.bottom()) - top)};
    }
    Box grown(std::int64_t margin) const { return {x - margin, y - margin, width + 2 * margin, height + 2 * margin}; }
};

template <class Frame>
Box<Frame> whole(const Size<Frame>& size) {
    return {0, 0, size.width, size.height};
}

/// The squares of that side, counted from the origin, that a box touches, row by row.
template <class Frame>
std::vector<Box<Frame>> squares_touching(const Box<Frame>& box, std::int64_t side) {
    const auto begin_of = [side](std::int64_t position) { return position - ((position % side) + side) % side; };
    std::vector<Box<Frame>> squares;
    if (box.empty()) {
        return squares;
    }
    for (std::int64_t y = begin_of(box.y); y < box.bottom(); y += side) {
        for (std::int64_t x = begin_of(box.x); x < box.right(); x += side) {
            squares.push_back({x, y, side, side});
        }
    }
    return squares;
}

/// Maps positions of one frame to another by a scale along each axis: `level0_from_survey(point)`.
template <class To, class From>
struct Scaling {
    double x = 1.0;
    double y = 1.0;

    Point<To> operator()(const Point<From>& p) const { return {p.x * x, p.y * y}; }
    Scaling<From, To> inverse() const { return {1.0 / x, 1.0 / y}; }
};

/// A closed ring without its repeated last vertex.
template <class Frame>
using Ring = std::vector<Point<Frame>>;

template <class Frame>
using Polyline = std::vector<Point<Frame>>;

/// One shell with its holes. Rings are simple; shells run counter-clockwise as seen with y upwards (RFC 7946).
template <class Frame>
struct Polygon {
    Ring<Frame> shell;
    std::vector<Ring<Frame>> holes;
};

template <class Frame>
using MultiPolygon = std::vector<Polygon<Frame>>;

}  // namespace kossa
