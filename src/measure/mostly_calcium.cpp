#include "kossa/measure/mostly_calcium.hpp"

#include "kossa/core/coarser_pixels.hpp"

namespace kossa {

namespace {

constexpr int band_rows = 64;  // looked at at once

}  // namespace

MaskSheet mostly_calcium(const std::vector<Finding>& findings, const cv::Size& size,
                         const Scaling<Survey, Working>& survey_from_working) {
    LabelSheet pixels(size);  // of the working grid
    for (const Finding& finding : findings) {
        if (is_calcium(finding)) {
            for (const Run<Working>& run : finding.runs) {
                over_coarser_pixels(run, survey_from_working, size, [&](int row, int column, std::int32_t length) {
                    pixels.at(row, column) += length;
                });
            }
        }
    }
    const double half = 0.5 / (survey_from_working.x * survey_from_working.y);
    MaskSheet mask(size);
    for (int y = 0; y < mask.rows; y += band_rows) {
        const cv::Rect band = cv::Rect(0, y, mask.cols, band_rows) & mask.box();
        mask.put(band.tl(), Mask(pixels.part(band) >= half));
    }
    return mask;
}

}  // namespace kossa
