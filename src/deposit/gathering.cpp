#include "kossa/deposit/gathering.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace kossa {

namespace {

/// Components, each with the object it belongs to.
struct OwnedComponents {
    std::vector<Component> components;
    std::vector<std::size_t> owners;

    void add(const DepositObject& object, std::size_t owner) {
        for (const Component* member : object.members) {
            components.push_back(*member);
            owners.push_back(owner);
        }
    }
};

bool is_sure(const Reading& reading, const Judgement& by) {
    return reading.verdict.certainty >= by.options.confidence_cut;
}

OwnedComponents grains_of_sure_deposits(const std::vector<ReadObject>& objects, const Judgement& by) {
    OwnedComponents grains;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (objects[i].reading.morphology == Morphology::granular && is_sure(objects[i].reading, by)) {
            grains.add(objects[i].object, i);
        }
    }
    return grains;
}

void add_grains(DepositObject& deposit, const DepositObject& grains) {
    for (const Component* member : grains.members) {
        deposit.add(*member);
        ++deposit.granules;
    }
}

}  // namespace

bool may_be_small_grain(const Component& component, const Judgement& by) {
    const double nucleus_um2 = by.options.cells.smallest_nucleus_um2();
    const double area = by.working.area(component.sums.pixels).value();
    const DepositObject alone = object_of(component);
    return area < nucleus_um2 &&
           (grain_certainty(alone, by) > 0.0 || (area <= nucleus_um2 / 4.0 && stands_out(alone, by)));
}

bool may_be_satellite(const ReadObject& read, const Judgement& by) {
    return !is_sure(read.reading, by) && read.reading.verdict.look >= by.options.confidence_cut &&
           std::ranges::all_of(read.object.members, [&](const Component* member) {
               return is_granule(*member, by.options.grouping, by.working);
           });
}

std::vector<DepositObject> gather_small_grains(std::vector<ReadObject>& objects, const std::vector<Component>& rest,
                                               const Judgement& by) {
    const OwnedComponents grains = grains_of_sure_deposits(objects, by);
    const std::vector<std::optional<std::size_t>> neighbours =
        neighbours_of(rest, grains.components, Microns(by.options.grouping.granule_gap_um), by.working,
                      [&](const Component& component) { return may_be_small_grain(component, by); });
    std::vector<DepositObject> others;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const DepositObject alone = object_of(rest[i]);
        if (neighbours[i]) {
            add_grains(objects[grains.owners[*neighbours[i]]].object, alone);
        } else {
            others.push_back(alone);
        }
    }
    return others;
}

void gather_satellites(std::vector<ReadObject>& objects, const Judgement& by) {
    const OwnedComponents grains = grains_of_sure_deposits(objects, by);
    OwnedComponents loose;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (may_be_satellite(objects[i], by)) {
            loose.add(objects[i].object, i);
        }
    }
    const std::vector<std::optional<std::size_t>> neighbours =
        neighbours_of(loose.components, grains.components, Microns(by.options.grouping.satellite_um), by.working);
    std::vector<bool> gathered(objects.size());
    for (std::size_t i = 0; i < loose.components.size(); ++i) {
        const std::size_t satellite = loose.owners[i];
        if (neighbours[i] && !gathered[satellite]) {
            add_grains(objects[grains.owners[*neighbours[i]]].object, objects[satellite].object);
            gathered[satellite] = true;
        }
    }
    std::size_t index = 0;
    std::erase_if(objects, [&](const ReadObject&) { return gathered[index++]; });
}

}  // namespace kossa
