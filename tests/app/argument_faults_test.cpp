#include <gmock/gmock.h>

#include "app/program.hpp"

namespace kossa {
namespace {

/// What is said of a call that is refused.
std::string said_of(const Words& words) {
    const Answer answer = run_kossa(words);
    EXPECT_EQ(answer.status, 2);
    return answer.err;
}

TEST(ArgumentFaults, WhatOnlySwitchesOnTakesNoValue) {
    EXPECT_EQ(said_of({"evaluate", "a", "b", "--json=no"}),
              "kossa: --json takes no value; see kossa evaluate --help\n");
    EXPECT_EQ(said_of({"score", "--print-config=no"}),
              "kossa: --print-config takes no value; see kossa score --help\n");
    EXPECT_EQ(said_of({"score", "a.svs", "--out", "x", "--stain-maps=foo"}),
              "kossa: --stain-maps takes no value; see kossa score --help\n");
}

TEST(ArgumentFaults, NothingBehindTheEqualsSignIsNoValue) {
    EXPECT_EQ(said_of({"score", "a.svs", "--out", "x", "--overlay-tiff="}),
              "kossa: --overlay-tiff= lacks a value behind the equals sign; see kossa score --help\n");
    EXPECT_EQ(said_of({"evaluate", "a", "b", "--json="}),
              "kossa: --json= lacks a value behind the equals sign; see kossa evaluate --help\n");
    EXPECT_THAT(run_kossa({"info", "--", "--odd="}).err, testing::HasSubstr("--odd=: there is no such file"));
}

}  // namespace
}  // namespace kossa
