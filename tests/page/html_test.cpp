#include "kossa/page/html.hpp"

#include <gtest/gtest.h>

namespace kossa::page {
namespace {

TEST(Html, TextIsNeverMarkup) {
    EXPECT_EQ(Html("<script>alert(1)</script>").markup(), "&lt;script&gt;alert(1)&lt;/script&gt;");
    EXPECT_EQ(Html("a & b").markup(), "a &amp; b");
}

TEST(Html, AttributesCannotBeLeft) {
    EXPECT_EQ(element("a", {{"href", "\" onclick='x'"}}, "t").markup(), "<a href=\"&quot; onclick=&#39;x&#39;\">t</a>");
}

TEST(Html, WhatIsEscapedTwiceShowsAsItWas) {
    EXPECT_EQ(escaped("&lt;"), "&amp;lt;");
}

TEST(Html, KeepsLettersOfOtherLanguages) {
    const std::string text = "G\u00e4nsehaut \u00b5m \u76ae\u819a \U0001f52c";
    EXPECT_EQ(escaped(text), text);
}

TEST(Html, ControlsAndReversedWritingAreReplaced) {
    EXPECT_EQ(escaped(std::string("a\0b", 3)), "a\ufffdb");
    EXPECT_EQ(escaped("a\x1b[31m"), "a\ufffd[31m");
    EXPECT_EQ(escaped("a\u202eb"), "a\ufffdb");
    EXPECT_EQ(escaped("a\n\tb"), "a\n\tb");
}

TEST(Html, BytesThatAreNoUtf8AreReplaced) {
    EXPECT_EQ(escaped("a\xff<"), "a\ufffd&lt;");
    EXPECT_EQ(escaped("\xc0\xbc"), "\ufffd\ufffd");             // an overlong '<'
    EXPECT_EQ(escaped("\xed\xa0\x80").substr(0, 3), "\ufffd");  // half of a surrogate pair
    EXPECT_EQ(escaped("\xe2\x82"), "\ufffd\ufffd");             // cut off
}

TEST(Html, ElementsNest) {
    EXPECT_EQ(element("p", {{"class", "a"}}, element("b", {}, "x") + Html(" <y>")).markup(),
              "<p class=\"a\"><b>x</b> &lt;y&gt;</p>");
}

TEST(Html, VoidElementsHaveNoEnd) {
    EXPECT_EQ(element("meta", {{"charset", "utf-8"}}).markup(), "<meta charset=\"utf-8\">");
    EXPECT_EQ(element("td").markup(), "<td></td>");
    EXPECT_EQ(start_tag("div", {{"id", "<"}}) + end_tag("div"), "<div id=\"&lt;\"></div>");
}

}  // namespace
}  // namespace kossa::page
