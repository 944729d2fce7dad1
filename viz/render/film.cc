#include "viz/render/film.h"

#include "solver/base/error.h"
#include "viz/render/image.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <gif_lib.h>
#include <sstream>
#include <unistd.h>
#include <vector>
#include <vtkImageQuantizeRGBToIndex.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>

namespace acumen::viz {

namespace fs = std::filesystem;

namespace {

/// The temporary file of a film; removed with it unless it got its name.
class Draft {
public:
  explicit Draft(fs::path file) : file_(std::move(file)) {
    make_directory_of(file_);
    // The extension stays: ffmpeg goes by it.
    temporary_ = file_.parent_path() / (file_.stem().string() + ".part" + file_.extension().string());
  }
  ~Draft() {
    std::error_code ignored;
    fs::remove(temporary_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const fs::path& temporary() const { return temporary_; }
  const fs::path& file() const { return file_; }
  void finish(bool written) const { finish_file(temporary_, file_, written); }

private:
  fs::path file_, temporary_;
};

/// Rows of the picture, the upper one first.
std::vector<const unsigned char*> rows_of(vtkImageData& picture) {
  const int height = picture.GetDimensions()[1];
  std::vector<const unsigned char*> rows;
  for (int y = height; y-- > 0;)
    rows.push_back(static_cast<const unsigned char*>(picture.GetScalarPointer(0, y, 0)));
  return rows;
}

std::string quoted(const std::string& word) {
  std::string result = "'";
  for (const char c : word)
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

class Mp4Film : public Film {
public:
  Mp4Film(const fs::path& file, int width, int height, double rate) : draft_(file) {
    // A dying ffmpeg must show as a failed write, not end this process.
    std::signal(SIGPIPE, SIG_IGN);
    // yuv420p and faststart: what browsers, telephones and slides play.
    const std::string command =
        fmt::format("exec ffmpeg -loglevel quiet -nostdin -y -f rawvideo -pix_fmt rgb24 -s {}x{} -r {} -i pipe:0 -an "
                    "-c:v libx264 -crf 20 -preset medium -threads 1 -pix_fmt yuv420p -movflags +faststart {}",
                    width, height, rate, quoted(fs::absolute(draft_.temporary()).string()));
    // ffmpeg takes its frames from a pipe:0, which "-nostdin" leaves alone.
    pipe_ = popen(command.c_str(), "w");
    if (!pipe_)
      throw base::OutputError("ffmpeg cannot be started to write " + file.string());
  }
  ~Mp4Film() override {
    if (pipe_)
      pclose(pipe_);
  }
  void add(vtkImageData& picture) override {
    const std::size_t bytes = 3 * static_cast<std::size_t>(picture.GetDimensions()[0]);
    for (const unsigned char* const row : rows_of(picture))
      good_ = good_ && std::fwrite(row, 1, bytes, pipe_) == bytes;
  }
  void finish() override {
    const int status = pclose(pipe_);
    pipe_ = nullptr;
    draft_.finish(good_ && status == 0);
  }

private:
  Draft draft_;
  std::FILE* pipe_ = nullptr;
  bool good_ = true;
};

/// Each picture has a palette of its own: 256 colours do for one, not for all.
class GifFilm : public Film {
public:
  GifFilm(const fs::path& file, int width, int height, double rate)
      : draft_(file), width_(width), height_(height), delay_(std::max(2, static_cast<int>(std::lround(100. / rate)))) {
    int reason = 0;
    gif_ = EGifOpenFileName(draft_.temporary().c_str(), false, &reason);
    if (!gif_)
      throw base::OutputError("cannot write " + file.string() + ": missing permission, or no such place");
    EGifSetGifVersion(gif_, true);
    good_ = EGifPutScreenDesc(gif_, width_, height_, 8, 0, nullptr) == GIF_OK;
    // The application extension that makes films repeat for ever.
    const std::array<unsigned char, 3> forever = {1, 0, 0};
    good_ = good_ && EGifPutExtensionLeader(gif_, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
            EGifPutExtensionBlock(gif_, 11, "NETSCAPE2.0") == GIF_OK &&
            EGifPutExtensionBlock(gif_, forever.size(), forever.data()) == GIF_OK &&
            EGifPutExtensionTrailer(gif_) == GIF_OK;
  }
  ~GifFilm() override {
    int reason = 0;
    if (gif_)
      EGifCloseFile(gif_, &reason);
  }
  void add(vtkImageData& picture) override;
  void finish() override {
    int reason = 0;
    const bool closed = EGifCloseFile(gif_, &reason) == GIF_OK;
    gif_ = nullptr;
    draft_.finish(good_ && closed);
  }

private:
  Draft draft_;
  int width_, height_, delay_;
  GifFileType* gif_ = nullptr;
  bool good_ = true;
};

void GifFilm::add(vtkImageData& picture) {
  vtkNew<vtkImageQuantizeRGBToIndex> quantize;
  quantize->SetInputData(&picture);
  quantize->SetNumberOfColors(256);
  quantize->Update();
  vtkImageData& indices = *quantize->GetOutput();
  vtkLookupTable& table = *quantize->GetLookupTable();
  std::array<GifColorType, 256> colours{};
  for (vtkIdType i = 0; i < std::min<vtkIdType>(256, table.GetNumberOfTableValues()); ++i) {
    const double* const colour = table.GetTableValue(i);
    const auto byte = [&](int c) { return static_cast<GifByteType>(std::lround(255. * colour[c])); };
    colours[static_cast<std::size_t>(i)] = {byte(0), byte(1), byte(2)};
  }
  ColorMapObject* const map = GifMakeMapObject(256, colours.data());
  GraphicsControlBlock control{DISPOSE_DO_NOT, false, delay_, NO_TRANSPARENT_COLOR};
  std::array<GifByteType, 4> bytes{};
  EGifGCBToExtension(&control, bytes.data());
  good_ = good_ && EGifPutExtension(gif_, GRAPHICS_EXT_FUNC_CODE, 4, bytes.data()) == GIF_OK &&
          EGifPutImageDesc(gif_, 0, 0, width_, height_, false, map) == GIF_OK;
  std::vector<GifPixelType> line(static_cast<std::size_t>(width_));
  for (int y = height_; good_ && y-- > 0;) {
    // Indices are 16 bits wide.
    const auto* const row = static_cast<const unsigned short*>(indices.GetScalarPointer(0, y, 0));
    std::copy(row, row + width_, line.begin());
    good_ = EGifPutLine(gif_, line.data(), width_) == GIF_OK;
  }
  GifFreeMapObject(map);
}

} // namespace

bool ffmpeg_present() {
  const char* const path = std::getenv("PATH");
  std::stringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');)
    if (access((folder + "/ffmpeg").c_str(), X_OK) == 0)
      return true;
  return false;
}

std::unique_ptr<Film> open_film(const fs::path& file, int width, int height, double rate) {
  const std::string kind = file.extension().string();
  if (kind == ".gif")
    return std::make_unique<GifFilm>(file, width, height, rate);
  if (kind != ".mp4")
    throw base::InputError({{"an animation is an MP4 or a GIF file", file.string(), "--output", 0, 0,
                             "let the name end in .mp4 or .gif"}});
  if (!ffmpeg_present())
    throw base::InputError({{"MP4 takes the program ffmpeg, which is not in the path", file.string(), "--output", 0, 0,
                             "install ffmpeg, or let the name end in .gif"}});
  return std::make_unique<Mp4Film>(file, width, height, rate);
}

} // namespace acumen::viz
