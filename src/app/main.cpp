#include <exception>
#include <string>
#include <variant>
#include <vector>

#include "arguments.hpp"
#include "commands.hpp"
#include "failure.hpp"
#include "kossa/core/error.hpp"
#include "process.hpp"

namespace {

using namespace kossa::app;

struct Perform {
    int operator()(const ScoreRequest& request) const { return score(request); }
    int operator()(const RescoreRequest& request) const { return rescore(request); }
    int operator()(const PrintConfigRequest& request) const { return print_config(request); }
    int operator()(const CollectRequest& request) const { return collect(request); }
    int operator()(const InfoRequest& request) const { return info(request); }
    int operator()(const StainEstimateRequest& request) const { return estimate_stain(request); }
    int operator()(const StainExportRequest& request) const { return export_stain(request); }
    int operator()(const PhantomRequest& request) const { return write_phantom(request); }
    int operator()(const EvaluateRequest& request) const { return evaluate_result(request); }
    int operator()(const ShowText& request) const {
        print(request.text);
        return exit_ok;
    }
    int operator()(const NoCommand& request) const {
        print_error(request.help);
        return exit_usage;
    }
};

}  // namespace

int main(int argc, char** argv) {
    try {
        prepare_process();
        return std::visit(Perform{}, parse_arguments(std::vector<std::string>(argv, argv + argc)));
    } catch (const kossa::UsageError& error) {
        complain(error.what());
        return exit_usage;
    } catch (...) {
        complain(failure_of(std::current_exception()).sentence);
        return exit_failed;
    }
}
