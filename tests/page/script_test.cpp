#include "kossa/page/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kossa::page {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Script, EndsNoElement) {
    EXPECT_THAT(script(), Not(HasSubstr("</")));
}

TEST(Script, MakesNoMarkupOfTextAndLoadsNothing) {
    for (const char* way : {"innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(",
                            "fetch(", "XMLHttpRequest", "import(", "http:", "https:"}) {
        EXPECT_THAT(script(), Not(HasSubstr(way))) << way;
    }
}

}  // namespace
}  // namespace kossa::page
