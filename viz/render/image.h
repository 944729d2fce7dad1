#pragma once

#include <filesystem>
#include <vtkRenderWindow.h>

namespace acumen::viz {

/// Pictures are drawn this many times larger in each direction and then averaged: smooth edges on every driver.
constexpr int supersampling = 2;

/// Throws base::OutputError when there is no display to render with: VTK would abort the process.
void require_display();

/// Draws the window, scales it down by `supersampling` and writes it under a temporary name, then renames it.
/// Makes the directory where needed. Throws base::OutputError, leaving nothing behind, when that fails.
void write_png(vtkRenderWindow& window, const std::filesystem::path& file);

} // namespace acumen::viz
