#include "kossa/analysis/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "kossa/analysis/density_rasters.hpp"
#include "kossa/analysis/even_light.hpp"
#include "kossa/analysis/overview.hpp"
#include "kossa/analysis/samples.hpp"
#include "kossa/analysis/slide_colours.hpp"
#include "kossa/analysis/unstained.hpp"
#include "kossa/core/error.hpp"
#include "kossa/core/heap.hpp"
#include "kossa/core/rows.hpp"
#include "kossa/core/units.hpp"
#include "kossa/skin/morphology.hpp"
#include "kossa/tiling/tile_grid.hpp"

namespace kossa {

namespace {

/// Bright-field glass is bright; a slide most of which is darker than this shows light on black.
constexpr int darkest_glass = 60;
constexpr double dark_share_of_fluorescence = 0.5;

/// Stains further from the usual than this are measured wrong rather than made so.
constexpr double weakest_stain = 0.5;
constexpr double strongest_stain = 2.0;

void refuse_fluorescence(const PackedPicture& overview) {
    const cv::Size size = overview.size();
    std::int64_t dark = 0;
    for (int y = 0; y < size.height; y += PackedPicture::side) {
        const RgbImage rows = overview.rows(y, std::min(size.height, y + PackedPicture::side));
        dark += std::count_if(rows.begin(), rows.end(), [](const cv::Vec3b& rgb) {
            return std::max({rgb[0], rgb[1], rgb[2]}) < darkest_glass;
        });
    }
    if (static_cast<double>(dark) > dark_share_of_fluorescence * size.width * size.height) {
        throw RefusedSlide("fluorescence",
                           "this looks like a fluorescence slide (light on a black background); scan a section that is "
                           "stained with H&E or von Kossa, in bright field, and save a picture of 10, 12 or 14 bits "
                           "with all of the 8 or 16 bits that the file has");
    }
}

/// The white point, and how many pixels of glass it was taken from.
struct GlassColour {
    WhitePointEstimate white;
    int pixels = 0;
};

Mask unscanned_in(const PackedPicture& overview) {
    Mask unscanned(overview.size());
    over_stretches(unscanned.rows, PackedPicture::side, [&](int begin, int end) {
        const RgbImage rows = overview.rows(begin, end);
        std::transform(rows.begin(), rows.end(), unscanned[begin],
                       [](const cv::Vec3b& rgb) { return static_cast<std::uint8_t>(pure_white(rgb) ? 255 : 0); });
    });
    return unscanned;
}

/// White point from the glass round the tissue. What was never scanned is painted pure white and is left out, unless
/// the scanner itself makes its glass pure white.
GlassColour find_white_point(const Overview& seen, Microns pixel, const AnalysisOptions& options) {
    const PackedPicture& overview = seen.image;
    const OpticalDensity density(provisional_white_point(overview, pixel, options.white_point));
    Mask glass = dilated(find_solid_tissue(mean_od_bands(overview, density), mean_od_bands(seen.darkest, density),
                                           pixel, options.skin.tissue),
                         Microns(options.survey.glass_margin_um), pixel);
    cv::bitwise_not(glass, glass);
    Mask scanned = dilated(unscanned_in(overview), pixel * 1.5, pixel);  // what lies beside it may hold some of it
    cv::bitwise_not(scanned, scanned);
    scanned &= glass;
    const bool enough = cv::countNonZero(scanned) >= fewest_glass_pixels(pixel, options.white_point);
    const Mask& used = enough ? scanned : glass;
    return {estimate_white_point(overview, used, pixel, options.white_point), cv::countNonZero(used)};
}

using ReadSamples = std::function<std::vector<MilliOd>()>;

/// Blanks dense bodies out of the samples: their grey is no stain, and large deposits would bend the estimate.
void take_bodies(std::vector<MilliOd>& samples, const SegmentationOptions& segmentation, const PixelSize& working) {
    const Microns surroundings(segmentation.surroundings_um);
    const int side = 2 * working.whole_pixels(surroundings) + 1;
    over_stretches(static_cast<int>(samples.size()), 1, [&](int begin, int end) {
        MilliOd body;
        for (int i = begin; i < end; ++i) {
            MilliOd& sample = samples[static_cast<std::size_t>(i)];
            cv::blur(sample, body, {side, side});
            const Mask dense(dilated(Mask(mean_od(body) >= segmentation.body_od), surroundings, working.mean()));
            sample.setTo(cv::Vec3w(0, 0, 0), dense);
        }
    });
}

/// The stain, and why to doubt it.
struct FoundStain {
    Stain stain;
    StainDoubt doubt = StainDoubt::none;
};

/// Even the palest counterstain differs between the channels; a picture saved in greys does not, but for rounding.
void require_colour(const std::vector<MilliOd>& samples) {
    constexpr int stained_milli = 100;
    constexpr int rounding_milli = 15;
    constexpr std::int64_t grey_for_one_coloured = 1000;
    std::int64_t greys = 0;
    std::int64_t coloured = 0;
    for (const MilliOd& sample : samples) {
        for (const cv::Vec3w& od : sample) {
            const auto [least, most] = std::minmax({od[0], od[1], od[2]});
            const bool stained = most >= stained_milli;
            const bool grey = most - least <= rounding_milli;
            greys += stained && grey ? 1 : 0;
            coloured += stained && !grey ? 1 : 0;
        }
    }
    if (greys > grey_for_one_coloured * coloured) {
        throw RefusedSlide("no-colour", "the picture has no colour, only greys; scan or export it in colour");
    }
}

/// Pink alone is von Kossa without silver, or faded H&E.
bool mostly_pink(const StainColours& colours) {
    return colours.pink > 0.5;
}

StainDoubt doubt_of_given(Stain given, std::optional<Stain> seen, const StainColours& colours) {
    if (seen) {
        return *seen == given ? StainDoubt::none : StainDoubt::other_colours;
    }
    return mostly_pink(colours) ? StainDoubt::none : StainDoubt::unknown_colours;
}

/// `blackest` reads the blackest samples: what silver there is may lie in none of the others.
FoundStain find_stain(const std::vector<MilliOd>& samples, const ReadSamples& blackest,
                      const AnalysisOptions& options) {
    require_colour(samples);
    StainColours colours = measure_colours(samples, options.recognition);
    std::optional<Stain> seen = recognise_stain(colours, options.recognition);
    if (options.stain) {
        return {*options.stain, doubt_of_given(*options.stain, seen, colours)};
    }
    if (!seen) {
        colours.black = std::max(colours.black, measure_colours(blackest(), options.recognition).black);
        seen = recognise_stain(colours, options.recognition);
    }
    if (seen) {
        const bool traces = *seen == Stain::von_kossa && colours.black < options.recognition.sure_black_share;
        return {*seen, traces ? StainDoubt::traces_of_black : StainDoubt::none};
    }
    const bool pink_alone = mostly_pink(colours) && colours.black < options.recognition.least_black_share;
    throw RefusedSlide(
        "stain-not-recognised",
        fmt::format(
            "the stain is neither H&E nor von Kossa as far as kossa can see (of the stained pixels {:.0f} % pink, "
            "{:.0f} % violet, {:.0f} % green or blue, {:.0f} % brown; {:.3f} % of the tissue neutral black{}); "
            "if it is one of them, say so with --stain he or --stain von-kossa",
            colours.pink * 100, colours.violet * 100, colours.green * 100, colours.brown * 100, colours.black * 100,
            pink_alone ? "; von Kossa without silver looks so, and faded H&E" : ""));
}

[[noreturn]] void refuse_without_tissue(const cv::Size& picture, Microns pixel, const TissueOptions& options) {
    const double mm2 = pixel.value() * pixel.value() * picture.area() / um2_per_mm2;
    if (mm2 < options.least_piece_mm2) {
        throw RefusedSlide("no-tissue",
                           fmt::format("the picture is too small to find tissue on it: it shows {:.2g} mm2 "
                                       "in all, and a piece of tissue has at least {} mm2; give a larger "
                                       "picture, or lower tissue.least_piece_mm2",
                                       mm2, options.least_piece_mm2));
    }
    throw RefusedSlide("no-tissue", fmt::format("no tissue found on this slide (nothing darker than glass is larger "
                                                "than {} mm2); lower tissue.least_piece_mm2 if there is some",
                                                options.least_piece_mm2));
}

/// The thresholds that the nuclei of this slide demand.
void follow_nuclei(StainModel& model, bool resolved, const AnalysisOptions& options) {
    const DepositOptions& deposit = options.deposit;
    const double nuclei = model.dark_nuclear_od.value_or(0.0) / (resolved ? 1.0 : options.nuclei.blurred_share);
    double least_seed = deposit.least_he_seed_od;
    double least_body = model.segmentation.body_od;
    SegmentationOptions& limits = model.segmentation;
    if (nuclei > 0.0) {
        const double paleness = std::clamp(nuclei / options.nuclei.pale_od, weakest_stain, 1.0);
        model.strength = std::clamp(nuclei / deposit.usual_nuclear_od, weakest_stain, strongest_stain);
        model.mass_od = std::min(deposit.mass_over_nuclei * nuclei, deposit.mass_od);
        model.cell_mass_od = std::min(deposit.mass_over_nuclei * nuclei, deposit.cell_mass_od);
        least_seed *= resolved ? weakest_stain : paleness;
        least_body = std::clamp(deposit.body_over_nuclei * nuclei, weakest_stain * least_body, least_body);
        limits.surroundings_od *= paleness;
    }
    const auto following = [&deposit](double density, double least) {
        return std::max(least, std::min(density, deposit.largest_he_seed_od));
    };
    limits.seed_od = following(deposit.seed_over_nuclei * nuclei, least_seed);
    limits.body_od = following(nuclei, least_body);
}

void require_profile_of(Stain stain, const AnalysisOptions& options) {
    if (options.stain_profile && options.stain_profile->stain != stain) {
        throw RefusedSlide("stain-profile",
                           fmt::format("the stain of this slide is {}, and the stain profile {} is one of {}; score it "
                                       "with a profile of its stain or with none",
                                       name(stain), options.stain_profile->file, name(options.stain_profile->stain)));
    }
}

/// On H&E: of the profile, else of the samples without dense bodies.
void set_matrix(StainModel& model, const std::vector<MilliOd>& soft, const AnalysisOptions& options) {
    if (options.stain_profile) {
        model.matrix = options.stain_profile->matrix();
        model.matrix_source = MatrixSource::profile;
        return;
    }
    const StainEstimate estimate = estimate_stains(soft, default_haematoxylin_eosin(), options.stain_estimate);
    model.matrix = estimate.matrix;
    model.matrix_source = estimate.estimated ? MatrixSource::estimated : MatrixSource::reference;
    model.matrix_reason = estimate.reason;
}

void set_silver(StainModel& model, const std::vector<MilliOd>& samples, const AnalysisOptions& options) {
    model.silver =
        options.stain_profile ? options.stain_profile->vectors.front() : estimate_silver(samples, options.recognition);
    model.matrix_source = options.stain_profile ? MatrixSource::profile : MatrixSource::estimated;
}

/// The thresholds that pale silver demands.
void follow_silver(StainModel& model, const std::vector<MilliOd>& samples, const AnalysisOptions& options) {
    const DepositOptions& deposit = options.deposit;
    const std::optional<double> silver = dark_silver_density(samples, deposit.low_silver_seed_od, options.recognition);
    const double palest = std::min(1.0, deposit.low_silver_seed_od / deposit.segmentation.seed_od);
    model.strength = std::clamp(silver.value_or(deposit.usual_silver_od) / deposit.usual_silver_od, palest, 1.0);
    model.segmentation.seed_od *= model.strength;
    model.segmentation.body_od *= model.strength;
}

StainModel model_stain(std::vector<MilliOd> samples, const ReadSamples& blackest, const WhitePointEstimate& white,
                       const PixelSize& working, const AnalysisOptions& options) {
    StainModel model;
    const FoundStain found = find_stain(samples, blackest, options);
    model.stain = found.stain;
    model.doubt = found.doubt;
    require_profile_of(model.stain, options);
    model.recognised = !options.stain.has_value();
    model.white = white;
    model.segmentation = options.deposit.segmentation;
    if (model.stain != Stain::haematoxylin_eosin) {
        model.least_channel = options.deposit.least_silver_channel;
        model.segmentation.crack_light = options.deposit.silver_crack_light;
        set_silver(model, samples, options);
        follow_silver(model, samples, options);
        return model;
    }
    take_bodies(samples, model.segmentation, working);
    set_matrix(model, samples, options);
    const bool resolved = shows_nuclear_colour(working, options.deposit.classification);
    model.nuclear_saturation = saturation_of_nuclear_hue(samples, options.nuclei, working);
    const NuclearDensityOptions by =
        in_colours(options.nuclei, colour_scale(model.nuclear_saturation, working, options));
    if (const auto nuclei = nuclear_colour_of(samples, by, working)) {
        model.dark_nuclear_od = nuclei->dark_od;
        model.sampled_saturation = nuclei->median_saturation;
    }
    follow_nuclei(model, resolved, options);
    return model;
}

std::vector<std::string> flags_of(const StainModel& stain, const PixelSize& working, const AnalysisOptions& options) {
    std::vector<std::string> flags;
    if (stain.doubt == StainDoubt::traces_of_black) {
        flags.emplace_back("stain-by-traces-of-black");
    }
    if (stain.doubt == StainDoubt::other_colours) {
        flags.emplace_back("stain-contradicts-colours");
    }
    if (stain.doubt == StainDoubt::unknown_colours) {
        flags.emplace_back("stain-not-confirmed");
    }
    if (stain.white.source != WhitePointSource::glass) {
        flags.emplace_back("white-point-not-from-glass");
    }
    if (stain.matrix && stain.matrix_source == MatrixSource::reference) {
        flags.emplace_back("stain-vectors-not-estimated");
    }
    if (colour_scale(stain.nuclear_saturation, working, options).violet != 1.0) {
        flags.emplace_back("unusual-colours");
    }
    if (working.mean().value() > options.working.coarse_um) {
        flags.emplace_back("pixel-size-too-coarse-for-granules");
    }
    return flags;
}

QualityReport quality_of(const EvenedLight& light, const GlassColour& glass, const StainModel& stain,
                         SquareMicrons small_pieces, Microns pixel) {
    QualityReport quality;
    quality.small_pieces = small_pieces;
    quality.white_spread_od = light.spread_od;
    quality.glass_mm2 = glass.pixels * (pixel * pixel).value() / um2_per_mm2;
    if (stain.matrix) {
        quality.stain_angle_degrees = angle_degrees(stain.matrix->row(0), stain.matrix->row(1));
    }
    quality.nuclear_saturation = stain.nuclear_saturation;
    return quality;
}

/// The density of dark nuclei where they are resolved; blurred, that of a crowd is as much.
std::optional<double> solid_od(const StainModel& stain, const PixelSize& working, const DepositOptions& options) {
    return shows_nuclear_colour(working, options.classification) ? stain.dark_nuclear_od : std::nullopt;
}

ByColour colours_of(const PackedPicture& image, const WhitePoint& white, const SurveyOptions& options, Microns pixel) {
    return {colour_of_ink(image, OpticalDensity(white), options, pixel), bare_glass(image, white, pixel)};
}

}  // namespace

std::string_view name(MatrixSource source) {
    constexpr std::array<std::string_view, 3> names{"estimated", "reference", "profile"};
    return names.at(static_cast<std::size_t>(source));
}

SlideSurvey survey_slide(const SlideSource& slide, const PixelSize& level0_pixel, const AnalysisOptions& options,
                         Progress& progress) {
    const RasterThreads threads(options.execution);
    const Microns pixel = survey_pixel(slide.info(), level0_pixel, options.survey);
    Overview overview = read_overview_with_darkest(slide, pixel / level0_pixel.x(), pixel / level0_pixel.y(),
                                                   options.execution, progress);
    slide.forget();
    give_back_freed_memory();
    refuse_fluorescence(overview.image);

    const WorkingGrid grid = choose_working_grid(slide.info(), level0_pixel, options.working);
    const Scaling<Survey, Working> survey_from_working{grid.level0_from_working.x / overview.level0_from_overview.x,
                                                       grid.level0_from_working.y / overview.level0_from_overview.y};
    const GlassColour glass = find_white_point(overview, pixel, options);
    const EvenedLight light = even_out(overview, glass.white.white, pixel,
                                       fewest_glass_pixels(pixel, options.white_point), options.quality.most_uneven_od);
    const WhitePoint evened_white =
        light.changed ? find_white_point(overview, pixel, options).white.white : glass.white.white;
    const OpticalDensity density(evened_white);
    give_back_freed_memory();
    SurveyTissue tissue =
        find_tissue(mean_od_bands(overview.image, density), mean_od_bands(overview.darkest, density),
                    colours_of(overview.image, evened_white, options.survey, pixel), pixel, options.skin.tissue);
    if (tissue.piece_count == 0) {
        refuse_without_tissue(overview.image.size(), pixel, options.skin.tissue);
    }
    give_back_freed_memory();
    MaskSheet all_tissue = tissue.tissue;
    const std::vector<SurveyWindow> windows = skin_windows(tissue.solid, pixel, options.skin);
    const auto read = [&](const SampleSquares& squares) {
        return read_samples(slide, grid, squares, OpticalDensity(glass.white.white), options.execution);
    };
    StainModel stain = model_stain(
        read(evenly_spread_samples(grid, all_tissue, survey_from_working, options.survey)),
        [&] {
            return read(
                blackest_samples(grid, all_tissue, overview.darkest, density, survey_from_working, options.survey));
        },
        glass.white, grid.pixel, options);
    std::vector<WindowPictures> pictures = cut_to(windows, overview);
    MaskSheet region = searched_round(tissue.solid, pixel, options.survey);
    const QualityReport quality = quality_of(light, glass, stain, area_outside(region, tissue.small, pixel), pixel);
    std::vector<std::string> flags = flags_of(stain, grid.pixel, options);
    const int pieces = tissue.piece_count;
    const std::optional<double> solid = solid_od(stain, grid.pixel, options.deposit);
    LayerSearch layers{windows, std::move(pictures), std::move(tissue), density, stain.stain, pixel,
                       solid,   light.unexplained};
    return {grid,
            {grid.size, grid.pixel, grid.level0_from_working, survey_from_working},
            overview.level0_from_overview,
            std::move(stain),
            pixel,
            std::move(all_tissue),
            pieces,
            std::move(region),
            quality,
            std::move(flags),
            overview.level,
            std::move(layers)};
}

MaskSheet searched_round(const MaskSheet& tissue, Microns pixel, const SurveyOptions& options) {
    return dilated(tissue, Microns(options.region_margin_um), pixel);
}

}  // namespace kossa
