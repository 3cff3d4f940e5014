#pragma once

#include <algorithm>
#include <filesystem>
#include <string>

#include "kossa/phantom/specimen.hpp"
#include "kossa/phantom/truth.hpp"

namespace kossa::phantom {

inline PhantomOptions small_options(Preset preset = Preset::superficial, double width = 400.0, double height = 400.0) {
    PhantomOptions options;
    options.preset = preset;
    options.width = Microns(width);
    options.height = Microns(height);
    options.pixel_size = Microns(1.0);
    return options;
}

/// Large enough for the preset's deposits.
inline PhantomOptions roomy_options(Preset preset) {
    return preset == Preset::superficial ? small_options(preset, 1200.0, 700.0) : small_options(preset, 1500.0, 1500.0);
}

inline std::vector<DepositTruth> truths_of(const PhantomOptions& options) {
    const Specimen specimen = make_specimen(options);
    std::vector<DepositTruth> truths;
    for (const Deposit& deposit : specimen.deposits) {
        if (auto truth = measured(deposit, specimen.layers, placement_of(options))) {
            truths.push_back(std::move(*truth));
        }
    }
    return truths;
}

inline double total_area(const std::vector<DepositTruth>& truths) {
    double area = 0.0;
    for (const DepositTruth& truth : truths) {
        area += truth.area.value();
    }
    return area;
}

/// A folder of its own for the files of one test, removed afterwards.
class ScratchFolder {
  public:
    explicit ScratchFolder(const std::string& name)
        : path_(std::filesystem::temp_directory_path() / ("kossa_" + name)) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder() { std::filesystem::remove_all(path_); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    std::filesystem::path operator/(const std::string& file) const { return path_ / file; }
    std::size_t file_count() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator()));
    }

  private:
    std::filesystem::path path_;
};

}  // namespace kossa::phantom
