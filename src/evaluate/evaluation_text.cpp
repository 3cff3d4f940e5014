#include "kossa/evaluate/evaluation_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "kossa/core/printable.hpp"

namespace kossa {

namespace {

constexpr std::array<std::string_view, 2> morphologies{"granular", "amorphous"};
constexpr std::array<std::string_view, 5> zones{"epidermis", "upper dermis", "deep dermis", "subcutis", "unassessable"};

std::string decimals(const std::optional<double>& value, int digits) {
    return value ? fmt::format("{:.{}f}", *value, digits) : "-";
}

std::string share(const std::optional<double>& value) {
    return decimals(value, 3);
}

std::string counts_line(const DepositCounts& counts) {
    return fmt::format("            truth {}, marked {}; {} true in several pieces, {} marked over several true ones\n",
                       counts.truth, counts.marked, counts.in_pieces, counts.joined);
}

std::string calcium_lines(const Evaluation& e) {
    return fmt::format(
        "calcium     truth {:.0f} um2, marked {:.0f} um2, error {}, Dice {}\n"
        "deposits    false per cm2 of tissue {}{}\n",
        e.calcium.truth.value(), e.calcium.marked.value(),
        e.calcium.error_percent ? fmt::format("{:.1f} %", *e.calcium.error_percent) : "-", share(e.calcium.dice),
        decimals(e.false_per_cm2, 1),
        e.deposit_area_error_percent
            ? fmt::format(", area error of found ones {:.1f} % (median)", e.deposit_area_error_percent->median)
            : "");
}

std::string object_table(const std::vector<ObjectAgreement>& objects) {
    std::string text = fmt::format("\n{:<12}{:<18}{:>6}{:>7}{:>8}{:>7}{:>8}{:>11}{:>8}\n", "", "deposits", "truth",
                                   "found", "missed", "false", "recall", "precision", "F1");
    std::string group;
    for (const ObjectAgreement& row : objects) {
        text += fmt::format("{:<12}{:<18}{:>6}{:>7}{:>8}{:>7}{:>8}{:>11}{:>8}\n", row.group == group ? "" : row.group,
                            row.name, row.truth, row.found, row.truth - row.found,
                            row.not_true ? fmt::format("{}", *row.not_true) : "-", share(row.recall),
                            share(row.precision), share(row.f1));
        group = row.group;
    }
    return text;
}

std::string depth_line(const std::optional<Spread>& error) {
    return error ? fmt::format("\ndepth       error of {} deposits: median {:.1f} um, 90th percentile {:.1f} um\n",
                               error->count, error->median, error->p90)
                 : "\ndepth       not compared: the truth or the result has none, or no deposit was found\n";
}

std::int64_t count_of(const std::vector<NameCount>& counts, std::string_view truth, std::string_view marked) {
    const auto found = std::find_if(counts.begin(), counts.end(), [&](const NameCount& count) {
        return count.truth == truth && count.marked == marked;
    });
    return found == counts.end() ? 0 : found->count;
}

/// Rows of the names in the truth, columns of those that the program gave.
template <std::size_t N>
std::string name_table(const std::vector<NameCount>& counts, const std::array<std::string_view, N>& names) {
    std::string text = fmt::format("{:<24}", "truth / marked");
    for (const std::string_view name : names) {
        text += fmt::format("{:>14}", name);
    }
    for (const std::string_view truth : names) {
        const bool occurs =
            std::any_of(counts.begin(), counts.end(), [truth](const NameCount& count) { return count.truth == truth; });
        text += occurs ? fmt::format("\n{:<24}", truth) : "";
        for (const std::string_view marked : names) {
            text += occurs ? fmt::format("{:>14}", count_of(counts, truth, marked)) : "";
        }
    }
    return text + "\n\n";
}

std::string morphology_table(const std::vector<NameCount>& counts) {
    return counts.empty() ? "" : "\n" + name_table(counts, morphologies);
}

std::string zone_table(const Evaluation& e) {
    if (e.other_border_um) {
        return fmt::format(
            "zones       not compared: scored with a border of the upper dermis at {:g} um, and not 500 um\n",
            *e.other_border_um);
    }
    if (e.zones.empty()) {
        return "zones       not compared: the truth names none, or none of its deposits was found\n";
    }
    return fmt::format("zones       {} of {} clear ones agree\n\n", share(e.zone_agreement), e.zones_compared) +
           name_table(e.zones, zones);
}

std::string epidermis_line(const std::optional<LayerAgreement>& epidermis) {
    if (!epidermis) {
        return "epidermis   not compared: the truth has no outline of it\n";
    }
    return fmt::format("epidermis   Dice {:.3f}, precision {}, sensitivity {}{}\n", epidermis->dice,
                       share(epidermis->precision), share(epidermis->sensitivity),
                       epidermis->border_distance_um
                           ? fmt::format(", border off by {:.1f} um (mean)", *epidermis->border_distance_um)
                           : ", no border to compare");
}

/// Truths of phantoms and drawings of one size pass for those of another slide.
std::string nothing_common_line(const AreaAgreement& calcium) {
    return calcium.dice == 0.0 && calcium.marked.value() > 0.0 && calcium.truth.value() > 0.0
               ? "            nothing in common: is this the truth of this slide?\n"
               : "";
}

std::string left_out_line(const std::vector<std::string>& classes) {
    std::vector<std::string> names;
    std::transform(classes.begin(), classes.end(), std::back_inserter(names),
                   [](const std::string& name) { return printable(name); });
    return names.empty() ? "" : fmt::format("left out    classes of the truth: {}\n", fmt::join(names, ", "));
}

std::string reliability_table(const std::vector<ReliabilityBin>& bins) {
    std::string text;
    for (const ReliabilityBin& bin : bins) {
        if (bin.objects > 0) {
            text += fmt::format("            {:.1f} to {:.1f}{:>10}{:>10}{:>10.2f}\n", bin.from, bin.to, bin.objects,
                                bin.calcium, static_cast<double>(bin.calcium) / static_cast<double>(bin.objects));
        }
    }
    return text.empty()
               ? text
               : fmt::format("\nconfidence  {:<10}{:>10}{:>10}{:>10}\n{}", "", "objects", "calcium", "share", text);
}

}  // namespace

std::string evaluation_text(const Evaluation& evaluation) {
    return fmt::format("slide       {}\ntruth       {}\n", evaluation.slide, evaluation.truth) +
           left_out_line(evaluation.left_out) + calcium_lines(evaluation) + nothing_common_line(evaluation.calcium) +
           counts_line(evaluation.counts) + object_table(evaluation.objects) +
           morphology_table(evaluation.morphologies) + depth_line(evaluation.depth_error_um) + zone_table(evaluation) +
           epidermis_line(evaluation.epidermis) + reliability_table(evaluation.reliability);
}

}  // namespace kossa
