#include "kossa/page/gallery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "kossa/page/crop_figure.hpp"
#include "kossa/page/figures.hpp"
#include "kossa/page/slide_view.hpp"
#include "kossa/page/style.hpp"
#include "kossa/report/explanations.hpp"
#include "kossa/report/readable.hpp"
#include "kossa/report/wording.hpp"

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
    caption += element("span", {},
                       fmt::format("score {}{}{}", report::readable_score(row.confidence),
                                   row.touches_edge ? ", cut off by the edge of the image" : "",
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

/// Whether the outline comes to the edge of the image.
bool cut_off(const ConfuserRow& row, const SlideIdentity& slide) {
    return std::ranges::any_of(row.outline, [&](const Polygon<Level0>& polygon) {
        return std::ranges::any_of(polygon.shell, [&](const Point<Level0>& at) {
            return at.x <= 0.0 || at.y <= 0.0 || at.x >= static_cast<double>(slide.size.width) ||
                   at.y >= static_cast<double>(slide.size.height);
        });
    });
}

/// What the picture shows, and why it did not count.
Html example_text(const ConfuserRow& row, const SlideIdentity& slide, std::string_view before = "") {
    return element("span", {},
                   fmt::format("{}{}{}, score {}: {}", before, area_text(row.area),
                               cut_off(row, slide) ? ", cut off by the edge of the image" : "",
                               report::readable_score(row.confidence), with_symbols(row.reason)));
}

Html set_aside_cards(const SlideResult& result, const std::vector<report::CropPicture>& crops) {
    Html cards;
    for (const std::size_t index : set_aside_choice(result.confusers, gallery_each)) {
        const ConfuserRow& row = result.confusers[index];
        const Html title =
            element("a", {{"href", fmt::format("#{}", set_aside_id(index))}, {"class", "to-shape"}}, name(row.finding));
        const Html caption = title + example_text(row, result.summary.slide);
        cards +=
            element("figure", {{"class", "card"}}, picture_of(row, result, crops) + element("figcaption", {}, caption));
    }
    return cards;
}

std::string title_of_set_aside(const SlideResult& result) {
    const auto is = [](FindingClass finding) {
        return [finding](const ConfuserRow& row) { return row.finding == finding; };
    };
    const bool carbon = std::ranges::any_of(result.confusers, is(FindingClass::carbon));
    const bool calcium = std::ranges::any_of(result.confusers, is(FindingClass::uncertain));
    return !carbon    ? "Set aside: may be calcium"
           : !calcium ? "Set aside: may be carbon or tattoo"
                      : "Set aside: may be calcium, or carbon or tattoo";
}

/// The largest object of one name, of those that the edge of the image does not cut if there are any; before all of
/// those that have a crop.
const ConfuserRow* example_of(const std::string& confuser, const SlideResult& result,
                              const std::vector<report::CropPicture>& crops) {
    using Rank = std::tuple<bool, bool, SquareMicrons>;
    const ConfuserRow* best = nullptr;
    Rank highest;
    for (const ConfuserRow& row : result.confusers) {
        if (name(row.finding) != confuser || (best != nullptr && Rank(!crops.empty(), true, row.area) <= highest)) {
            continue;
        }
        const Rank rank(crop_at(crops, row.centroid) != nullptr, !cut_off(row, result.summary.slide), row.area);
        if (best == nullptr || rank > highest) {
            best = &row;
            highest = rank;
        }
    }
    return best;
}

/// The name, which leads to the example in the picture where it is drawn.
Html title_of_example(const SlideResult& result, const std::string& title, const ConfuserRow* example) {
    if (example == nullptr) {
        return element("strong", {}, title);
    }
    const auto index = static_cast<std::size_t>(example - result.confusers.data());
    const bool aside = is_set_aside(example->finding);
    const Indices drawn = aside ? set_aside_choice(result.confusers, most_confusers_drawn)
                                : largest(result.confusers, most_confusers_drawn);
    if (std::ranges::find(drawn, index) == drawn.end()) {
        return element("strong", {}, title);
    }
    const std::string id = aside ? set_aside_id(index) : turned_down_id(index);
    return element("a", {{"href", "#" + id}, {"class", "to-shape"}}, title);
}

Html confuser_card(const SlideResult& result, std::size_t index, const std::vector<report::CropPicture>& crops) {
    const Totals& totals = result.summary.confusers[index];
    const std::string key = fmt::format("/confusers/{}", index);
    const ConfuserRow* example = example_of(totals.name, result, crops);
    const Html picture = example == nullptr ? without_crop() : picture_of(*example, result, crops);
    Html caption = title_of_example(result, totals.name, example);
    caption +=
        element("span", {}, std::string(report::explained(totals.name, report::confuser_explanations()).sentence));
    caption +=
        element("span", {},
                count_figure(key + "/count", totals.count) + Html(totals.count == 1 ? " object, " : " objects, ") +
                    area_figure(key + "/area_um2", totals.area) + Html(with_symbols(" um2")));
    if (example != nullptr) {
        caption += example_text(*example, result.summary.slide, "Shown: ");
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
                        "Depths are those of the middle below the junction, with the highest and the lowest point. "
                        "Point at a picture to see it without its outline.") +
           row_of_cards(deposit_cards(result, choice.least_certain, crops),
                        doubted ? "The least certain of the others" : "Others, all with the full score",
                        "If these are not calcium, the figures above are too high. Of equal scores the smallest stand "
                        "first.") +
           row_of_cards(set_aside_cards(result, crops), title_of_set_aside(result),
                        "If these are calcium, the figures above are too low. In the picture of the slide they have a "
                        "ring or a line round them; the name leads there." +
                            (result.deposits.empty() ? " " + report::score_scale(result.summary) : ""));
}

std::vector<Point<Level0>> pictured(const SlideResult& result) {
    std::vector<Point<Level0>> centroids;
    const GalleryChoice choice = gallery_choice(result.deposits);
    for (const Indices* indices : {&choice.largest, &choice.least_certain}) {
        for (const std::size_t i : *indices) {
            centroids.push_back(result.deposits[i].centroid);
        }
    }
    for (const std::size_t i : set_aside_choice(result.confusers, gallery_each)) {
        centroids.push_back(result.confusers[i].centroid);
    }
    for (const Totals& totals : result.summary.confusers) {
        if (const ConfuserRow* example = example_of(totals.name, result, {})) {
            centroids.push_back(example->centroid);
        }
    }
    return centroids;
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
