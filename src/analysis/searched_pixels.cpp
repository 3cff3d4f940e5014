#include "kossa/analysis/searched_pixels.hpp"

#include <opencv2/core.hpp>

#include "kossa/core/error.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace kossa {

namespace {

RgbImage read_box(const SlideSource& slide, WorkingReader& reader, const WorkingGrid& grid, const Box<Working>& box,
                  bool in_squares, std::vector<UnreadableSquare>& unreadable) {
    if (!in_squares) {
        try {
            return reader.read(box);
        } catch (const SlideError&) {  // once more, in squares
        }
    }
    return read_readable(slide, grid, box, cv::Vec3b::all(255), unreadable);
}

template <class Pixels>
void mirror_beyond(Pixels& pixels, const Box<Working>& box, const Size<Working>& image) {
    const cv::Rect within = rect_within(box.intersected({0, 0, image.width, image.height}), box);
    if (!within.empty() && within.size() != pixels.size()) {
        Pixels mirrored;
        cv::copyMakeBorder(pixels(within), mirrored, within.y, pixels.rows - within.br().y, within.x,
                           pixels.cols - within.br().x, cv::BORDER_REFLECT | cv::BORDER_ISOLATED);
        pixels = mirrored;
    }
}

}  // namespace

void leave_out(Mask& mask, const Box<Working>& box, const Box<Working>& square) {
    if (const Box<Working> shared = square.intersected(box); !shared.empty()) {
        mask(rect_within(shared, box)).setTo(0);
    }
}

SearchedPixels read_searched(const SlideSource& slide, WorkingReader& reader, const SlideSurvey& survey,
                             const Box<Working>& box, bool in_squares) {
    SearchedPixels searched;
    searched.pixels = read_box(slide, reader, survey.grid, box, in_squares, searched.unreadable);
    searched.region = region_in(box, survey.region, survey.frames.survey_from_working);
    for (const UnreadableSquare& square : searched.unreadable) {
        leave_out(searched.region, box, square.box);
    }
    mirror_beyond(searched.pixels, box, survey.grid.size);
    mirror_beyond(searched.region, box, survey.grid.size);
    return searched;
}

}  // namespace kossa
