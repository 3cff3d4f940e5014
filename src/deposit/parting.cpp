#include "kossa/deposit/parting.hpp"

#include <utility>

namespace kossa {

namespace {

bool is_mass_alone(const Component& component, const Judgement& by) {
    const DepositObject alone = object_of(component);
    return by.nuclei && resolves_nuclei(by) &&
           by.working.area(component.sums.pixels).value() > by.options.cells.largest_nucleus_um2 &&
           by.nuclei->grain_contrast(by.nuclei->contrast(seed_colour(alone.sums))) >= by.options.confidence_cut &&
           verdict_as_mass(alone, by).certainty >= by.options.confidence_cut;
}

}  // namespace

void add_member(DepositObject& object, const Component& component, const Judgement& by) {
    object.add(component);
    object.granules += is_granule(component, by.options.grouping, by.working) ? 1 : 0;
}

std::vector<DepositObject> with_masses_apart(const DepositObject& object, const Judgement& by) {
    std::vector<DepositObject> objects;
    DepositObject rest;
    for (const Component* member : object.members) {
        add_member(is_mass_alone(*member, by) ? objects.emplace_back() : rest, *member, by);
    }
    if (!rest.members.empty()) {
        objects.push_back(std::move(rest));
    }
    return objects;
}

}  // namespace kossa
