#include "viz/render/field.h"

#include "solver/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <vtkCell.h>
#include <vtkCellData.h>
#include <vtkInformation.h>
#include <vtkInformationStringKey.h>
#include <vtkPointData.h>

namespace acumen::viz {

namespace {

// The unit the file names, else what the result convention says.
std::string unit_of(vtkDataArray& array) {
  if (array.GetInformation()->Has(vtkDataArray::UNITS_LABEL()))
    return array.GetInformation()->Get(vtkDataArray::UNITS_LABEL());
  static const std::map<std::string, std::string> units = {{"displacement", "m"}, {"crack_opening", "m"},
                                                           {"von_mises", "Pa"},   {"cauchy_stress", "Pa"},
                                                           {"pressure", "Pa"},    {"contact_pressure", "Pa"}};
  const auto found = units.find(array.GetName());
  return found == units.end() ? "1" : found->second;
}

struct Unit {
  std::string name;
  double factor;
};

Unit engineering_unit(const std::string& unit, double largest) {
  if (unit == "m")
    return {"\u00b5m", micrometres_per_metre};
  if (unit == "Pa")
    return largest >= 1e5 ? Unit{"MPa", 1e-6} : Unit{"kPa", 1e-3};
  return {unit == "1" ? "" : unit, 1.};
}

[[noreturn]] void refuse(const Section& section, const std::string& name) {
  std::vector<std::string> names;
  for (vtkFieldData* const data : {static_cast<vtkFieldData*>(section.skin->GetCellData()),
                                   static_cast<vtkFieldData*>(section.skin->GetPointData())})
    for (int i = 0; i < data->GetNumberOfArrays(); ++i)
      names.emplace_back(data->GetArrayName(i));
  std::string list;
  for (const std::string& entry : names)
    list += (list.empty() ? "" : ", ") + entry;
  const auto nearest = base::nearest_name(name, names);
  throw base::InputError({{"the result has no such field or component", name, "--field", 0, 0,
                           (nearest ? "did you mean \"" + *nearest + "\"? " : "") + "fields: " + list}});
}

double value_of(vtkDataArray& array, vtkIdType i, int component) {
  if (component >= 0)
    return array.GetComponent(i, component);
  double sum = 0.;
  for (int c = 0; c < array.GetNumberOfComponents(); ++c)
    sum += array.GetComponent(i, c) * array.GetComponent(i, c);
  return std::sqrt(sum);
}

/// The name as it stands at the colour bar.
std::string spoken(std::string name) {
  static const std::map<std::string, std::string> names = {{"von_mises", "von Mises stress"}, {"J", "volume ratio J"}};
  const auto found = names.find(name);
  if (found != names.end())
    return found->second;
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

} // namespace

Field choose_field(const Section& section, const std::string& name) {
  const std::size_t colon = name.find(':');
  const std::string array_name = name.substr(0, colon);
  Field field;
  vtkDataArray* array = section.skin->GetCellData()->GetArray(array_name.c_str());
  if (!array) {
    array = section.skin->GetPointData()->GetArray(array_name.c_str());
    field.on_points = true;
  }
  if (!array)
    refuse(section, name);
  const int components = array->GetNumberOfComponents();
  int component = components == 1 ? 0 : -1;
  if (colon != std::string::npos) {
    const std::string digit = name.substr(colon + 1);
    component = digit.size() == 1 ? digit[0] - '0' : -1;
    if (component < 0 || component >= components)
      refuse(section, name);
  }
  // The magnitude of three principal stretches means nothing; the first is the largest.
  const bool largest_stretch = array_name == "principal_stretch" && component < 0;
  if (largest_stretch)
    component = 0;
  double largest = 0.;
  for (vtkIdType i = 0; i < array->GetNumberOfTuples(); ++i) {
    field.values.push_back(value_of(*array, i, component));
    largest = std::max(largest, std::abs(field.values.back()));
  }
  const Unit unit = engineering_unit(unit_of(*array), largest);
  field.unit_factor = unit.factor;
  for (double& value : field.values)
    value *= unit.factor;
  // A magnitude or a stress of von Mises is never negative; other stresses, pressures and components may be.
  if (array_name == "J" || array_name == "principal_stretch")
    field.neutral = 1.;
  else if (std::any_of(field.values.begin(), field.values.end(), [](double value) { return value < 0.; }))
    field.neutral = 0.;
  const std::string label = largest_stretch ? "largest principal stretch" : spoken(name);
  field.label = unit.name.empty() ? label : fmt::format("{} ({})", label, unit.name);
  return field;
}

namespace {

// The range without the highest 1 %, unless that hardly matters.
Range robust_range(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  const double low = values.front(), high = values.back();
  const double nearly_highest = values[static_cast<std::size_t>(0.99 * static_cast<double>(values.size() - 1))];
  return {low, nearly_highest > low && high - low > 2. * (nearly_highest - low) ? nearly_highest : high};
}

} // namespace

Range range_within(const Section& section, const Field& field, const std::array<double, 4>& box, bool logarithmic) {
  constexpr double decades = 1e4;
  std::vector<double> values;
  for (vtkIdType i = 0; i < section.skin->GetNumberOfCells(); ++i) {
    vtkCell* const cell = section.skin->GetCell(i);
    for (int p = 0; p < cell->GetNumberOfPoints(); ++p) {
      const double* const x = section.skin->GetPoint(cell->GetPointId(p));
      const double value = field.values[field.on_points ? cell->GetPointId(p) : i];
      if (x[0] >= box[0] && x[0] <= box[1] && x[1] >= box[2] && x[1] <= box[3] && std::isfinite(value) &&
          !(logarithmic && value <= 0.))
        values.push_back(value);
    }
  }
  if (values.empty())
    return logarithmic ? Range{1., 10.} : Range{};
  Range range = robust_range(values);
  if (logarithmic)
    return {std::max(range.low, range.high / decades), std::max(range.high, range.low * 1.01)};
  if (field.neutral && range.low < *field.neutral && range.high > *field.neutral) {
    const double reach = std::max(*field.neutral - range.low, range.high - *field.neutral);
    return {*field.neutral - reach, *field.neutral + reach};
  }
  // A uniform field still needs a scale with two ends.
  if (range.low == range.high)
    range.high = range.low + std::max(1e-9, 1e-3 * std::abs(range.low));
  return range;
}

Range united(const Range& a, const Range& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

} // namespace acumen::viz
