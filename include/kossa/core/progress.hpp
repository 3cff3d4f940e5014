#pragma once

#include <cstdint>
#include <string_view>

namespace kossa {

/// Receives how far long work has come. `advance` is called from many threads at once; `begin` and `end` from one.
class Progress {
  public:
    virtual ~Progress() = default;
    virtual void begin(std::string_view stage, std::int64_t steps) = 0;
    virtual void advance() = 0;
    virtual void end() = 0;
};

/// Shows nothing.
class NoProgress final : public Progress {
  public:
    void begin(std::string_view, std::int64_t) override {}
    void advance() override {}
    void end() override {}
};

}  // namespace kossa
