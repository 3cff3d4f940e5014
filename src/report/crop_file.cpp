#include "kossa/report/crop_file.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kossa/core/error.hpp"
#include "kossa/report/base64.hpp"
#include "kossa/report/jpeg.hpp"

namespace kossa::report {

namespace {

using Json = nlohmann::ordered_json;

CropPicture picture_of(const Json& entry) {
    return {{entry.at("centre").at(0).get<double>(), entry.at("centre").at(1).get<double>()},
            {entry.at("region").at(0).get<std::int64_t>(), entry.at("region").at(1).get<std::int64_t>(),
             entry.at("region").at(2).get<std::int64_t>(), entry.at("region").at(3).get<std::int64_t>()},
            base64_bytes(entry.at("jpeg").get_ref<const std::string&>())};
}

}  // namespace

std::vector<CropPicture> crop_pictures(const std::vector<Crop>& crops) {
    std::vector<CropPicture> pictures(crops.size());
    std::transform(crops.begin(), crops.end(), pictures.begin(), [](const Crop& crop) {
        return CropPicture{crop.centre, crop.region, jpeg_bytes(crop.image, JpegUse::on_screen)};
    });
    return pictures;
}

std::string crops_json(const std::vector<CropPicture>& crops) {
    std::string text = "{\"crops\": [";
    for (const CropPicture& crop : crops) {
        const Json entry{{"centre", {crop.centre.x, crop.centre.y}},
                         {"region", {crop.region.x, crop.region.y, crop.region.width, crop.region.height}},
                         {"jpeg", base64(crop.jpeg)}};
        text += (&crop == &crops.front() ? "\n" : ",\n") + entry.dump();
    }
    return text + "\n]}\n";
}

std::vector<CropPicture> crops_of(std::string_view json) {
    try {
        std::vector<CropPicture> crops;
        const Json document = Json::parse(json);
        for (const Json& entry : document.at("crops")) {
            crops.push_back(picture_of(entry));
        }
        return crops;
    } catch (const Json::exception&) {
        throw SlideError("corrupt", "the stored crops are damaged; score the slide anew");
    }
}

}  // namespace kossa::report
