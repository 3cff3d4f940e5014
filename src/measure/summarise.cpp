#include "kossa/measure/summarise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "kossa/core/units.hpp"
#include "kossa/measure/image_border.hpp"
#include "kossa/measure/pattern_context.hpp"
#include "kossa/measure/statistics.hpp"

namespace kossa {

namespace {

/// Cuts below the junction at which the superficial fraction is given, um, and those of the pattern.
constexpr std::array<double, 5> cuts_um{300.0, 400.0, 500.0, 750.0, 1000.0};

/// Counting what is likely, and only what is nearly certain.
constexpr std::array<double, 2> confidences{0.5, 0.9};

template <class Belongs>
Totals totals(std::string name, const std::vector<DepositRow>& deposits, SquareMicrons tissue, Belongs belongs) {
    Totals result;
    result.name = std::move(name);
    result.tissue_area = tissue;
    for (const DepositRow& row : deposits) {
        if (belongs(row)) {
            ++result.count;
            result.area += row.area;
            result.largest = std::max(result.largest, row.area);
        }
    }
    return result;
}

std::vector<Totals> confuser_totals(const std::vector<ConfuserRow>& confusers, SquareMicrons tissue) {
    std::map<FindingClass, Totals> by_class;
    for (const ConfuserRow& row : confusers) {
        Totals& sum = by_class[row.finding];
        sum.name = name(row.finding);
        sum.tissue_area = tissue;
        ++sum.count;
        sum.area += row.area;
        sum.largest = std::max(sum.largest, row.area);
    }
    std::vector<Totals> result;
    result.reserve(by_class.size());
    for (auto& [finding, sum] : by_class) {
        result.push_back(std::move(sum));
    }
    return result;
}

std::vector<SuperficialFraction> superficial_fractions(const std::vector<DepositRow>& deposits) {
    double total = 0.0;
    std::array<double, cuts_um.size()> above{};
    std::array<double, cuts_um.size()> outside_fat{};
    for (const DepositRow& row : deposits) {
        if (!row.depth) {
            continue;
        }
        total += row.area.value();
        for (std::size_t i = 0; i < cuts_um.size(); ++i) {
            const double area = row.depth->value() <= cuts_um.at(i) ? row.area.value() : 0.0;
            above.at(i) += area;
            outside_fat.at(i) += row.zone != Zone::subcutis ? area : 0.0;
        }
    }
    std::vector<SuperficialFraction> fractions;
    for (std::size_t i = 0; i < cuts_um.size() && total > 0.0; ++i) {
        fractions.push_back({Microns(cuts_um.at(i)), above.at(i) / total, outside_fat.at(i) / total});
    }
    return fractions;
}

std::optional<UpperThird> upper_third(const std::vector<DepositRow>& deposits) {
    constexpr double third = 1.0 / 3.0;
    UpperThird result;
    double above = 0.0;
    for (const DepositRow& row : deposits) {
        if (row.dermis_fraction) {
            result.area += row.area;
            above += *row.dermis_fraction <= third ? row.area.value() : 0.0;
        }
    }
    if (result.area.value() <= 0.0) {
        return std::nullopt;
    }
    result.fraction = above / result.area.value();
    return result;
}

template <class Belongs>
double share_of_area(const std::vector<DepositRow>& deposits, SquareMicrons all, Belongs belongs) {
    SquareMicrons area;
    for (const DepositRow& row : deposits) {
        area += belongs(row) ? row.area : SquareMicrons(0.0);
    }
    return all.value() > 0.0 ? area / all : 0.0;
}

/// Whether the deposit lies no deeper than the cut, and not in fat, whatever its depth may be.
bool surely_above(const DepositRow& row, double cut_um) {
    const std::optional<Microns> most = row.depth ? row.depth : row.most_depth;
    return row.zone != Zone::subcutis && most && most->value() <= cut_um;
}

bool surely_below(const DepositRow& row, double cut_um) {
    const std::optional<Microns> least = row.depth ? row.depth : row.least_depth;
    return row.zone == Zone::subcutis || (least && least->value() > cut_um);
}

/// Of the whole area; what may lie on either side of a cut speaks for neither.
std::string pattern_of(const SlideSummary& summary, const std::vector<DepositRow>& deposits, double share) {
    if (summary.deposit_count == 0) {
        return "no deposits";
    }
    if (!summary.skin.assessable) {
        return "not assessable";
    }
    bool superficial = true;
    bool deep = true;
    bool known = true;
    for (const double cut_um : pattern_cuts_um) {
        const auto share_where = [&](auto lies) {
            return share_of_area(deposits, summary.deposit_area,
                                 [&](const DepositRow& row) { return lies(row, cut_um); });
        };
        const double above = share_where(surely_above);
        const double below = share_where(surely_below);
        superficial = superficial && above >= share;
        deep = deep && below >= share;
        known = known && above + below >= share;
    }
    return superficial ? "superficial" : deep ? "deep" : known ? "mixed" : "not assessable";
}

std::optional<AdnexalDeposits> adnexal_deposits(const std::vector<DepositRow>& deposits) {
    std::optional<AdnexalDeposits> result;
    for (const DepositRow& row : deposits) {
        if (row.adnexal && !result) {
            result.emplace();
        }
        if (row.adnexal.value_or(false)) {
            ++result->count;
            result->area += row.area;
        }
    }
    return result;
}

std::vector<AreaAtConfidence> areas_at_confidence(const std::vector<DepositRow>& deposits,
                                                  const std::vector<ConfuserRow>& confusers) {
    std::vector<AreaAtConfidence> areas;
    for (const double from : confidences) {
        AreaAtConfidence at{from, 0, {}};
        const auto add = [&at](const auto& row) {
            if (row.confidence >= at.confidence_from) {
                ++at.count;
                at.area += row.area;
            }
        };
        std::for_each(deposits.begin(), deposits.end(), add);
        for (const ConfuserRow& row : confusers) {
            if (row.finding == FindingClass::uncertain) {
                add(row);
            }
        }
        areas.push_back(at);
    }
    return areas;
}

std::vector<BlockAreas> blocks_of(const std::vector<DepositRow>& deposits, const SkinMap& skin,
                                  const Scaling<Level0, Survey>& level0_from_survey, double block_um) {
    const double side = block_um / skin.pixel.value();
    const auto columns = static_cast<std::size_t>(std::ceil(skin.zone.cols / side));
    const auto rows = static_cast<std::size_t>(std::ceil(skin.zone.rows / side));
    std::vector<BlockAreas> blocks(columns * rows);
    const auto block_at = [&](double x, double y) -> BlockAreas& {
        const auto column = std::min(columns - 1, static_cast<std::size_t>(std::max(0.0, x) / side));
        const auto row = std::min(rows - 1, static_cast<std::size_t>(std::max(0.0, y) / side));
        return blocks[row * columns + column];
    };
    const double pixel_um2 = (skin.pixel * skin.pixel).value();
    for (const auto& [box, whole] : windows_of(skin)) {
        for (const Run<Survey>& run : runs_of(skin.tissue.tissue.part(box))) {
            for (int x = run.x_begin; x < run.x_end; ++x) {
                const cv::Point at(box.x + x, box.y + run.y);
                block_at(at.x, at.y).tissue_um2 += pixel_um2 * skin.share_in_image(at.x, at.y);
            }
        }
    }
    for (const DepositRow& row : deposits) {
        const Point<Survey> at = level0_from_survey.inverse()(row.centroid);
        block_at(at.x, at.y).deposit_um2 += row.area.value();
    }
    return blocks;
}

std::vector<Weighted> diameters_by_number(const std::vector<DepositRow>& deposits) {
    std::vector<Weighted> values(deposits.size());
    std::transform(deposits.begin(), deposits.end(), values.begin(), [](const DepositRow& row) {
        return Weighted{row.equivalent_diameter.value(), 1.0};
    });
    return values;
}

std::vector<Weighted> diameters_by_area(const std::vector<DepositRow>& deposits) {
    std::vector<Weighted> values(deposits.size());
    std::transform(deposits.begin(), deposits.end(), values.begin(), [](const DepositRow& row) {
        return Weighted{row.equivalent_diameter.value(), row.area.value()};
    });
    return values;
}

/// The grains of all deposits, each counted as much as `weight` of its diameter says.
template <class Weight>
std::vector<Weighted> grain_diameters(const std::vector<DepositRow>& deposits, Weight weight) {
    std::vector<Weighted> values;
    for (const DepositRow& row : deposits) {
        for (const Microns& grain : row.grains) {
            values.push_back({grain.value(), weight(grain.value())});
        }
    }
    return values;
}

std::optional<double> largest_share(const std::vector<DepositRow>& deposits, SquareMicrons all) {
    const auto largest = std::ranges::max_element(deposits, {}, [](const DepositRow& row) { return row.area.value(); });
    return largest == deposits.end() ? std::nullopt : std::optional(largest->area / all);
}

std::vector<Weighted> depths_by_area(const std::vector<DepositRow>& deposits) {
    std::vector<Weighted> values;
    for (const DepositRow& row : deposits) {
        if (row.depth) {
            values.push_back({row.depth->value(), row.area.value()});
        }
    }
    return values;
}

bool beyond_the_junction(const SlideSummary& summary, const std::vector<DepositRow>& deposits,
                         const SummaryOptions& options) {
    const double share = summary.skin.beyond_ends_share.value_or(0.0);
    return std::ranges::any_of(deposits, &DepositRow::beyond_junction) ||
           (share > 0.0 && share >= options.beyond_ends_from);
}

/// The tissue, and what of it an outline excludes: that makes no new surface of the section.
MaskSheet with_excluded(const SkinMap& skin) {
    return skin.excluded ? skin.tissue.tissue | MaskSheet(Mask(Mask(skin.tissue.solid) & Mask(*skin.excluded)))
                         : skin.tissue.tissue;
}

/// Whether depth is known of half of the tissue at least.
bool mostly_assessed(const SlideSummary& summary, const SkinMap& skin) {
    return 2.0 * skin.area_of(Zone::unassessable).value() <= summary.tissue_area.value();
}

/// Whether a deposit in the epidermis is wider on average than that is thick: then it may have been taken for it.
bool wider_than_epidermis(const SlideSummary& summary, const std::vector<DepositRow>& deposits) {
    const std::optional<Microns>& thickness = summary.skin.epidermis_thickness;
    return thickness && summary.skin.sources.epidermis == LayerSource::found &&
           std::ranges::any_of(deposits, [&](const DepositRow& row) {
               return row.zone == Zone::epidermis && row.area > *thickness * row.max_diameter;
           });
}

/// Whether deposits that alone can decide on the pattern reach from above all of its cuts to below them.
bool reach_across_cuts(const SlideSummary& summary, const std::vector<DepositRow>& deposits,
                       const SummaryOptions& options) {
    const double across = share_of_area(deposits, summary.deposit_area, [](const DepositRow& row) {
        return row.depth_min && row.depth_max && row.zone != Zone::subcutis &&
               row.depth_min->value() < pattern_cuts_um.front() && row.depth_max->value() > pattern_cuts_um.back();
    });
    return 1.0 - across < options.pattern_share;
}

void add_flags(SlideSummary& summary, const std::vector<DepositRow>& deposits, const SkinMap& skin,
               const SummaryOptions& options) {
    const bool reaches_fat = skin.area_of(Zone::subcutis).value() > 0.0;
    if (!summary.skin.assessable) {
        summary.flags.emplace_back("depth-unassessable");
    } else if (!summary.skin.section_depth) {
        summary.flags.emplace_back("nothing-below-junction");
    } else if (!reaches_fat && mostly_assessed(summary, skin) &&
               summary.skin.section_depth->value() < options.deep_sampled_um) {
        summary.flags.emplace_back("deep-compartment-not-sampled");
    }
    const double on_pieces =
        share_of_area(deposits, summary.deposit_area, [](const DepositRow& row) { return row.fragment; });
    const bool much_on_pieces = on_pieces > 0.0 && on_pieces >= options.on_pieces_from;
    if (summary.skin.assessable && (much_on_pieces || !mostly_assessed(summary, skin))) {
        summary.flags.emplace_back("depth-unknown-on-pieces");
    }
    if (summary.skin.assessable && beyond_the_junction(summary, deposits, options)) {
        summary.flags.emplace_back("depth-unknown-beyond-junction");
    }
    if (wider_than_epidermis(summary, deposits)) {
        summary.flags.emplace_back("deposit-wider-than-epidermis");
    }
    if (reach_across_cuts(summary, deposits, options)) {
        summary.flags.emplace_back("deposit-across-layers");
    }
    if (summary.skin.beside_line_share > 0.0 && summary.skin.beside_line_share >= options.beside_line_from) {
        summary.flags.emplace_back("junction-drawn-in-part");
    }
    if (summary.cut_by_image_border >= options.field_from && summary.cut_by_image_border > 0.0) {
        summary.flags.emplace_back("tissue-cut-by-image-border");
    }
    const double small_pieces = summary.quality.small_pieces.value();
    if (summary.skin.sources.tissue == LayerSource::found && small_pieces > 0.0 &&
        small_pieces >= options.small_pieces_from * summary.tissue_area.value()) {
        summary.flags.emplace_back("small-pieces-left-out");
    }
    if (std::ranges::any_of(summary.confusers,
                            [&](const Totals& kind) { return kind.largest.value() >= options.large_body_um2; })) {
        summary.flags.emplace_back("large-body-turned-down");
    }
}

}  // namespace

SlideSummary summarise(SlideSummary summary, const std::vector<DepositRow>& deposits,
                       const std::vector<ConfuserRow>& confusers, const SkinMap& skin,
                       const Scaling<Level0, Survey>& level0_from_survey, const SummaryOptions& options) {
    summary.skin = skin.report;
    summary.tissue_area = skin.tissue_area();
    summary.tissue_pieces = skin.tissue.piece_count;
    summary.cut_by_image_border = share_at_image_border(with_excluded(skin), windows_of(skin));
    const Totals all = totals("", deposits, summary.tissue_area, [](const DepositRow&) { return true; });
    summary.deposit_count = all.count;
    summary.deposit_area = all.area;
    summary.at_confidence = areas_at_confidence(deposits, confusers);
    if (summary.tissue_area.value() > 0.0) {
        summary.deposits_per_mm2 = static_cast<double>(all.count) / (summary.tissue_area.value() / um2_per_mm2);
    }
    for (const Zone zone : all_zones) {
        summary.by_zone.push_back(totals(std::string(name(zone)), deposits, skin.area_of(zone),
                                         [zone](const DepositRow& row) { return row.zone == zone; }));
    }
    for (const Morphology morphology : all_morphologies) {
        summary.by_morphology.push_back(
            totals(std::string(name(morphology)), deposits, summary.tissue_area,
                   [morphology](const DepositRow& row) { return row.morphology == morphology; }));
    }
    summary.adnexal = adnexal_deposits(deposits);
    summary.confusers = confuser_totals(confusers, summary.tissue_area);
    summary.diameter_by_number = distribution(diameters_by_number(deposits));
    summary.diameter_by_area = distribution(diameters_by_area(deposits));
    summary.largest_share = largest_share(deposits, summary.deposit_area);
    summary.grain_diameter_by_number = distribution(grain_diameters(deposits, [](double) { return 1.0; }));
    summary.grain_diameter_by_area = distribution(grain_diameters(deposits, [](double um) { return um * um; }));
    summary.depth_by_area = distribution(depths_by_area(deposits));
    summary.superficial = superficial_fractions(deposits);
    if (summary.skin.epidermis_length && summary.skin.epidermis_length->value() > 0.0) {
        summary.deposit_area_per_epidermis_mm =
            summary.deposit_area.value() / (summary.skin.epidermis_length->value() / 1000.0);
    }
    summary.area_fraction = summary.tissue_area.value() > 0.0 ? summary.deposit_area / summary.tissue_area : 0.0;
    summary.area_fraction_interval = ratio_interval(blocks_of(deposits, skin, level0_from_survey, options.block_um));
    summary.upper_third = upper_third(deposits);
    summary.depth_known_share =
        share_of_area(deposits, summary.deposit_area, [](const DepositRow& row) { return row.depth.has_value(); });
    summary.pattern = pattern_of(summary, deposits, options.pattern_share);
    add_flags(summary, deposits, skin, options);
    summary.pattern_context = pattern_context(summary);
    return summary;
}

}  // namespace kossa
