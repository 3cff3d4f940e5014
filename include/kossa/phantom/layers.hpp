#pragma once

#include <cstdint>
#include <vector>

#include "kossa/phantom/frame.hpp"
#include "kossa/phantom/options.hpp"

namespace kossa::phantom {

/// A curve given by evenly spaced samples, straight between them and level beyond its ends. All in micrometres.
class Profile {
  public:
    Profile() = default;
    Profile(double start, double step, std::vector<double> samples)
        : start_(start), step_(step), samples_(std::move(samples)) {}

    double at(double position) const;
    double start() const { return start_; }
    double end() const { return start_ + step_ * static_cast<double>(samples_.size() - 1); }

    double step() const { return step_; }
    const std::vector<double>& samples() const { return samples_; }

  private:
    double start_ = 0.0;
    double step_ = 1.0;
    std::vector<double> samples_;
};

/// first, first + step, ... up to last.
std::vector<double> positions(double first, double last, double step);

/// The region above `curve` grown by a disc: the curve of all points `radius` below it (Euclidean).
Profile lowered(const Profile& curve, double radius);
/// The region above `curve` shrunk by a disc; the reverse of `lowered` where the curve is smooth.
Profile raised(const Profile& curve, double radius);

/// Euclidean distance from `p` to the curve, positive below it. Cost grows with the distance.
double depth_below(const Profile& curve, const Spot& p);

enum class Zone { glass, epidermis, upper_dermis, deep_dermis, subcutis };

/// The layers of the section: curves over x, from the surface down, and the two cut sides over y.
struct Layers {
    Profile surface;          ///< top of the horny layer
    Profile granular;         ///< between horny layer and living epidermis
    Profile junction;         ///< dermo-epidermal junction with its rete ridges
    Profile smooth_junction;  ///< `junction` after closing the epidermis with a disc of 150 um: depth counts from here
    Profile upper_limit;      ///< 500 um below `smooth_junction`: where the deep dermis begins
    Profile fat;              ///< where the subcutis begins; below `bottom` if the section has none
    Profile bottom;           ///< cut edge below
    Profile left;             ///< cut edge, x over y
    Profile right;            ///< cut edge, x over y

    /// Distance to the nearest cut edge along x or y, negative outside. The upper surface does not count.
    double inside_cut_edges(const Spot& p) const;
    /// depth_below the part of a curve that lies within the cut edges: what was cut off is not there to be measured
    /// from. Infinite where no part of it does.
    double depth_below_part_of(const Profile& curve, const Spot& p) const;
    Zone zone_at(const Spot& p) const;
    bool in_epidermis(const Spot& p) const { return zone_at(p) == Zone::epidermis; }
};

/// Sets the junction and the curves that follow from it, but for the fat.
void set_junction(Layers& layers, Profile junction);

/// Depends on preset, seed, width and height only.
Layers make_layers(const PhantomOptions& options);

}  // namespace kossa::phantom
