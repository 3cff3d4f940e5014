#pragma once

#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

#include "kossa/core/run.hpp"

namespace kossa {

/// Runs that do not change, which copies share: what names a thing copies it, but not its pixels. Safe to read and to
/// copy in many threads.
template <class Frame>
class SharedRuns {
  public:
    using Runs = std::vector<Run<Frame>>;

    SharedRuns() = default;
    SharedRuns(std::initializer_list<Run<Frame>> runs) : SharedRuns(Runs(runs)) {}
    SharedRuns(Runs runs) : runs_(std::make_shared<const Runs>(std::move(runs))) {}

    operator const Runs&() const { return *runs_; }
    const Runs& all() const { return *runs_; }
    auto begin() const { return runs_->begin(); }
    auto end() const { return runs_->end(); }
    const Run<Frame>& front() const { return runs_->front(); }
    bool empty() const { return runs_->empty(); }
    std::size_t size() const { return runs_->size(); }

    /// The same runs in memory of their own.
    SharedRuns separate() const { return Runs(*runs_); }

    bool operator==(const SharedRuns& other) const { return *runs_ == *other.runs_; }

  private:
    std::shared_ptr<const Runs> runs_ = none();

    static const std::shared_ptr<const Runs>& none() {
        static const auto empty = std::make_shared<const Runs>();
        return empty;
    }
};

}  // namespace kossa
