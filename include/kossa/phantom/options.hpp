#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "kossa/core/units.hpp"
#include "kossa/pyramid/tile_coding.hpp"

namespace kossa::phantom {

/// Where the calcium lies.
enum class Preset {
    superficial,  ///< many small deposits in epidermis and upper dermis, none deeper than 500 um below the junction
    deep,         ///< plates and clusters in the deep dermis, none within 700 um of the junction
    subcutis,     ///< stippled deposits along the septa and cell walls of the fat
    none,         ///< skin without calcium
};

enum class Stain { haematoxylin_eosin, von_kossa };

using pyramid::ChromaSubsampling;

/// Things that look like calcium and are not. None of them is in the truth.
struct Confusers {
    bool melanin = false;      ///< brown basal layer and melanophages below it
    bool fold = false;         ///< a band of doubled tissue, 10 to 60 um wide, longer than 200 um
    bool pen = false;          ///< a broad smooth stroke on the glass, mostly off the tissue
    bool margin_ink = false;   ///< a dark rim along the cut edge
    bool dust = false;         ///< neutral, out-of-focus spots on glass and tissue
    bool carbon = false;       ///< fine black particles in macrophages of the dermis
    bool precipitate = false;  ///< crumbs of stain or silver that fell on glass and tissue alike
    bool bacteria = false;     ///< colonies of fine basophilic dots on the horny layer
    bool operator==(const Confusers&) const = default;
};

struct ConfuserName {
    std::string_view name;
    bool Confusers::*member;
};

inline constexpr std::array<ConfuserName, 8> confuser_names = {{{"melanin", &Confusers::melanin},
                                                                {"fold", &Confusers::fold},
                                                                {"pen", &Confusers::pen},
                                                                {"margin-ink", &Confusers::margin_ink},
                                                                {"dust", &Confusers::dust},
                                                                {"carbon", &Confusers::carbon},
                                                                {"precipitate", &Confusers::precipitate},
                                                                {"bacteria", &Confusers::bacteria}}};

struct PresetName {
    std::string_view name;
    Preset preset;
};

inline constexpr std::array<PresetName, 4> preset_names = {{{"superficial", Preset::superficial},
                                                            {"deep", Preset::deep},
                                                            {"subcutis", Preset::subcutis},
                                                            {"none", Preset::none}}};

struct StainName {
    std::string_view name;        ///< on the command line
    std::string_view truth_name;  ///< in the truth file
    Stain stain;
};

inline constexpr std::array<StainName, 2> stain_names = {
    {{"he", "he", Stain::haematoxylin_eosin}, {"von-kossa", "vk", Stain::von_kossa}}};

/// What to draw. Preset, seed, width, height and confusers determine the specimen; the other fields only how it is
/// stained and scanned, so that the same specimen can be had in two stains or at two pixel sizes.
struct PhantomOptions {
    Preset preset = Preset::superficial;
    Stain stain = Stain::haematoxylin_eosin;
    std::uint64_t seed = 1;             ///< any; another seed is another patient
    Microns width = Microns(6000.0);    ///< of the rectangle of glass around the piece, 300 to 200,000 um
    Microns height = Microns(4000.0);   ///< the same downwards; the dermis is made thinner where there is no room
    Microns pixel_size = Microns(0.5);  ///< 0.1 to 16 um per pixel; below 0.4 the file says 40x instead of 20x
    double rotation_degrees = 0.0;  ///< clockwise on the screen, -360 to 360; the image grows to hold the turned piece
    Confusers confusers = {};
    int jpeg_quality = 90;  ///< 30 to 100; below about 70 granules of a few pixels change their area
    ChromaSubsampling chroma = ChromaSubsampling::half_420;  ///< half_420 loses the hue of objects under 8 pixels
    Microns blur_sigma = Microns(0.5);  ///< of the optics, 0 to 5 um, Gaussian; softens edges, keeps areas
    double noise_sigma = 1.2;  ///< of the sensor, 0 to 20 grey levels of 255, independent per pixel and channel
    std::array<double, 3> white_point = {244.0, 243.0, 245.0};  ///< red, green, blue of clean glass, 128 to 255
    double stain_strength = 1.0;  ///< factor on the density of dyes, 0.4 to 1.6; pigments, ink and silver keep theirs
};

/// Of a phantom, before it is turned. More would take days.
inline constexpr double most_pixels = 1e11;

/// Throws UsageError that names the field if a value is out of its range, or if the preset's deposits have no room:
/// `deep` needs a height of at least 1200 um, `subcutis` 600 um. Also for more than `most_pixels`.
void validate(const PhantomOptions& options);

}  // namespace kossa::phantom
