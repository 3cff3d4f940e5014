#include "kossa/core/system_reason.hpp"

#include <cerrno>
#include <system_error>

namespace kossa {

std::string system_reason() {
    return errno == 0 ? "unknown reason" : std::generic_category().message(errno);
}

}  // namespace kossa
