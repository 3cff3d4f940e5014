#include "kossa/phantom/confusers.hpp"

#include <gtest/gtest.h>

#include "phantom/confuser_change.hpp"

namespace kossa::phantom {
namespace {

TEST(Artefacts, EachDarkensAPartOfThePicture) {
    for (bool Confusers::*const member :
         {&Confusers::fold, &Confusers::pen, &Confusers::margin_ink, &Confusers::dust}) {
        const Change change = change_by(member);
        const std::string_view name = std::ranges::find(confuser_names, member, &ConfuserName::member)->name;
        EXPECT_GT(change.share, 0.0002) << name;
        EXPECT_LT(change.share, 0.3) << name;
        EXPECT_GT(change.mean_density, 0.03) << name;
    }
}

TEST(Artefacts, PenLiesMostlyOffTheTissue) {
    EXPECT_GT(change_by(&Confusers::pen).glass_share, 0.5);
}

}  // namespace
}  // namespace kossa::phantom
