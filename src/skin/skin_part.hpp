#pragma once

#include <mutex>
#include <vector>

#include "kossa/core/raster.hpp"
#include "kossa/core/sheet.hpp"
#include "kossa/skin/found_skin.hpp"
#include "kossa/skin/regions.hpp"
#include "kossa/skin/windows.hpp"

namespace kossa {

/// What was found and what is drawn. All sheets have the same size.
struct ComposedSkin {
    std::vector<SurveyWindow> windows;  ///< those of the tissue; one of the whole where anything is drawn
    SlideTissue tissue;
    MaskSheet scraps;
    MaskSheet epidermis;
    MaskSheet found_epidermis;  ///< as far as it lies on the tissue that counts
    MaskSheet horny;
    MaskSheet adnexa;
    MaskSheet subcutis;
    MaskSheet excluded_epidermis;  ///< of the section, found or outlined
    MaskSheet beyond_outline;      ///< of the section that was found, what an outline of tissue leaves out
};

/// Throws RefusedSlide "regions" as compose_skin does.
ComposedSkin composed_skin(const FoundSkin& found, const RegionMasks& regions, const SkinOptions& options);

/// The skin in one window. Its rasters are made as they are asked for: those of all windows at once would be most of
/// what measuring takes. The skin must outlive it.
class SkinPart {
  public:
    SkinPart(const ComposedSkin& skin, const SurveyWindow& where) : window(where), skin_(&skin) {}

    Mask tissue() const { return skin_->tissue.tissue.part(window.box); }
    Mask solid() const { return skin_->tissue.solid.part(window.box); }
    Mask firm() const { return skin_->tissue.firm.part(window.box); }
    Mask scraps() const { return skin_->scraps.part(window.box); }
    Mask epidermis() const { return skin_->epidermis.part(window.box); }
    Mask found_epidermis() const { return skin_->found_epidermis.part(window.box); }
    Mask horny() const { return skin_->horny.part(window.box); }
    Mask adnexa() const { return skin_->adnexa.part(window.box); }
    Mask subcutis() const { return skin_->subcutis.part(window.box); }
    Mask beyond_outline() const { return skin_->beyond_outline.part(window.box); }
    LabelRaster pieces() const { return skin_->tissue.pieces.part(window.box); }
    /// The number of the piece of tissue at a pixel of the window.
    std::int32_t piece(int y, int x) const { return skin_->tissue.pieces(y + window.box.y, x + window.box.x); }

    SurveyWindow window;

  private:
    const ComposedSkin* skin_;
};

/// One for each window.
std::vector<SkinPart> parts_of(const ComposedSkin& skin);

/// A sheet of what `of(part)` gives for each window.
template <class Pixel, class Of>
Sheet<Pixel> sheet_of_windows(const std::vector<SkinPart>& parts, Pixel background, const Of& of) {
    Sheet<Pixel> sheet(parts.front().window.whole, background);
    std::mutex writing;
    over_windows(parts.size(), [&](std::size_t i) {
        const cv::Mat_<Pixel> raster = of(parts[i]);
        const std::lock_guard<std::mutex> lock(writing);
        sheet.put(parts[i].window.box.tl(), raster);
    });
    return sheet;
}

template <class Of>
MaskSheet mask_of_windows(const std::vector<SkinPart>& parts, const Of& of) {
    return sheet_of_windows<std::uint8_t>(parts, 0, of);
}

/// The epidermis that tells depth. Of what was found, a stretch that outlines have cut down to less than 400 um tells
/// none: where so short a junction ends is not known (junction_ends.hpp).
Mask telling_epidermis(const SkinPart& part, const Mask& found, const RegionMasks& regions, Microns pixel);

/// The found scraps that touch the section.
Mask scraps_at(const Mask& solid, const Mask& scraps);

}  // namespace kossa
