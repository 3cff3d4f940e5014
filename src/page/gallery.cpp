#include "kossa/page/gallery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "kossa/page/crop_figure.hpp"
#include "kossa/page/figures.hpp"
#include "kossa/page/slide_view.hpp"
#include "kossa/page/style.hpp"
#include "kossa/report/explanations.hpp"
#include "kossa/report/readable.hpp"

namespace kossa::page {

namespace {

using Indices = std::vector<std::size_t>;

template <class Before>
Indices first_of(Indices candidates, Before before, std::size_t most = gallery_each) {
    std::stable_sort(candidates.begin(), candidates.end(), before);
    candidates.resize(std::min(candidates.size(), most));
    return candidates;
}

Html without_crop() {
    return element("p", {{"class", "no-crop"}}, "No picture was kept of this one.");
}

std::string where_text(const DepositRow& row) {
    if (!row.depth) {
        const std::string_view beyond = row.beyond_junction ? ", beyond the end of the junction" : "";
        return fmt::format("{}{}", row.zone == Zone::unassessable ? "depth not assessed" : name(row.zone), beyond);
    }
    const std::string range =
        fmt::format(" ({} to {})", report::readable_whole(row.depth_min.value_or(*row.depth).value()),
                    report::readable_whole(row.depth_max.value_or(*row.depth).value()));
    return fmt::format("{}, {}", name(row.zone), depth_text(row, range));
}

std::string size_text(const DepositRow& row) {
    return fmt::format("{}, {} across, {}", area_text(row.area), length_text(row.max_diameter), name(row.morphology));
}

std::string title_of(std::size_t index) {
    return fmt::format("Deposit {}", index + 1);
}

/// Leads to the shape in the picture where there is one.
Html title_of_card(const SlideResult& result, std::size_t index) {
    const Indices drawn = largest(result.deposits, most_deposits_drawn);
    if (!std::binary_search(drawn.begin(), drawn.end(), index)) {
        return element("strong", {}, title_of(index));
    }
    return element("a", {{"href", fmt::format("#shape{}", index + 1)}, {"class", "to-shape"}}, title_of(index));
}

Html card(const SlideResult& result, std::size_t index, const std::vector<report::CropPicture>& crops) {
    const DepositRow& row = result.deposits[index];
    const report::CropPicture* crop = crop_at(crops, row.centroid);
    const Html picture = crop == nullptr
                             ? without_crop()
                             : crop_figure(*crop, row.outline, result.summary.slide, zone_class(row.zone),
                                           fmt::format("{}: {}; {}", title_of(index), where_text(row), size_text(row)));
    const Html swatch =
        element("span", {{"class", fmt::format("swatch swatch-{}", zone_class(row.zone))}, {"aria-hidden", "true"}});
    Html caption = title_of_card(result, index);
    caption += element("span", {}, swatch + Html(where_text(row)));
    caption += element("span", {}, size_text(row));
    caption += element(
        "span", {},
        fmt::format("score {:.2f}{}{}", row.confidence, row.touches_edge ? ", cut off by the edge of the image" : "",
                    row.fragment ? ", on a detached piece" : ""));
    return element("figure", {{"class", "card"}}, picture + element("figcaption", {}, caption));
}

Html row_of_cards(const Html& cards, const std::string& title, const std::string& note) {
    if (cards.empty()) {
        return {};
    }
    return element("h3", {}, title) + element("p", {{"class", "note"}}, note) +
           element("div", {{"class", "cards"}}, cards);
}

Html deposit_cards(const SlideResult& result, const Indices& indices, const std::vector<report::CropPicture>& crops) {
    Html cards;
    for (const std::size_t index : indices) {
        cards += card(result, index, crops);
    }
    return cards;
}

Html picture_of(const ConfuserRow& row, const SlideResult& result, const std::vector<report::CropPicture>& crops) {
    const report::CropPicture* crop = crop_at(crops, row.centroid);
    return crop == nullptr ? without_crop()
                           : crop_figure(*crop, row.outline, result.summary.slide, "turned-down",
                                         fmt::format("{}: {}", name(row.finding), row.reason));
}

Html reason_text(const ConfuserRow& row) {
    return element("span", {}, fmt::format("here decided: {}; score {:.2f}", with_symbols(row.reason), row.confidence));
}

Html set_aside_cards(const SlideResult& result, const std::vector<report::CropPicture>& crops) {
    Html cards;
    for (const std::size_t index : set_aside_choice(result.confusers, gallery_each)) {
        const ConfuserRow& row = result.confusers[index];
        const Html title =
            element("a", {{"href", fmt::format("#{}", set_aside_id(index))}, {"class", "to-shape"}}, name(row.finding));
        const Html caption = title + element("span", {}, area_text(row.area)) + reason_text(row);
        cards +=
            element("figure", {{"class", "card"}}, picture_of(row, result, crops) + element("figcaption", {}, caption));
    }
    return cards;
}

/// Of one name the object most like calcium, among those that have a crop if there are any.
const ConfuserRow* example_of(const std::string& confuser, const SlideResult& result,
                              const std::vector<report::CropPicture>& crops) {
    const ConfuserRow* best = nullptr;
    bool best_has_crop = false;
    for (const ConfuserRow& row : result.confusers) {
        if (name(row.finding) != confuser) {
            continue;
        }
        const bool has_crop = crop_at(crops, row.centroid) != nullptr;
        if (best == nullptr || (has_crop && !best_has_crop) ||
            (has_crop == best_has_crop && row.confidence > best->confidence)) {
            best = &row;
            best_has_crop = has_crop;
        }
    }
    return best;
}

Html confuser_card(const SlideResult& result, std::size_t index, const std::vector<report::CropPicture>& crops) {
    const Totals& totals = result.summary.confusers[index];
    const std::string key = fmt::format("/confusers/{}", index);
    const ConfuserRow* example = example_of(totals.name, result, crops);
    const Html picture = example == nullptr ? without_crop() : picture_of(*example, result, crops);
    Html caption = element("strong", {}, totals.name);
    caption +=
        element("span", {}, std::string(report::explained(totals.name, report::confuser_explanations()).sentence));
    caption +=
        element("span", {},
                count_figure(key + "/count", totals.count) + Html(totals.count == 1 ? " object, " : " objects, ") +
                    area_figure(key + "/area_um2", totals.area) + Html(with_symbols(" um2")));
    if (example != nullptr) {
        caption += reason_text(*example);
    }
    return element("figure", {{"class", "card"}}, picture + element("figcaption", {}, caption));
}

}  // namespace

GalleryChoice gallery_choice(const std::vector<DepositRow>& deposits) {
    Indices all(deposits.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    GalleryChoice choice;
    choice.largest = first_of(all, [&](std::size_t a, std::size_t b) { return deposits[a].area > deposits[b].area; });
    std::erase_if(all, [&](std::size_t i) {
        return std::find(choice.largest.begin(), choice.largest.end(), i) != choice.largest.end();
    });
    choice.least_certain = first_of(all, [&](std::size_t a, std::size_t b) {
        return std::pair(deposits[a].confidence, deposits[a].area) <
               std::pair(deposits[b].confidence, deposits[b].area);
    });
    return choice;
}

Indices set_aside_choice(const std::vector<ConfuserRow>& confusers, std::size_t most) {
    Indices possible;
    for (std::size_t i = 0; i < confusers.size(); ++i) {
        if (is_set_aside(confusers[i].finding)) {
            possible.push_back(i);
        }
    }
    return first_of(
        possible, [&](std::size_t a, std::size_t b) { return confusers[a].confidence > confusers[b].confidence; },
        most);
}

Html gallery(const SlideResult& result, const std::vector<report::CropPicture>& crops) {
    const GalleryChoice choice = gallery_choice(result.deposits);
    constexpr double full_as_shown = 0.995;  // 1.00
    const bool doubted = std::ranges::any_of(
        choice.least_certain, [&](std::size_t i) { return result.deposits[i].confidence < full_as_shown; });
    return row_of_cards(deposit_cards(result, choice.largest, crops), "The largest deposits",
                        "Depths are those of the centre below the junction, with the highest and the lowest point. "
                        "Point at a picture to see it without its outline.") +
           row_of_cards(deposit_cards(result, choice.least_certain, crops),
                        doubted ? "The least certain of the others" : "Others, all with the full score",
                        "If these are not calcium, the figures above are too high. Of equal scores the smallest stand "
                        "first. The "
                        "score comes from rules and is "
                        "no probability.") +
           row_of_cards(set_aside_cards(result, crops), "Set aside: may be calcium",
                        "If these are calcium, the figures above are too low. In the picture of the slide they have a "
                        "dashed ring; the name leads there.");
}

Html confuser_section(const SlideResult& result, const std::vector<report::CropPicture>& crops) {
    Html cards;
    for (std::size_t i = 0; i < result.summary.confusers.size(); ++i) {
        cards += confuser_card(result, i, crops);
    }
    if (cards.empty()) {
        return element("p", {}, "Nothing else was dark enough to be looked at.");
    }
    return element("div", {{"class", "cards"}}, cards);
}

}  // namespace kossa::page
