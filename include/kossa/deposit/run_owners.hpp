#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kossa/deposit/classification.hpp"

namespace kossa {

/// Which findings hold the pixels of other ones.
class RunOwners {
  public:
    /// To be asked for pixels in the rows of `others` alone. The runs of `findings` must not overlap.
    RunOwners(const std::vector<Finding>& findings, const std::vector<Finding>& others);

    /// The numbers of the findings that hold pixels of these runs, each once, ascending.
    std::vector<std::size_t> of(const std::vector<Run<Working>>& runs) const;

  private:
    struct OwnedRun {
        Run<Working> run;
        std::size_t owner;  ///< number of the finding
    };
    std::vector<OwnedRun> owned_;  ///< by run
};

}  // namespace kossa
