#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "app/pictures.hpp"
#include "app/program.hpp"

namespace kossa {
namespace {

using ::testing::HasSubstr;

TEST(FileStamp, ASlideThatIsWrittenToWhileItIsReadFailsAndTheOthersDoNot) {
    const TemporaryFolder folder;
    write_field(folder / "a.png", "skin-vk.svs");
    std::filesystem::copy_file(folder / "a.png", folder / "b.png");
    std::atomic<bool> done = false;
    std::thread writer([&] {
        while (!done) {
            std::filesystem::last_write_time(folder / "a.png", std::filesystem::file_time_type::clock::now());
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    const Answer answer =
        run_kossa({"score", folder / "a.png", folder / "b.png", "--mpp", "1", "--out", folder / "out"});
    done = true;
    writer.join();
    EXPECT_EQ(answer.status, 1);
    EXPECT_THAT(answer.err, HasSubstr("a.png: the file was written to or replaced while it was read; score it again"));
    EXPECT_EQ(json_of(folder / "out" / "a" / "summary.json").at("error").at("code"), "changed");
    EXPECT_EQ(json_of(folder / "out" / "b" / "summary.json").at("status"), "ok");
}

}  // namespace
}  // namespace kossa
