#pragma once

#include "kossa/core/raster.hpp"
#include "kossa/phantom/optics.hpp"
#include "kossa/phantom/specimen.hpp"

namespace kossa::phantom {

/// Draws parts of a specimen. Each part depends on the specimen, the options and its place only: any two parts agree to
/// the last bit where they overlap. Safe to use from many threads; memory is that of one part.
class Renderer {
  public:
    /// Keeps a reference to `specimen`, which must outlive it.
    Renderer(const Specimen& specimen, const PhantomOptions& options);

    /// `box` may reach beyond the image: the glass goes on.
    RgbImage operator()(const Box<Level0>& box) const;

    /// Optical densities before the microscope sees them.
    DensityRaster densities(const Box<Level0>& box) const;

  private:
    const Specimen* specimen_;
    Placement placement_;
    Palette palette_;
    Optics optics_;
};

/// One part of the picture; for many parts, keep a Renderer.
RgbImage render(const Specimen& specimen, const PhantomOptions& options, const Box<Level0>& box);

}  // namespace kossa::phantom
