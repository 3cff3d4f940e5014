#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "kossa/core/units.hpp"
#include "kossa/deposit/classification.hpp"

namespace kossa {

/// Calcium on H&E is darker or greyer than the nuclei of the same slide, whatever its stain and scanner.
struct NuclearLookOptions {
    /// Nuclei needed to know their look, 10..10000. With fewer than that dark enough to be seen, they are told apart by
    /// darkness alone.
    int fewest_nuclei = 50;
    /// Profiles of nuclei, um2, 1..100: some are cut off centre (that of a lymphocyte has 28), ...
    double smallest_um2 = 15.0;
    /// ... and at most, 20..500.
    double largest_um2 = 100.0;
    /// Dark nuclei are those of which this share is paler, 0.5..1.
    double dark_share = 0.9;
    /// Their seeds are that many times as dense as most pixels of nuclei in the samples (nuclear_colour_of), 1..3: 1.34
    /// to 1.44 times on eight of nine slides.
    double dark_over_sampled = 1.4;
    /// The same where nuclei are not resolved, 1..3: smoothing takes more of their pixels in the samples than of their
    /// seeds (1.51, 1.54, 1.60 and 1.62 times on four slides at 1 um), ...
    double blurred_dark_over_sampled = 1.6;
    /// ... and more of the colour of the seeds: there the next two are larger by this, saturation, 0..0.5 (seeds were
    /// greyer than those pixels by 0.02, 0.03 and 0.04 more at 1 um than at 0.5 um on three slides).
    double blurred_greyer_by = 0.03;
    /// Dark nuclei are less saturated than all by up to this, 0..0.5 (measured on five slides).
    double darkest_greyer_by = 0.05;
    /// Such bodies are no nuclei where they are greyer than the pixels of nuclei in the samples by more than this,
    /// 0..0.5: on twenty slides and fields they were by at most 0.070, on one where most were grains of calcium by
    /// 0.088.
    double greyest_nuclei_by = 0.075;
    /// Nuclei are violet: cy at least, -1..1. Melanin has -0.04, ochronosis 0.05, nuclei 0.34 to 0.41, and 0.17 up
    /// where they are as grey as calcium.
    double least_cy = 0.16;
    /// Nuclei are everywhere, deposits in places: side of the squares in which they are looked for, um, 50..5000, ...
    double block_um = 250.0;
    /// ... bodies of their size that a square needs, 1..100, ...
    int fewest_in_block = 5;
    /// ... and the area of such squares as a share of the tissue from which on such bodies are nuclei whatever their
    /// colour, 0..1.
    double everywhere_share = 0.25;
    /// So many of them in a square, of the colour of nuclei, are a nest of cells, 5..10000: nine in ten squares of
    /// usual sections have fewer, drawn nests 100 to 450.
    int fewest_in_nest = 30;
    /// Nuclei are taken to be at least as coloured as this, saturation, 0..1: the greyest median of dense calcium.
    double least_saturation = 0.32;
    /// This much darker than dark nuclei speaks as much for calcium ..., optical density, 0.01..1.
    double density_step = 0.10;
    /// ... as this much greyer than nuclei, saturation, 0.01..0.5. Nuclei of one slide spread about as much.
    double saturation_step = 0.08;
    /// Steps, of both kinds together, at which the certainty begins to rise and at which it is full.
    Ramp contrast{0.0, 1.0};
    /// The same for grains. A mass is one body; of groups of nuclei some are of a kind darker and greyer than the
    /// median by up to a step (0.55 to 1.04 measured on three slides, groups of grains 1.2 to 3.6).
    Ramp grain_contrast{0.9, 1.3};
    /// Grains may look as nuclei do where they are finer: at least so many, 1..100, as are sure to be calcium, ...
    int fewest_fine_grains = 6;
    /// ... with a median area, um2: that of 30 groups of grains was 4 to 10, of 20 groups of dark nuclei 11 to 16
    /// (measured), ...
    Ramp fine_grain_um2{11.0, 10.0};
    /// ... crowded, as a share of their convex hull, 0..1 (0.07 to 0.27 in groups of grains). Nuclear
    /// debris may be so, ...
    Ramp fine_grain_fill{0.04, 0.07};
    /// ... so the certainty is at most this, 0..1.
    double fine_grain_confidence = 0.6;
    /// Grains may also be closer than nuclei can be, each of which has a cell: area of the convex hull of a group for
    /// each of its grains, um2. It was at most 80 in half, at most 100 in three quarters of 256 groups of grains, and
    /// in 9 and 20 of 143 groups of dark nuclei (measured).
    Ramp packed_grain_um2{100.0, 80.0};
    /// Such a group must be about as dark as dark nuclei: steps as above. Certainty at most as above.
    Ramp packed_contrast{-0.5, 0.1};
};

/// The options for a stain that many times as strong as usual: by Beer's law densities spread as much wider.
NuclearLookOptions at_strength(NuclearLookOptions options, double strength);
/// The options where nuclei are not resolved: those for what is blurred in place of the others.
NuclearLookOptions where_blurred(NuclearLookOptions options);

/// The look of the bodies of the size of nuclei among the components of one slide, whose tissue has
/// that area. Where such bodies are everywhere they are nuclei, and each square speaks with one voice, so that deposits
/// crowded in few of them do not count. Elsewhere only those more saturated than dense calcium are taken for nuclei.
/// Nothing where there are too few.
std::optional<NuclearLook> look_of_nuclei(const std::vector<Component>& components, SquareMicrons tissue,
                                          const NuclearLookOptions& options, const CellOptions& cells,
                                          const PixelSize& working);

/// The look of nuclei where it is known. Where bodies taken for nuclei are darker than the samples let expect, calcium
/// is among them, and the look is held to that of the samples; where there are too few of them, or they are too grey
/// for nuclei, that of the samples holds.
std::optional<NuclearLook> agreed_look(std::optional<NuclearLook> seen, const std::optional<NuclearLook>& sampled,
                                       const NuclearLookOptions& options);

/// Where nuclei crowd that are dark enough to be looked at, calcium has to be told from these, not from those of the
/// slide: squares of the slide, and how dark nuclei are in them.
class NuclearNests {
  public:
    NuclearNests() = default;  ///< none
    /// Of the bodies of the size of nuclei among the components of one slide and at most a step greyer than its nuclei.
    NuclearNests(const std::vector<Component>& components, const NuclearLook& slide, const NuclearLookOptions& options,
                 const PixelSize& working);

    /// What an object is to be told from: the nuclei of the slide, as dark as those of the nest that it lies in where
    /// these are darker. Their saturation is that of the slide, since grains of calcium may be among them.
    NuclearLook look_at(const PixelSums& object, NuclearLook slide) const;

  private:
    double squares_per_column_ = 1.0;  ///< of working pixels
    double squares_per_row_ = 1.0;
    std::map<std::pair<std::int64_t, std::int64_t>, double> dark_density_;
};

/// Lowers the confidence of findings taken for calcium or uncertain that have too little contrast to the nuclei and do
/// not stand free as masses, and names them anew. Those too small to show a colour keep theirs. What is as grey as
/// dense calcium stands free from the area of a macrophage on, 314 um2, which may be full of carbon. The order is kept.
std::vector<Finding> compare_with_nuclei(std::vector<Finding> findings, const NuclearLook& look,
                                         const NuclearNests& nests, const NuclearLookOptions& options,
                                         const ClassificationOptions& classification, const PixelSize& working);

}  // namespace kossa
