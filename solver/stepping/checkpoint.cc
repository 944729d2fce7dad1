#include "solver/stepping/checkpoint.h"

#include "solver/base/error.h"
#include "solver/base/hdf5_file.h"
#include "solver/stepping/record_table.h"

namespace acumen::stepping {

namespace {

/// Raised whenever the layout below changes.
constexpr const char* format_version = "1";

using Tensor = dealii::SymmetricTensor<2, 3>;
constexpr unsigned int tensor_size = Tensor::n_independent_components;
constexpr unsigned int contact_size = 3;

/// Single numbers of a state, in the order they are stored.
template <class State> auto scalars(State& state) {
  return std::array{&state.previous_increment, &state.step_size,      &state.phase_time,         &state.dwell_step,
                    &state.phase_start_force,  &state.surface_height, &state.stored_before_touch};
}

void append(const Tensor& tensor, std::vector<double>& values) {
  for (unsigned int i = 0; i < tensor_size; ++i)
    values.push_back(tensor.access_raw_entry(i));
}

/// Takes numbers off a vector, one after the other; runs out with an exception.
class Cursor {
public:
  explicit Cursor(std::vector<double> values) : values_(std::move(values)) {}
  bool at_end() const { return next_ == values_.size(); }
  double number() {
    if (at_end())
      throw base::OutputError("the checkpoint is damaged: an array is too short");
    return values_[next_++];
  }
  Tensor tensor() {
    Tensor result;
    for (unsigned int i = 0; i < tensor_size; ++i)
      result.access_raw_entry(i) = number();
    return result;
  }

private:
  std::vector<double> values_;
  std::size_t next_ = 0;
};

std::vector<double> pack_overstress(const std::vector<OverstressHistory>& histories) {
  std::vector<double> values;
  for (const OverstressHistory& history : histories) {
    values.push_back(static_cast<double>(history.branches.size()));
    for (const Tensor* tensor : {&history.stress, &history.cauchy_green, &history.overstress})
      append(*tensor, values);
    for (const Tensor& branch : history.branches)
      append(branch, values);
  }
  return values;
}

std::vector<OverstressHistory> unpack_overstress(std::vector<double> values) {
  Cursor cursor(std::move(values));
  std::vector<OverstressHistory> histories;
  while (!cursor.at_end()) {
    OverstressHistory history;
    history.branches.resize(static_cast<std::size_t>(cursor.number()));
    for (Tensor* tensor : {&history.stress, &history.cauchy_green, &history.overstress})
      *tensor = cursor.tensor();
    for (Tensor& branch : history.branches)
      branch = cursor.tensor();
    histories.push_back(std::move(history));
  }
  return histories;
}

void write_skin(base::Hdf5Writer& file, const SkinState& skin) {
  std::vector<double> cracks, contact;
  for (const auto& crack : skin.cracks)
    cracks.insert(cracks.end(), {crack.opening, crack.largest_opening});
  for (const auto& point : skin.contact)
    contact.insert(contact.end(), {point.radius, point.height, point.normal_force});
  file.write("/skin/displacement", skin.displacement);
  file.write("/skin/cracks", cracks, 2);
  file.write("/skin/contact", contact, contact_size);
  file.write("/skin/overstress", pack_overstress(skin.overstress));
}

SkinState read_skin(const base::Hdf5Reader& file) {
  SkinState skin;
  skin.displacement = file.read("/skin/displacement");
  skin.overstress = unpack_overstress(file.read("/skin/overstress"));
  for (Cursor cursor(file.read("/skin/cracks")); !cursor.at_end();) {
    const double opening = cursor.number(), largest = cursor.number();
    skin.cracks.push_back({opening, largest});
  }
  for (Cursor cursor(file.read("/skin/contact")); !cursor.at_end();) {
    contact::ContactPointHistory point;
    for (double* const number : {&point.radius, &point.height, &point.normal_force})
      *number = cursor.number();
    skin.contact.push_back(point);
  }
  return skin;
}

/// Columns need a name a layer; here the numbers alone will do.
std::vector<RecordColumn> columns(const std::size_t n_layers) {
  return record_columns(std::vector<std::string>(n_layers, "layer"));
}

std::vector<StepRecord> read_records(const base::Hdf5Reader& file, const std::size_t n_layers) {
  const auto table = columns(n_layers);
  std::vector<StepRecord> records;
  for (Cursor cursor(file.read("/records")); !cursor.at_end();) {
    StepRecord record;
    for (const RecordColumn& column : table)
      column.set(record, cursor.number());
    records.push_back(record);
  }
  return records;
}

void write_records(base::Hdf5Writer& file, const std::vector<StepRecord>& records) {
  const auto table = columns(records.empty() ? 0 : records.front().ledger.fracture.size());
  std::vector<double> values;
  for (const StepRecord& record : records)
    for (const RecordColumn& column : table)
      values.push_back(column.get(record));
  file.write("/records", values, static_cast<unsigned int>(table.size()));
}

void require_fit(const std::string& file, const InsertionState& state, const SkinModel& model) {
  const std::size_t n = model.n_dofs();
  if (state.skin.displacement.size() != n || state.previous_displacement.size() != n ||
      state.skin.cracks.size() != model.elements().size() || state.records.empty())
    throw base::OutputError(file + " does not fit the mesh of this version of the program: start the case afresh");
}

} // namespace

void write_checkpoint(const std::string& file, const CheckpointHeader& header, const InsertionState& state) {
  base::Hdf5Writer writer;
  writer.write_attribute("/", "format_version", format_version);
  writer.write_attribute("/", "case_name", header.case_name);
  writer.write_attribute("/", "case_hash", header.case_hash);
  writer.write_scalar("/wall_time", header.wall_time);
  writer.write_scalar("/phase", state.phase);
  std::vector<double> numbers;
  for (const double* number : scalars(state))
    numbers.push_back(*number);
  writer.write("/scalars", numbers);
  writer.write("/previous_displacement", state.previous_displacement);
  write_skin(writer, state.skin);
  write_records(writer, state.records);
  writer.save(file);
}

Checkpoint read_checkpoint(const std::string& file, const std::string& case_hash, const SkinModel& model) {
  const base::Hdf5Reader reader(file);
  if (reader.read_attribute("/", "format_version") != format_version)
    throw base::OutputError(file + " was written by another version of the program: start the case afresh");
  Checkpoint checkpoint;
  CheckpointHeader& header = checkpoint.header;
  header.case_hash = reader.read_attribute("/", "case_hash");
  if (header.case_hash != case_hash)
    throw base::OutputError(file + " belongs to another case (hash " + header.case_hash + ", not " + case_hash +
                            "): restore the case.yaml that it was started with, or start afresh");
  header.case_name = reader.read_attribute("/", "case_name");
  header.wall_time = reader.read("/wall_time").at(0);
  InsertionState& state = checkpoint.state;
  state.phase = static_cast<unsigned int>(reader.read("/phase").at(0));
  Cursor numbers(reader.read("/scalars"));
  for (double* const number : scalars(state))
    *number = numbers.number();
  state.previous_displacement = reader.read("/previous_displacement");
  state.skin = read_skin(reader);
  state.records = read_records(reader, model.layers().size());
  require_fit(file, state, model);
  return checkpoint;
}

} // namespace acumen::stepping
