#include "kossa/report/output_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>

#include "kossa/core/error.hpp"
#include "report/test_tools.hpp"

namespace kossa::report {
namespace {

using testing::HasSubstr;
using Contents = std::map<std::string, std::string>;

const std::vector<std::string> contract{"summary.json", "table.csv", "picture.png"};

std::function<void(const TextSink&)> text(std::string bytes) {
    return [bytes = std::move(bytes)](const TextSink& sink) { sink(bytes); };
}

void write_first_run(const std::filesystem::path& folder) {
    FolderUpdate update(folder, contract);
    update.add("table.csv", text("old table"));
    update.add("picture.png", text("old picture"));
    update.add("summary.json", text("old summary"));
    update.publish();
}

std::string message_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const OutputError& error) {
        EXPECT_EQ(error.code(), "output");
        return error.what();
    }
    return "no error";
}

TEST(OutputFile, NamesTheFileAndTheReasonWhenTheDiskIsFull) {
    const std::string message = message_of([] {
        OutputFile file("/dev/full", "result/table.csv");
        file.write(std::string(100, 'x'));
        file.close();
    });
    EXPECT_THAT(message, HasSubstr("cannot write result/table.csv: No space left on device; "));
}

TEST(OutputFile, NamesTheFileAndTheReasonWhenItCannotBeCreated) {
    const TestFolder folder;
    const std::string message = message_of([&] { OutputFile(folder.path() / "missing" / "a", "shown"); });
    EXPECT_THAT(message, HasSubstr("cannot write shown: No such file or directory"));
}

TEST(FolderUpdate, CreatesTheFolderWithItsParents) {
    const TestFolder folder;
    write_first_run(folder.path() / "a" / "b");
    EXPECT_EQ(content(folder.path() / "a" / "b" / "summary.json"), "old summary");
}

TEST(FolderUpdate, ShowsNothingBeforeItIsPublished) {
    const TestFolder folder;
    write_first_run(folder.path());
    FolderUpdate update(folder.path(), contract);
    update.add("table.csv", text("new table"));
    EXPECT_EQ(content(folder.path() / "table.csv"), "old table");
    EXPECT_EQ(content(folder.path() / "summary.json"), "old summary");
}

TEST(FolderUpdate, ReplacesTheWholeAndRemovesWhatIsNoLongerProduced) {
    const TestFolder folder;
    write_first_run(folder.path());
    put(folder.path() / "notes.txt", "mine");
    FolderUpdate update(folder.path(), contract);
    update.add("table.csv", text("new table"));
    update.add("summary.json", text("new summary"));
    update.publish();
    EXPECT_EQ(contents(folder.path()),
              (Contents{{"notes.txt", "mine"}, {"summary.json", "new summary"}, {"table.csv", "new table"}}));
}

TEST(FolderUpdate, LeavesTheOldResultsWhenItIsGivenUp) {
    const TestFolder folder;
    write_first_run(folder.path());
    const Contents before = contents(folder.path());
    {
        FolderUpdate update(folder.path(), contract);
        update.add("table.csv", text("new table"));
    }
    EXPECT_EQ(contents(folder.path()), before);
}

TEST(FolderUpdate, PutsTheOldFilesBackWhenANewOneCannotBePutInPlace) {
    const TestFolder folder;
    write_first_run(folder.path());
    const Contents before = contents(folder.path());
    FolderUpdate update(folder.path(), contract);
    for (const std::string& name : contract) {
        update.add(name, text("new"));
    }
    std::filesystem::remove(folder.path() / ".partial-summary.json");
    EXPECT_THAT(message_of([&update] { update.publish(); }), HasSubstr("summary.json"));
    EXPECT_EQ(contents(folder.path()), before);
}

TEST(FolderUpdate, UndoesWhatAKilledRunHadBegun) {
    const TestFolder folder;
    write_first_run(folder.path());
    const Contents before = contents(folder.path());
    for (const char* name : {"summary.json", "table.csv"}) {
        std::filesystem::rename(folder.path() / name, folder.path() / (std::string(".former-") + name));
    }
    put(folder.path() / "table.csv", "new table");
    { const FolderUpdate update(folder.path(), contract); }
    EXPECT_EQ(contents(folder.path()), before);
    put(folder.path() / ".former-table.csv", "older table");
    { const FolderUpdate update(folder.path(), contract); }
    EXPECT_EQ(contents(folder.path()), before) << "it had come to its end";
}

TEST(FolderUpdate, RemovesWhatAKilledRunHadPutInPlace) {
    const TestFolder folder;
    put(folder.path() / "summary.json", "a failed slide");
    const Contents before = contents(folder.path());
    std::filesystem::rename(folder.path() / "summary.json", folder.path() / ".former-summary.json");
    put(folder.path() / ".former", "");
    put(folder.path() / "table.csv", "new, of which there was none");
    put(folder.path() / ".partial-summary.json", "new");
    { const FolderUpdate update(folder.path(), contract); }
    EXPECT_EQ(contents(folder.path()), before);
}

TEST(FolderUpdate, LeavesTheOldResultsWhenAWriterFails) {
    const TestFolder folder;
    write_first_run(folder.path());
    const Contents before = contents(folder.path());
    EXPECT_THROW(
        {
            FolderUpdate update(folder.path(), contract);
            update.add("table.csv", [](const TextSink& sink) {
                sink("half a");
                throw OutputError("broken");
            });
        },
        OutputError);
    EXPECT_EQ(contents(folder.path()), before);
}

TEST(FolderUpdate, PutsAMadeFileInPlaceOfTheOldOne) {
    const TestFolder folder;
    write_first_run(folder.path());
    FolderUpdate update(folder.path(), contract);
    update.add_made("picture.png", [](const std::filesystem::path& path) { put(path, "new picture"); });
    EXPECT_EQ(content(folder.path() / "picture.png"), "old picture");
    update.add("summary.json", text("new summary"));
    update.publish();
    EXPECT_EQ(content(folder.path() / "picture.png"), "new picture");
}

TEST(FolderUpdate, NamesAMadeFileWithTheReasonOfItsMaker) {
    const TestFolder folder;
    write_first_run(folder.path());
    const Contents before = contents(folder.path());
    const std::string message = message_of([&] {
        FolderUpdate update(folder.path(), contract);
        update.add_made("picture.png", [](const std::filesystem::path& path) {
            put(path, "half");
            throw OutputError("No space left on device");
        });
    });
    EXPECT_THAT(message, HasSubstr("picture.png: No space left on device; check that"));
    EXPECT_EQ(contents(folder.path()), before);
}

TEST(FolderUpdate, RemovesTemporariesOfAKilledRunButNoOtherHiddenFile) {
    const TestFolder folder;
    put(folder.path() / ".partial-picture.png", "half");
    put(folder.path() / ".partial-mine", "mine");
    { const FolderUpdate update(folder.path(), contract); }
    EXPECT_EQ(contents(folder.path()), (Contents{{".partial-mine", "mine"}}));
}

TEST(FolderUpdate, WaitsForAnotherOneOfTheSameFolder) {
    const TestFolder folder;
    auto first = std::make_unique<FolderUpdate>(folder.path(), contract);
    first->add("table.csv", text("of the first"));
    std::future<void> second = std::async(std::launch::async, [&] { write_first_run(folder.path()); });
    EXPECT_EQ(second.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
    first->add("summary.json", text("first summary"));
    EXPECT_NO_THROW(first->publish());
    first.reset();
    second.get();
    EXPECT_EQ(contents(folder.path()).at("summary.json"), "old summary");
}

TEST(FolderLock, ReadersWaitForTheWriterAndNotForEachOther) {
    const TestFolder folder;
    auto writer = std::make_unique<FolderLock>(folder.path());
    std::future<void> readers = std::async(std::launch::async, [&] {
        const FolderLock one(folder.path(), FolderLock::Sharing::with_readers);
        const FolderLock other(folder.path(), FolderLock::Sharing::with_readers);
    });
    EXPECT_EQ(readers.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
    writer.reset();
    readers.get();
}

TEST(FolderUpdate, RefusesAPathBelowARegularFile) {
    const TestFolder folder;
    put(folder.path() / "file", "x");
    const std::string message = message_of([&] { FolderUpdate(folder.path() / "file" / "slide", contract); });
    EXPECT_THAT(message, HasSubstr("file/slide: Not a directory"));
}

TEST(FolderUpdate, RefusesAFolderUnderAResultsNameBeforeTouchingAnything) {
    const TestFolder folder;
    write_first_run(folder.path());
    std::filesystem::remove(folder.path() / "table.csv");
    std::filesystem::create_directory(folder.path() / "table.csv");
    EXPECT_THROW(FolderUpdate(folder.path(), contract), OutputError);
    EXPECT_EQ(content(folder.path() / "summary.json"), "old summary");
}

}  // namespace
}  // namespace kossa::report
