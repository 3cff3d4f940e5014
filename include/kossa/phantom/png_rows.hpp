#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "kossa/core/geometry.hpp"

namespace kossa::phantom {

/// An 8-bit grey PNG written row by row, so that a mask of any height takes the memory of one row.
class PngRows {
  public:
    /// Throws OutputError with the system's reason, as do the others.
    PngRows(const std::filesystem::path& path, std::int64_t width, std::int64_t height);
    ~PngRows();
    PngRows(const PngRows&) = delete;
    PngRows& operator=(const PngRows&) = delete;

    void write(const std::vector<std::uint8_t>& row);
    /// After the last row.
    void finish();

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

}  // namespace kossa::phantom
