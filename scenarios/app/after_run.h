#pragma once

#include <string>

namespace acumen::app {

/// Writes report.html into a folder of results with the reporter that the launcher names in ACUMEN_PYTHON and
/// ACUMEN_REPORT; without them does nothing. A reporter that fails says why itself and costs no more than the page.
void write_report(const std::string& folder, bool quiet);

} // namespace acumen::app
