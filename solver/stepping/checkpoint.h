#pragma once

#include "solver/stepping/insertion.h"

namespace acumen::stepping {

/// Which case a checkpoint belongs to, and what its run has cost so far.
struct CheckpointHeader {
  std::string case_name;
  std::string case_hash; ///< of the resolved case: a checkpoint serves no other
  double wall_time = 0.; ///< spent up to here, earlier parts of the run included [s]
};

struct Checkpoint {
  CheckpointHeader header;
  InsertionState state;
};

/// Saves where a run stands into one HDF5 file, atomically and in full precision: the run that is restored from it goes
/// on as if it had never stopped. Throws base::OutputError.
void write_checkpoint(const std::string& file, const CheckpointHeader& header, const InsertionState& state);

/// Reads a checkpoint. Throws base::OutputError when the file is missing, damaged, of another version of the format, of
/// another case than `case_hash`, or does not fit `potential`.
Checkpoint read_checkpoint(const std::string& file, const std::string& case_hash, const SkinPotential& potential);

} // namespace acumen::stepping
