#include <gmock/gmock.h>

#include <cstdio>
#include <memory>

#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAre;

/// What bash offers for the last of the words, in the given folder.
class Bash {
  public:
    Bash() { write_bytes(folder / "completion", run_kossa({"--completion", "bash"}).out); }

    Words offers(const std::string& words) const {
        const std::string script = "cd '" + std::string(folder / "") + "' && . ./completion && COMP_WORDS=(" + words +
                                   ") && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && _kossa && "
                                   "printf '%s\\n' \"${COMPREPLY[@]}\"\n";
        write_bytes(folder / "asks", script);
        const std::string command = "bash --noprofile --norc '" + std::string(folder / "asks") + "' > '" +
                                    std::string(folder / "answer") + "' 2>&1";
        EXPECT_EQ(std::system(command.c_str()), 0) << text_of(folder / "answer");
        Words lines = lines_of(text_of(folder / "answer"));
        std::erase(lines, "");
        return lines;
    }

    const TemporaryFolder folder;
};

TEST(BashCompletion, OffersEveryOptionThatTheHelpNames) {
    const Bash bash;
    for (const std::string command : {"score", "rescore", "info", "phantom", "evaluate"}) {
        const std::string help = run_kossa({command, "--help"}).out;
        const Words offered = bash.offers("kossa " + command + " --");
        for (std::size_t at = help.find("\n  --"); at != std::string::npos; at = help.find("\n  --", at + 1)) {
            EXPECT_THAT(offered, Contains(help.substr(at + 3, help.find_first_of(" ,\n", at + 3) - at - 3))) << command;
        }
    }
}

TEST(BashCompletion, OffersTheCommands) {
    const Bash bash;
    EXPECT_THAT(bash.offers("kossa ''"), IsSupersetOf({"score", "rescore", "info", "phantom", "evaluate"}));
    EXPECT_THAT(bash.offers("kossa resc"), ElementsAre("rescore"));
}

TEST(BashCompletion, OffersTheWordsThatTheProgramTakes) {
    const Bash bash;
    EXPECT_THAT(bash.offers("kossa score --stain ''"), ElementsAre("auto", "he", "von-kossa"));
    EXPECT_THAT(bash.offers("kossa score --stain = v"), ElementsAre("von-kossa"));
    EXPECT_THAT(bash.offers("kossa score --stain ="), ElementsAre("auto", "he", "von-kossa"));
    const TemporaryFolder folder;
    for (const std::string option : {"--preset", "--stain", "--confusers"}) {
        const Words words = bash.offers("kossa phantom " + option + " ''");
        EXPECT_GE(words.size(), 2U);
        for (const std::string& word : words) {
            const Answer answer = run_kossa({"phantom", "--out", folder / "no/such", option, word, "--width-mm", "0"});
            EXPECT_THAT(answer.err, ::testing::HasSubstr("width")) << option << " " << word;
        }
    }
}

TEST(BashCompletion, KnowsTheCommandsOfACommand) {
    const Bash bash;
    write_bytes(bash.folder / "slide.svs", "");
    EXPECT_THAT(bash.offers("kossa stain ''"), UnorderedElementsAre("estimate", "export"));
    EXPECT_THAT(bash.offers("kossa stain e"), UnorderedElementsAre("estimate", "export"));
    EXPECT_THAT(bash.offers("kossa stain export --q"), ElementsAre("--qupath"));
    EXPECT_THAT(bash.offers("kossa stain estimate --stain v"), ElementsAre("von-kossa"));
    EXPECT_THAT(bash.offers("kossa stain estimate sl"), ElementsAre("slide.svs"));
}

TEST(BashCompletion, OffersTheValueOfAFlagBehindItsSignOnly) {
    const Bash bash;
    write_bytes(bash.folder / "slide.svs", "");
    EXPECT_THAT(bash.offers("kossa score --overlay-tiff ="), UnorderedElementsAre("outlines", "labels", "both"));
    EXPECT_THAT(bash.offers("kossa score --overlay-tiff = l"), ElementsAre("labels"));
    EXPECT_THAT(bash.offers("kossa score --overlay-tiff sl"), ElementsAre("slide.svs"));
}

TEST(BashCompletion, OffersFilesOfTheKindThatAnOptionTakes) {
    const Bash bash;
    for (const char* file : {"a slide.svs", "lab.toml", "lab.geojson", "lab.geojson.gz"}) {
        write_bytes(bash.folder / file, "");
    }
    std::filesystem::create_directory(bash.folder / "labels");
    EXPECT_THAT(bash.offers("kossa score --config la"), UnorderedElementsAre("lab.toml", "labels"));
    EXPECT_THAT(bash.offers("kossa score --regions la"),
                UnorderedElementsAre("lab.geojson", "lab.geojson.gz", "labels"));
    EXPECT_THAT(bash.offers("kossa score x.svs --out la"), ElementsAre("labels"));
    EXPECT_THAT(bash.offers("kossa rescore la"), ElementsAre("labels"));
    EXPECT_THAT(bash.offers("kossa score --quiet a"), UnorderedElementsAre("a slide.svs", "asks", "answer"));
    EXPECT_THAT(bash.offers("kossa score --threads ''"), IsEmpty());
}

TEST(BashCompletion, IsForBashOnly) {
    const Answer answer = run_kossa({"--completion", "fish"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_EQ(answer.err, "kossa: --completion fish is not known: it is bash; see kossa --help\n");
}

}  // namespace
}  // namespace kossa
