#include "scenarios/input/declarations.h"

#include "scenarios/input/describe.h"
#include "scenarios/input/json_schema.h"
#include "scenarios/input/reader.h"
#include "solver/base/quantity.h"
#include "tests/support/contains.h"

#include <functional>
#include <gtest/gtest.h>
#include <set>

namespace {

using namespace acumen;
using scenarios::Group;
using scenarios::Parameter;
using tests::contains;

void for_each(const Group& group, const std::string& path,
              const std::function<void(const Parameter&, const std::string&)>& visit) {
  for (const Parameter& parameter : group.parameters)
    visit(parameter, path + parameter.key);
  for (const Group& child : group.groups)
    for_each(child, path + child.key + ".", visit);
}

TEST(Declaration, EveryParameterIsDocumented) {
  int count = 0;
  for_each(scenarios::case_declaration(), "", [&](const Parameter& parameter, const std::string& path) {
    ++count;
    EXPECT_GT(parameter.meaning.size(), 10u) << path;
    EXPECT_EQ(parameter.meaning.back(), '.') << path;
    if (parameter.kind == Parameter::Kind::quantity) {
      EXPECT_NO_THROW(base::parse_quantity(base::example_quantity(parameter.unit), parameter.unit)) << path;
    }
  });
  EXPECT_GT(count, 60);
}

TEST(Declaration, KeysAreUniqueInTheirGroup) {
  std::set<std::string> seen;
  for_each(scenarios::case_declaration(), "",
           [&](const Parameter&, const std::string& path) { EXPECT_TRUE(seen.insert(path).second) << path; });
}

TEST(Declaration, EveryDefaultIsWithinItsRange) {
  for_each(scenarios::case_declaration(), "", [](const Parameter& parameter, const std::string& path) {
    if (parameter.kind == Parameter::Kind::quantity && !parameter.default_text.empty()) {
      EXPECT_TRUE(parameter.range.contains(base::parse_quantity(parameter.default_text, parameter.unit))) << path;
    }
  });
}

TEST(Declaration, DescribeAndSchemaListEveryParameter) {
  const std::string text = scenarios::describe(scenarios::case_declaration());
  const std::string schema = scenarios::json_schema(scenarios::case_declaration(), "case");
  for_each(scenarios::case_declaration(), "", [&](const Parameter& parameter, const std::string& path) {
    EXPECT_TRUE(contains(text, parameter.meaning)) << path;
    EXPECT_TRUE(contains(schema, "\"" + parameter.key + "\"")) << path;
  });
  EXPECT_EQ(scenarios::describe(scenarios::case_declaration(), "no such name"), "");
}

TEST(Reader, AnnotatedValueKeepsItsOrigin) {
  scenarios::InputNode root;
  scenarios::apply_override(root,
                            "needle={length: {value: 600 um, spread: [580 um, 620 um], source: maker, label: read}}");
  scenarios::CaseInput input;
  scenarios::ReadLog log;
  scenarios::read_group(scenarios::case_declaration(), root, &input, "", log);
  EXPECT_TRUE(log.problems.empty());
  EXPECT_DOUBLE_EQ(*input.needle.length, 600e-6);
  EXPECT_EQ(log.annotations.at("needle.length").spread, "580 um to 620 um");
  EXPECT_EQ(log.annotations.at("needle.length").source, "maker");
}

} // namespace
