#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/pixel_size.hpp"
#include "kossa/core/units.hpp"

namespace kossa {

/// A deposit as the program marked it.
struct MarkedDeposit {
    std::string morphology;  ///< "granular" or "amorphous"
    std::string zone;        ///< "epidermis", "upper dermis", "deep dermis", "subcutis" or "unassessable"
    std::optional<Microns> depth;
    MultiPolygon<Level0> outline;
    std::optional<double> confidence = {};  ///< 0..1; absent where the file says none
};

/// What the program made of one slide.
struct MarkedSlide {
    std::string name;
    Size<Level0> size;
    PixelSize pixel;
    SquareMicrons tissue_area;
    std::vector<MarkedDeposit> deposits;
    MultiPolygon<Level0> epidermis;             ///< empty where it could not be assessed
    std::vector<MarkedDeposit> uncertain = {};  ///< set aside as possible calcium; without depth
    Microns upper_dermis{500.0};                ///< the border between upper and deep dermis
};

/// A deposit that is known to be there. What the truth does not say is absent or empty.
struct TrueDeposit {
    std::string kind;                          ///< "granular", "amorphous" or "dense"
    std::string zone;                          ///< as of a MarkedDeposit
    std::optional<Microns> depth;              ///< of the centroid below the epidermis
    std::optional<double> epidermis_fraction;  ///< share of its pixels in the epidermis, 0..1
    MultiPolygon<Level0> outline;
};

struct TrueSlide {
    std::string name;
    std::optional<Size<Level0>> size;
    std::optional<Microns> pixel;
    std::vector<TrueDeposit> deposits;
    std::optional<MultiPolygon<Level0>> epidermis;
    std::vector<std::string> left_out = {};  ///< classes of a drawing that are neither calcium nor epidermis, sorted
};

/// The result of one slide from its folder, as `kossa score` writes it. Throws UsageError that names the folder or file
/// and says what to do: no folder, no result in it, the result of a slide that failed, a damaged file,
/// a status or schema version that is not known.
MarkedSlide read_result(const std::filesystem::path& folder);

/// A truth: the `<name>.json` or `<name>_truth.geojson` that `kossa phantom` writes (the one takes the outlines from
/// the other, which says depths and zones), or outlines drawn in QuPath. Features of the class "Calcium" are deposits;
/// a class derived from it names their kind ("Calcium: granular"). "Epidermis" is the epidermis. Classes are read in
/// any case, and a feature's name where it has none. Other classes do not count. Zones and depths are taken from the
/// phantom's truth only: those that a corrected export of the program's own deposits carries are no truth. Throws
/// UsageError: a damaged file, no Calcium (unless the phantom has none), an outline of either class that encloses no
/// area, one with neither class nor name, files that do not belong together.
TrueSlide read_truth(const std::filesystem::path& file);

}  // namespace kossa
