#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kossa/deposit/component.hpp"

namespace kossa {

/// Components in a fifth of their memory, to keep very many of them: each number as its difference from one that is
/// near it, in as few bytes as that takes. Unpacked they are the same.
class PackedComponents {
  public:
    void add(const std::vector<Component>& components);
    void shrink_to_fit() { bytes_.shrink_to_fit(); }

    std::size_t size() const { return count_; }
    /// Puts them behind those of `components`, in the order in which they were added.
    void append_to(std::vector<Component>& components) const;

  private:
    std::vector<std::uint8_t> bytes_;
    std::size_t count_ = 0;
    Run<Working> last_;  ///< of all runs added
};

}  // namespace kossa
