#include <unistd.h>

#include <algorithm>

#include <gmock/gmock.h>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

namespace fs = std::filesystem;

const fs::path malformed = fs::path(KOSSA_FIXTURES) / "malformed";

void write_picture(const fs::path& path, const cv::Vec3b& colour) {
    write_png(path, RgbImage(600, 800, colour), PNG_FORMAT_RGB);
}

/// A slide that OpenSlide takes for one of Aperio's.
void write_aperio(const fs::path& path) {
    TiffLayout layout;
    layout.tile = 256;
    layout.description = "Aperio Image Library\n1000x800 |AppMag = 20|MPP = 0.5";
    write_tiff(path, {stained_skin()}, layout);
}

void make_green_tissue(const fs::path& folder) {
    RgbImage image(700, 900, cv::Vec3b(245, 245, 245));
    cv::rectangle(image, {50, 50, 800, 600}, cv::Scalar(90, 180, 120), cv::FILLED);
    write_png(folder / "slide.png", image, PNG_FORMAT_RGB);
}

void make_72_dpi_picture(const fs::path& folder) {
    TiffLayout layout;
    layout.tile = 0;
    layout.pixels_per_cm = 28.35F;
    write_tiff(folder / "slide.tif", {stained_skin()}, layout);
}

void make_truncated_slide(const fs::path& folder) {
    write_aperio(folder / "slide.svs");
    keep_first_bytes(folder / "slide.svs", 0.6);
}

void make_slide_with_destroyed_tiles(const fs::path& folder) {
    write_aperio(folder / "slide.svs");
    for (std::uint32_t tile = 0; tile < 16; tile += 2) {
        destroy_tile(folder / "slide.svs", tile);
    }
}

void make_tiles_of_no_width(const fs::path& folder) {
    write_tiff(folder / "slide.tif", {stained_skin()});
    set_tiff_value(folder / "slide.tif", TIFFTAG_TILEWIDTH, 0);
}

void make_file_without_permission(const fs::path& folder) {
    write_bytes(folder / "slide.svs", "secret");
    fs::permissions(folder / "slide.svs", fs::perms::none);
}

using Maker = std::function<void(const fs::path& folder)>;

const std::map<std::string, Maker> makers{
    {"none", [](const fs::path&) {}},
    {"empty file", [](const fs::path& folder) { write_bytes(folder / "slide.svs", ""); }},
    {"folder", [](const fs::path& folder) { fs::create_directory(folder / "slide.svs"); }},
    {"skin", [](const fs::path& folder) { write_skin(folder / "slide.png"); }},
    {"white slide",
     [](const fs::path& folder) {
         write_picture(folder / "slide.png", {255, 255, 255});
     }},
    {"black slide",
     [](const fs::path& folder) {
         write_picture(folder / "slide.png", {4, 2, 6});
     }},
    {"green tissue", make_green_tissue},
    {"picture of 72 dpi", make_72_dpi_picture},
    {"truncated slide", make_truncated_slide},
    {"slide with destroyed tiles", make_slide_with_destroyed_tiles},
    {"slide with tiles of no width", make_tiles_of_no_width},
    {"file without read permission", make_file_without_permission},
};

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
    return text;
}

/// The arguments of a case; {dir} is the test's own folder, {case} that of the case, {each} one of its values.
Words arguments_of(const nlohmann::json& one, const fs::path& dir, const fs::path& case_folder,
                   const std::string& each) {
    Words words;
    for (const std::string word : one.at("arguments")) {
        words.push_back(
            replaced(replaced(replaced(word, "{dir}", dir.string()), "{case}", case_folder.string()), "{each}", each));
    }
    return words;
}

class Malformed : public ::testing::TestWithParam<std::string> {};

/// One sentence and no more, with the status; the summary has the code, and without one nothing was touched.
void expect_refused(const nlohmann::json& one, const fs::path& case_folder, const std::string& each) {
    const TemporaryFolder folder;
    makers.at(one.at("make"))(folder / "");
    const Answer answer = run_kossa(arguments_of(one, folder / "", case_folder, each));
    EXPECT_EQ(answer.status, one.at("expected_status")) << each;
    EXPECT_EQ(lines_of(answer.err).size(), 1U) << answer.err;
    EXPECT_TRUE(answer.err.starts_with("kossa: ")) << answer.err;
    EXPECT_THAT(answer.err, ::testing::ContainsRegex(one.at("expected_stderr").get<std::string>())) << each;
    if (!one.contains("expected_code")) {
        EXPECT_FALSE(fs::exists(folder / "out"));
        EXPECT_EQ(answer.out, "");
        return;
    }
    const fs::path result = fs::directory_iterator(folder / "out")->path();
    EXPECT_EQ(json_of(result / "summary.json").at("error").at("code"), one.at("expected_code"));
    std::map<std::string, std::string> files = files_of(result);
    EXPECT_EQ(files.erase("regions-used.geojson"),
              one.at("arguments").dump().find("--regions") == std::string::npos ? 0U : 1U);
    EXPECT_EQ(files.size(), 4U);
}

TEST_P(Malformed, IsRefusedInOneSentence) {
    const fs::path case_folder = malformed / GetParam();
    const nlohmann::json one = json_of(case_folder / "case.json");
    if (one.at("make") == "file without read permission" && getuid() == 0) {
        GTEST_SKIP() << "root may read every file";
    }
    for (const std::string& each : one.value("each", Words{""})) {
        expect_refused(one, case_folder, each);
    }
}

Words case_names() {
    Words names;
    for (const auto& entry : fs::directory_iterator(malformed)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string test_name(const ::testing::TestParamInfo<std::string>& one) {
    std::string name = one.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, Malformed, ::testing::ValuesIn(case_names()), test_name);

}  // namespace
}  // namespace kossa
