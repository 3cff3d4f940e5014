#include "kossa/core/system_reason.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace kossa {

namespace {

struct Advice {
    std::errc reason;
    std::string_view words;
};

constexpr std::string_view make_room = "; check that the folder has space left";
constexpr std::string_view make_writable = "; check that the folder is writable";
constexpr std::string_view move_away = "; move away what is there under that name";
constexpr std::string_view allow_files = "; raise the limit of open files (ulimit -n), or score with fewer --threads";
constexpr std::string_view allow_size = "; check that the disk and the limit of file sizes (ulimit -f) allow it";

constexpr std::array<Advice, 10> all_advice{{{std::errc::no_space_on_device, make_room},
                                             {std::errc::permission_denied, make_writable},
                                             {std::errc::operation_not_permitted, make_writable},
                                             {std::errc::read_only_file_system, make_writable},
                                             {std::errc::is_a_directory, move_away},
                                             {std::errc::not_a_directory, move_away},
                                             {std::errc::file_exists, move_away},
                                             {std::errc::too_many_files_open, allow_files},
                                             {std::errc::too_many_files_open_in_system, allow_files},
                                             {std::errc::file_too_large, allow_size}}};

}  // namespace

std::string system_reason() {
    return errno == 0 ? "unknown reason" : std::generic_category().message(errno);
}

std::string advice_on(std::string_view reason) {
    const auto* found = std::ranges::find_if(
        all_advice, [reason](const Advice& advice) { return std::make_error_code(advice.reason).message() == reason; });
    return found == all_advice.end() ? "" : std::string(found->words);
}

}  // namespace kossa
