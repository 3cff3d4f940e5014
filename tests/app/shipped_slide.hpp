#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "app/program.hpp"

namespace kossa {

/// The shipped slide on H&E, scored once for all tests: pages of pictures that are large enough to zoom into.
class ShippedSlide : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        shared = std::make_unique<TemporaryFolder>();
        const std::filesystem::path slide = std::filesystem::path(KOSSA_FIXTURES) / "skin-he.svs";
        answer = std::make_unique<Answer>(run_kossa({"score", slide, "--out", *shared / "found", "--verbose"}));
        ASSERT_EQ(answer->status, 0) << answer->err;
    }
    static void TearDownTestSuite() {
        shared.reset();
        answer.reset();
    }

    static std::filesystem::path result() { return *shared / "found" / "skin-he"; }
    /// A copy of the result to rescore.
    std::filesystem::path copy() const {
        std::filesystem::remove_all(folder / "copy");
        std::filesystem::copy(result(), folder / "copy");
        return folder / "copy";
    }

    static inline std::unique_ptr<TemporaryFolder> shared;
    static inline std::unique_ptr<Answer> answer;
    const TemporaryFolder folder;
};

}  // namespace kossa
