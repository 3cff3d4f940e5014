#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kossa/measure/crop.hpp"

namespace kossa::report {

/// A piece of the slide as it is stored and shown.
struct CropPicture {
    Point<Level0> centre;  ///< of the object, as in Crop
    Box<Level0> region;
    std::string jpeg;  ///< the bytes of a JPEG file

    bool operator==(const CropPicture&) const = default;
};

/// The crops, compressed for the screen.
std::vector<CropPicture> crop_pictures(const std::vector<Crop>& crops);

/// rescore-crops.json.
std::string crops_json(const std::vector<CropPicture>& crops);

/// The crops as they were. Throws SlideError "corrupt".
std::vector<CropPicture> crops_of(std::string_view json);

}  // namespace kossa::report
