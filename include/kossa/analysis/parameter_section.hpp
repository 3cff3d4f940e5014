#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kossa/analysis/options.hpp"

namespace kossa {

using ParameterTable = std::vector<Parameter>;

/// The rows of the fields of one struct, to which `Leads` leads from the options.
template <class Leads>
class ParameterSection {
  public:
    ParameterSection(std::string name, Leads leads) : name_(std::move(name)), leads_(leads) {}

    template <class Struct>
    Parameter row(const char* key, const char* unit, double least, double most, double Struct::*field,
                  const char* meaning) const {
        const auto real = [leads = leads_, field](AnalysisOptions& o) -> double& { return leads(o).*field; };
        return {name_ + "." + key, unit, least, most, meaning, real, {}};
    }
    /// One end of a ramp.
    template <class Struct>
    Parameter row(const char* key, const char* unit, double least, double most, Ramp Struct::*field, double Ramp::*end,
                  const char* meaning) const {
        const auto real = [leads = leads_, field, end](AnalysisOptions& o) -> double& { return leads(o).*field.*end; };
        return {name_ + "." + key, unit, least, most, meaning, real, {}};
    }
    template <class Struct>
    Parameter row(const char* key, const char* unit, double least, double most, int Struct::*field,
                  const char* meaning) const {
        const auto whole = [leads = leads_, field](AnalysisOptions& o) -> int& { return leads(o).*field; };
        return {name_ + "." + key, unit, least, most, meaning, {}, whole};
    }

  private:
    std::string name_;
    Leads leads_;
};

/// The rows of all parts, in their order.
ParameterTable joined(std::vector<ParameterTable> parts);

/// The parts of the one table: where in the skin, and what a deposit is, with the part on what is turned down by its
/// name.
ParameterTable skin_parameters();
ParameterTable deposit_parameters();
ParameterTable naming_parameters();

}  // namespace kossa
