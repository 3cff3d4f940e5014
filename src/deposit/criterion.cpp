#include "kossa/deposit/criterion.hpp"

#include <fmt/format.h>

#include "kossa/core/three_digits.hpp"

namespace kossa {

std::string reason_text(const Criterion& criterion, double value, const Ramp& ramp) {
    const auto measured = [&](double number) {
        return three_digits(criterion.scale * number) + std::string(criterion.unit);
    };
    return fmt::format("{}, {} {}", fmt::format(fmt::runtime(criterion.failing), measured(value)),
                       ramp.yes < ramp.no ? "fits calcium up to" : "enough from", measured(ramp.yes));
}

}  // namespace kossa
