#include "process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <iterator>
#include <locale>
#include <opencv2/core.hpp>
#include <system_error>

#include "kossa/core/error.hpp"
#include "kossa/core/printable.hpp"
#include "kossa/core/system_reason.hpp"

namespace kossa::app {

namespace {

/// A program started without them would write its messages into the first file that it opens. What is written to a
/// standard output that is none fails.
void open_missing_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(stream, F_GETFD) == -1 && errno == EBADF) {
            [[maybe_unused]] const int lowest_free = open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_RDWR);
        }
    }
}

int say_nothing(int, const char*, const char*, const char*, int, void*) {
    return 0;
}

bool is_plain(std::string_view word) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,:=+@%";
    return !word.empty() && word.find_first_not_of(plain) == std::string_view::npos;
}

std::string quoted(const std::string& word) {
    if (is_plain(word)) {
        return word;
    }
    std::string result = "'";
    for (const char c : word) {
        result += c == '\'' ? "'\\''" : std::string(1, c);
    }
    result += '\'';
    return result;
}

void print_errors(const Pieces& pieces) {
    const std::string shown = styled(pieces, colours_of(Stream::error));
    std::fwrite(shown.data(), 1, shown.size(), stderr);
}

void write_out(const std::string& shown) {
    errno = 0;
    const bool written = std::fwrite(shown.data(), 1, shown.size(), stdout) == shown.size() && std::fflush(stdout) == 0;
    const int reason = errno;
    if (!written && reason != EPIPE) {
        throw OutputError(
            fmt::format("cannot write to the standard output: {}", std::generic_category().message(reason)));
    }
}

}  // namespace

void say_when_stopped(std::string_view sentence) {
    // Kept for good: the handler may run at any time, and may call next to nothing.
    static std::string said;
    static const char* bytes = nullptr;
    static std::size_t size = 0;
    const bool progress_shown = isatty(STDERR_FILENO) == 1;
    said = fmt::format("{}kossa: {}\n", progress_shown ? "\n" : "", sentence);
    bytes = said.data();
    size = said.size();
    for (const int signal : {SIGINT, SIGTERM}) {
        struct sigaction now {};
        sigaction(signal, nullptr, &now);
        if (now.sa_handler != SIG_DFL) {  // whoever started kossa wants it to go on
            continue;
        }
        now.sa_handler = [](int caught) {
            [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, bytes, size);
            std::raise(caught);
        };
        now.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
        sigaction(signal, &now, nullptr);
    }
}

void prepare_process() {
    open_missing_streams();
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    std::setlocale(LC_ALL, "C");
    std::locale::global(std::locale::classic());
    cv::setNumThreads(1);
    cv::redirectError(say_nothing);
}

void print(std::string_view text) {
    print(Pieces{{std::string(text)}});
}

void print(const Pieces& pieces) {
    write_out(styled(pieces, colours_of(Stream::out)));
}

void print_data(std::string_view data) {
    if (isatty(STDOUT_FILENO) == 1) {
        print(data);
    } else {
        write_out(std::string(data));
    }
}

void print_error(std::string_view text) {
    print_errors({{std::string(text)}});
}

void complain(std::string_view sentence) {
    print_errors({{"kossa:", Style::failure}, {fmt::format(" {}\n", printable(sentence))}});
}

void warn(std::string_view sentence) {
    print_errors({{"kossa: warning:", Style::warning}, {fmt::format(" {}\n", printable(sentence))}});
}

void require_writable(const std::filesystem::path& folder) {
    std::error_code unreachable;
    std::filesystem::path nearest = std::filesystem::absolute(folder);
    while (!std::filesystem::exists(nearest, unreachable) && nearest.has_relative_path()) {
        nearest = nearest.parent_path();
    }
    const bool in_the_way =
        std::filesystem::exists(nearest, unreachable) && !std::filesystem::is_directory(nearest, unreachable);
    errno = in_the_way ? ENOTDIR : 0;
    if (in_the_way || access(nearest.c_str(), W_OK | X_OK) != 0) {
        const std::string reason = system_reason();
        throw OutputError(fmt::format("cannot write into {}: {}{}", nearest.string(), reason, advice_on(reason)));
    }
}

void create_output_folder(const std::filesystem::path& folder) {
    std::error_code reason;
    if (std::filesystem::is_symlink(folder, reason) && !std::filesystem::exists(folder, reason)) {
        throw UsageError(
            fmt::format("the output folder {} cannot be created: it is a link to what is not there", folder.string()));
    }
    std::filesystem::create_directories(folder, reason);
    if (reason || !std::filesystem::is_directory(folder)) {
        throw UsageError(fmt::format("the output folder {} cannot be created: {}", folder.string(),
                                     reason ? reason.message() : "there is a file of that name"));
    }
}

std::string quoted_command_line(const std::vector<std::string>& arguments) {
    std::vector<std::string> words;
    std::transform(arguments.begin(), arguments.end(), std::back_inserter(words), quoted);
    return fmt::format("{}", fmt::join(words, " "));
}

std::string host_name() {
    constexpr std::size_t longest = 256;  // POSIX: 255 bytes and the zero
    std::array<char, longest> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

}  // namespace kossa::app
