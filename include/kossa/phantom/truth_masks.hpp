#pragma once

#include <filesystem>

#include "kossa/phantom/specimen.hpp"

namespace kossa::phantom {

/// Level-0 mask: 255 where the centre of the pixel is calcium. Drawn in bands of a few rows. Throws OutputError.
void write_calcium_mask(const Specimen& specimen, const Placement& placement, const std::filesystem::path& path);

/// Mask at epidermis_mask_pixel: 255 where the pixel's centre is in living epidermis or horny layer, as far as the
/// height field of the layers goes: follicles and glands are not epidermis. Throws OutputError.
void write_epidermis_mask(const Specimen& specimen, const Placement& placement, const std::filesystem::path& path);

}  // namespace kossa::phantom
