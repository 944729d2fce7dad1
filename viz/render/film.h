#pragma once

#include <filesystem>
#include <memory>
#include <vtkImageData.h>

namespace acumen::viz {

/// A film that pictures are added to, all of one size.
class Film {
public:
  virtual ~Film() = default;
  /// RGB bytes; width and height are even numbers.
  virtual void add(vtkImageData& picture) = 0;
  /// Gives the file its name. Until then there is only a temporary one, which the destructor removes.
  /// Throws base::OutputError when the film could not be written.
  virtual void finish() = 0;
};

/// Whether the program ffmpeg, which writes MP4, is in the path.
bool ffmpeg_present();

/// MP4 (H.264, by the program ffmpeg) or GIF, by the file's extension; `rate` pictures a second.
///
/// Throws base::InputError for another extension, or for MP4 without ffmpeg; base::OutputError when the file cannot
/// be made.
std::unique_ptr<Film> open_film(const std::filesystem::path& file, int width, int height, double rate);

} // namespace acumen::viz
