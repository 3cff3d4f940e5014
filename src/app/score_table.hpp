#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kossa/measure/result.hpp"
#include "terminal_text.hpp"

namespace kossa::app {

/// The table on standard output: one row per slide, aligned though the rows are written one by one.
class ScoreTable {
  public:
    /// The first column is as wide as the longest file name, within reason.
    explicit ScoreTable(const std::vector<std::filesystem::path>& slides);

    Pieces header() const;
    /// Of a failed slide: FAILED and the error's code.
    Pieces row(const SlideSummary& summary) const;

  private:
    int name_width_;
};

}  // namespace kossa::app
