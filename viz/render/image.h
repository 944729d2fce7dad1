#pragma once

#include <filesystem>
#include <vtkImageData.h>
#include <vtkRenderWindow.h>
#include <vtkSmartPointer.h>

namespace acumen::viz {

/// Pictures are drawn this many times larger in each direction and then averaged: smooth edges on every driver.
constexpr int supersampling = 2;

/// Throws base::OutputError when there is no display to render with: VTK would abort the process.
void require_display();

/// Draws the window and scales it down by `supersampling`: RGB bytes.
vtkSmartPointer<vtkImageData> picture_of(vtkRenderWindow& window);

/// Writes the window's picture under a temporary name, then renames it. Makes the directory where needed.
/// Throws base::OutputError, leaving nothing behind, when that fails.
void write_png(vtkRenderWindow& window, const std::filesystem::path& file);

/// Makes the file's directory; renames `temporary` to `file` where `written`; else removes it and throws
/// base::OutputError.
void make_directory_of(const std::filesystem::path& file);
void finish_file(const std::filesystem::path& temporary, const std::filesystem::path& file, bool written);

} // namespace acumen::viz
