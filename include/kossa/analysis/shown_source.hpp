#pragma once

#include "kossa/slide/slide_source.hpp"

namespace kossa {

/// A slide for showing: what cannot be read of a level is grey, in squares of 256 pixels counted from its corner. The
/// slide must outlive it.
class ShownSource final : public SlideSource {
  public:
    explicit ShownSource(const SlideSource& slide) : slide_(slide) {}

    const SlideInfo& info() const override { return slide_.info(); }
    /// Throws SlideError "too-large" only.
    RgbImage read(int level, const Box<LevelPixels>& region) const override;

  private:
    const SlideSource& slide_;
};

}  // namespace kossa
