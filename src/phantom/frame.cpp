#include "kossa/phantom/frame.hpp"

#include <algorithm>
#include <array>

namespace kossa::phantom {

Box<Level0> Placement::box_around(const Spot& centre, double reach) const {
    const Point<Level0> middle = level0_from_world(centre);
    const double radius = reach / pixel_;
    const auto left = static_cast<std::int64_t>(std::floor(middle.x - radius));
    const auto top = static_cast<std::int64_t>(std::floor(middle.y - radius));
    const auto right = static_cast<std::int64_t>(std::ceil(middle.x + radius));
    const auto bottom = static_cast<std::int64_t>(std::ceil(middle.y + radius));
    return {left, top, right - left, bottom - top};
}

Extent Placement::extent_of(const Box<Level0>& box) const {
    const auto corner = [&](std::int64_t x, std::int64_t y) {
        return world_from_level0({static_cast<double>(x), static_cast<double>(y)});
    };
    const std::array<Spot, 4> corners = {corner(box.x, box.y), corner(box.right(), box.y), corner(box.x, box.bottom()),
                                         corner(box.right(), box.bottom())};
    const auto [left, right] = std::ranges::minmax(corners, {}, &Spot::x);
    const auto [top, bottom] = std::ranges::minmax(corners, {}, &Spot::y);
    return {left.x, top.y, right.x, bottom.y};
}

}  // namespace kossa::phantom
