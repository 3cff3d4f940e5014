#include "kossa/phantom/confusers.hpp"

#include <gtest/gtest.h>

#include "phantom/confuser_change.hpp"

namespace kossa::phantom {
namespace {

TEST(Specks, EachDarkensAPartOfThePicture) {
    for (bool Confusers::*const member : {&Confusers::precipitate, &Confusers::bacteria}) {
        const Change change = change_by(member);
        const std::string_view name = std::ranges::find(confuser_names, member, &ConfuserName::member)->name;
        EXPECT_GT(change.share, 0.0001) << name;
        EXPECT_LT(change.share, 0.05) << name;
        EXPECT_GT(change.mean_density, 0.2) << name;
    }
}

TEST(Specks, PrecipitateFallsOnGlassAndTissueAlike) {
    const double on_glass = change_by(&Confusers::precipitate).glass_share;
    EXPECT_GT(on_glass, 0.1);
    EXPECT_LT(on_glass, 0.7);
}

TEST(Specks, BacteriaLieOnTheSurface) {
    EXPECT_GT(change_by(&Confusers::bacteria).glass_share, 0.5);
}

}  // namespace
}  // namespace kossa::phantom
