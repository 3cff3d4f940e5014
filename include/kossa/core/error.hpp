#pragma once

#include <stdexcept>
#include <string>

namespace kossa {

/// What can go wrong. The message is one sentence for the user: the thing, what is wrong, what to do about it. What to
/// do stands behind the last "; ", by which the page tells it from the rest. The message does not name the slide; who
/// reports the error knows which slide it was and puts the name in front.
class Error : public std::runtime_error {
  public:
    /// A short stable word for scripts and the summary, such as "unknown-pixel-size".
    const std::string& code() const { return code_; }

  protected:
    Error(std::string code, const std::string& message) : std::runtime_error(message), code_(std::move(code)) {}

  private:
    std::string code_;
};

/// The command line, the configuration or an option value is wrong: exit status 2.
class UsageError : public Error {
  public:
    explicit UsageError(const std::string& message) : Error("usage", message) {}
};

/// The file cannot be opened or read as a slide. Codes: "unreadable", "not-a-slide", "corrupt", "changed" (while it was
/// read), "too-large"; "outdated" for a stored result of another version.
class SlideError : public Error {
  public:
    SlideError(std::string code, const std::string& message) : Error(std::move(code), message) {}
};

/// The slide was read, but kossa refuses to measure it rather than guess. Codes: "unknown-pixel-size",
/// "fluorescence", "no-colour", "no-tissue", "stain-not-recognised", "stain-profile" (of another stain), "regions"
/// (outlines that do not fit the slide).
class RefusedSlide : public Error {
  public:
    RefusedSlide(std::string code, const std::string& message) : Error(std::move(code), message) {}
};

/// A result could not be written.
class OutputError : public Error {
  public:
    explicit OutputError(const std::string& message) : Error("output", message) {}
};

}  // namespace kossa
