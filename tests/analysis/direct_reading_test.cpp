#include <gtest/gtest.h>

#include <filesystem>

#include "kossa/analysis/score.hpp"
#include "kossa/report/deposit_table.hpp"
#include "kossa/report/summary_json.hpp"
#include "kossa/slide/openslide_source.hpp"

namespace kossa {
namespace {

std::string results(const SlideSource& slide) {
    AnalysisOptions options;
    options.execution.threads = 2;
    NoProgress quiet;
    const SlideResult result = score_slide(slide, options, quiet);
    std::string text = report::summary_json(result.summary);
    report::write_deposit_table([&text](std::string_view part) { text += part; }, result.deposits);
    return text;
}

TEST(DirectReading, GivesTheResultsOfOpenSlideToTheLastByte) {
    const std::filesystem::path path = std::filesystem::path(KOSSA_FIXTURES) / "skin-vk.svs";
    const auto slide = open_slide(path, {});
    ASSERT_TRUE(slide->info().levels.at(0).direct);
    EXPECT_EQ(results(*slide), results(*open_with_openslide(path, {})));
}

}  // namespace
}  // namespace kossa
