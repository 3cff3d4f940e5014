#pragma once

#include <cstddef>
#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/page/html.hpp"
#include "kossa/report/crop_file.hpp"

namespace kossa::page {

/// Deposits of each kind in the gallery.
inline constexpr std::size_t gallery_each = 12;

struct GalleryChoice {
    std::vector<std::size_t> largest;        ///< from the largest on
    std::vector<std::size_t> least_certain;  ///< of the others, from the least certain on
};

/// Which deposits to show; equal ones in their order.
GalleryChoice gallery_choice(const std::vector<DepositRow>& deposits);

/// Of what is set aside those that are most like calcium, from the most like on.
std::vector<std::size_t> set_aside_choice(const std::vector<ConfuserRow>& confusers, std::size_t most);

/// The largest and the least certain deposits, and what may be calcium but does not count, each as a crop of the slide
/// with its outline, scale bar and figures; one without a crop keeps its figures. Empty where there is none of these.
Html gallery(const SlideResult& result, const std::vector<report::CropPicture>& crops);

/// Centroids of all that the page shows a crop of.
std::vector<Point<Level0>> pictured(const SlideResult& result);

/// What was turned down, by name: how much, what the name means, and the largest as an example.
Html confuser_section(const SlideResult& result, const std::vector<report::CropPicture>& crops);

}  // namespace kossa::page
