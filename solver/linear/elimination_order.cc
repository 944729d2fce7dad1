#include "solver/linear/elimination_order.h"

#include "solver/linear/cholmod_session.h"

#include <algorithm>
#include <stdexcept>

namespace acumen::linear {

namespace {

/// A pattern in CHOLMOD's form.
class Pattern {
public:
  Pattern(CholmodSession& session, const std::vector<std::vector<int>>& columns) : session_(session) {
    std::size_t n_entries = 0;
    for (const auto& column : columns)
      n_entries += column.size();
    constexpr int sorted = 1, packed = 1, lower = -1;
    sparse_ = cholmod_allocate_sparse(columns.size(), columns.size(), n_entries, sorted, packed, lower, CHOLMOD_PATTERN,
                                      session.common());
    int* const begin = static_cast<int*>(sparse_->p);
    int* const rows = static_cast<int*>(sparse_->i);
    int next = 0;
    for (std::size_t j = 0; j < columns.size(); ++j) {
      begin[j] = next;
      next = static_cast<int>(std::copy(columns[j].begin(), columns[j].end(), rows + next) - rows);
    }
    begin[columns.size()] = next;
  }
  ~Pattern() { cholmod_free_sparse(&sparse_, session_.common()); }
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  /// Order of elimination as CHOLMOD finds it, or makes of the given one by post-ordering.
  std::vector<int> analyse(std::vector<int> given = {}) {
    cholmod_factor* factor =
        cholmod_analyze_p(sparse_, given.empty() ? nullptr : given.data(), nullptr, 0, session_.common());
    if (factor == nullptr)
      throw std::runtime_error("CHOLMOD finds no order of elimination");
    const int* const order = static_cast<const int*>(factor->Perm);
    std::vector<int> result(order, order + factor->n);
    cholmod_free_factor(&factor, session_.common());
    return result;
  }

private:
  CholmodSession& session_;
  cholmod_sparse* sparse_ = nullptr;
};

/// The pattern of those rows that `number` numbers (from 0); the others have -1.
std::vector<std::vector<int>> part_of(const std::vector<std::vector<int>>& columns, const std::vector<int>& number,
                                      const std::size_t size) {
  std::vector<std::vector<int>> part(size);
  for (std::size_t j = 0; j < columns.size(); ++j)
    if (number[j] >= 0)
      for (const int row : columns[j])
        if (number[row] >= 0)
          part[number[j]].push_back(number[row]);
  return part;
}

} // namespace

std::vector<unsigned int> elimination_order(const std::vector<std::vector<int>>& columns,
                                            const std::vector<unsigned int>& last) {
  CholmodSession session;
  std::vector<int> number(columns.size(), 0), first;
  for (const unsigned int row : last)
    number[row] = -1;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (number[i] == 0) {
      number[i] = static_cast<int>(first.size());
      first.push_back(static_cast<int>(i));
    }
  std::vector<int> order;
  if (!first.empty())
    for (const int i : Pattern(session, part_of(columns, number, first.size())).analyse())
      order.push_back(first[i]);
  order.insert(order.end(), last.begin(), last.end());
  if (!last.empty()) {
    session.use_given_order();
    order = Pattern(session, columns).analyse(order);
  }
  return {order.begin(), order.end()};
}

} // namespace acumen::linear
