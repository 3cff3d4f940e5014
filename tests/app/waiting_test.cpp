#include <gmock/gmock.h>

#include <chrono>
#include <memory>
#include <thread>

#include "app/program.hpp"
#include "kossa/report/output_file.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

TEST(Waiting, ForAnotherThatWritesIsSaid) {
    const TemporaryFolder folder;
    auto lock = std::make_unique<report::FolderLock>((folder / ""));
    EXPECT_TRUE(report::being_written((folder / "")));
    std::thread writer([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(2500));
        lock.reset();
    });
    const Answer answer = run_kossa({"collect", folder / ""});
    writer.join();
    EXPECT_THAT(answer.err, HasSubstr("waiting for another kossa that writes to " + (folder / "").string()));
    EXPECT_FALSE(report::being_written((folder / "")));
}

}  // namespace
}  // namespace kossa
