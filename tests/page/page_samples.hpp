#pragma once

#include <regex>
#include <string>
#include <vector>

#include "kossa/report/crop_file.hpp"
#include "report/sample_result.hpp"

namespace kossa::page {

/// How often one text occurs in another.
inline std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

/// A crop of 100 level-0 pixels round a position, whose bytes are no JPEG.
inline report::CropPicture plain_crop(const Point<Level0>& centre) {
    return {
        centre, {static_cast<std::int64_t>(centre.x) - 50, static_cast<std::int64_t>(centre.y) - 50, 100, 100}, "jpeg"};
}

/// One of every object.
inline std::vector<report::CropPicture> all_crops(const SlideResult& result) {
    std::vector<report::CropPicture> crops;
    for (const DepositRow& row : result.deposits) {
        crops.push_back(plain_crop(row.centroid));
    }
    for (const ConfuserRow& row : result.confusers) {
        crops.push_back(plain_crop(row.centroid));
    }
    return crops;
}

}  // namespace kossa::page
