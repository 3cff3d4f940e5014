#include <gmock/gmock.h>

#include <algorithm>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

/// Slides of one flag each, scored in one call.
Answer scored(const TemporaryFolder& folder, const Words& names, const Words& more = {}) {
    Words words{"score", "--out", folder / "out", "--mpp", "1.5", "--stain", "he"};
    for (const std::string& name : names) {
        words.push_back(write_skin(folder / name));
    }
    words.insert(words.end(), more.begin(), more.end());
    return run_kossa(words);
}

TEST(Warnings, AreSaidOncePerRunWithTheSlidesTheyAreOf) {
    const TemporaryFolder folder;
    const Answer answer = scored(folder, {"a.png", "b.png", "c.png", "d.png", "e.png"});
    EXPECT_EQ(answer.status, 0) << answer.err;
    const std::string sentence =
        "kossa: warning: The pixels are too large to show single grains; fine deposits are "
        "missed. [pixel-size-too-coarse-for-granules]: a.png, b.png, c.png and 2 more\n";
    EXPECT_EQ(count_of(answer.err, sentence), 1U) << answer.err;
    EXPECT_EQ(count_of(answer.err, "pixel-size-too-coarse"), 1U) << answer.err;
}

TEST(Warnings, OfASingleSlideStandInItsParagraph) {
    const TemporaryFolder folder;
    Answer answer = scored(folder, {"a.png"});
    EXPECT_THAT(answer.err, Not(HasSubstr("warning")));
    std::ranges::replace(answer.out, '\n', ' ');
    EXPECT_THAT(answer.out, HasSubstr("The pixels are too large"));
}

TEST(Warnings, AreNotSaidWhenQuiet) {
    const TemporaryFolder folder;
    EXPECT_EQ(scored(folder, {"a.png", "b.png"}, {"--quiet"}).err, "");
}

}  // namespace
}  // namespace kossa
