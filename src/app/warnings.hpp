#pragma once

#include <map>
#include <string>
#include <vector>

#include "kossa/measure/result.hpp"

namespace kossa::app {

/// The flags of all slides of a run, so that each is said once.
class Warnings {
  public:
    void add(const SlideSummary& summary);

    /// One sentence per flag, by its code, with the slides that have it: the first three by name.
    std::vector<std::string> sentences() const;

  private:
    std::map<std::string, std::vector<std::string>> slides_by_flag_;
};

}  // namespace kossa::app
