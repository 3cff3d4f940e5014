#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kossa/core/geometry.hpp"
#include "kossa/core/run.hpp"
#include "kossa/deposit/classification.hpp"
#include "kossa/measure/deposit_rows.hpp"

namespace kossa {

/// Where a person says what the objects are.
struct OutlinedObjects {
    FindingClass finding = FindingClass::calcium;
    MultiPolygon<Level0> outlines;
};

/// The same on the working grid.
struct NamedPixels {
    FindingClass finding = FindingClass::calcium;
    std::vector<Run<Working>> runs;  ///< sorted and without overlap
};

/// A working pixel belongs to an outline when its centre does. Throws RefusedSlide "regions" naming the first class
/// that has nothing within the image: these are the outlines of another slide.
std::vector<NamedPixels> on_working_grid(const std::vector<OutlinedObjects>& objects, const SlideFrames& frames);

/// Findings under the names that a person gave them.
struct NamedByHand {
    std::vector<Finding> findings;
    std::vector<std::size_t> counted;      ///< those that are calcium now and were not
    std::vector<std::size_t> turned_down;  ///< those that were calcium and are not now
    /// The pixels of the findings whose name changed, under their new one: names the same objects where they were found
    /// with another seed, and no others.
    std::vector<NamedPixels> changed;
};

/// A finding is what more than half of its pixels are said to be, the first of `named` that says something else than it
/// is; as calcium with confidence 1, else 0. So the outlines that the program itself wrote may be among them.
NamedByHand named_by_hand(std::vector<Finding> findings, const std::vector<NamedPixels>& named);

/// What a person said of the slide's own objects.
struct SaidByHand {
    std::vector<NamedPixels> changed;                ///< as above
    std::vector<std::vector<Run<Working>>> calcium;  ///< the pixels of each object that counts because of it
};

/// Calcium among findings.
struct CalciumFound {
    std::int64_t count = 0;
    std::int64_t pixels = 0;
};

/// Of findings of another seed, under their names. Of `said`, objects that a person says are calcium, all pixels that
/// this seed finds are, and each is one: it may be in pieces now, or one with what lies beside it.
CalciumFound calcium_among(const std::vector<Finding>& findings, const std::vector<std::vector<Run<Working>>>& said);

/// How many outlines of calcium hold no pixel of what is calcium now or was before it was turned down.
std::int64_t outlines_without_calcium(const std::vector<OutlinedObjects>& objects, const NamedByHand& named,
                                      const SlideFrames& frames);

}  // namespace kossa
