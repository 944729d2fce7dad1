#include "solver/stepping/checkpoint.h"

#include "solver/base/error.h"
#include "solver/base/hdf5_file.h"
#include "solver/stepping/record_table.h"

namespace acumen::stepping {

namespace {

/// Raised whenever the layout below changes.
constexpr const char* format_version = "2";

/// Single numbers of a state, in the order they are stored.
template <class State> auto scalars(State& state) {
  return std::array{&state.previous_increment, &state.step_size,      &state.phase_time,         &state.dwell_step,
                    &state.phase_start_force,  &state.surface_height, &state.stored_before_touch};
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

private:
  std::vector<double> values_;
  std::size_t next_ = 0;
};

/// Where the history of the term of that name stands.
std::string path_of(const std::string& term) {
  return "/skin/history/" + term;
}

void write_skin(base::Hdf5Writer& file, const PotentialState& skin) {
  file.write("/skin/displacement", skin.displacement);
  for (const auto& [term, history] : skin.history)
    file.write(path_of(term), history);
}

PotentialState read_skin(const base::Hdf5Reader& file, const std::vector<std::string>& terms) {
  PotentialState skin;
  skin.displacement = file.read("/skin/displacement");
  for (const std::string& term : terms)
    skin.history[term] = file.read(path_of(term));
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

void require_fit(const std::string& file, const InsertionState& state, const IncrementalPotential& potential) {
  if (!potential.fits(state.skin) || state.previous_displacement.size() != potential.n_dofs() || state.records.empty())
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

Checkpoint read_checkpoint(const std::string& file, const std::string& case_hash, const SkinPotential& potential) {
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
  state.skin = read_skin(reader, potential.term_names());
  state.records = read_records(reader, potential.model().layers().size());
  require_fit(file, state, potential);
  return checkpoint;
}

} // namespace acumen::stepping
