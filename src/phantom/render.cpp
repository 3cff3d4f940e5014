#include "kossa/phantom/render.hpp"

#include "kossa/phantom/confusers.hpp"
#include "kossa/phantom/objects.hpp"

namespace kossa::phantom {

Renderer::Renderer(const Specimen& specimen, const PhantomOptions& options)
    : specimen_(&specimen),
      placement_(placement_of(options)),
      palette_(options.stain, options.stain_strength),
      optics_(options) {}

DensityRaster Renderer::densities(const Box<Level0>& box) const {
    Canvas canvas(placement_, box);
    const Tissue tissue(*specimen_, palette_, canvas.extent().grown(170.0));
    canvas.paint(box, [&](const Spot& p, Density& density) { density = tissue.density_at(p); });
    paint_fibroblasts(canvas, tissue);
    paint_fat_nuclei(canvas, tissue);
    paint_scars(canvas, tissue);
    paint_sweat_glands(canvas, tissue);
    paint_vessels(canvas, tissue);
    paint_keratinocytes(canvas, tissue);
    paint_confusers_in_tissue(canvas, tissue);
    paint_deposits(canvas, tissue);
    paint_specks(canvas, tissue);
    paint_confusers_on_glass(canvas, tissue);
    return canvas.densities;
}

RgbImage Renderer::operator()(const Box<Level0>& box) const {
    return optics_.image(densities(box.grown(optics_.halo())), box);
}

RgbImage render(const Specimen& specimen, const PhantomOptions& options, const Box<Level0>& box) {
    return Renderer(specimen, options)(box);
}

}  // namespace kossa::phantom
