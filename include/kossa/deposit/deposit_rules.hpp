#pragma once

namespace kossa {

/// Certainty that grows from 0 at `no` to 1 at `yes`, linearly; `no` may be the larger of the two.
struct Ramp {
    double no = 0.0;
    double yes = 1.0;
    double operator()(double value) const;
    bool operator==(const Ramp&) const = default;
};

/// A criterion that is not asked: every value speaks fully for calcium.
inline constexpr Ramp not_asked{-2e9, -1e9};

/// What makes an object calcium on one stain. Certainties are combined by their product: several doubts add up. The
/// weakest criterion gives the reason. Colours are those of the seed pixels in hue-saturation-density space. A
/// criterion that a stain's rules do not set is not asked on it.
struct DepositRules {
    /// Saturation above that of quite neutral dirt (H&E only).
    Ramp tint = not_asked;
    /// cy above brown.
    Ramp not_brown = not_asked;
    /// cx below green and blue.
    Ramp not_green = not_asked;
    /// Saturation times optical density below that of dark keratin: what is both dark and coloured is stained, and
    /// calcium is dark because it scatters.
    Ramp not_keratin = not_asked;
    /// How many times as strong as usual the stain is; masses are held against `not_keratin` after division by it.
    double strength = 1.0;
    /// However small it is: saturation of all its pixels, its blurred border among them, which JPEG mixes with what is
    /// round it. Of silver at most 0.38 even at 1 um a pixel, of dark spots of haematoxylin 0.46 up, of nuclear fast
    /// red 0.66 up (measured).
    Ramp body_greyness = not_asked;
    /// A mass: low saturation, ...
    Ramp mass_greyness = not_asked;
    /// ... seeds denser on average than `body_od`, what starts a body on the slide, optical density, ...
    Ramp mass_darkness = not_asked;
    double body_od = 0.0;
    /// ... and, unless it stands free in pale tissue, denser than single nuclei of the slide are: seeds on average
    /// above `mass_od`, optical density, ...
    Ramp mass_density = not_asked;
    double mass_od = 0.0;
    /// ... or `cell_mass_od`, if it is grey and may be one cell, ...
    double cell_mass_od = 0.0;
    /// ... dark throughout and with a border of its own all round: share of dark core times share of sharp outline, ...
    Ramp mass_definition = not_asked;
    /// ... wide enough to show colour and outline: pixels across, ...
    Ramp mass_width_px = not_asked;
    /// ... or, however narrow, so much darker or greyer than nuclei that no blurred crowd of them is: contrast in
    /// steps, where grains have enough of it (groups of nuclei reach 1.04 measured), ...
    Ramp narrow_mass_contrast = not_asked;
    /// ... compact: area over convex area, ...
    Ramp mass_solidity = not_asked;
    /// ... more so below the area of two nuclei, 160 um2, where macrophages full of pigment are as large, and, where
    /// nuclei are not resolved, in what is as violet as they are, ...
    Ramp small_mass_solidity = not_asked;
    /// ... and larger than a nucleus, um2.
    Ramp mass_area_um2 = not_asked;
    /// No larger than a macrophage it may be nuclei under dirt out of focus, which makes them dark and grey and all
    /// that is round them as well: saturation a reach beyond the outline (dirt 0.02, stained tissue 0.4 up, of a veil
    /// as dense as the tissue half of that; 0.17 to 0.22 round nuclei under dirt, 0.30 up round calcium, measured on
    /// phantoms) ...
    Ramp veil_tint = not_asked;
    /// ... where optical density there, divided by `strength`, is above that of collagen (up to 0.23).
    Ramp veil_od = not_asked;
    /// Below the area of two nuclei it may be as coloured as any mass where it is darker than dark nuclei, optical
    /// density.
    Ramp small_mass_darker = not_asked;
    /// Grains: each of low saturation, or of a contrast with known nuclei that grains need, ...
    Ramp grain_greyness = not_asked;
    /// ... dark throughout and sharp all round, as a mass, ...
    Ramp grain_definition = not_asked;
    /// ... each in collagen or cytoplasm and not in a nucleus whose dark spot it is: optical density a reach beyond its
    /// outline, divided by `strength` (collagen up to 0.23, nuclei 0.38 up, and 0.30 half in one), ...
    Ramp grain_rim = not_asked;
    /// ... round: mean of 4 pi area / perimeter^2 by area, ...
    Ramp grain_roundness = not_asked;
    /// ... and many together: their number, each counted as far as it is certainly a grain; six are enough to count.
    Ramp grain_count = not_asked;
    /// They lie over more than one cell: area of the convex hull, um2. What fits into a macrophage, 314 um2, may be
    /// pigment that it holds.
    Ramp grain_extent_um2 = not_asked;
    /// Of many sizes: standard deviation of their areas over the mean, of five or more. Nuclei of one kind are alike
    /// (0.19 and 0.20 measured in two groups round vessels; groups of grains 0.3 to 2).
    Ramp grain_spread = not_asked;
    /// Many of them smaller than nuclei: lower quartile of their areas, um2, of three or more. Profiles of nuclei have
    /// 15 and more, that of a lymphocyte 28; that of true grains was 2 to 9 on two composites, that of groups of dark
    /// nuclei 33 to 47.
    Ramp grain_area_um2 = not_asked;
};

/// Calcium on haematoxylin and eosin: darker and greyer than nuclei. Colours as measured on concretions, nuclei,
/// melanin and inks (docs/method.md gives the table).
DepositRules basophilic_rules();
/// The rules for a stain that many times as strong as usual. By Beer's law the density of stained calcium grows with
/// it, so a mass may be that much darker before it is taken for keratin; saturation does not change. Keratin hardly
/// takes up haematoxylin, so a weaker stain leaves the limit where it is. Grains keep it: in a strong stain nuclei are
/// as dark.
DepositRules at_strength(DepositRules rules, double strength);
/// Silver on von Kossa: neutral black. Neither tint (silver may be quite neutral) nor width, form, spread or
/// surroundings are asked for: no nucleus is as black, and dirt is paler.
DepositRules silver_rules();
/// The rules for silver of that density relative to the usual, 0..1: a body must be that much less darker than stained
/// tissue.
DepositRules at_silver(DepositRules rules, double silver);

}  // namespace kossa
