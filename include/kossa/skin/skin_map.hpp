#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/raster.hpp"
#include "kossa/core/run.hpp"
#include "kossa/core/sheet.hpp"
#include "kossa/skin/found_skin.hpp"
#include "kossa/skin/layers.hpp"
#include "kossa/skin/nearest_pixel.hpp"
#include "kossa/skin/regions.hpp"
#include "kossa/skin/tissue.hpp"

namespace kossa {

/// Zones and depth of every survey pixel.
struct SkinMap {
    Microns pixel;
    Microns upper_dermis;  ///< DepthOptions::upper_dermis_um
    SlideTissue tissue;
    MaskSheet epidermis;
    MaskSheet horny;   ///< FoundSkin::horny; not all of it need lie in the epidermis of an outline
    MaskSheet adnexa;  ///< epithelium of follicles and ducts that goes down from the epidermis; not of glands
    /// The adnexa and what lies no further than AdnexaOptions::near_um from them. Nothing where no epidermis was found:
    /// adnexa are found from it.
    std::optional<MaskSheet> near_adnexa;
    /// Where the border of the epidermis may lie unseen behind a deposit: near it (near_border), but where an outline
    /// of a person has moved it. Nothing where no epidermis was found.
    std::optional<MaskSheet> unseen_border;
    double border_od = 0.0;  ///< FoundSkin::border_od: what a deposit there stands in is dermis where it is paler
    MaskSheet subcutis;
    std::optional<MaskSheet> excluded;  ///< what an outline takes out of the tissue; nothing without one
    MaskSheet zone;                     ///< static_cast<uint8_t>(Zone) for tissue pixels, `no_zone` outside
    /// Signed distance of the pixel's centre from the smoothed junction, um, positive downwards; Euclidean, blurred by
    /// one pixel so that it does not jump with the pixels of the junction. NaN where depth cannot be assessed.
    FloatSheet depth;
    /// Beyond the ends of the junction: where depth is not known well enough, because the junction may go on there
    /// (junction_ends.hpp; DepthOptions). The zone is `unassessable` where it may be another, too.
    MaskSheet beyond_ends;
    FloatSheet least_beyond;   ///< there, depth at least, as the junction may go on, um; NaN elsewhere
    FloatSheet most_beyond;    ///< likewise at most, by the nearest place of the junction
    FloatSheet below_surface;  ///< distance to the outline of the section, um; infinite without one and far from tissue
    /// By piece number, of pieces that have them: pixels of the living epidermis at the horny layer or the outline...
    std::map<std::int32_t, NearestPixel> top;
    std::map<std::int32_t, NearestPixel> fat_border;  ///< ... and outline pixels of the subcutis
    std::vector<bool> piece_has_epidermis;            ///< by piece number; a drawn junction counts as one
    std::vector<bool> piece_has_line;                 ///< likewise, where depth is that below a drawn line; or empty
    std::vector<Polyline<Level0>> drawn_junction;
    SkinReport report;
    std::vector<SurveyWindow> windows = {};  ///< of FoundSkin
    /// Of the pixels of the last column and of the last row the shares that lie in the image, 0..1.
    double last_column = 1.0;
    double last_row = 1.0;

    static constexpr std::uint8_t no_zone = 255;

    /// The share of a pixel that lies in the image.
    double share_in_image(int x, int y) const;

    SquareMicrons tissue_area() const;
    SquareMicrons area_of(Zone zone) const;
};

/// The windows in which there is anything; one of the whole where none are given.
std::vector<SurveyWindow> windows_of(const SkinMap& map);

/// Measures depth and gives every pixel its zone, from what was found and the outlines that go before it:
/// - tissue: the outline as drawn instead of the found tissue; its holes up to `tear_mm2` are no surface; haze that was
///   found along the outline is not firm, all else is;
/// - exclude: taken from the tissue, with the epidermis and the fat in it; the outline of the section stays;
/// - epidermis, subcutis: the outline as far as it lies on tissue instead of what was found; the gates do not apply;
/// - junction: on the pieces of tissue it runs through, depth is the distance to the line as drawn (not smoothed),
///   negative on the side of the epidermis. Where no outline of the epidermis is given, what lies on that side is
///   epidermis there.
/// A section without trustworthy epidermis gets the zone `unassessable` throughout (fat is not told apart either) and
/// no depth; so do pieces without epidermis of their own. Throws RefusedSlide "regions" where the outlines leave no
/// tissue, where one of epidermis or subcutis holds none, or where the tissue does not tell on which side of a line
/// the dermis lies.
SkinMap compose_skin(const FoundSkin& found, const RegionMasks& regions, const SkinOptions& options);

/// The layers as smooth outlines in level-0 pixels (LabelBorders), which hold exactly the centres of their pixels;
/// upper and deep dermis meet, and the junction lies, where depth is that of the border.
LayerOutlines outline_layers(const SkinMap& map, const Scaling<Level0, Survey>& level0_from_survey);

}  // namespace kossa
