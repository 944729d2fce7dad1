#pragma once

#include "scenarios/input/case.h"
#include "scenarios/input/reader.h"
#include "solver/base/tissue_role.h"

namespace acumen::scenarios {

/// tissues/<name>.yaml
struct TissueEntry {
  std::string name, title;
  base::TissueRole role = base::TissueRole::phantom;
  double thinning_per_decade = 0.; // share of the thickness lost in ten years [-]
  bool bleeds = false;
  TissueProperties tissue;
};

/// Thickness a site gives to layers of its support [m].
struct SupportThickness {
  std::optional<double> hypodermis, muscle;
};

/// sites/<name>.yaml: a skin site or a phantom
struct SiteEntry {
  std::string name, title, kind;
  std::vector<LayerInput> layers;
  std::optional<double> pre_stretch;   // in-plane strain [-]
  std::optional<double> reference_age; // [year]
  std::string support;
  SupportThickness support_thickness;
};

/// supports/<name>.yaml; below its last layer the domain is held fixed
struct SupportEntry {
  std::string name, title;
  std::vector<LayerInput> layers;
};

/// Whether a needle yields or breaks.
enum class MaterialFailure { ductile, brittle };

/// needle_materials/<name>.yaml
struct NeedleMaterial {
  std::string name, title;
  MaterialFailure failure = MaterialFailure::ductile;
  std::optional<double> youngs_modulus, strength, density, poisson_ratio; // [Pa], [Pa], [kg/m^3], [-]
  std::optional<double> compressive_strength, weibull_modulus;            // brittle only: [Pa], [-]
  std::optional<double> compression_ratio;                                // ductile only: [-]
};

/// One library file with what it says about its values' origin, by path inside the file.
template <class Entry> struct LibraryItem {
  Entry entry;
  std::map<std::string, Annotation> annotations;
};

/// Whether a drug's or polymer's name is a file of the user's own instead of an entry of the library: it ends in .yaml.
bool is_own_file(const std::string& name);

/// Folder of the library: the environment's ACUMEN_LIBRARY, else the source tree's.
std::string library_folder();

/// Names of the entries in one of the library's folders ("tissues", "sites", "supports", "needle_materials"), sorted.
std::vector<std::string> library_names(const std::string& kind);

/// Read an entry. An unknown name is a problem at the place that `path` was written; problems inside the library's file
/// are reported there. Empty when either occurred.
std::optional<LibraryItem<TissueEntry>> load_tissue(const std::string& name, const std::string& path, ReadLog& log);
std::optional<LibraryItem<SiteEntry>> load_site(const std::string& name, const std::string& path, ReadLog& log);
std::optional<LibraryItem<SupportEntry>> load_support(const std::string& name, const std::string& path, ReadLog& log);
std::optional<LibraryItem<NeedleMaterial>> load_needle_material(const std::string& name, const std::string& path,
                                                                ReadLog& log);

/// The library in words: every entry's title, or with a name that entry's values with spread, source and label.
/// Throws base::InputError on an unknown name.
std::string describe_library(const std::string& name = "");

} // namespace acumen::scenarios
