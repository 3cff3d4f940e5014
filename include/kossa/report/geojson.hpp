#pragma once

#include <string_view>
#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/report/output_file.hpp"

namespace kossa::report {

/// GeoJSON as QuPath 0.4 to 0.7 imports it: a FeatureCollection, streamed feature by feature. Coordinates are level-0
/// pixels from the top left of the image, y downwards, rounded to 0.01 px, rings closed and in the given order.
/// `bounds_offset`, unless zero, stands in every feature's metadata, because QuPath 0.7 crops MRXS slides.
/// Rings of fewer than three distinct vertices are left out; an object without any outline becomes a point at its
/// centroid.

/// deposits.geojson: detections of the class "Calcium".
void write_deposits(const TextSink& sink, const std::vector<DepositRow>& deposits, const Point<Level0>& bounds_offset);

/// confusers.geojson: detections of the class they were taken for, with the reason in the metadata.
void write_confusers(const TextSink& sink, const std::vector<ConfuserRow>& confusers,
                     const Point<Level0>& bounds_offset);

/// layers.geojson: one annotation for each layer that is not empty, and the dermo-epidermal junction as a line.
/// Identifiers are version 5 of `id_seed` (the same for the same slide and parameters) and the layer's name.
void write_layers(const TextSink& sink, const LayerOutlines& layers, std::string_view id_seed,
                  const Point<Level0>& bounds_offset);

}  // namespace kossa::report
