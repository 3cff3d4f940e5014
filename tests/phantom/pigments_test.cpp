#include "kossa/phantom/confusers.hpp"

#include <gtest/gtest.h>

#include "phantom/confuser_change.hpp"

namespace kossa::phantom {
namespace {

TEST(Pigments, EachDarkensAPartOfThePicture) {
    for (bool Confusers::*const member : {&Confusers::melanin, &Confusers::carbon}) {
        const Change change = change_by(member);
        const std::string_view name = std::ranges::find(confuser_names, member, &ConfuserName::member)->name;
        EXPECT_GT(change.share, 0.0002) << name;
        EXPECT_LT(change.share, 0.3) << name;
        EXPECT_GT(change.mean_density, 0.03) << name;
    }
}

TEST(Pigments, LieOnTheTissue) {
    EXPECT_EQ(change_by(&Confusers::melanin).glass_share, 0.0);
    EXPECT_LT(change_by(&Confusers::carbon).glass_share, 0.02);
}

}  // namespace
}  // namespace kossa::phantom
