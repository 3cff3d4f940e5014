#include "kossa/page/openseadragon.hpp"

#include <fmt/format.h>

namespace kossa::page {

std::string viewer_library() {
    const std::string_view library = openseadragon();
    return fmt::format("/*\n{}*/\n{}", openseadragon_licence(),
                       library.substr(0, library.rfind("//# sourceMappingURL")));
}

}  // namespace kossa::page
