#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

Words small_phantom(const std::filesystem::path& out, const Words& more) {
    Words words{"phantom", "--out", out, "--width-mm", "1", "--height-mm", "1.2", "--mpp", "4"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::string slide_with(const Words& more) {
    const TemporaryFolder folder;
    const Answer answer = run_kossa(small_phantom(folder / "p.svs", more));
    EXPECT_EQ(answer.status, 0) << answer.err;
    return text_of(folder / "p.svs");
}

TEST(PhantomOptions, EveryOptionChangesTheSlide) {
    const std::string plain = slide_with({});
    EXPECT_TRUE(plain == slide_with({"--preset", "superficial", "--stain", "he", "--seed", "1"}));
    EXPECT_FALSE(plain == slide_with({"--preset", "deep"}));
    EXPECT_FALSE(plain == slide_with({"--stain", "von-kossa"}));
    EXPECT_FALSE(plain == slide_with({"--seed", "2"}));
    EXPECT_FALSE(plain == slide_with({"--rotation", "30"}));
    EXPECT_FALSE(plain == slide_with({"--confusers", "melanin,dust"}));
}

TEST(PhantomOptions, AnUnknownNameIsToldWithTheKnownOnes) {
    EXPECT_EQ(run_kossa({"phantom", "--out", "p.svs", "--preset", "dermal"}).err,
              "kossa: --preset dermal is not known; it can be superficial, deep, subcutis, none; "
              "see kossa phantom --help\n");
    EXPECT_THAT(run_kossa({"phantom", "--out", "p.svs", "--confusers", "melanin,"}).err,
                HasSubstr("it can be melanin, fold, pen, margin-ink, dust, carbon, precipitate, bacteria"));
}

}  // namespace
}  // namespace kossa
