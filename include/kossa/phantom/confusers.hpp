#pragma once

#include "kossa/phantom/canvas.hpp"
#include "kossa/phantom/tissue.hpp"

namespace kossa::phantom {

/// Melanin and carbon, as far as the specimen asks for them.
void paint_confusers_in_tissue(Canvas& canvas, const Tissue& tissue);

/// Precipitate and bacteria, as far as the specimen asks for them.
void paint_specks(Canvas& canvas, const Tissue& tissue);

/// Fold, margin ink, pen and dust: what came to the section after it was cut. A fold darkens deposits too.
void paint_confusers_on_glass(Canvas& canvas, const Tissue& tissue);

}  // namespace kossa::phantom
