#pragma once

#include <vector>

#include "kossa/measure/result.hpp"
#include "kossa/skin/skin_map.hpp"

namespace kossa {

struct SummaryOptions {
    /// Side of the blocks behind the interval, um, 200..5000. Smaller blocks are not independent and cover too little.
    double block_um = 1000.0;
    /// Share of the deposit area above every cut from 400 to 750 um that makes the pattern superficial, 0.5..1; the
    /// same share below all of them makes it deep.
    double pattern_share = 0.90;
    /// A section shallower than this says nothing about deep deposits, um, 0..10000.
    double deep_sampled_um = 1500.0;
    /// Share of the outer outline of the tissue that is the border of the image from which the picture is taken for a
    /// field of a section, 0..1. Whole sections seen had up to 0.09, fields 0.18 up.
    double field_from = 0.15;
    /// Area of pieces too small for tissue (SurveyTissue::small) over that of the tissue, from which that is flagged,
    /// 0..1. Beside four sections they had up to 0.002.
    double small_pieces_from = 0.02;
    /// An object of this area that is turned down is flagged, whatever it was taken for, um2, 1000..1e8: a pen stroke
    /// over the tissue, a pale plaque, or the epidermis in a strong stain. The largest of eleven sections and fields at
    /// 1 um a pixel and finer has 24,900.
    double large_body_um2 = 50'000.0;
    /// Share of what lies below the junction and beyond its ends, so that its depth is not known, from which that is
    /// flagged where it concerns no deposit, 0..1. Three whole sections had up to 0.14.
    double beyond_ends_from = 0.20;
    /// Share of the epidermis that lies too far from a drawn junction to be meant by it, from which that is flagged,
    /// 0..1.
    double beside_line_from = 0.10;
    /// Share of the deposit area on pieces without epidermis, so that its depth is not known, from which that is
    /// flagged, 0..1.
    double on_pieces_from = 0.10;
};

/// `summary` completed by what follows from the rows and the layers: counts and areas by zone, morphology and name,
/// distributions, superficial fractions, the interval, the pattern and the flags that go with them.
/// `level0_from_survey` maps the rows' centroids back.
SlideSummary summarise(SlideSummary summary, const std::vector<DepositRow>& deposits,
                       const std::vector<ConfuserRow>& confusers, const SkinMap& skin,
                       const Scaling<Level0, Survey>& level0_from_survey, const SummaryOptions& options);

}  // namespace kossa
