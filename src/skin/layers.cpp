#include "kossa/skin/layers.hpp"

namespace kossa {

std::string_view name(Zone zone) {
    switch (zone) {
        case Zone::epidermis:
            return "epidermis";
        case Zone::upper_dermis:
            return "upper dermis";
        case Zone::deep_dermis:
            return "deep dermis";
        case Zone::subcutis:
            return "subcutis";
        case Zone::unassessable:
            break;
    }
    return "unassessable";
}

std::string_view name(LayerSource source) {
    switch (source) {
        case LayerSource::found:
            return "found";
        case LayerSource::regions:
            return "regions";
        case LayerSource::none:
            break;
    }
    return "none";
}

}  // namespace kossa
