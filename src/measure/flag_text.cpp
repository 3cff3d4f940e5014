#include "kossa/measure/flag_text.hpp"

#include <algorithm>

namespace kossa {

std::string flag_text(std::string_view flag) {
    const auto* known =
        std::find_if(flag_texts.begin(), flag_texts.end(), [flag](const FlagText& text) { return text.flag == flag; });
    std::string words(known == flag_texts.end() ? flag : known->words);
    std::replace(words.begin(), words.end(), '-', ' ');
    return words;
}

}  // namespace kossa
