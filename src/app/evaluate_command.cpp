#include <exception>

#include "commands.hpp"
#include "failure.hpp"
#include "kossa/core/printable.hpp"
#include "kossa/evaluate/evaluation_text.hpp"
#include "kossa/report/output_file.hpp"
#include "kossa/report/write_results.hpp"
#include "process.hpp"
#include "waiting.hpp"

namespace kossa::app {

namespace {

Evaluation with_printable_names(Evaluation evaluation) {
    evaluation.slide = printable(evaluation.slide);
    evaluation.truth = printable(evaluation.truth);
    return evaluation;
}

}  // namespace

int evaluate_result(const EvaluateRequest& request) {
    try {
        report::recover_results(awaited(request.result));
        const report::FolderLock lock(request.result, report::FolderLock::Sharing::with_readers);
        const MarkedSlide result = read_result(request.result);
        const Evaluation evaluation = evaluate(result, read_truth(request.truth));
        print(request.format == ReportFormat::json ? evaluation_json(evaluation)
                                                   : evaluation_text(with_printable_names(evaluation)));
        return exit_ok;
    } catch (...) {
        complain(failure_of(std::current_exception()).sentence);
        return exit_failed;
    }
}

}  // namespace kossa::app
