#include "manual_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "kossa/core/error.hpp"
#include "suggestion.hpp"

namespace kossa::app {

namespace {

/// Text in roff: what steers the formatter stands for itself, also at the beginning of a line.
std::string roff(std::string_view text) {
    std::string result;
    bool at_line_start = true;
    for (const char c : text) {
        if (at_line_start && (c == '.' || c == '\'')) {
            result += "\\&";
        }
        at_line_start = c == '\n';
        result += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
    }
    return result;
}

std::string bold(std::string_view text) {
    return fmt::format("\\fB{}\\fR", roff(text));
}

std::string italic(std::string_view text) {
    return fmt::format("\\fI{}\\fR", roff(text));
}

/// As the one-line description of a page begins.
std::string in_small(std::string text) {
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    return text;
}

std::vector<std::string> paragraphs_of(std::string_view text) {
    constexpr std::string_view gap = "\n\n";
    std::vector<std::string> paragraphs;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(gap), text.size());
        paragraphs.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + gap.size(), text.size()));
    }
    return paragraphs;
}

/// The name that a paragraph of a footer begins with, and the section of the manual it belongs to.
struct Section {
    std::string_view begins;
    std::string_view title;
};
constexpr Section examples[] = {{"First steps:", "EXAMPLES"}, {"Examples:", "EXAMPLES"}, {"Example:", "EXAMPLES"}};
constexpr Section exit_status[] = {{"Exit status:", "EXIT STATUS"}};

template <std::size_t Count>
const Section* section_among(const Section (&sections)[Count], std::string_view paragraph) {
    const auto* found = std::find_if(std::begin(sections), std::end(sections),
                                     [&](const Section& section) { return paragraph.starts_with(section.begins); });
    return found == std::end(sections) ? nullptr : found;
}

std::string_view after(std::string_view paragraph, std::string_view begins) {
    const std::size_t start = paragraph.find_first_not_of('\n', begins.size());
    return paragraph.substr(std::min(start, paragraph.size()));
}

std::string as_it_stands(std::string_view text) {
    return fmt::format(".nf\n{}\n.fi\n", roff(text));
}

/// The paragraphs of the footer that belong to one section; lines stay as they are.
template <std::size_t Count>
std::string footer_section(const CommandText& command, const Section (&sections)[Count]) {
    std::string text;
    for (const std::string& paragraph : paragraphs_of(command.footer)) {
        if (const Section* section = section_among(sections, paragraph)) {
            text += fmt::format(".SH {}\n{}", section->title, as_it_stands(after(paragraph, section->begins)));
        }
    }
    return text;
}

/// The summary, and the paragraphs of the footer that have no section of their own.
std::string account(const CommandText& command) {
    std::string text = fmt::format("{}{}\n", roff(command.summary), command.summary.ends_with('.') ? "" : ".");
    for (const std::string& paragraph : paragraphs_of(command.footer)) {
        if (section_among(examples, paragraph) == nullptr && section_among(exit_status, paragraph) == nullptr) {
            text += fmt::format(".PP\n{}\n", roff(paragraph));
        }
    }
    return text;
}

std::string entry(const std::string& term, const std::string& text) {
    return fmt::format(".TP\n{}\n{}\n", term, roff(text));
}

std::string description(const CommandText& command) {
    return ".SH DESCRIPTION\n" + account(command);
}

std::string entries(const CommandText& command) {
    std::string text;
    for (const OptionText& argument : command.arguments) {
        text += entry(italic(argument.names.front()), argument.description);
    }
    for (const OptionText& option : command.options) {
        std::string term;
        for (const std::string& name : option.names) {
            term += (term.empty() ? "" : ", ") + bold(name);
        }
        text += entry(option.value.empty() ? term : term + " " + italic(option.value), option.description);
    }
    return text;
}

std::string options(const CommandText& command) {
    return ".SH OPTIONS\n" + entries(command);
}

/// The commands of a command, each with its options; they have no pages of their own.
std::string commands_within(const std::string& name, const CommandText& command) {
    std::string text = command.commands.empty() ? "" : ".SH COMMANDS\n";
    for (const CommandText& within : command.commands) {
        text += fmt::format(".SS {} {}\n{}{}", roff(name), roff(within.name), account(within), entries(within));
        for (const std::string& paragraph : paragraphs_of(within.footer)) {
            if (section_among(examples, paragraph) != nullptr || section_among(exit_status, paragraph) != nullptr) {
                text += ".PP\n" + as_it_stands(paragraph);
            }
        }
    }
    return text;
}

std::string commands(const CommandText& program) {
    std::string text = ".SH COMMANDS\n";
    for (const CommandText& command : program.commands) {
        text += entry(bold(program.name + " " + command.name), command.summary);
    }
    return text;
}

std::string see_also(const std::vector<std::string>& pages) {
    std::string text = ".SH SEE ALSO\n";
    for (std::size_t i = 0; i < pages.size(); ++i) {
        text += fmt::format(".BR {} (1){}\n", roff(pages[i]), i + 1 < pages.size() ? "," : "");
    }
    return text;
}

std::string heading(const std::string& page, const std::string& version, const std::string& summary) {
    std::string title = page;
    std::transform(title.begin(), title.end(), title.begin(), [](unsigned char c) { return std::toupper(c); });
    return fmt::format(".TH {} 1 \"\" \"kossa {}\" \"kossa manual\"\n.SH NAME\n{} \\- {}\n", roff(title), version,
                       roff(page), roff(in_small(summary)));
}

std::string synopsis(const std::string& name, const CommandText& command) {
    std::string text = fmt::format(".SH SYNOPSIS\n{} [{}]", bold(name), italic("OPTIONS"));
    for (const OptionText& argument : command.arguments) {
        text += " " + italic(argument.names.front());
    }
    return text + (command.commands.empty() ? "" : " " + italic("COMMAND")) + "\n";
}

std::string program_page(const CommandText& program, const std::string& version) {
    std::vector<std::string> pages;
    for (const CommandText& command : program.commands) {
        pages.push_back(program.name + "-" + command.name);
    }
    return heading(program.name, version, "measures calcium deposits in skin slides") +
           synopsis(program.name, program) + description(program) + commands(program) + options(program) +
           footer_section(program, examples) + footer_section(program, exit_status) + see_also(pages);
}

std::string command_page(const CommandText& program, const CommandText& command, const std::string& version) {
    return heading(program.name + "-" + command.name, version, command.summary) +
           synopsis(program.name + " " + command.name, command) + description(command) + options(command) +
           commands_within(program.name + " " + command.name, command) + footer_section(command, examples) +
           footer_section(command, exit_status) + see_also({program.name});
}

}  // namespace

std::string manual_page(const CommandText& program, const std::string& page, const std::string& version) {
    if (page == program.name) {
        return program_page(program, version);
    }
    std::vector<std::string> known{program.name};
    for (const CommandText& command : program.commands) {
        if (command.name == page) {
            return command_page(program, command, version);
        }
        known.push_back(command.name);
    }
    throw UsageError(fmt::format("there is no manual page '{}'; the nearest is '{}'", page, nearest(page, known)));
}

}  // namespace kossa::app
