#include "solver/linear/cholesky_solver.h"

#include "solver/linear/cholmod_session.h"

#include <Eigen/Dense>

#include <algorithm>
#include <stdexcept>

namespace acumen::linear {

namespace {

/// A view of the lower triangle in CHOLMOD's form.
cholmod_sparse view(const Eigen::SparseMatrix<double>& matrix) {
  cholmod_sparse result{};
  result.nrow = result.ncol = matrix.rows();
  result.nzmax = matrix.nonZeros();
  result.p = const_cast<int*>(matrix.outerIndexPtr());
  result.i = const_cast<int*>(matrix.innerIndexPtr());
  result.x = const_cast<double*>(matrix.valuePtr());
  result.stype = -1;
  result.itype = CHOLMOD_INT;
  result.xtype = CHOLMOD_REAL;
  result.dtype = CHOLMOD_DOUBLE;
  result.sorted = result.packed = 1;
  return result;
}

/// The factor's last rows and columns, from `first` on, out of its supernodes.
Eigen::MatrixXd last_part(const cholmod_factor& factor, const int first) {
  const int n = static_cast<int>(factor.n);
  Eigen::MatrixXd part = Eigen::MatrixXd::Zero(n - first, n - first);
  const int *const columns = static_cast<int*>(factor.super), *const row_begin = static_cast<int*>(factor.pi),
                   *const value_begin = static_cast<int*>(factor.px), *const rows = static_cast<int*>(factor.s);
  const double* const values = static_cast<double*>(factor.x);
  for (std::size_t s = 0; s < factor.nsuper; ++s) {
    const int n_rows = row_begin[s + 1] - row_begin[s];
    for (int j = std::max(columns[s], first); j < columns[s + 1]; ++j)
      for (int k = 0; k < n_rows; ++k)
        if (const int i = rows[row_begin[s] + k]; i >= j)
          part(i - first, j - first) = values[value_begin[s] + (j - columns[s]) * n_rows + k];
  }
  return part;
}

} // namespace

/// L L^T = A, and what update() adds: with the changed rows E, W = L^-1 E, W^T W = R R^T and the change D of A between
/// them, A + E D E^T is positive definite if N = 1 + R^T D R is, and (A + E D E^T)^-1 = L^-T (1 - W C W^T) L^-1 with
/// C = R^-T (1 - N^-1) R^-1.
struct CholeskySolver::Factorisation {
  CholmodSession session;
  cholmod_factor* factor = nullptr;
  unsigned int first_last = 0;
  std::vector<unsigned int> position;
  std::vector<double> last_values; ///< of the factorised matrix, columns from first_last on
  Eigen::MatrixXd last;            ///< L there; empty until it is wanted
  Eigen::MatrixXd way, correction; ///< W (from first_last on) and C; empty without an update

  ~Factorisation() { cholmod_free_factor(&factor, session.common()); }

  Eigen::VectorXd apply(const int system, const Eigen::VectorXd& right_hand_side);
  bool correct(const std::vector<int>& rows, const Eigen::MatrixXd& change);
};

Eigen::VectorXd CholeskySolver::Factorisation::apply(const int system, const Eigen::VectorXd& right_hand_side) {
  cholmod_dense b{};
  b.nrow = b.d = b.nzmax = right_hand_side.size();
  b.ncol = 1;
  b.x = const_cast<double*>(right_hand_side.data());
  b.xtype = CHOLMOD_REAL;
  b.dtype = CHOLMOD_DOUBLE;
  cholmod_dense* x = cholmod_solve(system, factor, &b, session.common());
  if (x == nullptr)
    throw std::runtime_error("CHOLMOD cannot solve: out of memory");
  const Eigen::VectorXd result = Eigen::Map<const Eigen::VectorXd>(static_cast<double*>(x->x), right_hand_side.size());
  cholmod_free_dense(&x, session.common());
  return result;
}

bool CholeskySolver::Factorisation::correct(const std::vector<int>& rows, const Eigen::MatrixXd& change) {
  if (last.size() == 0)
    last = last_part(*factor, static_cast<int>(first_last));
  Eigen::MatrixXd new_way = Eigen::MatrixXd::Zero(last.rows(), rows.size());
  for (std::size_t k = 0; k < rows.size(); ++k)
    new_way(rows[k], k) = 1.;
  last.triangularView<Eigen::Lower>().solveInPlace(new_way);
  const Eigen::LLT<Eigen::MatrixXd> inner(new_way.transpose() * new_way);
  const Eigen::MatrixXd r = inner.matrixL(), one = Eigen::MatrixXd::Identity(rows.size(), rows.size());
  const Eigen::LLT<Eigen::MatrixXd> outer(one + r.transpose() * change * r);
  if (inner.info() != Eigen::Success || outer.info() != Eigen::Success)
    return false;
  way = std::move(new_way);
  correction = one - outer.solve(one);
  r.triangularView<Eigen::Lower>().transpose().solveInPlace(correction);
  r.triangularView<Eigen::Lower>().solveInPlace<Eigen::OnTheRight>(correction);
  return true;
}

CholeskySolver::CholeskySolver() : factorisation_(std::make_unique<Factorisation>()) {
  factorisation_->session.use_natural_order();
}

CholeskySolver::~CholeskySolver() = default;

bool CholeskySolver::factorise(const SymmetricMatrix& matrix) {
  Factorisation& f = *factorisation_;
  cholmod_sparse lower = view(matrix.lower_triangle());
  if (f.factor == nullptr) {
    f.factor = cholmod_analyze(&lower, f.session.common());
    f.position = matrix.position();
    f.first_last = matrix.first_last();
    if (f.factor == nullptr)
      throw std::runtime_error("CHOLMOD cannot analyse the matrix: out of memory");
  }
  f.last.resize(0, 0);
  f.way.resize(0, 0);
  cholmod_factorize(&lower, f.factor, f.session.common());
  const auto& entries = matrix.lower_triangle();
  f.last_values.assign(entries.valuePtr() + entries.outerIndexPtr()[f.first_last],
                       entries.valuePtr() + entries.nonZeros());
  return f.session.common()->status == CHOLMOD_OK;
}

bool CholeskySolver::update(const SymmetricMatrix& matrix) {
  Factorisation& f = *factorisation_;
  const auto& entries = matrix.lower_triangle();
  const int first = static_cast<int>(f.first_last), begin = entries.outerIndexPtr()[first];
  std::vector<Eigen::Triplet<double>> changes;
  std::vector<int> rows;
  for (int column = first; column < entries.outerSize(); ++column)
    for (int k = entries.outerIndexPtr()[column]; k < entries.outerIndexPtr()[column + 1]; ++k)
      if (const double change = entries.valuePtr()[k] - f.last_values[k - begin]; change != 0.) {
        changes.emplace_back(entries.innerIndexPtr()[k] - first, column - first, change);
        rows.insert(rows.end(), {entries.innerIndexPtr()[k] - first, column - first});
      }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  const auto place = [&](const int row) { return std::lower_bound(rows.begin(), rows.end(), row) - rows.begin(); };
  Eigen::MatrixXd change = Eigen::MatrixXd::Zero(rows.size(), rows.size());
  for (const auto& entry : changes)
    change(place(entry.row()), place(entry.col())) = change(place(entry.col()), place(entry.row())) = entry.value();
  if (!rows.empty())
    return f.correct(rows, change);
  f.way.resize(0, 0);
  return true;
}

std::vector<double> CholeskySolver::solve(const std::vector<double>& right_hand_side) const {
  Factorisation& f = *factorisation_;
  Eigen::VectorXd x(right_hand_side.size());
  for (std::size_t i = 0; i < right_hand_side.size(); ++i)
    x[f.position[i]] = right_hand_side[i];
  if (f.way.size() == 0)
    x = f.apply(CHOLMOD_A, x);
  else {
    x = f.apply(CHOLMOD_L, x);
    auto last = x.tail(f.way.rows());
    last -= f.way * (f.correction * (f.way.transpose() * last)).eval();
    x = f.apply(CHOLMOD_Lt, x);
  }
  std::vector<double> result(right_hand_side.size());
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = x[f.position[i]];
  return result;
}

} // namespace acumen::linear
