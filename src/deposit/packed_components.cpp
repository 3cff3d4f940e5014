#include "kossa/deposit/packed_components.hpp"

#include <array>

namespace kossa {

namespace {

constexpr unsigned payload_bits = 7;  // of a byte; its highest bit says that more follow
constexpr std::uint8_t more_follow = 1U << payload_bits;

/// The numbers of sums that say nothing of where their pixels lie.
constexpr std::array whole_numbers{&PixelSums::seeds, &PixelSums::open_edges, &PixelSums::rim_edges};
constexpr std::array places{&PixelSums::pixels, &PixelSums::x2, &PixelSums::y2};
constexpr std::array channels{&PixelSums::milli_od, &PixelSums::seed_milli_od, &PixelSums::rim_milli_od};

PixelSums places_of(const std::vector<Run<Working>>& runs) {
    PixelSums sums;
    for (const Run<Working>& run : runs) {
        sums.add_places(run);
    }
    return sums;
}

class Packer {
  public:
    Packer(std::vector<std::uint8_t>& bytes, Run<Working>& last) : bytes_(bytes), last_(last) {}

    void component(const Component& component) {
        pixels(component.runs, component.sums);
        number(component.touches_border ? 1 : 0);
        number(std::ssize(component.thin));
        for (const ThinPart& part : component.thin) {
            pixels(part.runs, part.sums);
        }
    }

  private:
    /// In whole bytes of seven bits, the sign lowest.
    void number(std::int64_t value) {
        auto rest = static_cast<std::uint64_t>(value) << 1U ^ (value < 0 ? ~std::uint64_t{0} : 0);
        for (; rest >= more_follow; rest >>= payload_bits) {
            bytes_.push_back(static_cast<std::uint8_t>(rest) | more_follow);
        }
        bytes_.push_back(static_cast<std::uint8_t>(rest));
    }

    void pixels(const std::vector<Run<Working>>& runs, const PixelSums& sums) {
        number(std::ssize(runs));
        for (const Run<Working>& run : runs) {
            number(run.y - last_.y);
            number(run.x_begin - last_.x_begin);
            number(run.length());
            last_ = run;
        }
        const PixelSums expected = places_of(runs);
        for (const auto place : places) {
            number(sums.*place - expected.*place);
        }
        for (const auto whole : whole_numbers) {
            number(sums.*whole);
        }
        for (const auto channel : channels) {
            for (const std::int64_t sum : sums.*channel) {
                number(sum);
            }
        }
    }

    std::vector<std::uint8_t>& bytes_;
    Run<Working>& last_;
};

/// Reads what Packer writes.
class Unpacker {
  public:
    explicit Unpacker(const std::vector<std::uint8_t>& bytes) : next_(bytes.begin()) {}

    Component component() {
        Component component;
        pixels(component.runs, component.sums);
        component.touches_border = number() != 0;
        component.thin.resize(static_cast<std::size_t>(number()));
        for (ThinPart& part : component.thin) {
            pixels(part.runs, part.sums);
        }
        return component;
    }

  private:
    std::int64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += payload_bits) {
            const std::uint64_t byte = *next_++;
            value |= (byte & (more_follow - 1U)) << shift;
            if (byte < more_follow) {
                break;
            }
        }
        return static_cast<std::int64_t>(value >> 1U ^ ((value & 1U) != 0 ? ~std::uint64_t{0} : 0));
    }

    void pixels(std::vector<Run<Working>>& runs, PixelSums& sums) {
        runs.resize(static_cast<std::size_t>(number()));
        for (Run<Working>& run : runs) {
            run.y = last_.y + static_cast<std::int32_t>(number());
            run.x_begin = last_.x_begin + static_cast<std::int32_t>(number());
            run.x_end = run.x_begin + static_cast<std::int32_t>(number());
            last_ = run;
        }
        sums = places_of(runs);
        for (const auto place : places) {
            sums.*place += number();
        }
        for (const auto whole : whole_numbers) {
            sums.*whole = number();
        }
        for (const auto channel : channels) {
            for (std::int64_t& sum : sums.*channel) {
                sum = number();
            }
        }
    }

    std::vector<std::uint8_t>::const_iterator next_;
    Run<Working> last_;
};

}  // namespace

void PackedComponents::add(const std::vector<Component>& components) {
    Packer packer(bytes_, last_);
    for (const Component& component : components) {
        packer.component(component);
    }
    count_ += components.size();
}

void PackedComponents::append_to(std::vector<Component>& components) const {
    Unpacker unpacker(bytes_);
    for (std::size_t i = 0; i < count_; ++i) {
        components.push_back(unpacker.component());
    }
}

}  // namespace kossa
