#pragma once

#include <functional>
#include <vector>

#include "kossa/deposit/cells.hpp"
#include "kossa/deposit/component.hpp"
#include "kossa/deposit/deposit_object.hpp"
#include "kossa/deposit/deposit_rules.hpp"
#include "kossa/deposit/finding.hpp"
#include "kossa/deposit/free_standing.hpp"
#include "kossa/deposit/grain_form.hpp"
#include "kossa/deposit/grouping.hpp"
#include "kossa/deposit/naming.hpp"
#include "kossa/deposit/plates.hpp"
#include "kossa/deposit/segmentation.hpp"
#include "kossa/deposit/walls.hpp"

namespace kossa {

struct ClassificationOptions {
    /// A component of fewer pixels is no object of its own, 1..100: its area cannot be read.
    int least_pixels = 5;
    /// Confidence from which an object counts as calcium, 0..1.
    double confidence_cut = 0.5;
    /// Confidence from which an object that does not count is called uncertain, 0..confidence_cut.
    double uncertain_cut = 0.1;
    /// On H&E what does not count is calcium less often than the certainty of the rules says: it is confident by this
    /// share of that, 0.01..1. Measured on phantoms with every look-alike: 0.28 on 16 of 0.5 um a pixel, 0.38 on 160 of
    /// 1 um, of 2,516 objects; 0 of 14 on three sections without calcium.
    double below_cut_share = 0.3;
    /// A hue is read from the object alone from this equivalent diameter, px, 1..32: JPEG halves colour resolution.
    double hue_from_px = 8.0;
    /// A body longer than so many times its width is no wider for its length, 1..10: to the pixels across a mass it
    /// counts as one of this length.
    double longest_compact = 1.6;
    /// Grains are told from nuclei only where the smallest nuclei, of 6 um, measure this many pixels, 1..20.
    double nucleus_px = 4.0;
    /// Grains from this area on may count for more than one for being clearly grey, um2, 1..100: 5 um across, grains of
    /// pigment measure up to 1 um.
    double resolved_grain_um2 = 20.0;
    /// Grains from which on their sizes are compared, 2..100: fewer may be alike by chance.
    int fewest_for_spread = 5;
    /// Grains that fill this share of their convex hull are one mass, cracked, 0..1.
    double fill_of_a_mass = 0.6;
    /// A component is joined with others only when it is a grain at least as certainly as this, 0..1: nuclei between
    /// grains would otherwise be counted with them, and grains would lend nuclei their colour.
    double likely_grain = 0.5;
    CellOptions cells;
    GroupingOptions grouping;
    FreeStandingOptions free_standing;
    NamingOptions naming;
    RoundGrainOptions round_grains;
    PlateOptions plates;
    WallOptions walls;
};

/// The seeds of the nuclei of one slide.
struct NuclearLook {
    double dark_density = 0.0;       ///< optical density, nine of ten have less
    double median_saturation = 0.0;  ///< hue-saturation-density
    double density_step = 0.10;      ///< optical density, above 0: about the spread of the nuclei of one slide
    double saturation_step = 0.08;   ///< the same in saturation
    Ramp grain_contrast{0.9, 1.3};   ///< steps that speak for grains, as in NuclearLookOptions

    /// How many steps darker or greyer than dark nuclei a colour is; one may make up for the other. Below 0 for paler
    /// and more coloured ones.
    double contrast(const Hsd& colour) const;
};

/// Calcium, uncertain, or what it is otherwise. Carbon is never called uncertain: its confidence says how near it is.
FindingClass class_of(double confidence, FindingClass otherwise, const ClassificationOptions& options);

/// Whether a component may be joined with others to a deposit. What may not can still be gathered where it lies among
/// the grains of a sure one.
using MayJoin = std::function<bool(const Component&)>;

struct Judgement;

/// Joins components to objects and says what each is. The order is that of the objects' first components.
std::vector<Finding> classify(std::vector<Component> components, const Judgement& by);

/// The calcium among what classify() gives, without the time and memory for the others. `also_asked`, where given, is
/// asked of a component beside its look.
std::vector<Finding> classify_calcium(std::vector<Component> components, const Judgement& by,
                                      const MayJoin& also_asked = {});

}  // namespace kossa
