#pragma once

#include <optional>
#include <vector>

#include "kossa/analysis/options.hpp"
#include "kossa/analysis/survey.hpp"
#include "kossa/deposit/grey_pixels.hpp"
#include "kossa/deposit/slide_rules.hpp"

namespace kossa {

/// How what the slide's own seed finds is read again on H&E: for dense cores, for grey cores, and, where the seed is
/// denser than pale calcium, for paler grey cores, round grains and plates.
class SecondReading {
  public:
    /// The sets of components that segment() gives.
    enum Set : std::size_t { dense, grey, pale_grey, grains, plates, sets };

    SecondReading(const SegmentationOptions& usual, const DepositOptions& options, const PixelSize& working);

    /// What is paler starts nothing that is found.
    double palest_seed_od() const;

    /// The components of a tile, by Set, as Segmentation gives them. The ground must hold for the palest seed.
    std::vector<std::vector<Component>> segment(const DepositGround& ground, const Box<Working>& interior) const;

    /// The calcium among those sets, assembled, by Set. Grey cores nearer to the edge of the tissue than margin ink
    /// soaks are left out, and plates that are grey but paler than grey cores.
    std::vector<std::vector<Finding>> calcium(std::vector<std::vector<Component>> assembled, const SlideRules& by,
                                              const SlideSurvey& survey, const DepositOptions& options) const;

    /// What was found with that seed, corrected by the calcium of calcium(): masses held to their dense cores, and each
    /// set added in turn to what is no calcium.
    std::vector<Finding> corrected(std::vector<Finding> findings, double seed_od,
                                   const std::vector<std::vector<Finding>>& calcium,
                                   const DepositOptions& options) const;

  private:
    /// One seed for what is grey.
    struct GreyReading {
        Segmentation segmentation;
        GreyPixels pixels;

        GreyReading(const SegmentationOptions& options, const ClassificationOptions& classification,
                    const PixelSize& working);
        std::vector<Finding> cores(const std::vector<Component>& assembled, const SlideRules& by,
                                   const SlideSurvey& survey, Microns ink_rim) const;
    };

    Segmentation dense_;
    Segmentation grains_;
    Segmentation plates_;
    PlatePixels plate_pixels_;
    GreyReading grey_;
    GreyReading pale_;
    std::int64_t nucleus_px_;  ///< pixels of the smallest nucleus
    bool seeks_grains_;
    bool seeks_pale_;
};

/// Nothing but on H&E, and where a nucleus measures enough pixels for its colour to be read: elsewhere crumbs and
/// nuclei run together.
std::optional<SecondReading> second_reading(const SlideSurvey& survey, const DepositOptions& options);

}  // namespace kossa
