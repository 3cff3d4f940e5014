#include "kossa/measure/place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "ink.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/shape.hpp"
#include "kossa/measure/left_out.hpp"
#include "kossa/skin/morphology.hpp"

namespace kossa {

namespace {

/// Whether the finding is a narrow band, as a lamella of the horny layer is when it is cut across. A grain beside a
/// body makes no band of it.
bool is_band(const Finding& finding, const Ground& ground, const PlaceOptions& options) {
    const Shape shape = measure_shape(largest_part(finding.runs), ground.frames.working_pixel);
    const double length = shape.max_diameter.value();
    const double width = shape.area.value() / length;
    return finding.morphology == Morphology::amorphous && width <= options.horny_band_um &&
           length >= options.band_aspect * width;
}

/// What the horny layer is told by.
struct HornyLayer {
    const Ground& ground;
    const PlaceOptions& options;
    const CellOptions& cells;
    MaskSheet covered;  ///< the epidermis and what is near it
    MaskSheet living;   ///< the epidermis without what was found to be horny layer

    double depth(const Finding& finding) const { return mean_under(finding, ground.skin.below_surface, ground); }
    bool holds(const Finding& finding) const { return depth(finding) <= options.horny_layer_um; }
    bool on_epidermis(const Finding& finding) const {
        return lies_mostly_in(finding, covered, ground.frames.survey_from_working);
    }
    bool in_epidermis(const Finding& finding) const {
        return lies_mostly_in(finding, ground.skin.epidermis, ground.frames.survey_from_working);
    }
    bool among_living_cells(const Finding& finding) const {
        return lies_mostly_in(finding, living, ground.frames.survey_from_working);
    }
};

HornyLayer horny_layer(const Ground& ground, const PlaceOptions& options, const CellOptions& cells) {
    // What lies that far below the surface, and as far beside the epidermis there.
    const Microns reach(2.0 * options.horny_layer_um);
    MaskSheet covered(ground.skin.epidermis.size());
    MaskSheet living(ground.skin.epidermis.size());
    for (const auto& [box, whole] : windows_of(ground.skin)) {
        const Mask epidermis = ground.skin.epidermis.part(box);
        covered.put(box.tl(), within(epidermis, reach, ground.skin.pixel));
        living.put(box.tl(), Mask(epidermis & ~ground.skin.horny.part(box)));
    }
    return {ground, options, cells, std::move(covered), std::move(living)};
}

/// The saturation from which a candidate near the surface is keratin. On the epidermis only what is as grey as dense
/// calcium is none.
double least_saturation(const Finding& finding, const HornyLayer& layer) {
    const double usual = layer.options.keratin_saturation;
    return layer.on_epidermis(finding) ? std::min(layer.cells.grey_saturation, usual) : usual;
}

/// Places of the dots, by squares half as wide as a colony.
class Dots {
  public:
    explicit Dots(double square_um) : square_um_(square_um) {}

    void add(const Point<Working>& at, const PixelSize& working) { ++squares_[square_of(at, working)]; }
    /// Dots in the square of that place and the eight round it.
    int near(const Point<Working>& at, const PixelSize& working) const {
        const auto [column, row] = square_of(at, working);
        int count = 0;
        for (std::int64_t y = row - 1; y <= row + 1; ++y) {
            for (std::int64_t x = column - 1; x <= column + 1; ++x) {
                const auto square = squares_.find({x, y});
                count += square == squares_.end() ? 0 : square->second;
            }
        }
        return count;
    }

  private:
    using Square = std::pair<std::int64_t, std::int64_t>;
    Square square_of(const Point<Working>& at, const PixelSize& working) const {
        return {static_cast<std::int64_t>(at.x * working.x().value() / square_um_),
                static_cast<std::int64_t>(at.y * working.y().value() / square_um_)};
    }

    double square_um_;
    std::map<Square, int> squares_;
};

/// Whether the finding may be bacteria or a clump of them: stained, on the horny layer, where there are no nuclei, and
/// smaller than one.
bool may_be_bacteria(const Finding& finding, const HornyLayer& layer) {
    const double area = layer.ground.frames.working_pixel.area(finding.sums.pixels).value();
    const bool stained = may_be_calcium(finding.finding) || finding.finding == FindingClass::nuclei;
    return stained && area <= layer.options.clump_um2 && layer.depth(finding) <= layer.options.bacteria_um &&
           layer.on_epidermis(finding);
}

void name_bacteria(std::vector<Finding>& findings, const HornyLayer& layer) {
    const PixelSize& working = layer.ground.frames.working_pixel;
    std::vector<Finding*> chosen;
    Dots dots(layer.options.colony_um / 2.0);
    for (Finding& finding : findings) {
        if (may_be_bacteria(finding, layer)) {
            chosen.push_back(&finding);
            dots.add(centroid(finding.sums), working);
        }
    }
    for (Finding* finding : chosen) {
        if (const int near = dots.near(centroid(finding->sums), working); near >= layer.options.fewest_bacteria) {
            rename(*finding, FindingClass::bacteria,
                   fmt::format("one of {} dots close together on the surface, a colony from {}", near,
                               layer.options.fewest_bacteria));
        }
    }
}

void name_keratin(std::vector<Finding>& findings, const HornyLayer& layer) {
    for (Finding& finding : findings) {
        if (!may_be_calcium(finding.finding) || !layer.holds(finding)) {
            continue;
        }
        const double saturation = mean_colour(finding.sums).saturation();
        if (saturation >= least_saturation(finding, layer) && !layer.among_living_cells(finding)) {
            rename(finding, FindingClass::keratin,
                   fmt::format("in the horny layer, {:.0f} um below the surface, and coloured: saturation {:.3g}, "
                               "keratin from {:.3g}",
                               layer.depth(finding), saturation, least_saturation(finding, layer)));
        } else if (layer.in_epidermis(finding) && is_band(finding, layer.ground, layer.options)) {
            rename(finding, FindingClass::keratin,
                   fmt::format("a band in the horny layer, {:.0f} um below the surface", layer.depth(finding)));
        }
    }
}

/// Ragged grey matter of the horny and the granular layer.
void name_ragged_keratin(std::vector<Finding>& findings, const HornyLayer& layer) {
    for (Finding& finding : findings) {
        if (finding.finding == FindingClass::carbon && layer.holds(finding) && layer.in_epidermis(finding)) {
            rename(finding, FindingClass::keratin,
                   fmt::format("ragged, in the horny layer, {:.0f} um below the surface; {}", layer.depth(finding),
                               finding.reason));
        }
    }
}

/// Pieces of tissue that only haze makes large, and what is nearer to them than to a section. Without a section nothing
/// lies beside one.
MaskSheet beside_sections(const SkinMap& skin, const PlaceOptions& options) {
    const SquareMicrons least(options.crumb_mm2 * 1e6);
    MaskSheet crumbs(skin.tissue.solid.size());
    bool any_crumb = false;
    bool any_section = false;
    for (const auto& [box, whole] : windows_of(skin)) {
        const Mask solid = skin.tissue.solid.part(box);
        const Mask pieces = without_small(solid, least, skin.pixel);
        const Mask firm = without_small(skin.tissue.firm.part(box), least, skin.pixel);
        const Mask here(pieces & ~connected_to(pieces, firm));
        crumbs.put(box.tl(), here);
        any_crumb = any_crumb || cv::countNonZero(here) > 0;
        any_section = any_section || cv::countNonZero(solid & ~here) > 0;
    }
    MaskSheet beside(crumbs.size());
    if (!any_crumb || !any_section) {
        return beside;
    }
    for (const auto& [box, whole] : windows_of(skin)) {  // no section of another window is within reach
        const Mask here = crumbs.part(box);
        const Mask sections(skin.tissue.solid.part(box) & ~here);
        beside.put(box.tl(), Mask(here | ~within(sections, Microns(options.beside_um), skin.pixel)));
    }
    return beside;
}

void name_crumbs(std::vector<Finding>& findings, const Ground& ground, const PlaceOptions& options) {
    const MaskSheet beside = beside_sections(ground.skin, options);
    for (Finding& finding : findings) {
        if ((may_be_calcium(finding.finding) || finding.finding == FindingClass::carbon) &&
            lies_mostly_in(finding, beside, ground.frames.survey_from_working)) {
            rename(finding, FindingClass::dust, "among crumbs beside the section");
        }
    }
}

}  // namespace

std::vector<Finding> name_by_place(std::vector<Finding> findings, const SkinMap& skin, const SlideFrames& frames,
                                   const PlaceOptions& options, const CellOptions& cells) {
    const Ground ground{skin, frames};
    const HornyLayer layer = horny_layer(ground, options, cells);
    name_bacteria(findings, layer);
    name_keratin(findings, layer);
    name_ink(findings, ground, options);
    name_ragged_keratin(findings, layer);
    name_crumbs(findings, ground, options);
    return findings;
}

std::vector<Finding> no_macrophages_in_epidermis(std::vector<Finding> doubted, const std::vector<Finding>& before,
                                                 const SkinMap& skin, const SlideFrames& frames) {
    for (std::size_t i = 0; i < doubted.size(); ++i) {
        if (doubted[i].confidence < before[i].confidence &&
            lies_mostly_in(before[i], skin.epidermis, frames.survey_from_working)) {
            doubted[i] = before[i];
        }
    }
    return doubted;
}

}  // namespace kossa
