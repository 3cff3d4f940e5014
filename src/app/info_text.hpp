#pragma once

#include <string>

#include "kossa/analysis/survey.hpp"
#include "kossa/slide/slide_source.hpp"

namespace kossa::app {

/// What the file says, one line per fact.
std::string slide_text(const SlideInfo& info);

/// What kossa makes of it, likewise.
std::string survey_text(const SlideSurvey& survey);

/// In place of survey_text, when the slide is refused.
std::string refusal_text(const std::string& sentence);

}  // namespace kossa::app
