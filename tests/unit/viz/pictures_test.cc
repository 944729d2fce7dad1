#include "tests/unit/viz/synthetic_result.h"
#include "viz/render/array_map.h"
#include "viz/render/colours.h"
#include "viz/render/command_line.h"
#include "viz/render/film.h"
#include "viz/render/legend.h"

#include <cmath>
#include <fstream>
#include <gmock/gmock.h>
#include <set>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

namespace acumen::viz {
namespace {

namespace fs = std::filesystem;

int run_viz(const std::vector<std::string>& words) {
  std::vector<const char*> arguments = {"acumen_viz"};
  for (const std::string& word : words)
    arguments.push_back(word.c_str());
  return run(static_cast<int>(arguments.size()), arguments.data());
}

struct Picture {
  int width = 0, height = 0;
  std::set<std::array<int, 3>> colours;
  std::vector<std::array<int, 3>> pixels; ///< from the lower left, row by row

  /// Number of pixels within 2 of 255 of the colour.
  std::size_t count(const Colour& colour) const {
    return std::count_if(pixels.begin(), pixels.end(), [&](const std::array<int, 3>& pixel) {
      return std::abs(pixel[0] - 255. * colour[0]) < 2. && std::abs(pixel[1] - 255. * colour[1]) < 2. &&
             std::abs(pixel[2] - 255. * colour[2]) < 2.;
    });
  }
};

Picture read_picture(const fs::path& file) {
  Picture picture;
  if (!fs::exists(file))
    return picture;
  vtkNew<vtkPNGReader> reader;
  reader->SetFileName(file.c_str());
  reader->Update();
  vtkImageData* const image = reader->GetOutput();
  picture.width = image->GetDimensions()[0];
  picture.height = image->GetDimensions()[1];
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      const auto* const p = static_cast<const unsigned char*>(image->GetScalarPointer(x, y, 0));
      picture.pixels.push_back({p[0], p[1], p[2]});
    }
  picture.colours.insert(picture.pixels.begin(), picture.pixels.end());
  return picture;
}

TEST(Pictures, SectionShowsLayersAndNeedle) {
  const SyntheticResult result;
  ASSERT_EQ(run_viz({result.directory(), "--width", "800"}), 0);
  const Picture picture = read_picture(result.directory() / "figures/section_deepest.png");
  EXPECT_EQ(picture.width, 800);
  EXPECT_EQ(picture.height, 560);
  // The needle's frame shows the two upper layers; the third one begins below it.
  EXPECT_GT(picture.count(layer_colour("stratum corneum", 0)), 1000u);
  EXPECT_GT(picture.count(layer_colour("dermis", 1)), 100000u);
  EXPECT_GT(picture.count(steel), 5000u);
  // Anti-aliased writing and edges have many shades.
  EXPECT_GT(picture.colours.size(), 100u);
}

TEST(Pictures, SectionIsMirroredAboutTheAxis) {
  const SyntheticResult result;
  const fs::path file = result.directory() / "tip.png";
  ASSERT_EQ(run_viz({"render", result.directory(), "--zoom", "--width", "800", "--output", file}), 0);
  const Picture picture = read_picture(file);
  ASSERT_EQ(picture.width, 800);
  // Plot from 2 % to 77 % of the width; the row is above the scale bar. Rounding may shift the halves by a pixel.
  const int middle = static_cast<int>(std::lround(0.395 * 800)), row = 350;
  const auto reach = [&](int direction) {
    int x = middle;
    while (picture.pixels[row * 800 + x][2] > picture.pixels[row * 800 + x][0])
      x += direction; // steel is the only bluish colour
    return std::abs(x - middle);
  };
  EXPECT_GT(reach(1), 5);
  EXPECT_NEAR(reach(1), reach(-1), 2);
}

TEST(Pictures, FullViewShowsTheDeepestLayer) {
  const SyntheticResult result;
  ASSERT_EQ(run_viz({"render", result.directory(), "--full", "--step", "0", "--mesh", "--width", "800"}), 0);
  const Picture picture = read_picture(result.directory() / "figures/section_0000.png");
  EXPECT_GT(picture.count(layer_colour("hypodermis", 2)), 1000u);
}

TEST(Pictures, FieldRunsThroughTheColourMap) {
  const SyntheticResult result;
  // With the mesh each cell has its own value; without it the values are smoothed, and the ends of the map may be
  // missed.
  ASSERT_EQ(
      run_viz({result.directory(), "--field", "von_mises", "--log", "--mesh", "--step", "puncture", "--width", "800"}),
      0);
  const Picture picture = read_picture(result.directory() / "figures/section_puncture.png");
  EXPECT_GT(picture.count({0x44 / 255., 0x01 / 255., 0x54 / 255.}), 20u);
  EXPECT_GT(picture.count({0xfd / 255., 0xe7 / 255., 0x25 / 255.}), 20u);
  EXPECT_GT(picture.colours.size(), 300u);
}

TEST(Pictures, ComponentsAndPointFieldsAreShown) {
  const SyntheticResult result;
  for (const char* const field : {"cauchy_stress:4", "displacement", "displacement:1"})
    EXPECT_EQ(run_viz({result.directory(), "--field", field, "--width", "400"}), 0) << field;
}

TEST(Pictures, CutawayShowsTheFacesInTheLayersColours) {
  const SyntheticResult result;
  ASSERT_EQ(run_viz({result.directory(), "--cutaway", "--width", "800"}), 0);
  const Picture picture = read_picture(result.directory() / "figures/cutaway_deepest.png");
  ASSERT_EQ(picture.width, 800);
  // Faces are unlit; the surface and the needle are shaded, so that few of their pixels have the plain colour.
  EXPECT_GT(picture.count(layer_colour("dermis", 1)), 20000u);
  EXPECT_GT(picture.colours.size(), 1000u);
  // What lies outside the core and the writing is white.
  EXPECT_GT(picture.count(white), 100000u);
}

TEST(Pictures, CutNeedleShowsItsFace) {
  const SyntheticResult result;
  for (const char* const option : {"--cut-needle", "--mesh", "--full", "--zoom"})
    EXPECT_EQ(run_viz({result.directory(), "--cutaway", option, "--field", "displacement:1", "--width", "400"}), 0)
        << option;
}

TEST(Colours, TwoSidedMapIsPaleAtTheNeutralValue) {
  const auto table = two_sided_colours({-2., 2.});
  std::array<double, 3> below, neutral, above;
  table->GetColor(-2., below.data());
  table->GetColor(0., neutral.data());
  table->GetColor(2., above.data());
  EXPECT_GT(*std::min_element(neutral.begin(), neutral.end()), 0.9);
  EXPECT_GT(below[2], below[0] + 0.2);
  EXPECT_GT(above[0], above[2] + 0.2);
}

// Number of pictures in a GIF: its graphic control extensions.
std::size_t gif_pictures(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  std::size_t count = 0;
  for (std::size_t at = 0; (at = bytes.find("\x21\xf9\x04", at)) != std::string::npos; ++at)
    ++count;
  return bytes.compare(0, 6, "GIF89a") == 0 ? count : 0;
}

TEST(Animation, GifHasOnePictureAStep) {
  const SyntheticResult result;
  for (const char* const shape : {"--mesh", "--cutaway"}) {
    const fs::path file = result.directory() / "film.gif";
    ASSERT_EQ(
        run_viz({result.directory(), "--animate", shape, "--field", "von_mises", "--width", "400", "--output", file}),
        0);
    EXPECT_EQ(gif_pictures(file), 3u);
    ASSERT_EQ(run_viz({result.directory(), "--animate", shape, "--pictures", "2", "--width", "400", "--output", file}),
              0);
    EXPECT_EQ(gif_pictures(file), 2u);
  }
  EXPECT_FALSE(fs::exists(result.directory() / "film.part.gif"));
}

TEST(Animation, Mp4WhereFfmpegIs) {
  if (!ffmpeg_present())
    GTEST_SKIP() << "no ffmpeg";
  const SyntheticResult result;
  ASSERT_EQ(run_viz({result.directory(), "--animate", "--width", "400"}), 0);
  std::ifstream stream(result.directory() / "figures/insertion.mp4", std::ios::binary);
  std::string head(12, ' ');
  stream.read(head.data(), 12);
  EXPECT_EQ(head.substr(4, 4), "ftyp");
}

TEST(ArrayMap, NeedlesStandBackByTheSkinsCurvature) {
  const SyntheticResult result;
  result.overwrite("case.yaml", "title: Array\narray:\n  rows: 3\n  columns: 3\n  pitch: 1 mm\n");
  result.overwrite("history.csv",
                   "step,time [s],travel [m],force [N],penetration_depth [m]\n0,0,0,0,0\n1,0.2,2e-4,0.05,1e-4\n"
                   "2,0.5,5e-4,0.08,4e-4\n");
  const ArrayDepths array = array_depths(open_result(result.directory()), {0.01, 0., 0., 1});
  ASSERT_EQ(array.depth.size(), 9u);
  // The middle one is in by all of the travel; the others lag by r^2 / (2 R): 50 um, 100 um at the corners.
  EXPECT_NEAR(array.depth[4], 4e-4, 1e-12);
  EXPECT_NEAR(array.depth[1], 3.5e-4, 1e-12);
  EXPECT_NEAR(array.depth[0], 3e-4, 1e-12);
  // Less travel than at puncture (200 um) leaves a needle outside.
  EXPECT_EQ(array_depths(open_result(result.directory()), {0.002, 0., 0., 1}).depth[0], 0.);
  ASSERT_EQ(run_viz({"array", result.directory(), "--site-radius", "10", "--tilt", "1", "--width", "800"}), 0);
  EXPECT_EQ(read_picture(result.directory() / "figures/array.png").width, 800);
}

TEST(Pictures, ForceCurveTellsInsertionFromWithdrawal) {
  const SyntheticResult result;
  ASSERT_EQ(run_viz({"force_curve", result.directory(), "--width", "800"}), 0);
  const Picture picture = read_picture(result.directory() / "figures/force.png");
  EXPECT_EQ(picture.width, 800);
  EXPECT_GT(picture.count(blue), 300u);
  EXPECT_GT(picture.count(vermilion), 100u);
}

} // namespace
} // namespace acumen::viz
