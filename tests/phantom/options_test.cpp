#include "kossa/phantom/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "kossa/core/error.hpp"

namespace kossa::phantom {
namespace {

using ::testing::HasSubstr;

struct Fault {
    std::string named;
    std::function<void(PhantomOptions&)> commit;
};

std::string complaint(const PhantomOptions& options) {
    try {
        validate(options);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST(PhantomOptions, DefaultsAreValid) {
    EXPECT_NO_THROW(validate(PhantomOptions{}));
}

TEST(PhantomOptions, EveryFieldOutOfRangeIsNamed) {
    const std::vector<Fault> faults = {
        {"width", [](PhantomOptions& o) { o.width = Microns(100); }},
        {"height", [](PhantomOptions& o) { o.height = Microns(1e6); }},
        {"pixel size", [](PhantomOptions& o) { o.pixel_size = Microns(0); }},
        {"rotation", [](PhantomOptions& o) { o.rotation_degrees = std::nan(""); }},
        {"JPEG", [](PhantomOptions& o) { o.jpeg_quality = 101; }},
        {"blur", [](PhantomOptions& o) { o.blur_sigma = Microns(-1); }},
        {"noise", [](PhantomOptions& o) { o.noise_sigma = 21; }},
        {"white point green", [](PhantomOptions& o) { o.white_point[1] = 256; }},
        {"stain strength", [](PhantomOptions& o) { o.stain_strength = 0; }},
    };
    for (const Fault& fault : faults) {
        PhantomOptions options;
        fault.commit(options);
        EXPECT_THAT(complaint(options), HasSubstr(fault.named));
    }
}

TEST(PhantomOptions, DeepDepositsNeedAHighSection) {
    PhantomOptions options;
    options.height = Microns(1000);
    EXPECT_EQ(complaint(options), "");
    options.preset = Preset::deep;
    EXPECT_THAT(complaint(options), HasSubstr("height"));
}

TEST(PhantomOptions, ConfuserTableReachesEveryMember) {
    Confusers all;
    for (const ConfuserName& entry : confuser_names) {
        EXPECT_FALSE(all.*entry.member) << entry.name;
        all.*entry.member = true;
    }
    EXPECT_EQ(all, (Confusers{true, true, true, true, true, true, true, true}));
}

}  // namespace
}  // namespace kossa::phantom
