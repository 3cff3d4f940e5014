#pragma once

#include <functional>
#include <string>

#include "kossa/report/output_file.hpp"

namespace kossa::report {

/// What is needed to do everything after the pixels once more, as bytes: rescore.json and rescore.png
/// (evidence_file.hpp), rescore.jpg, the picture under the overlay, rescore-crops.json (crop_file.hpp), and
/// rescore-tiles.json (zoom_tile_file.hpp).
struct RescoreFiles {
    std::string json;
    std::string png;
    std::string jpeg;
    std::string crops;
    std::string tiles;
};

/// Writes a JSON document to a sink; the last piece ends with the brace that ends it, and the end of the line.
using Document = std::function<void(const TextSink&)>;

/// Passes rescore.json on sealed: its last line holds the CRC-32 of each of the others and of itself. The document
/// never lies in memory as a whole.
void write_sealed(const TextSink& sink, const Document& document, const RescoreFiles& others);

/// Throws SlideError "corrupt", naming the file, where one is not as it was sealed: damaged, or of another result.
void require_sealed(const RescoreFiles& files);

}  // namespace kossa::report
