#include "kossa/core/bounded_file.hpp"

#include <gmock/gmock.h>

#include "support/refusal.hpp"
#include "support/text_file.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

constexpr std::uintmax_t plenty = 1000;

std::string refusal_of(const std::filesystem::path& file, std::uintmax_t most_bytes = plenty) {
    return support::refusal([&] { read_bounded(file, most_bytes); });
}

TEST(BoundedFile, GivesTheBytesAsTheyAre) {
    const std::string bytes = "\xEF\xBB\xBF\r\n";
    EXPECT_EQ(read_bounded(support::TextFile(bytes).path(), bytes.size()), bytes);
    EXPECT_EQ(read_bounded(support::TextFile("").path(), 0), "");
}

TEST(BoundedFile, ThatCannotBeReadIsRefusedByName) {
    const support::TextFile file("[]");
    const std::filesystem::path missing = file.path().parent_path() / "missing.geojson";
    EXPECT_EQ(refusal_of(missing), missing.string() + " cannot be read: there is no such file");
    EXPECT_THAT(refusal_of(file.path().parent_path()), HasSubstr("it is a folder"));
    EXPECT_THAT(refusal_of("/dev/zero"), HasSubstr("it is no plain file"));
}

TEST(BoundedFile, BeyondTheBoundIsRefusedUnread) {
    const support::TextFile file("[     ]");
    EXPECT_EQ(read_bounded(file.path(), 7), "[     ]");
    EXPECT_THAT(refusal_of(file.path(), 6), HasSubstr("it has 7 bytes, more than the 6 that kossa reads"));
}

TEST(BoundedFile, TextOfUtf16IsRefusedByName) {
    for (const std::string text : {"\xFF\xFE{", "\xFE\xFF{"}) {
        EXPECT_EQ(support::refusal([&] { require_utf8(text, "a.geojson"); }),
                  "a.geojson cannot be read: its text is UTF-16; save it as UTF-8");
    }
    require_utf8("\xEF\xBB\xBF{}", "a.geojson");
    require_utf8("", "a.geojson");
}

}  // namespace
}  // namespace kossa
