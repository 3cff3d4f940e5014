#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/run.hpp"
#include "kossa/core/sheet.hpp"

namespace kossa {

/// The borders between the labels of a raster as smooth lines rather than along pixel edges. A border crosses from
/// pixel to pixel between their centres, never nearer to one of them than a quarter of the way, so that every outline
/// holds exactly the centres of its pixels; and it depends on the labels alone, not on which of them is asked for, so
/// that the outlines of neighbours share it. Vertices less than a tenth of a pixel off the line between their
/// neighbours are left out (Douglas and Peucker 1973). At the edge of the image borders follow that edge.
class LabelBorders {
  public:
    /// How far a border lies from the centre of the first of two neighbours of different labels towards that of the
    /// second, 0..1, as far as it is known better than from the labels: else a negative number.
    using Place = std::function<double(const cv::Point& first, const cv::Point& second)>;

    /// Where `place` does not know it, the border lies where the first label stops to prevail over the second, as
    /// measured round both pixels (Gaussian of one pixel).
    explicit LabelBorders(MaskSheet labels, Place place = {});

    /// Outline of the pixels of these labels: one polygon per 4-connected set.
    MultiPolygon<Survey> around(const std::vector<std::uint8_t>& wanted) const;
    /// The lines where pixels of two labels touch; one that runs all round ends where it begins.
    std::vector<Polyline<Survey>> between(std::uint8_t first, std::uint8_t second) const;

  private:
    struct Step;
    struct Chain;

    std::vector<Run<Survey>> runs_of(const std::vector<std::uint8_t>& wanted) const;
    std::vector<Step> steps_along(const Ring<Survey>& corners) const;
    std::vector<Chain> chains_of(const std::vector<Step>& steps) const;
    bool in_image(const cv::Point& pixel) const;
    Point<Survey> crossing(const cv::Point& inside, const cv::Point& outside) const;
    double part(const cv::Point& first, const cv::Point& second) const;
    double prevalence(const cv::Point& at, std::uint8_t label, std::uint8_t other) const;
    bool is_node(const cv::Point& corner) const;
    Point<Survey> node(const cv::Point& corner) const;

    MaskSheet labels_;
    Place place_;
};

}  // namespace kossa
