#include "kossa/phantom/specimen.hpp"

namespace kossa::phantom {

Specimen make_specimen(const PhantomOptions& options) {
    validate(options);
    Layers layers = make_layers(options);
    std::vector<Follicle> follicles = make_follicles(layers, options.seed);
    level_necks(layers, follicles);
    std::vector<Deposit> deposits = make_deposits(layers, follicles, options);
    return {options.seed,      options.confusers,    options.width,      options.height,
            std::move(layers), std::move(follicles), std::move(deposits)};
}

}  // namespace kossa::phantom
