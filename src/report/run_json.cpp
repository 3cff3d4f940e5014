#include "kossa/report/run_json.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "kossa/report/number.hpp"

namespace kossa::report {

std::string run_json(const RunInfo& run) {
    using Json = nlohmann::ordered_json;
    const std::optional<double> seconds = rounded(run.wall_seconds, Precision::hundredths);
    const Json document{{"started_utc", run.started_utc},
                        {"wall_seconds", seconds ? Json(*seconds) : Json()},
                        {"host", run.host},
                        {"threads", run.threads},
                        {"command_line", run.command_line},
                        {"working_source", run.working_source},
                        {"request", run.request.empty() ? Json() : Json(run.request)},
                        {"files", run.files}};
    constexpr int indent = 2;
    return document.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<std::string> files_of_run(const std::string& run_json) {
    try {
        return nlohmann::json::parse(run_json).at("files").get<std::vector<std::string>>();
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

}  // namespace kossa::report
